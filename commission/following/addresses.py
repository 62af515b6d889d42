"""Addresses of followers, encrypted where they lie, and found again by what cannot be read back."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import IntegrityError, transaction
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from commission.following.models import Follower

LONGEST = 254  # RFC 5321: what fits between the angle brackets of a path
KEY_ID = 8


class AddressUnreadable(Exception):
    """None of ADDRESS_KEYS opens this address any more."""


@dataclass(frozen=True)
class _Key:
    """What comes of one of ADDRESS_KEYS; three derivations, so that none tells another."""

    id: str
    fernet: Fernet
    digest: bytes


class AddressField(forms.EmailField):
    """An address that mail can be sent to: one mailbox at a named host."""

    default_validators = [
        EmailValidator(
            message=_("Write the whole address, such as name@example.org."), allowlist=[]
        )
    ]

    def __init__(self, **kwargs: object) -> None:
        super().__init__(max_length=LONGEST, **kwargs)  # type: ignore[arg-type]
        self.error_messages["required"] = _("Write your e-mail address.")

    def clean(self, value: str | None) -> str:
        """The address as mail needs it. Raises ValidationError with a sentence."""
        address = super().clean(value)
        if not address:
            return ""  # nobody had to give one
        name, _at, host = address.rpartition("@")
        try:
            host = punycode(host.lower())
        except UnicodeError:
            host = ""
        if not host or host.startswith("[") or name.startswith('"'):
            raise ValidationError(_("Write the whole address, such as name@example.org."))
        address = f"{name}@{host}"
        if len(address) > LONGEST or len(name) > 64:
            raise ValidationError(_("This address is too long for e-mail."))
        return address


def digests_of(address: str) -> list[str]:
    """What the address is found by, under each key, the newest first."""
    return [_digest(key, address) for key in _keys()]


def sealing_key() -> str:
    """Names the key that `address_seal` uses now, and says nothing of it."""
    return _keys()[0].id


def address_seal(address: str) -> bytes:
    """The address, encrypted with the newest key."""
    return MultiFernet([key.fernet for key in _keys()]).encrypt(address.encode())


def address_open(sealed: bytes | memoryview) -> str:
    """The address. Raises AddressUnreadable where the key that sealed it is gone."""
    try:
        return MultiFernet([key.fernet for key in _keys()]).decrypt(bytes(sealed)).decode()
    except InvalidToken:
        raise AddressUnreadable from None


def addresses_reseal(*, limit: int = 200) -> int:
    """Bring addresses under an older key to the newest. Returns how many; one query when none is.

    So a key is changed: put the new one first, start anew, and take the old one away once this has
    nothing left to do.
    """
    stale = Follower.objects.exclude(digest__startswith=_keys()[0].id).order_by("pk")[:limit]
    done = 0
    for follower in stale:
        try:
            address = address_open(follower.address)
        except AddressUnreadable:
            continue
        try:
            with transaction.atomic():
                done += Follower.objects.filter(pk=follower.pk, digest=follower.digest).update(
                    address=address_seal(address), digest=digests_of(address)[0]
                )
        except IntegrityError:
            continue  # asked again meanwhile under the newest key by a process that had no other
    return done


def _digest(key: _Key, address: str) -> str:
    name = address.lower().encode()
    return key.id + hmac.new(key.digest, name, "sha256").hexdigest()[: 64 - KEY_ID]


def _keys() -> tuple[_Key, ...]:
    return _derived(tuple(settings.ADDRESS_KEYS))


@lru_cache(maxsize=4)
def _derived(secrets: Iterable[str]) -> tuple[_Key, ...]:
    return tuple(
        _Key(
            id=_derive(secret, "id").hex()[:KEY_ID],
            fernet=Fernet(urlsafe_b64encode(_derive(secret, "encrypt"))),
            digest=_derive(secret, "digest"),
        )
        for secret in secrets
    )


def _derive(secret: str, purpose: str) -> bytes:
    info = f"follower address {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())

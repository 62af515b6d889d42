"""Who stands behind a cipher: written, read and kept out of recordings. Ids alone are logged."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.redaction.models import ReasonCode
from archive.redaction.names import fold
from archive.redaction.services import name_protect
from archive.testimony.models import Testimony
from commission.hearings.hearing.models import Hearing
from commission.hearings.rights import IDENTITY, require
from commission.hearings.witnesses.appearing import appearance_of
from commission.hearings.witnesses.models import CIPHER, AppearanceTestimony, Cipher, CipherName
from commission.hearings.witnesses.names import telling
from media.refusal import Refused


@transaction.atomic
def cipher_give(*, cipher: str, name: str, by: AbstractUser, at: datetime) -> Cipher:
    """Say who stands behind a new cipher. From now on no public record may be kept with the name.

    Raises Refused for whoever may not see names, for a cipher that stands for somebody already, and
    for a name that cannot be looked for; ValidationError for what is no cipher.
    """
    require(by, IDENTITY)
    CIPHER(cipher)
    if Cipher.objects.filter(cipher=cipher).exists():
        raise Refused(
            "cipher_taken", _("This cipher stands for somebody already. Take the next number.")
        )
    row = Cipher.objects.create(cipher=cipher, given_by_id=by.pk, given_at=at)
    ledger_append(actor=by, act="cipher.give", record=row, at=at)
    cipher_name_add(cipher=row, name=name, by=by, at=at)
    return row


@transaction.atomic
def cipher_name_add(
    *, cipher: Cipher, name: str, by: AbstractUser, at: datetime
) -> CipherName | None:
    """Write down another name of the same person: at birth, a short form, another spelling.

    It is kept out of every recording of theirs at once. None where it was written down before.
    Raises Refused for whoever may not see names, and for a name that cannot be looked for.
    """
    require(by, IDENTITY)
    written = " ".join(name.split())
    if not telling(written):
        raise Refused("name", _("Write the first name and the surname, as they are written."))
    Cipher.objects.select_for_update().get(pk=cipher.pk)
    if fold(written) in {fold(one.name) for one in cipher.names.all()}:
        return None
    row = CipherName.objects.create(cipher=cipher, name=written, written_by_id=by.pk, written_at=at)
    ledger_append(
        actor=by, act="cipher.name", record=row, at=at, details={"cipher": str(cipher.pk)}
    )
    for link in AppearanceTestimony.objects.select_related("hearing", "testimony"):
        witness = appearance_of(link)
        if witness is not None and witness.cipher == cipher.cipher:
            names_protect(testimony=link.testimony, cipher=cipher, by=by, at=at)
    return row


@transaction.atomic
def cipher_names_read(*, cipher: Cipher, by: AbstractUser, at: datetime) -> list[CipherName]:
    """The names behind a cipher. Each look is in the ledger. Raises Refused for whoever may not."""
    require(by, IDENTITY)
    ledger_append(actor=by, act="cipher.read", record=cipher, at=at)
    return list(cipher.names.all())


def names_protect(*, testimony: Testimony, cipher: Cipher, by: AbstractUser, at: datetime) -> int:
    """Keep the names behind a cipher out of a recording, inside the caller's transaction.

    Returns how many are new: then what was built before is out of date, and every place where one
    is spoken is put before a person.
    """
    known = {fold(name) for name in testimony.protected_names.values_list("name", flat=True)}
    new = [one.name for one in cipher.names.all() if fold(one.name) not in known]
    for name in new:
        name_protect(testimony=testimony, name=name, reason=ReasonCode.ANON, by=by, at=at)
    return len(new)


def hearing_told(hearing: Any, at: datetime) -> None:
    """A hearing was published: witnesses who got a cipher now have their names kept out as well.

    Called in the same transaction (`review.telling`).
    """
    if not isinstance(hearing, Hearing) or hearing.translated_from_id is not None:
        return
    given = {one.key: one.cipher for one in hearing.appearances.all() if one.cipher}
    known = {one.cipher: one for one in Cipher.objects.filter(cipher__in=given.values())}
    links = AppearanceTestimony.objects.filter(hearing=hearing, appearance_key__in=given)
    for link in links.select_related("testimony", "linked_by"):
        cipher = known.get(given[link.appearance_key])
        if cipher is not None:
            names_protect(testimony=link.testimony, cipher=cipher, by=link.linked_by, at=at)

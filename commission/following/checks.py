"""What an installation that sends e-mail must have set, asked by `manage.py check --deploy`."""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from commission.post import email_is_set_up

SHORTEST_KEY = 32
HERE = ("localhost", "127.0.0.1", "::1")


@register(Tags.security, deploy=True)
def email_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """One sentence for each setting that is missing or cannot be right; none without e-mail."""
    if not email_is_set_up():
        return []
    found: list[CheckMessage] = []
    if not _is_address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1]):
        found.append(
            Error(
                "EMAIL_URL is set, and EMAIL_FROM is no address that others can answer. Set it, "
                "such as: Our Commission <record@commission.example>",
                id="following.E001",
            )
        )
    keys = list(settings.ADDRESS_KEYS)
    if not keys or any(len(key) < SHORTEST_KEY for key in keys):
        found.append(
            Error(
                f"Each of ADDRESS_KEYS needs at least {SHORTEST_KEY} random characters; they "
                "encrypt the addresses of people who follow the tracker.",
                id="following.E002",
            )
        )
    elif settings.SECRET_KEY in keys:
        found.append(
            Warning(
                "ADDRESS_KEYS is not set, so the addresses of followers are encrypted with a key "
                "made from SECRET_KEY, and changing that loses them all. Set ADDRESS_KEYS.",
                id="following.W003",
            )
        )
    if (urlsplit(settings.SITE_URL).hostname or "localhost") in HERE:
        found.append(
            Warning(
                "E-mails name pages at SITE_URL, which is this machine itself. Set SITE_URL to the "
                "address at which the public finds this site.",
                id="following.W004",
            )
        )
    return found


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return address.rsplit("@", 1)[1] not in HERE

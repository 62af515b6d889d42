"""`manage.py check --database default` looks whether the database protects what it must."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from archive.ledger.triggers import triggers_missing


@register(Tags.database)
def triggers_check(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning and no error: `migrate` checks first, and `migrate` is what repairs it."""
    return [
        Warning(
            f"The database {using} does not protect its append-only tables: {', '.join(missing)}.",
            hint="Run `manage.py migrate`, and find out what took the protection away.",
            id="archive.W001",
        )
        for using in databases or []
        if (missing := triggers_missing(using))
    ]

"""Who is told when a public record appears, changes or leaves: called by whoever does it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Told = Callable[[Any, datetime], None]
_told: dict[type, list[Told]] = {}


def public_register(model: type, told: Told) -> None:
    """Call this with each record of a model whose public text changed, inside that transaction.

    For search and for images made for sharing; they read the record anew. Also with records of
    models below it. Harmless twice.
    """
    rows = _told.setdefault(model, [])
    if told not in rows:
        rows.append(told)


def public_changed(record: Any, *, at: datetime) -> None:
    """Say that what the public may read of a record is another now, or nothing any more."""
    for model in type(record).__mro__:
        for told in _told.get(model, ()):
            told(record, at)

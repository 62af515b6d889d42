"""One entry of the outbox, told to an index as the database has it now."""

from datetime import datetime

from search.engines.base import Writing
from search.kinds import Passage, kind_named, record_key
from search.outbox.models import Action, OutboxEntry


def entry_tell(changes: Writing, entry: OutboxEntry, *, at: datetime) -> None:
    """Bring one record's passages to what the database says now.

    Raises LookupError for a kind that is not registered, and whatever the kind raises.
    """
    passages = [] if entry.action == Action.REMOVE else _open_passages(entry, at=at)
    key = record_key(entry.kind, entry.record)
    # Refused where the index knows something newer: then there is nothing left to say.
    if passages:
        changes.replace(key, version=entry.pk, passages=passages)
    else:
        changes.remove(key, version=entry.pk)


def _open_passages(entry: OutboxEntry, *, at: datetime) -> list[Passage]:
    """The record's passages for the entry's audience; none when it is not open."""
    kind = kind_named(entry.kind)
    if kind is None:
        raise LookupError(entry.kind)
    if entry.record not in kind.shown([entry.record], audiences=[entry.audience], at=at):
        return []
    return [one for one in kind.passages(entry.record) if one.audience == entry.audience]

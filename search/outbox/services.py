"""Telling the index. Both are called inside the transaction that makes the change itself."""

from datetime import datetime

from django.db import transaction

from media.audience import Audience
from search.outbox.models import Action, OutboxEntry


@transaction.atomic
def outbox_index(*, kind: str, record: str, audience: str, at: datetime) -> OutboxEntry:
    """Say that a record is to be put into an audience's index, or has changed there.

    Until the worker has done so the record is left out of results. Returns the entry, whose primary
    key is the version. Raises ValueError for an audience that has no index.
    """
    return _entry(Action.INDEX, kind=kind, record=record, audience=audience, at=at)


@transaction.atomic
def outbox_remove(*, kind: str, record: str, audience: str, at: datetime) -> OutboxEntry:
    """Say that a record is to be taken out. It is left out of results from this transaction on."""
    return _entry(Action.REMOVE, kind=kind, record=record, audience=audience, at=at)


def _entry(action: Action, *, kind: str, record: str, audience: str, at: datetime) -> OutboxEntry:
    if Audience(audience) == Audience.SEALED:
        raise ValueError("what is sealed is never indexed")
    return OutboxEntry.objects.create(
        kind=kind, record=str(record), audience=Audience(audience), action=action, created_at=at
    )

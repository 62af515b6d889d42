"""Bringing the index up to date: the runner "search"."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from search.engines import EngineDown, IndexMissing, engine
from search.engines.base import Writing
from search.generations import AUDIENCES, generation_grow, place, places
from search.outbox.lease import Lease, LeaseGone, WriterBusy, writer_lease
from search.outbox.models import OutboxEntry
from search.outbox.selectors import entries_waiting
from search.outbox.telling import entry_tell
from search.rebuild import index_rebuild

MOST = 200  # entries in one go
LONGEST_WAIT = timedelta(minutes=10)


def outbox_run_one(worker: str) -> bool:
    """Do some of what waits, in order. True when something was done or tried.

    One process at a time: where another holds the lease, there is nothing to do here.
    """
    at = timezone.now()
    ready = _ready(at)
    if not ready:
        return _renew(worker, at=at)
    audience = ready[0].audience
    batch = [entry for entry in ready if entry.audience == audience]
    there = place(audience)
    try:
        if there is None or not there.current:
            raise IndexMissing
        with writer_lease(worker) as lease:
            _apply(there.name, batch, lease=lease, at=at)
    except (WriterBusy, LeaseGone):
        return False
    except EngineDown as error:
        _postpone(batch, code=f"engine_{error}", at=at)
    except IndexMissing:
        # The first start, or another engine than before: everything is in the database.
        return _rebuild(audience, batch, worker=worker, at=at)
    return True


def _ready(at: datetime) -> list[OutboxEntry]:
    """What may be done now. A record whose earlier change has to wait waits with it."""
    blocked: dict[tuple[str, str, str], int] = {}
    later = entries_waiting().filter(not_before__gt=at)
    for audience, kind, record, pk in later.values_list("audience", "kind", "record", "pk"):
        blocked.setdefault((audience, kind, record), pk)
    now = Q(not_before__isnull=True) | Q(not_before__lte=at)
    return [
        entry
        for entry in entries_waiting().filter(now)[:MOST]
        if blocked.get((entry.audience, entry.kind, entry.record), entry.pk) >= entry.pk
    ]


def _apply(name: str, batch: list[OutboxEntry], *, lease: Lease, at: datetime) -> None:
    done: list[OutboxEntry] = []
    newest = {(entry.kind, entry.record): entry for entry in batch}
    with engine().writing(name, alive=lease.renew) as changes:
        for entry in newest.values():
            lease.renew()
            if _told(changes, entry, at=at):
                done += [e for e in batch if (e.kind, e.record) == (entry.kind, entry.record)]
    # The engine has it for certain; a crash before this line does it all once more, to no effect.
    with transaction.atomic():
        lease.renew()
        OutboxEntry.objects.filter(pk__in=[entry.pk for entry in done]).update(
            done_at=timezone.now(), error_code=""
        )
        generation_grow(batch[0].audience)


def _told(changes: Writing, entry: OutboxEntry, *, at: datetime) -> bool:
    try:
        entry_tell(changes, entry, at=at)
    except (EngineDown, IndexMissing):
        raise
    except Exception as error:  # noqa: BLE001 - one record's fault is recorded and stops no other
        _postpone([entry], code=f"kind_{type(error).__name__}", at=at)
        return False
    return True


def _postpone(entries: Iterable[OutboxEntry], *, code: str, at: datetime) -> None:
    for entry in entries:
        entry.attempts += 1
        wait = timedelta(seconds=5 * 2 ** min(entry.attempts, 10))
        entry.not_before = at + min(wait, LONGEST_WAIT)
        entry.error_code = code[:60]
        entry.save(update_fields=["attempts", "not_before", "error_code"])


def _renew(worker: str, *, at: datetime) -> bool:
    """Build an index anew that an earlier version of the software laid out. True when one was."""
    for one in places(AUDIENCES):
        if not one.current:
            try:
                index_rebuild(audience=one.audience, worker=worker, at=at)
            except (EngineDown, IndexMissing, LeaseGone, WriterBusy):
                return False
            return True
    return False


def _rebuild(audience: str, batch: list[OutboxEntry], *, worker: str, at: datetime) -> bool:
    try:
        index_rebuild(audience=audience, worker=worker, at=at)
    except (WriterBusy, LeaseGone):
        return False
    except (EngineDown, IndexMissing) as error:
        _postpone(batch, code=f"engine_{error}", at=at)
    return True

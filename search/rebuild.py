"""A new index from the database, while the old one is read and written to; then the swap."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Max, Q

from search.engines import engine
from search.engines.base import Stored
from search.generations import generation_swap, new_name
from search.kinds import kinds, record_key
from search.outbox.lease import writer_lease
from search.outbox.models import OutboxEntry
from search.outbox.selectors import versions
from search.outbox.telling import entry_tell

# A record that was indexed before the outbox knew it. Elasticsearch deletes nothing of version 0.
FIRST_VERSION = 1
# Two machines' clocks may differ by this much; a change that is told twice does no harm.
CLOCKS = timedelta(minutes=5)

Progress = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True)
class Rebuilt:
    audience: str
    name: str
    records: int
    passages: int


def index_rebuild(
    *, audience: str, worker: str, at: datetime, progress: Progress | None = None
) -> Rebuilt:
    """Build the audience's index anew and read it from then on.

    `progress` is told records done and records in all. Raises EngineDown, and WriterBusy when
    another process writes at the moment of the swap; the old index then stays the one that is read.
    """
    runs = engine()
    newest = OutboxEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    name = new_name(audience, at=at)
    records = [(kind.name, str(r)) for kind in kinds() for r in kind.records(audience, at=at)]
    runs.create(name)
    try:
        count = runs.load(name, _everything(audience, records, progress))
        with writer_lease(worker) as lease:
            _catch_up(name, audience, since=newest, at=at, alive=lease.renew)
            lease.renew()
            before = generation_swap(audience=audience, name=name, at=at)
    except BaseException:
        runs.drop(name)
        raise
    if before:
        runs.drop(before)
    return Rebuilt(audience, name, len(records), count)


def expected(audience: str, *, at: datetime) -> Iterator[Stored]:
    """Every passage that the audience's index should hold, with the version it should have."""
    records = [(kind.name, str(r)) for kind in kinds() for r in kind.records(audience, at=at)]
    yield from _everything(audience, records, None)


def _everything(
    audience: str, records: list[tuple[str, str]], progress: Progress | None
) -> Iterator[Stored]:
    known = versions(audience)
    by_name = {kind.name: kind for kind in kinds()}
    for done, (kind, record) in enumerate(records, start=1):
        version = known.get(record_key(kind, record), FIRST_VERSION)
        for passage in by_name[kind].passages(record):
            if passage.audience == audience:
                yield Stored(passage, version)
        if progress is not None:
            progress(done, len(records))


def _catch_up(
    name: str, audience: str, *, since: int, at: datetime, alive: Callable[[], None]
) -> None:
    """Tell the new index what the old one was told while the new one was being built.

    What still waits is told too, and stays waiting: the worker tells it once more after the swap.
    """
    missed = Q(pk__gt=since) | Q(done_at__gte=at - CLOCKS) | Q(done_at__isnull=True)
    newest: dict[tuple[str, str], OutboxEntry] = {}
    for entry in OutboxEntry.objects.filter(missed, audience=audience).order_by("pk"):
        newest[entry.kind, entry.record] = entry
    with engine().writing(name, alive=alive) as changes:
        for entry in newest.values():
            alive()
            entry_tell(changes, entry, at=at)

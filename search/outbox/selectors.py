"""What the index has not heard of yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, QuerySet

from media.audience import Audience
from search.kinds import record_key
from search.outbox.models import OutboxEntry

# A worker that is well takes a change within this time; then the site says that search is behind.
USUAL = timedelta(seconds=30)


@dataclass(frozen=True)
class Waiting:
    """Changes that wait, for some audiences."""

    keys: dict[str, frozenset[str]]  # audience → keys of records
    behind: bool

    def of(self, audience: str) -> frozenset[str]:
        return self.keys.get(audience, frozenset())


def entries_waiting() -> QuerySet[OutboxEntry]:
    """Entries that are not done, in the order in which they were made."""
    return OutboxEntry.objects.filter(done_at__isnull=True).order_by("pk")


def waiting(audiences: Iterable[str], *, at: datetime) -> Waiting:
    """What waits. One query."""
    keys: dict[str, set[str]] = defaultdict(set)
    behind = False
    rows = entries_waiting().filter(audience__in=[Audience(a) for a in audiences])
    for audience, kind, record, created_at, attempts in rows.values_list(
        "audience", "kind", "record", "created_at", "attempts"
    ):
        keys[audience].add(record_key(kind, record))
        behind = behind or attempts > 0 or at - created_at > USUAL
    return Waiting({a: frozenset(found) for a, found in keys.items()}, behind)


def versions(audience: str) -> dict[str, int]:
    """Newest version by key of record. One query."""
    rows = OutboxEntry.objects.filter(audience=audience).values_list("kind", "record")
    newest = rows.annotate(newest=Max("pk")).order_by()
    return {record_key(kind, record): pk for kind, record, pk in newest}

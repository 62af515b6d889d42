"""Reading the ledger, and proving that nobody has touched it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from archive.ledger.models import LedgerEntry
from archive.ledger.services import GENESIS, entry_hash
from archive.testimony.models import Testimony


@dataclass(frozen=True)
class Verified:
    """What reading the whole chain came to."""

    rows: int
    head: str  # hash of the last good row
    broken: int | None = None  # number of the first row that is not as it was written
    why: str = ""  # a code: edited, missing, moved, cut
    # Rows that state an earlier time than the row before: a clock was set back, or was wrong.
    times_back: int = 0


def ledger_of(testimony: Testimony) -> QuerySet[LedgerEntry]:
    """What was done to one testimony, newest first."""
    return LedgerEntry.objects.filter(testimony=str(testimony.pk)).order_by("-number")


def ledger_head() -> LedgerEntry | None:
    """The newest row; its hash, kept somewhere else, proves later that nothing was cut off."""
    return LedgerEntry.objects.order_by("-number").first()


def ledger_verify(*, anchor: str = "", entries: Iterable[LedgerEntry] | None = None) -> Verified:
    """Read the chain from the first row to the last and stop at the first that is broken.

    `anchor` is a head hash that was kept elsewhere: when no row has it, the tail was cut off, or
    everything since was written anew. Memory stays flat, whatever the length.
    """
    rows, head, anchored, times_back, last_at = 0, GENESIS, not anchor, 0, None
    if entries is None:
        entries = LedgerEntry.objects.order_by("number").iterator(chunk_size=2000)
    for entry in entries:
        if entry.number != rows + 1:
            return Verified(rows, head, rows + 1, "missing", times_back)
        if entry_hash(entry) != entry.hash:
            return Verified(rows, head, entry.number, "edited", times_back)
        if entry.prev_hash != head:
            return Verified(rows, head, entry.number, "moved", times_back)
        times_back += last_at is not None and entry.at < last_at
        rows, head, last_at = entry.number, entry.hash, entry.at
        anchored = anchored or head == anchor
    if not anchored:
        return Verified(rows, head, rows + 1, "cut", times_back)
    return Verified(rows, head, times_back=times_back)

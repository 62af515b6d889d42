"""The docket as outsiders may read it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from commission.documents.models import Access, Document
from commission.hearings.docket.models import DocketEntry, Moment
from commission.hearings.hearing.models import Hearing
from commission.hearings.orders.selectors import entries_ordered, orders_in_force
from commission.hearings.vocabulary import EntryAccess
from commission.review.models import PublicRecordQuerySet
from commission.review.translations import translated_all


@dataclass(frozen=True)
class EntrySeen:
    """An entry as it may be told now. Only an open one has words, a document and moments."""

    entry: DocketEntry
    access: EntryAccess
    # Number of the order that closes it; None where none does.
    order: int | None
    # The row in the page's language.
    shown: DocketEntry

    @property
    def is_open(self) -> bool:
        """Whether its title and its document may be shown."""
        return self.access == EntryAccess.OPEN

    @property
    def title(self) -> str:
        """What it is; empty for what is not open."""
        return self.shown.title if self.is_open else ""

    @property
    def note(self) -> str:
        """The note under the title; empty for what is not open."""
        return self.shown.note if self.is_open else ""

    @property
    def filed_by(self) -> str:
        """Who filed it; empty for what is not open."""
        return self.shown.filed_by if self.is_open else ""

    @property
    def document(self) -> Document | None:
        """The public document whose cleaned copy readers get, or None."""
        one = self.entry.document if self.is_open else None
        return one if one is not None and one.access == Access.PUBLIC else None

    @property
    def moments(self) -> list[Moment]:
        """Where it was spoken of, to be read with `findings.evidence.evidence_of`."""
        return list(self.entry.moments.all()) if self.is_open else []


def entries_public() -> PublicRecordQuerySet:
    """Entries that a second person approved, at hearings that stand in public."""
    rows = DocketEntry.objects.published().originals()
    return rows.filter(hearing__live=True)


def docket_of(hearing: Hearing, *, at: datetime) -> list[EntrySeen]:
    """The docket of a public hearing, newest first. The number of queries is always the same."""
    rows = entries_public().filter(hearing=hearing.original_id)
    return entries_seen(_with_parts(rows).order_by("-number"), at=at)


def exhibit_of(exhibit: int, *, at: datetime) -> EntrySeen | None:
    """An exhibit that is open now, or None, whatever the reason."""
    rows = _with_parts(entries_public().filter(exhibit=exhibit)).order_by("pk")[:1]
    return next((one for one in entries_seen(rows, at=at) if one.is_open), None)


def entry_of(hearing: int, number: int, *, at: datetime) -> EntrySeen | None:
    """An entry that is open now, by the hearing's number and its own, or None."""
    rows = entries_public().filter(hearing__number=hearing, number=number)
    return next((one for one in entries_seen(_with_parts(rows), at=at) if one.is_open), None)


def entries_seen(rows: Any, *, at: datetime) -> list[EntrySeen]:
    """Entries with what may be told of each, in the order given."""
    entries = list(rows)
    ordered = entries_ordered([one.pk for one in entries], at=at)
    texts = translated_all(entries)
    return [
        EntrySeen(
            entry=one,
            access=EntryAccess.BY_ORDER if one.pk in ordered else EntryAccess(one.access),
            order=ordered.get(one.pk),
            shown=texts[one.pk],
        )
        for one in entries
    ]


def _with_parts(rows: PublicRecordQuerySet) -> PublicRecordQuerySet:
    moments = Prefetch("moments", Moment.objects.select_related("edition"))
    return rows.select_related("hearing", "document", "locale").prefetch_related(moments)


def documents_closed(documents: Collection[UUID], at: datetime) -> set[UUID]:
    """Those of the documents that a docket keeps closed; one query.

    Of a public entry that is closed, and of any entry that an order in force covers.
    """
    ordered = Q(covered__order__in=orders_in_force(at=at))
    closed = Q(live=True, access=EntryAccess.CLOSED)
    rows = DocketEntry.objects.originals().filter(ordered | closed, document__in=documents)
    return {key for key in rows.values_list("document", flat=True) if key is not None}

"""Which documents somebody works on, and where each of them stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from commission.accounts.selectors import staff
from commission.documents.models import Access, Document
from commission.papers.ways import CITES, COUNTS, DOCKETS, TRACKER, Place, ways
from commission.recommendations.models import ProgressReport

# Of these one is needed to have any page of documents at all.
RIGHTS = (*TRACKER, *CITES, *DOCKETS)
# What staff brought and nothing refers to yet belongs to those who could let something refer to it.
LOOSE = (*TRACKER, *COUNTS, "hearings.change_docketentry")


@dataclass
class Used:
    """Where one document stands: places that somebody may know of, and how many more there are."""

    places: list[Place] = field(default_factory=list)
    others: int = 0


def documents_of(person: Any) -> QuerySet[Document]:
    """Documents on records that somebody works on: those which they may see and take down.

    One right is enough where a document stands in several places: what must not be read has to go
    whoever finds it first. What hangs on a draft of a body alone is nobody's here.
    """
    hanging = [(way, Exists(way.rows.filter(document=OuterRef("pk")))) for way in ways()]
    mine = [Q(exists) for way, exists in hanging if way.open_to(person)]
    if any(person.has_perm(right) for right in LOOSE):
        drafts = Exists(ProgressReport.objects.filter(document=OuterRef("pk")))
        nowhere = reduce(and_, (~Q(exists) for _way, exists in hanging))
        mine.append(nowhere & ~Q(drafts) & Q(taken_in_by__in=staff(who_left=True)))
    if not mine:
        return Document.objects.none()
    return Document.objects.filter(reduce(or_, mine))


def used_of(documents: Iterable[Document], *, by: Any) -> dict[UUID, Used]:
    """Where these documents stand, by their keys. One query a way, however many there are.

    Somebody is told of places on records that they work on, and of what the public reads.
    """
    rows = {row.pk: row for row in documents}
    found = {key: Used() for key in rows}
    for way in ways():
        works = way.open_to(by)
        for row in way.rows.filter(document__in=rows).order_by("pk"):
            place, used = way.place(row), found[row.document_id]
            if works:
                used.places.append(place)
            elif place.public and rows[row.document_id].access == Access.PUBLIC:
                used.places.append(Place(place.what, "", True))
            else:
                used.others += 1
    return found

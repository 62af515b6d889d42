"""What waits for whoever keeps markers or decides about them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from archive.consent.models import Use
from commission.findings.evidence import changes_of
from commission.markers.life.models import ConditionSeen
from commission.markers.models import MarkerCitation
from commission.markers.nominations.selectors import nominations_waiting
from commission.markers.places.models import PlaceProposal, ProposalState
from commission.markers.record.models import Marker
from commission.markers.selectors import markers_public, markers_with_now
from commission.markers.vocabulary import STANDING


@dataclass(frozen=True)
class Counts:
    """How much of each waits."""

    places: int
    looks: int
    voices: int
    nominations: int


def places_waiting() -> QuerySet[PlaceProposal]:
    """Places that wait for a second person, the longest waiting first."""
    rows = PlaceProposal.objects.filter(state=ProposalState.WAITING)
    return rows.select_related("marker", "proposed_by").order_by("proposed_at", "pk")


def looks_overdue(*, at: datetime) -> Any:
    """Public markers that stand and that somebody should have looked at, the longest overdue first.

    Each has `look_by`, the day by which it was to be.
    """
    today: date = timezone.localdate(at)
    last = ConditionSeen.objects.filter(marker=OuterRef("pk")).order_by("-seen_on", "-recorded_at")
    rows = markers_with_now(markers_public()).annotate(
        look_by=Subquery(last.values("next_look_by")[:1])
    )
    return rows.filter(look_by__lt=today, state_now__in=STANDING).order_by("look_by", "number")


def voices_gone(*, at: datetime) -> list[Marker]:
    """Public markers that cite a passage which may not be quoted any more, by number.

    Its page shows the passage no more; the keeper takes the citation out, or cites another.
    """
    rows = list(MarkerCitation.objects.filter(marker__in=markers_public()))
    of = {row.pk: row.marker_id for row in rows}
    changed = {of[one.citation.pk] for one in changes_of(rows, at=at, use=Use.MEMORIAL_INSCRIPTION)}
    return list(Marker.objects.filter(pk__in=changed).order_by("number"))


def counts(*, at: datetime) -> Counts:
    """The numbers of all four, for the first page of the admin."""
    return Counts(
        places=places_waiting().count(),
        looks=looks_overdue(at=at).count(),
        voices=len(voices_gone(at=at)),
        nominations=nominations_waiting().count(),
    )

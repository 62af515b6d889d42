"""Markers as outsiders may read them. Nothing here reads a place as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from archive.consent.models import Use
from archive.reading.wording import edtf
from commission.documents.models import Words
from commission.findings.evidence import Evidence, evidence_of
from commission.markers.life.models import ConditionSeen, MarkerWithdrawal, StateChange
from commission.markers.places.models import PublicPlace
from commission.markers.record.models import Inscription, Marker
from commission.markers.vocabulary import STANDING, Condition, State
from commission.review.models import PublicRecordQuerySet


@dataclass(frozen=True)
class Step:
    """One state in the life of a marker, as it stands after corrections."""

    id: Any
    position: int
    state: State
    happened_on: str  # EDTF, may be empty
    words: Words | None
    recorded_at: datetime
    # Whether an earlier row said it otherwise.
    corrected: bool

    @property
    def day(self) -> str:
        """Since when, as a person says it."""
        return edtf(self.happened_on)


@dataclass(frozen=True)
class Now:
    """What is known of a marker today."""

    state: State | None
    since: str  # EDTF, may be empty
    condition: Condition | None
    seen_on: date | None
    next_look_by: date | None

    @property
    def is_current(self) -> bool:
        """Whether there is something to visit."""
        return self.state in STANDING


def markers_public() -> PublicRecordQuerySet:
    """Markers that stand in public, in the language in which they were written."""
    return Marker.objects.published().originals()


def markers_with_now(rows: Any) -> Any:
    """The same rows with `state_now`, `state_on`, `condition_now` and `condition_on`, for filters.

    All four are None where nothing is recorded. No query of its own.
    """
    states = states_standing().filter(marker=OuterRef("pk")).order_by("-position")
    seen = ConditionSeen.objects.filter(marker=OuterRef("pk")).order_by("-seen_on", "-recorded_at")
    return rows.annotate(
        state_now=Subquery(states.values("state")[:1]),
        state_on=Subquery(states.values("happened_on")[:1]),
        condition_now=Subquery(seen.values("condition")[:1]),
        condition_on=Subquery(seen.values("seen_on")[:1]),
    )


def marker_public(number: int) -> Marker | None:
    """The public marker with a number, with its public place, or None, whatever the reason."""
    rows = markers_public().filter(number=number)
    return rows.select_related("locale", "series", "public_place").order_by("pk").first()


def marker_withdrawn(number: int) -> MarkerWithdrawal | None:
    """The decision by which the marker with a number was taken back, or None.

    All that is told of it: its number, when, and the reasons.
    """
    rows = MarkerWithdrawal.objects.filter(
        marker__number=number,
        marker__translated_from__isnull=True,
        marker__live=False,
        marker__first_published_at__isnull=False,
    )
    return rows.select_related("marker__locale", "words").order_by("-withdrawn_at").first()


def place_shown(marker: Marker) -> PublicPlace | None:
    """What may be told of the place on a map; None where there is nothing but words."""
    place: PublicPlace | None = getattr(marker, "public_place", None)
    return place if place is not None and place.latitude is not None else None


def states_standing() -> QuerySet[StateChange]:
    """The states that nobody corrected: one for each place in the life of a marker.

    Told by what corrects what and not by the clock, which may have been set back.
    """
    return StateChange.objects.filter(corrected_by__isnull=True)


def life_of(marker: Marker) -> list[Step]:
    """The states of a marker, the oldest first, each as its last correction says it; one query."""
    rows = states_standing().filter(marker=marker).select_related("words")
    return [
        Step(
            id=row.pk,
            position=row.position,
            state=State(row.state),
            happened_on=row.happened_on,
            words=row.words,
            recorded_at=row.recorded_at,
            corrected=row.corrects_id is not None,
        )
        for row in rows.order_by("position")
    ]


def conditions_of(marker: Marker) -> list[ConditionSeen]:
    """Everybody who looked at it and what they saw, the oldest first; one query."""
    rows = ConditionSeen.objects.filter(marker=marker).select_related("words")
    return list(rows.order_by("seen_on", "recorded_at"))


def now_of_all(keys: Iterable[Any]) -> dict[Any, Now]:
    """What is known today of the markers with these keys; two queries for all of them."""
    wanted = set(keys)
    states: dict[Any, StateChange] = {}
    for row in states_standing().filter(marker__in=wanted).order_by("position"):
        states[row.marker_id] = row
    seen: dict[Any, ConditionSeen] = {}
    for look in ConditionSeen.objects.filter(marker__in=wanted).order_by("seen_on", "recorded_at"):
        seen[look.marker_id] = look
    return {key: _now(states.get(key), seen.get(key)) for key in wanted}


def _now(state: StateChange | None, seen: ConditionSeen | None) -> Now:
    return Now(
        state=State(state.state) if state else None,
        since=state.happened_on if state else "",
        condition=Condition(seen.condition) if seen else None,
        seen_on=seen.seen_on if seen else None,
        next_look_by=seen.next_look_by if seen else None,
    )


def marker_evidence(marker: Marker, *, at: datetime) -> list[Evidence]:
    """The passages that a marker rests on as they stand now, in order.

    Read for what their givers agreed to as words on a memorial. What changed (`one.changed`) is not
    shown: a marker does not say what it rested on once.
    """
    rows = marker.citations.select_related("edition").order_by("sort_order", "pk")
    return evidence_of(rows, at=at, use=Use.MEMORIAL_INSCRIPTION)


def inscriptions_of(
    marker: Marker,
    evidence: Iterable[Evidence],
    inscriptions: Iterable[Inscription] | None = None,
) -> list[Inscription]:
    """What stands on it, as it was said first, without words of an account that may not be quoted.

    `evidence` is all of `marker_evidence`; `inscriptions` are those of the marker where they were
    read already. Words that were said in testimony are shown while every passage that the marker
    cites may be.
    """
    cited = list(evidence)
    quotable = bool(cited) and not any(one.changed for one in cited)
    rows = marker.inscriptions.all() if inscriptions is None else inscriptions
    ordered = sorted(rows, key=lambda one: (one.sort_order, one.pk))
    return [one for one in ordered if quotable or not one.spoken]

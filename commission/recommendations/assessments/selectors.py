"""What the three voices say now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber

from commission.recommendations.assessments.models import Assessment
from commission.recommendations.recommendation.models import AddressedBody, Recommendation
from commission.recommendations.vocabulary import Part, Status, Voice

# How far each status is, in steps; the others are no place on the way.
STEPS = {Status.NOT_STARTED: 0, Status.STALLED: 0, Status.PROPOSED: 1, Status.UNDERWAY: 2}
STEPS[Status.COMPLETED] = 3


@dataclass(frozen=True)
class Standing:
    """The newest view of each voice; None where none was given. Never merged into one."""

    body: Assessment | None = None
    commission: Assessment | None = None
    community: Assessment | None = None

    @property
    def voices(self) -> list[tuple[Voice, Assessment | None]]:
        """The three in the order in which they always stand."""
        return [
            (Voice.BODY, self.body),
            (Voice.COMMISSION, self.commission),
            (Voice.COMMUNITY, self.community),
        ]

    @property
    def given(self) -> list[Assessment]:
        """The views that were given."""
        return [view for _voice, view in self.voices if view is not None]

    @property
    def agree(self) -> bool | None:
        """Whether all views that were given are the same; None where fewer than two were."""
        if len(self.given) < 2:
            return None
        return len({view.status for view in self.given}) == 1

    @property
    def apart(self) -> int:
        """How many steps lie between the two views that are furthest apart."""
        steps = [STEPS[Status(view.status)] for view in self.given if view.status in STEPS]
        return max(steps) - min(steps) if steps else 0


def standing_of(recommendations: Iterable[Recommendation]) -> dict[Any, Standing]:
    """What each voice says of each recommendation, under its key; one query for all of them.

    Of several bodies the claim of the one that is answerable stands before those of the others.
    """
    keys = [one.pk for one in recommendations]
    lead = AddressedBody.objects.filter(
        recommendation=OuterRef("recommendation"), body=OuterRef("body"), part=Part.LEAD
    )
    newest = (
        Assessment.objects.filter(recommendation__in=keys, action__isnull=True)
        .annotate(lead=Exists(lead))
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("recommendation"), F("voice")],
                order_by=[F("lead").desc(), F("made_on").desc(), F("recorded_at").desc()],
            )
        )
        .filter(place=1)
        .select_related("words", "body", "report")
    )
    found: dict[Any, dict[str, Assessment]] = {key: {} for key in keys}
    for view in newest:
        found[view.recommendation_id][view.voice] = view
    return {key: Standing(**views) for key, views in found.items()}


def standing_from(views: Iterable[Assessment], addressed: Iterable[AddressedBody]) -> Standing:
    """The same of one recommendation, whose views and bodies were read already."""
    leads = {one.body_id for one in addressed if one.part == Part.LEAD}
    whole = [view for view in views if view.action_id is None]
    whole.sort(key=lambda view: (view.body_id in leads, view.made_on, view.recorded_at))
    return Standing(**{view.voice: view for view in whole})

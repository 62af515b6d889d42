"""What each voice says now, as columns: to filter, order and count many recommendations at once."""

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from commission.recommendations.assessments.models import Assessment
from commission.recommendations.assessments.selectors import STEPS
from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import AddressedBody
from commission.recommendations.vocabulary import Part, Voice
from commission.review.models import PublicRecordQuerySet

COLUMNS = {voice: f"says_{voice.value}" for voice in Voice}


def with_views(
    recommendations: PublicRecordQuerySet, *, body: Body | None = None
) -> PublicRecordQuerySet:
    """Add `says_body`, `says_commission` and `says_community`: a status, or None without a view.

    The same views as `standing_of` names: the newest of each voice, and of several bodies that of
    the one that is answerable. With `body` the first column is what this body says.
    """
    return recommendations.annotate(**{name: _says(voice, body) for voice, name in COLUMNS.items()})


def with_apart(recommendations: PublicRecordQuerySet) -> PublicRecordQuerySet:
    """Add `apart`, the steps between the two views that are furthest apart; below 0 without views.

    Stands on `with_views`.
    """
    # Where a view is missing it must be neither the furthest nor the least far.
    highest = [Coalesce(_steps(name), Value(-1)) for name in COLUMNS.values()]
    lowest = [Coalesce(_steps(name), Value(9)) for name in COLUMNS.values()]
    return recommendations.annotate(apart=Greatest(*highest) - Least(*lowest))


def _says(voice: Voice, body: Body | None) -> Subquery:
    views = Assessment.objects.filter(
        recommendation=OuterRef("pk"), voice=voice, action__isnull=True
    )
    order = ["-made_on", "-recorded_at"]
    if voice == Voice.BODY and body is not None:
        views = views.filter(body=body)
    elif voice == Voice.BODY:
        lead = AddressedBody.objects.filter(
            recommendation=OuterRef("recommendation"), body=OuterRef("body"), part=Part.LEAD
        )
        views = views.annotate(lead=Exists(lead))
        order = ["-lead", *order]
    return Subquery(views.order_by(*order).values("status")[:1])


def _steps(column: str) -> Any:
    return Case(
        *(When(**{column: status}, then=Value(steps)) for status, steps in STEPS.items()),
        default=None,
        output_field=IntegerField(null=True),
    )

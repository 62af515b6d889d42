"""A recommendation that another takes the place of."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.services import words_record
from commission.recommendations.recommendation.models import (
    Recommendation,
    Succession,
    SuccessionKind,
)
from commission.recommendations.rights import past_require, permission_require, public_require
from media.refusal import Refused


@transaction.atomic
def succession_record(
    *,
    recommendation: Recommendation,
    kind: str,
    by_recommendation: Recommendation,
    on: date,
    text: str,
    language: str,
    by: User,
    at: datetime,
) -> Succession:
    """Record that another recommendation superseded this one, or that it was merged into it.

    Raises Refused where it has a successor already, or a circle would come of it.
    """
    permission_require(by, "keep_tracker")
    for one in (recommendation, by_recommendation):
        public_require(one)
    past_require(on, at=at)
    # Both rows are held, so that two successions at once cannot close a circle.
    keys = sorted([recommendation.pk, by_recommendation.pk])
    list(Recommendation.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    if recommendation.successions.exists():
        raise Refused("succeeded", _("Another recommendation took the place of this one before."))
    step: Recommendation | None = by_recommendation
    while step is not None:
        if step.pk == recommendation.pk:
            raise Refused("circle", _("A recommendation cannot take the place of itself."))
        following = step.successions.select_related("by").first()
        step = following.by if following else None
    row = Succession.objects.create(
        recommendation=recommendation,
        kind=SuccessionKind(kind),
        by=by_recommendation,
        on=on,
        words=words_record(text=text, language=language) if text.strip() else None,
        recorded_by=by,
        recorded_at=at,
    )
    ledger_append(
        actor=by,
        act="succession.record",
        record=row,
        at=at,
        details={"recommendation": recommendation.number, "by": by_recommendation.number},
    )
    return row

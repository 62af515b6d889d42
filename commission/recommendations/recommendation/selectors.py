"""Recommendations as outsiders may read them."""

from commission.recommendations.recommendation.models import Recommendation
from commission.review.models import PublicRecordQuerySet


def recommendations_public() -> PublicRecordQuerySet:
    """Every public recommendation, in the language in which the commission wrote it."""
    return Recommendation.objects.published().originals()


def recommendation_public(number: int) -> Recommendation | None:
    """The public recommendation with a number, or None, whatever the reason."""
    rows = recommendations_public().filter(number=number)
    return rows.select_related("locale", "report__locale", "chapter").order_by("pk").first()

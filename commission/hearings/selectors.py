"""Hearings as outsiders may read them."""

from commission.hearings.hearing.models import Hearing
from commission.review.models import PublicRecordQuerySet


def hearings_public() -> PublicRecordQuerySet:
    """Hearings that stand in public, in the language in which they were written."""
    return Hearing.objects.published().originals()


def hearing_public(number: int) -> Hearing | None:
    """The public hearing with a number, or None, whatever the reason."""
    return hearings_public().filter(number=number).select_related("locale").order_by("pk").first()

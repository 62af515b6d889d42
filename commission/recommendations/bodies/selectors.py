"""Bodies as outsiders may see them, and as their focal points do."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from commission.recommendations.bodies.models import Body
from commission.recommendations.recommendation.models import AddressedBody


def bodies_public() -> QuerySet[Body]:
    """Bodies that a public recommendation is addressed to, in the language they were entered in."""
    asked = AddressedBody.objects.filter(
        body=OuterRef("pk"),
        recommendation__live=True,
        recommendation__translated_from__isnull=True,
    )
    return Body.objects.filter(Exists(asked))


def body_public(slug: str) -> Body | None:
    """The body at an address, or None where nothing public is addressed to it."""
    return bodies_public().filter(slug=slug).select_related("locale").order_by("pk").first()


def bodies_of(user: Any) -> QuerySet[Body]:
    """Bodies that a person answers for now; none without the permission to answer at all.

    Nor any for whoever keeps the tracker, a superuser too: nobody takes in a report of their own.
    """
    if (
        not user.is_active
        or not user.has_perm("recommendations.answer_for_body")
        or user.has_perm("recommendations.keep_tracker")
    ):
        return Body.objects.none()
    return Body.objects.filter(
        pk__in=Body.objects.filter(
            focal_points__user=user, focal_points__ended_at__isnull=True
        ).values("pk")
    )

"""Public pages of the tracker, for the map of the site."""

from django.urls import reverse

from commission.recommendations.bodies.selectors import bodies_public
from commission.recommendations.recommendation.selectors import recommendations_public


def addresses() -> list[str]:
    """The lists, each public recommendation, and each body that one is addressed to."""
    numbers = recommendations_public().order_by("number").values_list("number", flat=True)
    bodies = bodies_public().order_by("slug").values_list("slug", flat=True).distinct()
    return [
        reverse("tracker:list"),
        reverse("tracker:bodies"),
        *(reverse("tracker:recommendation", args=[number]) for number in numbers),
        *(reverse("tracker:body", args=[slug]) for slug in bodies),
    ]

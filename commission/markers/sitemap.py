"""Markers and their series, for the map of the site."""

from django.urls import reverse

from commission.markers.filters import series_public
from commission.markers.selectors import markers_public


def addresses() -> list[str]:
    """The list, and each public marker and series."""
    numbers = markers_public().order_by("number").values_list("number", flat=True)
    slugs = series_public().order_by("slug").values_list("slug", flat=True).distinct()
    return [
        reverse("markers:list"),
        *(reverse("markers:marker", args=[number]) for number in numbers),
        *(reverse("markers:series", args=[slug]) for slug in slugs),
    ]

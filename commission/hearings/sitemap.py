"""Public pages of hearings, for the map of the site."""

from django.urls import reverse

from commission.hearings.selectors import hearings_public


def addresses() -> list[str]:
    """The list, and each public hearing with its docket, in the language of the moment."""
    numbers = list(hearings_public().order_by("number").values_list("number", flat=True))
    return [
        reverse("hearings:list"),
        *(reverse("hearings:hearing", args=[number]) for number in numbers),
        *(reverse("hearings:docket", args=[number]) for number in numbers),
    ]

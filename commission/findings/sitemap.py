"""Public pages of findings, for the map of the site."""

from django.urls import reverse

from commission.findings.selectors import findings_public


def addresses() -> list[str]:
    """The list and each public finding, in the language of the moment."""
    numbers = findings_public().order_by("number").values_list("number", flat=True)
    return [
        reverse("findings:list"),
        *(reverse("findings:finding", args=[number]) for number in numbers),
    ]

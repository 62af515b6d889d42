"""Public pages of findings, recommendations and markers, for the map of the site."""

from django.urls import reverse

from commission.findings.selectors import findings_public
from commission.markers.filters import series_public
from commission.markers.selectors import markers_public
from commission.pages.record import reports_public
from commission.recommendations.bodies.selectors import bodies_public
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.reports.models import Theme


def addresses() -> list[str]:
    """Each public page, in the language of the moment; what is not public is named nowhere."""
    findings = findings_public().order_by("number").values_list("number", flat=True)
    recommendations = recommendations_public().order_by("number").values_list("number", flat=True)
    bodies = bodies_public().order_by("slug").values_list("slug", flat=True).distinct()
    markers = markers_public().order_by("number").values_list("number", flat=True)
    series = series_public().order_by("slug").values_list("slug", flat=True).distinct()
    themes = Theme.objects.filter(findings__in=findings_public()) | Theme.objects.filter(
        recommendations__in=recommendations_public()
    )
    return [
        reverse("findings:list"),
        reverse("tracker:list"),
        reverse("tracker:bodies"),
        reverse("markers:list"),
        reverse("words"),
        *(reverse("findings:finding", args=[number]) for number in findings),
        *(reverse("tracker:recommendation", args=[number]) for number in recommendations),
        *(reverse("tracker:body", args=[slug]) for slug in bodies),
        *(reverse("markers:marker", args=[number]) for number in markers),
        *(reverse("markers:series", args=[slug]) for slug in series),
        *(
            reverse("reports:theme", args=[slug])
            for slug in themes.order_by("slug").values_list("slug", flat=True).distinct()
        ),
        *(reverse("reports:report", args=[slug]) for slug, _title in reports_public()),
    ]

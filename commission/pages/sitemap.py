"""Pages over several kinds of records, for the map of the site."""

from django.urls import reverse

from commission.findings.selectors import findings_public
from commission.pages.record import reports_public
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.reports.models import Theme


def addresses() -> list[str]:
    """The words, and each theme and report that something public stands in."""
    themes = Theme.objects.filter(findings__in=findings_public()) | Theme.objects.filter(
        recommendations__in=recommendations_public()
    )
    return [
        reverse("words"),
        *(
            reverse("reports:theme", args=[slug])
            for slug in themes.order_by("slug").values_list("slug", flat=True).distinct()
        ),
        *(reverse("reports:report", args=[slug]) for slug, _title in reports_public()),
    ]

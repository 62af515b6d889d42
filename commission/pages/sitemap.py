"""Editorial pages, and pages over several kinds of records, for the map of the site."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from commission.findings.selectors import findings_public
from commission.pages.report import ChapterPage
from commission.pages.reports import reports_public
from commission.pages.standing import HOME, pages_public, path_in
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.reports.models import Theme


def addresses() -> list[str | Mapping[str, str]]:
    """The words, each theme and report that something public stands in, and the pages.

    A page is named in the languages that it is written in, and in no other.
    """
    now = timezone.now()
    themes = Theme.objects.filter(findings__in=findings_public()) | Theme.objects.filter(
        recommendations__in=recommendations_public()
    )
    return [
        reverse("words"),
        *(
            reverse("reports:theme", args=[slug])
            for slug in themes.order_by("slug").values_list("slug", flat=True).distinct()
        ),
        *(reverse("reports:report", args=[slug]) for slug, _title in reports_public(at=now)),
        *_pages(at=now),
    ]


def _pages(*, at: datetime) -> list[Mapping[str, str]]:
    """Each public page below the home pages, with its translations, in the order of the tree."""
    paths: dict[UUID, dict[str, str]] = {}
    # A report's own address is named above.
    rows = pages_public(at=at).filter(depth__gt=HOME).exclude(content_type__model="reportpage")
    chapters = {page.pk: page for page in ChapterPage.objects.select_related("chapter__report")}
    for row in rows.order_by("path"):
        page = chapters.get(row.pk, row)
        path = path_in(page, row.locale.language_code)
        paths.setdefault(row.translation_key, {})[row.locale.language_code] = path
    return list(paths.values())

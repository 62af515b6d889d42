"""Pages over findings and recommendations together: a report, a theme, the words."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.findings.listing import Row, rows_of
from commission.findings.selectors import findings_public
from commission.pages.words import SECTIONS
from commission.recommendations.assessments.newest import with_views
from commission.recommendations.public.rows import rows_of as recommendation_rows
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.reports.models import Chapter, Report, Theme
from commission.reports.naming import report_titles
from commission.review.translations import translated, translated_all


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """A report with its chapters, their findings and recommendations; 404 where none is public."""
    found = Report.objects.filter(slug=slug).order_by("pk").first()
    findings = findings_public().filter(chapter__report=found).select_related("locale")
    asked = recommendations_public().filter(report=found).select_related("locale")
    if found is None or not (findings.exists() or asked.exists()):
        raise Http404
    now = timezone.now()
    chapters = list(Chapter.objects.filter(report=found).select_related("locale"))
    titles = translated_all(chapters)
    by_chapter: dict[object, list[Row]] = {}
    for row in rows_of(list(findings.order_by("number")), at=now):
        by_chapter.setdefault(row.finding.chapter_id, []).append(row)
    context = {
        "section": "findings",
        "report": translated(found),
        "chapters": [
            (titles[one.pk], by_chapter[one.pk]) for one in chapters if one.pk in by_chapter
        ],
        "rows": recommendation_rows(
            list(with_views(asked).order_by("number")), today=timezone.localdate(now)
        ),
    }
    return answer(request, render(request, "pages/report.html", context))


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """What was found and recommended about a theme; 404 where nothing public is about it."""
    found = Theme.objects.filter(slug=slug).order_by("pk").first()
    findings = findings_public().filter(themes=found).select_related("chapter__report", "locale")
    asked = recommendations_public().filter(themes=found).select_related("locale")
    if found is None or not (findings.exists() or asked.exists()):
        raise Http404
    now = timezone.now()
    context = {
        "section": "recommendations",
        "theme": translated(found),
        "slug": found.slug,
        "findings": rows_of(list(findings.order_by("number")), at=now),
        "rows": recommendation_rows(
            list(with_views(asked).order_by("number")), today=timezone.localdate(now)
        ),
    }
    return answer(request, render(request, "pages/theme.html", context))


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """What every word means, and whose distinction it follows."""
    return answer(request, render(request, "pages/words.html", {"sections": SECTIONS}))


def reports_public() -> list[tuple[str, str]]:
    """Addresses and titles of reports that something public stands in."""
    rows = Report.objects.filter(
        pk__in=[
            *findings_public().values_list("chapter__report", flat=True),
            *recommendations_public().values_list("report", flat=True),
        ]
    )
    titles = report_titles(rows)
    return [(row.slug, titles[row.pk]) for row in rows]

"""Pages over findings and recommendations together: a report, a theme, the words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.findings.listing import Row, rows_of
from commission.findings.selectors import findings_public
from commission.pages.sharing import shared_of_report, shared_of_theme
from commission.pages.words import SECTIONS
from commission.recommendations.assessments.newest import with_views
from commission.recommendations.public.rows import Row as Asked
from commission.recommendations.public.rows import rows_of as asked_rows
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.reports.models import Chapter, Report, Theme
from commission.reports.naming import report_titles
from commission.review.models import PublicRecordQuerySet
from commission.review.translations import translated, translated_all

# More than these are a list's to turn the pages of.
FINDINGS = 100
RECOMMENDATIONS = 50


@dataclass
class Part:
    """A chapter with what stands in it; without a chapter, what stands in none."""

    chapter: Chapter | None
    findings: list[Row] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """A report with its chapters, their findings and recommendations; 404 where none is public."""
    found = Report.objects.filter(slug=slug).select_related("locale").order_by("pk").first()
    findings = findings_public().filter(chapter__report=found)
    asked = recommendations_public().filter(Q(report=found) | Q(chapter__report=found))
    counts = findings.count(), asked.count()
    if found is None or not any(counts):
        raise Http404
    shown = translated(found)
    context = {
        "section": "findings",
        "shared": shared_of_report(found, shown, findings=counts[0], recommendations=counts[1]),
        "report": shown,
        "slug": found.slug,
        "findings": counts[0],
        "recommendations": counts[1],
        "parts": _parts(found, _findings(findings), _asked(asked)),
        "more": counts[1] > RECOMMENDATIONS,
        "more_findings": counts[0] > FINDINGS,
    }
    return answer(request, render(request, "pages/report.html", context))


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """What was found and recommended about a theme; 404 where nothing public is about it."""
    found = Theme.objects.filter(slug=slug).select_related("locale").order_by("pk").first()
    findings = findings_public().filter(themes=found)
    asked = recommendations_public().filter(themes=found)
    counts = findings.count(), asked.count()
    if found is None or not any(counts):
        raise Http404
    rows, about = _findings(findings), _asked(asked)
    shown = translated(found)
    context = {
        "shared": shared_of_theme(found, shown),
        "theme": shown,
        "slug": found.slug,
        "query": f"theme={found.slug}",
        "findings": rows_of(rows, at=timezone.now()),
        "finding_count": counts[0],
        "rows": asked_rows(about, today=timezone.localdate()),
        "count": counts[1],
        "more": counts[1] > RECOMMENDATIONS,
        "more_findings": counts[0] > FINDINGS,
    }
    return answer(request, render(request, "pages/theme.html", context))


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """What every word means, and whose distinction it follows."""
    return answer(request, render(request, "pages/words.html", {"sections": SECTIONS}))


def _findings(rows: PublicRecordQuerySet) -> list[Any]:
    return list(rows.select_related("locale").order_by("chapter__number", "number")[:FINDINGS])


def _asked(rows: PublicRecordQuerySet) -> list[Any]:
    return list(
        with_views(rows)
        .select_related("locale")
        .order_by("chapter__number", "number")[:RECOMMENDATIONS]
    )


def _parts(report: Report, findings: Sequence[Any], asked: Sequence[Any]) -> list[Part]:
    """The chapters that something public stands in, in order, and last what stands in none."""
    chapters = list(Chapter.objects.filter(report=report).select_related("locale"))
    shown = translated_all(chapters)
    parts: dict[Any, Part] = {one.pk: Part(shown[one.pk]) for one in chapters}
    rest = Part(None)
    for row in rows_of(findings, at=timezone.now()):
        parts.get(row.finding.chapter_id, rest).findings.append(row)
    rows = asked_rows(asked, today=timezone.localdate())
    for record, one in zip(asked, rows, strict=True):
        parts.get(record.chapter_id, rest).asked.append(one)
    return [part for part in (*parts.values(), rest) if part.findings or part.asked]


def reports_public() -> list[tuple[str, str]]:
    """Addresses and titles of reports that something public stands in."""
    rows = Report.objects.filter(
        pk__in=[
            *findings_public().values_list("chapter__report", flat=True),
            *recommendations_public().values_list("report", flat=True),
            *recommendations_public().values_list("chapter__report", flat=True),
        ]
    ).select_related("locale")
    titles = report_titles(rows)
    return [(row.slug, titles[row.pk]) for row in rows]

"""What stands in a report: its chapters, their findings and recommendations, its page's text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from commission.findings.listing import Row, rows_of
from commission.findings.selectors import findings_public
from commission.pages.menus import Entry, entry_of
from commission.pages.report import ChapterPage, ReportPage
from commission.pages.sharing import shared_of_report
from commission.pages.standing import in_language, pages_public
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
    page: Entry | None = None
    findings: list[Row] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


def report_public(slug: str) -> Report | None:
    """The report at an address, if something public stands in it or it has a public page."""
    found = Report.objects.filter(slug=slug).select_related("locale").order_by("pk").first()
    if found is None:
        return None
    stands = (
        findings_public().filter(chapter__report=found).exists()
        or _asked_in(found).exists()
        or _landings(at=timezone.now()).filter(report=found).exists()
    )
    return found if stands else None


def theme_public(slug: str) -> Theme | None:
    """The theme at an address, if something public is about it."""
    found = Theme.objects.filter(slug=slug).select_related("locale").order_by("pk").first()
    if found is None:
        return None
    about = findings_public().filter(themes=found), recommendations_public().filter(themes=found)
    return found if any(rows.exists() for rows in about) else None


def landing_of(report: Report, *, language: str, at: datetime) -> ReportPage | None:
    """The public page of a report's own text, in the language if it is written in it."""
    rows = _landings(at=at).filter(report=report).select_related("report", "locale").order_by("pk")
    return next(iter(in_language(rows, language)), None)


def chapters_of(report: Report, *, language: str, at: datetime) -> dict[Any, ChapterPage]:
    """The public pages of a report's chapters in their order, by the key of the chapter."""
    rows = (
        ChapterPage.objects.filter(pk__in=pages_public(at=at).values("pk"), chapter__report=report)
        .select_related("chapter__report", "locale")
        .order_by("chapter__number", "pk")
    )
    return {page.chapter_id: page for page in in_language(rows, language)}


def reports_public(*, at: datetime) -> list[tuple[str, str]]:
    """Addresses and titles of reports that something public stands in or that have a page."""
    rows = Report.objects.filter(
        pk__in=[
            *findings_public().values_list("chapter__report", flat=True),
            *recommendations_public().values_list("report", flat=True),
            *recommendations_public().values_list("chapter__report", flat=True),
            *_landings(at=at).values_list("report", flat=True),
        ]
    ).select_related("locale")
    titles = report_titles(rows)
    return [(row.slug, titles[row.pk]) for row in rows]


def report_context(report: Report, *, at: datetime) -> dict[str, Any]:
    """What the page of a report prints. The number of queries does not depend on how much."""
    findings, asked = findings_public().filter(chapter__report=report), _asked_in(report)
    counts = findings.count(), asked.count()
    shown = translated(report)
    return {
        "section": "findings",
        "shared": shared_of_report(report, shown, findings=counts[0], recommendations=counts[1]),
        "report": shown,
        "slug": report.slug,
        "findings": counts[0],
        "recommendations": counts[1],
        "parts": _parts(report, findings_of(findings), asked_of(asked), at=at),
        "more": counts[1] > RECOMMENDATIONS,
        "more_findings": counts[0] > FINDINGS,
    }


def chapter_context(page: ChapterPage, *, at: datetime) -> dict[str, Any]:
    """What a chapter's page prints beside its text: what the text does not quote, and its
    neighbours.
    """
    language = str(get_language())
    chapter = page.chapter
    findings = findings_public().filter(chapter=chapter)
    findings = findings.exclude(number__in=_quoted(page, "finding"))
    asked = recommendations_public().filter(chapter=chapter)
    asked = asked.exclude(number__in=_quoted(page, "recommendation"))
    beside = list(chapters_of(chapter.report, language=language, at=at).values())
    keys = [one.translation_key for one in beside]
    place = keys.index(page.translation_key) if page.translation_key in keys else None
    around = [place - 1, place + 1] if place is not None else []
    before, after = (
        entry_of(beside[n], language=language) if 0 <= n < len(beside) else None
        for n in around or [-1, -1]
    )
    return {
        "section": "findings",
        "report": translated(chapter.report),
        "chapter": chapter,
        "rows": rows_of(findings_of(findings), at=at),
        "asked": asked_rows(asked_of(asked), today=timezone.localdate(at)),
        "before": before,
        "after": after,
    }


def findings_of(rows: PublicRecordQuerySet) -> list[Any]:
    """Findings in the order of their chapters, as many as one page prints."""
    return list(rows.select_related("locale").order_by("chapter__number", "number")[:FINDINGS])


def asked_of(rows: PublicRecordQuerySet) -> list[Any]:
    """Recommendations in the order of their chapters, as many as one page prints."""
    return list(
        with_views(rows)
        .select_related("locale")
        .order_by("chapter__number", "number")[:RECOMMENDATIONS]
    )


def _asked_in(report: Report) -> PublicRecordQuerySet:
    return recommendations_public().filter(Q(report=report) | Q(chapter__report=report))


def _landings(*, at: datetime) -> Any:
    return ReportPage.objects.filter(pk__in=pages_public(at=at).values("pk"))


def _quoted(page: ChapterPage, kind: str) -> list[str]:
    """Numbers of the findings, or of the recommendations, that the text of a chapter has in it."""
    return [str(block.value) for block in page.body if block.block_type == kind]


def _parts(
    report: Report, findings: Sequence[Any], asked: Sequence[Any], *, at: datetime
) -> list[Part]:
    """The chapters that something public stands in, in order, and last what stands in none."""
    chapters = list(Chapter.objects.filter(report=report).select_related("locale"))
    shown = translated_all(chapters)
    language = str(get_language())
    pages = chapters_of(report, language=language, at=at)
    parts: dict[Any, Part] = {
        one.pk: Part(
            shown[one.pk],
            entry_of(pages[one.pk], language=language) if one.pk in pages else None,
        )
        for one in chapters
    }
    rest = Part(None)
    for row in rows_of(findings, at=at):
        parts.get(row.finding.chapter_id, rest).findings.append(row)
    rows = asked_rows(asked, today=timezone.localdate(at))
    for record, one in zip(asked, rows, strict=True):
        parts.get(record.chapter_id, rest).asked.append(one)
    return [part for part in (*parts.values(), rest) if part.page or part.findings or part.asked]

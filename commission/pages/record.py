"""Pages over findings and recommendations together: a report, a chapter, a theme, the words."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.findings.listing import rows_of
from commission.findings.selectors import findings_public
from commission.pages.report import ChapterPage
from commission.pages.reports import (
    FINDINGS,
    RECOMMENDATIONS,
    asked_of,
    findings_of,
    landing_of,
    report_context,
    report_public,
    theme_public,
)
from commission.pages.serving import page_answer
from commission.pages.sharing import shared_of_theme
from commission.pages.standing import in_language, pages_public
from commission.pages.words import SECTIONS
from commission.recommendations.public.rows import rows_of as asked_rows
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.review.translations import translated


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """A report with its chapters, their findings and recommendations; 404 where none is public.

    Where it has a page of its own text, that stands first.
    """
    found = report_public(slug)
    if found is None:
        raise Http404
    now = timezone.now()
    landing = landing_of(found, language=str(get_language()), at=now)
    if landing is not None:
        return page_answer(request, landing)
    context = report_context(found, at=now)
    return answer(request, render(request, "pages/report.html", context))


@require_safe
def chapter(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The text of a chapter; 404 for one that has none that is public."""
    rows = ChapterPage.objects.filter(
        pk__in=pages_public(at=timezone.now()).values("pk"),
        chapter__report__slug=slug,
        chapter__number=number,
    ).select_related("chapter__report__locale", "locale")
    found = in_language(rows.order_by("pk"), str(get_language()))
    if not found:
        raise Http404
    return page_answer(request, found[0])


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """What was found and recommended about a theme; 404 where nothing public is about it."""
    found = theme_public(slug)
    if found is None:
        raise Http404
    findings = findings_public().filter(themes=found)
    asked = recommendations_public().filter(themes=found)
    counts = findings.count(), asked.count()
    shown = translated(found)
    context = {
        "shared": shared_of_theme(found, shown),
        "theme": shown,
        "slug": found.slug,
        "query": f"theme={found.slug}",
        "findings": rows_of(findings_of(findings), at=timezone.now()),
        "finding_count": counts[0],
        "rows": asked_rows(asked_of(asked), today=timezone.localdate()),
        "count": counts[1],
        "more": counts[1] > RECOMMENDATIONS,
        "more_findings": counts[0] > FINDINGS,
    }
    return answer(request, render(request, "pages/theme.html", context))


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """What every word means, and whose distinction it follows."""
    return answer(request, render(request, "pages/words.html", {"sections": SECTIONS}))

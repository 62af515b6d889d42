"""Pages of the tracker. What is not public answers like what never was."""

from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.recommendations.bodies.selectors import body_public
from commission.recommendations.public.bodies import body_rows
from commission.recommendations.public.body import body_page
from commission.recommendations.public.listing import heading_of, lede_of, listing
from commission.recommendations.public.record import page_of
from commission.recommendations.recommendation.selectors import recommendation_public
from commission.recommendations.sharing import shared_of, shared_of_body
from commission.review.outcomes import outcomes_of
from commission.review.translations import behind_address

SECTION = "recommendations"


@require_safe
def recommendation_list(request: HttpRequest) -> HttpResponse:
    """All recommendations, read three times, with filters."""
    found = listing(request.GET, today=timezone.localdate())
    context = {
        "section": SECTION,
        "listing": found,
        "heading": heading_of(found.total),
        "lede": lede_of(found.total, found.done),
        "page_range": _range(found.page),
    }
    return answer(request, render(request, "recommendations/list.html", context))


@require_safe
def recommendation(request: HttpRequest, number: int) -> HttpResponse:
    """One recommendation: what was asked, why, of whom, and what became of it."""
    record = recommendation_public(number)
    if record is None:
        raise Http404
    page = page_of(record, at=timezone.now(), history=request.GET.get("history"))
    context = {
        "section": SECTION,
        "page": page,
        "page_range": _range(page.history),
        "behind": behind_address(request.path, page.record),
        "outcomes": outcomes_of(record),
        "shared": shared_of(record, page.record, [one.name for one in page.asked]),
    }
    return answer(request, render(request, "recommendations/recommendation.html", context))


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    """All bodies that were asked."""
    context = {"section": SECTION, "rows": body_rows(today=timezone.localdate())}
    return answer(request, render(request, "recommendations/bodies.html", context))


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: what it was asked, answered, promised and did."""
    record = body_public(slug)
    if record is None:
        raise Http404
    page = body_page(record, at=timezone.now())
    context = {"section": SECTION, "page": page, "shared": shared_of_body(page.body, page.shown)}
    return answer(request, render(request, "recommendations/body.html", context))


def _range(page: Page) -> list[Any]:
    return list(page.paginator.get_elided_page_range(page.number))

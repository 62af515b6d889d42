"""Pages of the tracker. What is not public answers like what never was."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.recommendations.public.listing import heading_of, lede_of, listing

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
        "page_range": list(found.page.paginator.get_elided_page_range(found.page.number)),
    }
    return answer(request, render(request, "recommendations/list.html", context))


@require_safe
def recommendation(request: HttpRequest, number: int) -> HttpResponse:
    """One recommendation."""
    raise Http404


@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    """All bodies that were asked."""
    raise Http404


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body."""
    raise Http404

"""Public pages of markers. What is not public answers like what never was."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from archive.reading.wording import day_of
from commission.markers.listing import lede_of, listing
from commission.markers.page import page_of
from commission.markers.selectors import marker_public, marker_withdrawn
from commission.markers.series import series_page
from commission.markers.sharing import shared_of, shared_of_series
from commission.recommendations.public.said import said_of
from commission.review.translations import behind_address

SECTION = "markers"


@require_safe
def marker_list(request: HttpRequest) -> HttpResponse:
    """All public markers: a map, and beside it a list that says the same."""
    found = listing(request.GET, at=timezone.now())
    context = {
        "section": SECTION,
        "listing": found,
        "lede": lede_of(found.total, found.undrawn),
    }
    return answer(request, render(request, "markers/list.html", context))


@require_safe
def marker(request: HttpRequest, number: int) -> HttpResponse:
    """One marker: the words on it, who did what, where, and its life; 410 for one taken back."""
    found = marker_public(number)
    if found is None:
        return _withdrawn(request, number)
    page = page_of(found, at=timezone.now())
    context = {
        "section": SECTION,
        "page": page,
        "behind": behind_address(request.path, page.shown),
        "shared": shared_of(page),
    }
    return answer(request, render(request, "markers/marker.html", context))


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The markers that belong together."""
    found = series_page(slug, request.GET, at=timezone.now())
    if found is None:
        raise Http404
    context = {"section": SECTION, "page": found, "shared": shared_of_series(found)}
    return answer(request, render(request, "markers/series.html", context))


def _withdrawn(request: HttpRequest, number: int) -> HttpResponse:
    """That a marker was taken back, when and why; nothing of what it said."""
    found = marker_withdrawn(number)
    if found is None:
        raise Http404
    context = {
        "section": SECTION,
        "number": number,
        "day": day_of(timezone.localdate(found.withdrawn_at)),
        "said": said_of(found.words),
    }
    return render(request, "markers/withdrawn.html", context, status=410)

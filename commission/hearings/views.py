"""Public pages of hearings."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.reading.answers import answer, reader_of
from commission.hearings.filters import Filter
from commission.hearings.listing import listing
from commission.hearings.models import Hearing
from commission.hearings.page import page_of
from commission.hearings.public.docket import docket_rows
from commission.hearings.public.fields import fields_of
from commission.hearings.public.month import month_read
from commission.hearings.public.months import months_of
from commission.hearings.selectors import hearing_public
from commission.hearings.sharing import shared_of, shared_of_docket
from commission.reports.naming import theme_names
from commission.review.translations import behind_address, translated


@require_safe
def hearing_list(request: HttpRequest) -> HttpResponse:
    """What comes up, what was held, and the months beside it."""
    found = listing(request.GET, reader_of(request))
    context = {"section": "hearings", "listing": found, "query": found.filter.query}
    return answer(request, render(request, "hearings/list.html", context))


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """One month as a large table."""
    chosen, today = Filter.read(request.GET), timezone.localdate()
    first = month_read(request.GET.get("month", ""), today=today)
    context = {
        "section": "hearings",
        "filter": chosen,
        "fields": fields_of(chosen),
        "applied": chosen.applied(),
        "query": chosen.query,
        "months": months_of(chosen, first, today=today, shown=1),
    }
    return answer(request, render(request, "hearings/calendar.html", context))


@require_safe
def hearing(request: HttpRequest, number: int) -> HttpResponse:
    """One hearing; 404 for one that is not public."""
    found = _public_or_404(number)
    # In the language of the page where that is public, and in the original's where it is not.
    shown = translated(found)
    page = page_of(found, shown, reader_of(request))
    context = {
        "section": "hearings",
        "page": page,
        "shown": shown,
        "behind": behind_address(request.path, shown),
        "themes": theme_names(page.themes),
        "shared": shared_of(found, shown),
    }
    return answer(request, render(request, "hearings/hearing.html", context))


@require_safe
def docket(request: HttpRequest, number: int) -> HttpResponse:
    """Everything that was filed at one hearing; 404 for one that is not public."""
    found = _public_or_404(number)
    shown = translated(found)
    context = {
        "section": "hearings",
        "hearing": found,
        "shown": shown,
        "rows": docket_rows(found, at=timezone.now()),
        "shared": shared_of_docket(found, shown),
    }
    return answer(request, render(request, "hearings/docket.html", context))


def _public_or_404(number: int) -> Hearing:
    found = hearing_public(number)
    if found is None:
        raise Http404
    return found

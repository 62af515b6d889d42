"""The ledger, read."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.desk.access import desk_page
from archive.desk.ledger.selectors import rows
from archive.ledger.models import LedgerEntry

PER_PAGE = 100


@desk_page("administer")
def ledger(request: HttpRequest) -> HttpResponse:
    """All rows, newest first, or those about one testimony."""
    entries, sought = LedgerEntry.objects.order_by("-number"), request.GET.get("testimony", "")
    if sought:
        entries = entries.filter(testimony=_id(sought))
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": rows(page.object_list), "sought": sought}
    return render(request, "desk/ledger.html", context)


def _id(sought: str) -> str:
    """The id as the ledger writes it; what is no id matches nothing."""
    try:
        return str(UUID(sought))
    except ValueError:
        return "-"

"""Who may have a page of this desk. Wagtail has asked for a sign-in before."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from archive.desk.access import View, page_refuse, staff_page
from commission.pages.editorial import EditorialPage

FRAME = "pages/desk/base.html"


def pages_page(
    holds: Callable[[Any], bool] = EditorialPage.seen_by, *, methods: str = "GET HEAD"
) -> Callable[[View], View]:
    """Let a view answer only to people who write pages or decide about them."""
    return staff_page(holds, methods=methods, refuse=refuse)


def refuse(
    request: HttpRequest, sentence: str | Promise = "", *, status: int = 403
) -> HttpResponse:
    """A whole page with one sentence: what is refused, and what can be done."""
    return page_refuse(request, FRAME, sentence, status=status)

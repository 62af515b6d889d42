"""Editorial pages at their addresses. What nobody may read answers like what never was."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from archive.reading.answers import answer
from commission.pages.standing import page_at, path_in

SAFE = ("GET", "HEAD")


def page(request: HttpRequest, path: str) -> HttpResponse:
    """A page, in place of Wagtail's own view, which asks for passwords and tells of its pages.

    Raises Http404 for a draft, for what was unpublished or is over, and for what is closed to
    anybody: all of them are nothing to a visitor.
    """
    language = str(get_language())
    found = page_at(path, language=language, at=timezone.now())
    if found is None:
        raise Http404
    if request.method not in SAFE:  # not before: an address of nothing has no methods either
        return HttpResponseNotAllowed(SAFE)
    shown = found.page.specific
    address = found.instead or path_in(shown, language)
    if address != request.path:
        return answer(request, redirect(address))
    return page_answer(request, shown)


def page_answer(request: HttpRequest, shown: Page) -> HttpResponse:
    """A public page as everything public is answered: asked for again at every use."""
    return answer(request, shown.serve(request).render())

"""Pages for what is not there and for what went wrong, in the voice of the rest."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from commission.frame import languages


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The one answer for what never existed, is not released, or was taken back unlisted.

    It says nothing that depends on the address, so that nobody can tell these apart.
    """
    return render(request, "404.html", {"languages": languages(None)}, status=404)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What this account may not do."""
    return render(request, "403.html", {"languages": languages(None)}, status=403)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read as a request. Rendered without it: it may be what is wrong."""
    return _bare("400.html", status=400)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that does not come from this site, or was open for too long."""
    return permission_denied(request, PermissionDenied(reason))


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here. Rendered without a request, so that it cannot break again."""
    return _bare("500.html", status=500)


def _bare(template: str, *, status: int) -> HttpResponse:
    context = {
        "commission_name": settings.COMMISSION_NAME,
        "leave_url": settings.LEAVE_URL,
    }
    return HttpResponse(render_to_string(template, context), status=status)

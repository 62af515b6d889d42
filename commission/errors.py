"""Pages for what is not there and for what went wrong, in the voice of the rest."""

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


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here. Rendered without a request, so that it cannot break again."""
    return HttpResponse(render_to_string("500.html"), status=500)

"""The front page, the page about this site, and two small addresses."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from archive.reading.answers import answer
from commission.pages.home import home_context
from commission.pages.models import HomePage


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A voice first, what is new, and a field to search in. Needs no page in the admin to exist."""
    page = (
        HomePage.objects.live()
        .filter(locale__language_code=translation.get_language())
        .order_by("pk")
        .first()
    )
    context = home_context(page, at=timezone.now())
    return answer(request, render(request, "pages/home.html", context))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this site records of its visitors, how to leave it quickly, who can use it."""
    return answer(request, render(request, "pages/about.html"))


@csrf_exempt  # a form's token would need a cookie; the origin is checked instead
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session of somebody who leaves in a hurry. Answers 204, or 403 to another site."""
    origin = urlsplit(request.headers.get("Origin", "")).netloc
    if origin != request.get_host():
        return HttpResponse(status=403)
    logout(request)
    return HttpResponse(status=204)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Readers' programs may read the pages; files and staff addresses are not for them."""
    sitemap = settings.SITE_URL.rstrip("/") + reverse("reading_files:sitemap")
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /files/", f"Sitemap: {sitemap}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return answer(request, response)

"""Old addresses lead on to where a page stands now, and nowhere outside this site."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect

from commission.frame import ADMIN, Handler
from commission.pages.standing import page_path, pages_public

LONGEST = 255  # characters of an address that the table holds


class MovedPages:
    """Asks only where nothing was found, and in public alone.

    Wagtail's own middleware would lead to other hosts, and to pages that are drafts: whoever knows
    an old address would hear that the page is still there.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code != 404
            or request.method not in ("GET", "HEAD")
            or request.path_info.startswith(ADMIN)
        ):
            return response
        return moved_to(request) or response


def moved_to(request: HttpRequest) -> HttpResponse | None:
    """The answer that leads on from an old address, or None where none was kept."""
    # Two slashes at the beginning are part of a path, and would be read as the name of a host.
    path = escape_leading_slashes(request.path)
    asked = [Redirect.normalise_path(one) for one in (request.get_full_path(), path)]
    asked = [path for path in asked if "\0" not in path and len(path) <= LONGEST]
    rows = {
        row.old_path: row
        for row in Redirect.objects.filter(old_path__in=asked).order_by("site_id", "pk")
    }
    for path in asked:
        target = _target(rows[path]) if path in rows else ""
        # What leads to itself would never end.
        if target and Redirect.normalise_path(target) not in asked:
            return redirect(target, permanent=rows[path].is_permanent)
    return None


def only_here(address: str) -> None:
    """Refuses an address outside this site; raises ValidationError."""
    if not _is_here(address):
        raise ValidationError(_("An old address leads to a page of this site, and to no other."))


def _target(row: Redirect) -> str:
    """The path that an entry leads to; nothing where nobody may read what is there."""
    if row.redirect_page_id:
        page = pages_public(at=timezone.now()).filter(pk=row.redirect_page_id).first()
        return page_path(page.specific) if page else ""
    if not row.redirect_link or not _is_here(row.redirect_link):
        return ""
    path = urlsplit(row.redirect_link)._replace(scheme="", netloc="").geturl() or "/"
    # Without its host a path may be read as one.
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def _is_here(address: str) -> bool:
    site = urlsplit(settings.SITE_URL)
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={site.netloc}, require_https=site.scheme == "https"
    )

"""What every page needs from the installation, and what every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse, translate_url
from django.utils import translation

ADMIN = "/admin/"
Handler = Callable[[HttpRequest], HttpResponse]


def frame(request: HttpRequest) -> dict[str, object]:
    """Context for the base template. Holds nothing about the visitor."""
    return {
        "commission_name": settings.COMMISSION_NAME,
        "commission_short_name": settings.COMMISSION_SHORT_NAME,
        "commission_is_fictional": settings.COMMISSION_IS_FICTIONAL,
        "leave_url": settings.LEAVE_URL,
        "support_line": settings.SUPPORT_LINE,
        "site_url": settings.SITE_URL,
        "languages": languages(request.get_full_path()),
    }


def languages(path: str | None) -> list[dict[str, str]]:
    """The same page in each language; the front pages where `path` is None.

    An error page passes None: what it says must not depend on the address that was asked for.
    """
    found = []
    for code, _name in settings.LANGUAGES:
        if path is None:
            with translation.override(code):
                url = reverse("home")
        else:  # the language stands in the path: in its own there is nothing to look up
            url = path if code == translation.get_language() else translate_url(path, code)
        name = translation.get_language_info(code)["name_local"]
        found.append({"code": code, "name": name[:1].upper() + name[1:], "url": url})
    return found


class PathLanguage(LocaleMiddleware):
    """The language stands in the path. Only the bare address is led to a language.

    Django would lead every address that is not found to the same one below a language, and so
    answer for a file that is gone with a redirect instead of a plain "not found".
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave what was not found as it is."""
        if response.status_code != 404 or request.path_info == "/":
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


class AnswerPolicy:
    """Nothing is stored on the way, unless a view that answers the public says otherwise.

    Pages of the Wagtail admin get their own content security policy.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN):
            # django-csp reads this attribute when it writes the header.
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response

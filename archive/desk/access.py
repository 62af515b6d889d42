"""Who may have a page of the desk, and how a page of the desk answers.

Wagtail has asked for a sign-in before any of this runs; what a person may do is asked here, on
every request.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from archive.roles import may

View = Callable[..., HttpResponseBase]


def person(request: HttpRequest) -> AbstractUser:
    """Who is signed in. Raises PermissionDenied for nobody, which `desk_page` has ruled out."""
    if not isinstance(request.user, AbstractUser):
        raise PermissionDenied
    return request.user


def desk_page(*permissions: str, methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who may see the desk and hold one of `permissions`.

    They are codenames of `Testimony.Meta.permissions`; none named: seeing the desk is enough.
    """

    def holds(user: Any) -> bool:
        return may(user, "see_desk") and (
            not permissions or any(may(user, name) for name in permissions)
        )

    return staff_page(holds, methods=methods, refused="desk/refused.html")


def staff_page(
    holds: Callable[[Any], bool], *, methods: str, refused: str
) -> Callable[[View], View]:
    """Let a view answer only to people of whom `holds` is true; `refused` is the page for others.

    Everything is sent with `no-store`.
    """
    allowed = methods.split()

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase
            if request.method not in allowed:
                response = HttpResponseNotAllowed(allowed)
            elif not holds(request.user):
                response = page_refuse(request, refused)
            else:
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        return answer

    return wrap


def page_refuse(
    request: HttpRequest, page: str, sentence: str | Promise = "", *, status: int = 403
) -> HttpResponse:
    """A whole page with one sentence: what is refused, and what can be done."""
    said = sentence or _("Your role does not include this. An administrator can change it.")
    return render(request, page, {"refusal": said}, status=status)


def desk_refuse(request: HttpRequest, sentence: str, *, status: int = 403) -> HttpResponse:
    """The same in the frame of the desk."""
    return page_refuse(request, "desk/refused.html", sentence, status=status)

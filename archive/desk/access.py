"""Who may have a page of the desk, and how a page of the desk answers.

Wagtail has asked for a sign-in before any of this runs; what a person may do is asked here, on
every request.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.roles import may

View = Callable[..., HttpResponseBase]
NOT_INCLUDED = _("Your role does not include this. An administrator can change it.")


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

    return staff_page(holds, methods=methods, refuse=desk_refuse)


def staff_page(
    holds: Callable[[Any], bool], *, methods: str, refuse: Callable[[HttpRequest], HttpResponse]
) -> Callable[[View], View]:
    """Let a view answer only to people of whom `holds` is true; others get what `refuse` answers.

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
                response = refuse(request)
            else:
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        answer.holds = holds  # type: ignore[attr-defined]
        return answer

    return wrap


def opens_for(user: AbstractUser, url: str) -> bool:
    """Whether the page of the desk at this address would open for somebody, so that a link to it
    leads to no refusal. Raises Resolver404 for an address of nothing.
    """
    view = resolve(urlsplit(url).path).func
    return bool(view.holds(user))  # type: ignore[attr-defined]


def page_refuse(
    request: HttpRequest, frame: str, sentence: str | Promise = "", *, status: int = 403
) -> HttpResponse:
    """A whole page with one sentence: what is refused, and what can be done.

    `frame` is the template that the pages of this desk stand in. Without a sentence: that the role
    does not include it.
    """
    context = {"frame": frame, "refusal": sentence or NOT_INCLUDED}
    return render(request, "desk/not_possible.html", context, status=status)


def desk_refuse(
    request: HttpRequest, sentence: str | Promise = "", *, status: int = 403
) -> HttpResponse:
    """The same on the desk of the vault, with the way back to the day's work."""
    context = {"refusal": sentence or NOT_INCLUDED}
    return render(request, "desk/refused.html", context, status=status)

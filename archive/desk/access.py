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
    Everything is sent with `no-store`.
    """
    allowed = methods.split()

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase
            if request.method not in allowed:
                response = HttpResponseNotAllowed(allowed)
            elif not may(request.user, "see_desk") or not (
                not permissions or any(may(request.user, name) for name in permissions)
            ):
                response = desk_refuse(
                    request, _("Your role does not include this. An administrator can change it.")
                )
            else:
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        return answer

    return wrap


def desk_refuse(request: HttpRequest, sentence: str, *, status: int = 403) -> HttpResponse:
    """A whole page with one sentence: what is refused, and what can be done."""
    return render(request, "desk/refused.html", {"refusal": sentence}, status=status)

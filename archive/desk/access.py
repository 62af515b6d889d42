"""Who may have a page of the desk, and how a page of the desk answers.

Wagtail has asked for a sign-in before any of this runs; what a person may do is asked here, on
every request, and once more by the services that write.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _


View = Callable[..., HttpResponseBase]


def desk_page(permission: str = "see_desk", *, methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who may see the desk and hold `permission`.

    `permission` is a codename of `Testimony.Meta.permissions`. Everything is sent with `no-store`.
    """
    allowed = methods.split()

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            from archive.roles import may

            response: HttpResponseBase
            if request.method not in allowed:
                response = HttpResponseNotAllowed(allowed)
            elif not (may(request.user, "see_desk") and may(request.user, permission)):
                response = desk_refuse(
                    request, _("Your role does not include this. An administrator can change it.")
                )
            else:
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        answer.desk_permission = permission  # type: ignore[attr-defined]
        return answer

    return wrap


def desk_refuse(request: HttpRequest, sentence: str, *, status: int = 403) -> HttpResponse:
    """A whole page with one sentence: what is refused, and what can be done."""
    return render(request, "desk/refused.html", {"refusal": sentence}, status=status)

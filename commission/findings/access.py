"""Who may have a page of the findings' desk. Wagtail has asked for a sign-in before."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commission.accounts.models import User

View = Callable[..., HttpResponseBase]
WRITES = ("add_finding", "change_finding")
DECIDES = ("approve_finding",)
READS = (*WRITES, *DECIDES)


def person(request: HttpRequest) -> User:
    """Who is signed in. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def findings_page(*permissions: str, methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who hold one of these permissions of findings.

    Everything is sent with `no-store`.
    """
    allowed = methods.split()

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase
            if request.method not in allowed:
                response = HttpResponseNotAllowed(allowed)
            elif not any(request.user.has_perm(f"findings.{name}") for name in permissions):
                response = refuse(
                    request, _("Your role does not include this. An administrator can change it.")
                )
            else:
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        return answer

    return wrap


def refuse(request: HttpRequest, sentence: str | Promise, *, status: int = 403) -> HttpResponse:
    """A whole page with one sentence: what is refused, and what can be done."""
    return render(request, "findings/desk/refused.html", {"refusal": sentence}, status=status)

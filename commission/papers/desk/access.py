"""Who may have a page of documents. Wagtail has asked for a sign-in before."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _

from commission.accounts.models import User
from commission.papers.selectors import RIGHTS

View = Callable[..., HttpResponseBase]


def person(request: HttpRequest) -> User:
    """Who is signed in. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def documents_page(methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who work on records with documents.

    Everything is sent `no-store`. Which documents they work on the view asks itself.
    """
    allowed = methods.split()

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase
            if request.method not in allowed:
                response = HttpResponseNotAllowed(allowed)
            elif not any(request.user.has_perm(right) for right in RIGHTS):
                response = refuse(request)
            else:
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        return answer

    return wrap


def refuse(request: HttpRequest) -> HttpResponse:
    """A whole page that says so."""
    sentence = _("Your role does not include this. An administrator can change it.")
    return render(request, "papers/desk/refused.html", {"refusal": sentence}, status=403)

"""Who may have a page of the tracker's desk. Wagtail has asked for a sign-in before."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _

from commission.accounts.models import User
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.recommendation.selectors import recommendation_public

View = Callable[..., HttpResponseBase]


def person(request: HttpRequest) -> User:
    """Who is signed in. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def tracker_page(methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who keep the tracker. Everything is sent `no-store`."""
    allowed = methods.split()

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase
            if request.method not in allowed:
                response = HttpResponseNotAllowed(allowed)
            elif not request.user.has_perm("recommendations.keep_tracker"):
                sentence = _("Your role does not include this. An administrator can change it.")
                context = {"refusal": sentence}
                response = render(request, "recommendations/desk/refused.html", context, status=403)
            else:
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        return answer

    return wrap


def recommendation_or_404(number: int) -> Recommendation:
    """The public recommendation with a number: the tracker follows no other. Raises Http404."""
    found = recommendation_public(number)
    if found is None:
        raise Http404
    return found

"""Who may have a page of the portal, and what of it.

To everybody else, and for every record that is not theirs, a page answers like one that never was.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.shortcuts import redirect, render

from commission.accounts.models import User
from commission.accounts.signed_in import person
from commission.recommendations.assessments.services import OTHER_VOICES
from commission.recommendations.bodies.selectors import bodies_of
from commission.recommendations.progress.models import ProgressReport

View = Callable[..., HttpResponseBase]


def answers_for_a_body(user: User) -> bool:
    """Whether this person has the pages of a focal point."""
    keeps = user.has_perm("recommendations.keep_tracker")
    return user.has_perm("recommendations.answer_for_body") and not keeps


def speaks_for_the_community(user: User) -> bool:
    """Whether this person may give the community's view, and no other."""
    others = any(user.has_perm(name) for name in OTHER_VOICES)
    return user.has_perm("recommendations.assess_for_community") and not others


def portal_page(*may: Callable[[User], bool], methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people of whom one of `may` is true; others get a 404.

    Whoever is not signed in is led to the door, whatever they asked for. Everything is `no-store`.
    """
    allowed = methods.split()

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase
            if not request.user.is_authenticated:
                response = redirect("sign_in")
            elif not any(asked(person(request)) for asked in may):
                raise Http404
            elif request.method not in allowed:
                response = HttpResponseNotAllowed(allowed)
            else:
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store, private"
            return response

        return answer

    return wrap


def portal_render(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the portal; the menu knows that it is one."""
    template = f"recommendations/portal/{name}.html"
    return render(request, template, {"section": "portal", **context}, status=status)


def reports_of(user: User) -> QuerySet[ProgressReport]:
    """Reports of the bodies that a person answers for, on recommendations that are public."""
    return ProgressReport.objects.filter(
        body__in=bodies_of(user), recommendation__live=True
    ).select_related("recommendation__locale", "body", "words", "document", "question")


def report_or_404(user: User, key: UUID) -> ProgressReport:
    """One of this person's reports. Raises Http404 for every other, whatever the reason."""
    found = reports_of(user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found

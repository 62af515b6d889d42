"""Who may have a page of the tracker's desk. Wagtail has asked for a sign-in before."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404

from archive.desk.access import View, page_refuse, staff_page
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.recommendation.selectors import recommendation_public

FRAME = "recommendations/desk/base.html"


def tracker_page(methods: str = "GET HEAD") -> Callable[[View], View]:
    """Let a view answer only to people who keep the tracker."""

    def holds(user: Any) -> bool:
        return bool(user.has_perm("recommendations.keep_tracker"))

    return staff_page(holds, methods=methods, refuse=partial(page_refuse, frame=FRAME))


def recommendation_or_404(number: int) -> Recommendation:
    """The public recommendation with a number: the tracker follows no other. Raises Http404."""
    found = recommendation_public(number)
    if found is None:
        raise Http404
    return found

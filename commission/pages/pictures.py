"""Pictures beside links. What is not public has none, and none of it is left."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.findings.selectors import finding_public
from commission.findings.sharing import facts_of as facts_of_finding
from commission.markers.selectors import marker_public
from commission.markers.sharing import facts_of as facts_of_marker
from commission.recommendations.recommendation.selectors import recommendation_public
from commission.recommendations.sharing import facts_of as facts_of_recommendation
from commission.review.models import PublicRecord
from commission.sharing.keeping import picture_forget, picture_of
from commission.sharing.picture import Facts


@require_safe
def finding(request: HttpRequest, number: int) -> HttpResponse:
    """A finding's number and sentence; 404 for one that is not public."""
    return _png(request, f"finding-{number}", lambda: finding_public(number), facts_of_finding)


@require_safe
def recommendation(request: HttpRequest, number: int) -> HttpResponse:
    """A recommendation's text and its three views as they are now; 404 for one not public."""
    return _png(
        request,
        f"recommendation-{number}",
        lambda: recommendation_public(number),
        facts_of_recommendation,
    )


@require_safe
def marker(request: HttpRequest, number: int) -> HttpResponse:
    """A marker's number and title, and nothing of where it is; 404 for one that is not public."""
    return _png(request, f"marker-{number}", lambda: marker_public(number), facts_of_marker)


def forget(record: PublicRecord, at: datetime) -> None:
    """Its text changed, or it is public no more: no picture of it as it was is left."""
    name = f"{record._meta.model_name}-{record.number}"
    transaction.on_commit(lambda: picture_forget(name))


def _png(
    request: HttpRequest,
    name: str,
    public: Callable[[], Any],
    facts_of: Callable[[Any], Facts],
) -> HttpResponse:
    found = public()
    if found is None:
        picture_forget(name)
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        data = picture_of(facts_of(found), record=name)
    if public() is None:
        # It left while it was drawn, and whoever took it away found nothing to remove yet.
        picture_forget(name)
        raise Http404
    response = HttpResponse(data, content_type="image/png")
    # Other sites show it beside the link; nothing in it is not public.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer(request, response)

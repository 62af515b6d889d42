"""Pictures beside links. What is not public has none."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.findings.selectors import finding_public
from commission.findings.sharing import facts_of as facts_of_finding
from commission.recommendations.recommendation.selectors import recommendation_public
from commission.recommendations.sharing import facts_of as facts_of_recommendation
from commission.sharing.keeping import picture_of
from commission.sharing.picture import Facts


@require_safe
def finding(request: HttpRequest, number: int) -> HttpResponse:
    """A finding's number and sentence; 404 for one that is not public."""
    found = finding_public(number)
    if found is None:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        return _png(request, facts_of_finding(found))


@require_safe
def recommendation(request: HttpRequest, number: int) -> HttpResponse:
    """A recommendation's text and its three views as they are now; 404 for one not public."""
    found = recommendation_public(number)
    if found is None:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        return _png(request, facts_of_recommendation(found))


def _png(request: HttpRequest, facts: Facts) -> HttpResponse:
    response = HttpResponse(picture_of(facts), content_type="image/png")
    # Other sites show it beside the link; nothing in it is not public.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer(request, response)

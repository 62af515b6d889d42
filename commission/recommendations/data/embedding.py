"""A card of one recommendation, for the page of somebody else: the only thing that may be framed.

Text and three readings. No script, nothing that tells who reads it, and nothing of testimony.
"""

from dataclasses import dataclass
from datetime import date

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from archive.reading.wording import day_of
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.assessments.selectors import standing_of
from commission.recommendations.recommendation.selectors import recommendation_public
from commission.recommendations.vocabulary import Status, Voice
from commission.review.translations import translated

# Words of a recommendation that has no short title.
WORDS = 60


@dataclass(frozen=True)
class Reading:
    """What one voice says; an empty status where it has said nothing yet."""

    who: str
    status: str = ""
    label: str = ""
    author: str = ""
    made_on: date | None = None
    said_on: str = ""


POLICY = {
    "frame-ancestors": ["*"],
    "script-src": [NONE],
    "connect-src": [NONE],
    "media-src": [NONE],
    "form-action": [NONE],
}


@require_safe
@xframe_options_exempt
@csp_replace(POLICY)  # type: ignore[arg-type]
def recommendation_card(request: HttpRequest, number: int) -> HttpResponse:
    """The card of a public recommendation in the language of the address."""
    record = recommendation_public(number)
    if record is None:
        raise Http404
    standing = standing_of([record])[record.pk]
    said = translated(record)
    context = {
        "number": number,
        "text": said.title or Truncator(said.text).words(WORDS),
        "text_language": said.locale.language_code,
        "readings": [_reading(voice, view) for voice, view in standing.voices],
        "agree": standing.agree,
        "successor": record.successions.filter(by__live=True).select_related("by").first(),
    }
    return answer(request, render(request, "recommendations/embed.html", context))


def _reading(voice: Voice, view: Assessment | None) -> Reading:
    if view is None:
        return Reading(str(voice.label))
    return Reading(
        who=str(voice.label),
        status=view.status,
        label=str(Status(view.status).label),
        author=view.author,
        made_on=view.made_on,
        said_on=day_of(view.made_on),
    )

"""Taking words down that must not stand there."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commission.accounts.models import User
from commission.recommendations.desk.access import tracker_page
from commission.recommendations.desk.answering import Sheet, form_answer, posted
from commission.recommendations.desk.forms import TakeDownForm
from commission.recommendations.desk.recording import FORM, address_of
from commission.recommendations.taking_down import place_of, tracker_words_take_down


@tracker_page(FORM)
def take_down(request: HttpRequest, words: UUID) -> HttpResponse:
    """The words, where they stand, and why they go."""
    place = place_of(words)
    if place is None or not place.recommendation.live:
        raise Http404
    back = address_of(place.recommendation)
    if place.words.taken_down_at is not None:
        return redirect(back)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        tracker_words_take_down(words=place.words, why=data["why"], by=by, at=at)

    sheet = Sheet(
        heading=_("Take words down: %(what)s") % {"what": place.what},
        says=(
            _("The words are removed for good, here and from every page."),
            _("That they stood there, and the reason you choose, stays and is public."),
        ),
        button=_("Take them down"),
        back=back,
        done=_("The words are gone. The reason stands in their place."),
        recommendation=place.recommendation,
    )
    form = TakeDownForm(**posted(request))
    return form_answer(request, form, act, sheet, context={"words": place.words})

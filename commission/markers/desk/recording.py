"""Recording what becomes of a marker, and where it is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commission.accounts.models import User
from commission.documents.models import Words
from commission.markers.desk.access import DECIDES, FORM, KEEPS, marker_or_404, markers_page
from commission.markers.desk.forms import (
    ConditionForm,
    CorrectForm,
    PlaceForm,
    StateForm,
    WithdrawForm,
)
from commission.markers.life.models import ConditionSeen, StateChange
from commission.markers.life.services import (
    condition_record,
    marker_words_take_down,
    may_follow,
    state_correct,
    state_record,
)
from commission.markers.life.withdrawing import marker_withdraw
from commission.markers.places.models import MarkerPlace, PlaceProposal
from commission.markers.places.services import place_agree, place_refuse, place_set
from commission.markers.record.models import Marker
from commission.markers.selectors import life_of
from commission.markers.vocabulary import State
from commission.recommendations.desk.answering import Sheet, button_answer, form_answer, posted
from commission.recommendations.desk.forms import TakeDownForm

TEMPLATE = "markers/desk/form.html"


def address_of(marker: Marker, part: str = "") -> str:
    """The desk's page of a marker, at one of its parts."""
    page = reverse("markers_desk:marker", args=[marker.number])
    return f"{page}#{part}" if part else page


@markers_page(*KEEPS, methods=FORM)
def state(request: HttpRequest, number: int) -> HttpResponse:
    """The next state of a marker."""
    row = marker_or_404(number)
    before = [one.state for one in life_of(row)]

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        names = ("state", "happened_on", "text", "language", "key")
        state_record(marker=row, **{name: data[name] for name in names}, by=by, at=at)

    sheet = Sheet(
        heading=_("Record what became of it"),
        says=(
            _("It is added to the marker’s life, and stays. A later row can correct it."),
            _("Of a public marker everybody reads it at once."),
        ),
        button=_("Record it"),
        back=address_of(row, "life"),
        done=_("It is on record."),
    )
    form = StateForm([one for one in State if may_follow([*before, one])], **posted(request))
    return form_answer(request, form, act, sheet, template=TEMPLATE, context={"marker": row})


@markers_page(*KEEPS, methods=FORM)
def correct(request: HttpRequest, row: UUID) -> HttpResponse:
    """What a row of a marker's life should have said."""
    change = get_object_or_404(StateChange.objects.select_related("marker"), pk=row)
    marker = change.marker

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        names = ("state", "happened_on", "text", "language", "key")
        state_correct(row=change, **{name: data[name] for name in names}, by=by, at=at)

    sheet = Sheet(
        heading=_("Correct a row of its life"),
        says=(_("The row as it was stays on record; this one stands in its place."),),
        button=_("Correct it"),
        back=address_of(marker, "life"),
        done=_("The correction is on record."),
    )
    start = {"state": change.state, "happened_on": change.happened_on}
    form = CorrectForm(list(State), **(posted(request) or {"initial": start}))
    return form_answer(request, form, act, sheet, template=TEMPLATE, context={"marker": marker})


@markers_page(*KEEPS, methods=FORM)
def condition(request: HttpRequest, number: int) -> HttpResponse:
    """What somebody saw who looked at a marker."""
    row = marker_or_404(number)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        names = ("seen_on", "condition", "text", "language", "next_look_by", "key")
        condition_record(marker=row, **{name: data[name] for name in names}, by=by, at=at)

    sheet = Sheet(
        heading=_("Record a look at it"),
        says=(_("Of a public marker everybody reads it at once. Looks before it stay."),),
        button=_("Record it"),
        back=address_of(row, "condition"),
        done=_("The look is on record."),
    )
    form = ConditionForm(**posted(request))
    return form_answer(request, form, act, sheet, template=TEMPLATE, context={"marker": row})


@markers_page(*KEEPS, methods=FORM)
def place(request: HttpRequest, number: int) -> HttpResponse:
    """Where a marker is, and what everybody may know of it."""
    row = marker_or_404(number)
    known = MarkerPlace.objects.filter(marker=row).first()

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        names = ("latitude", "longitude", "precision")
        place_set(marker=row, **{name: data[name] for name in names}, by=by, at=at)

    sheet = Sheet(
        heading=_("Where it is"),
        says=(
            _("The place as it is stays here. What is shown is made of it by this software."),
            _(
                "Telling less takes effect at once. Telling more, or of another place, waits for "
                "a second person once the marker was public."
            ),
        ),
        button=_("Keep this place"),
        back=address_of(row, "place"),
        done=_("The place is kept, or waits for a second person."),
    )
    fields = ("latitude", "longitude", "precision")
    start = {name: getattr(known, name) for name in fields} if known else {}
    form = PlaceForm(**(posted(request) or {"initial": start}))
    return form_answer(request, form, act, sheet, template=TEMPLATE, context={"marker": row})


@markers_page(*DECIDES, methods="POST")
def place_decide(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Agree to a place that waits, or leave it as it is."""
    row = get_object_or_404(PlaceProposal.objects.select_related("marker"), pk=proposal)
    agrees = request.POST.get("decision") == "agree"
    decide = place_agree if agrees else place_refuse

    def act(by: User, at: datetime) -> None:
        decide(proposal=row, by=by, at=at)

    return button_answer(
        request,
        act,
        back=address_of(row.marker, "place"),
        done=_("The new place is kept.") if agrees else _("The place stays as it was."),
    )


@markers_page(*DECIDES, methods=FORM)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a public marker's record back."""
    row = marker_or_404(number)
    if not row.live:
        raise Http404

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        reasons, language = data["text"], data["language"]
        marker_withdraw(marker=row, reasons=reasons, language=language, by=by, at=at)

    sheet = Sheet(
        heading=_("Take this record back"),
        says=(
            _("It leaves every public page at once, in each of its languages."),
            _("Its address says that it was taken back, when and why."),
        ),
        button=_("Take it back"),
        back=address_of(row),
        done=_("The record is public no more."),
    )
    form = WithdrawForm(**posted(request))
    return form_answer(request, form, act, sheet, template=TEMPLATE, context={"marker": row})


@markers_page(*KEEPS, methods=FORM)
def take_down(request: HttpRequest, words: UUID) -> HttpResponse:
    """Words of a marker's life that must not stand there."""
    found = get_object_or_404(Words, pk=words)
    of = {"words": found}
    row = (
        StateChange.objects.filter(**of).select_related("marker").first()
        or ConditionSeen.objects.filter(**of).select_related("marker").first()
    )
    if row is None:
        raise Http404
    if found.taken_down_at is not None:
        return redirect(address_of(row.marker))

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        marker_words_take_down(words=found, why=data["why"], by=by, at=at)

    sheet = Sheet(
        heading=_("Take words down"),
        says=(
            _("The words are removed for good, here and from every page."),
            _("That they stood there, and the reason you choose, stays and is public."),
        ),
        button=_("Take them down"),
        back=address_of(row.marker),
        done=_("The words are gone. The reason stands in their place."),
    )
    context = {"marker": row.marker, "words": found}
    form = TakeDownForm(**posted(request))
    return form_answer(request, form, act, sheet, template=TEMPLATE, context=context)

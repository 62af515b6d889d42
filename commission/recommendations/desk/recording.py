"""Recording what bodies answer and promise, and what the commission finds."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commission.accounts.models import User
from commission.recommendations.actions.models import Action
from commission.recommendations.actions.services import action_move, action_record
from commission.recommendations.assessments.services import assessment_record
from commission.recommendations.desk.access import recommendation_or_404, tracker_page
from commission.recommendations.desk.answering import Sheet, form_answer, posted
from commission.recommendations.desk.forms import (
    ActionForm,
    MoveForm,
    ResponseForm,
    SuccessionForm,
    ViewForm,
)
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.recommendation.selectors import recommendation_public
from commission.recommendations.recommendation.services import succession_record
from commission.recommendations.responses.services import response_record
from commission.recommendations.vocabulary import Voice
from media.refusal import Refused

FORM = "GET HEAD POST"


def address_of(recommendation: Recommendation, part: str = "") -> str:
    """The desk's page of a recommendation, at one of its parts."""
    page = reverse("tracker_desk:recommendation", args=[recommendation.number])
    return f"{page}#{part}" if part else page


@tracker_page(FORM)
def response(request: HttpRequest, number: int) -> HttpResponse:
    """What a body answered."""
    record = recommendation_or_404(number)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        response_record(
            recommendation=record,
            body=data["body"],
            kind=data["kind"],
            given_on=data["given_on"],
            text=data["text"],
            language=data["language"],
            document=data["document"],
            key=data["key"],
            by=by,
            at=at,
        )

    sheet = Sheet(
        heading=_("Record an answer"),
        says=(_("It is public at once. Answers before it stay in the history."),),
        button=_("Record it"),
        back=address_of(record, "answers"),
        done=_("The answer is on record and public."),
        recommendation=record,
    )
    return form_answer(request, ResponseForm(record, **posted(request)), act, sheet)


@tracker_page(FORM)
def action(request: HttpRequest, number: int) -> HttpResponse:
    """What a body promised."""
    record = recommendation_or_404(number)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        names = ("body", "title", "owner", "due_on", "key")
        wanted = {name: data[name] for name in names}
        action_record(recommendation=record, **wanted, by=by, at=at)

    sheet = Sheet(
        heading=_("Record an action"),
        says=(_("It is public at once. If its day moves later, every day stays to be seen."),),
        button=_("Record it"),
        back=address_of(record, "actions"),
        done=_("The action is on record and public."),
        recommendation=record,
    )
    return form_answer(request, ActionForm(record, **posted(request)), act, sheet)


@tracker_page(FORM)
def move(request: HttpRequest, action: UUID) -> HttpResponse:
    """Another day for an action."""
    row = get_object_or_404(Action.objects.select_related("recommendation"), pk=action)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        wanted = {name: data[name] for name in ("due_on", "why", "language")}
        action_move(action=row, **wanted, by=by, at=at)

    sheet = Sheet(
        heading=_("Move the day of “%(action)s”") % {"action": row.title},
        says=(_("The days before stay, and all of them are public with the reasons."),),
        button=_("Move it"),
        back=address_of(row.recommendation, "actions"),
        done=_("The new day is on record and public."),
        recommendation=row.recommendation,
    )
    context = {"dues": row.dues.select_related("words")}
    return form_answer(request, MoveForm(**posted(request)), act, sheet, context=context)


@tracker_page(FORM)
def view(request: HttpRequest, number: int) -> HttpResponse:
    """What the commission finds, of the recommendation or of one of its actions."""
    record = recommendation_or_404(number)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        about = record.actions.filter(pk=data["about"]).first() if data["about"] else None
        names = ("status", "quality", "author", "made_on", "text", "language", "key")
        wanted = {name: data[name] for name in names}
        assessment_record(
            recommendation=record,
            voice=Voice.COMMISSION,
            action=about,
            documents=[data["document"]] if data["document"] else [],
            **wanted,
            by=by,
            at=at,
        )

    sheet = Sheet(
        heading=_("What the commission finds"),
        says=(
            _("It is public at once with name, day and reasons. Views before it stay."),
            _("It stands beside what the body and the community say, and changes neither."),
        ),
        button=_("Publish this view"),
        back=address_of(record, "views"),
        done=_("The commission's view is public."),
        recommendation=record,
    )
    start = {"initial": {"about": request.GET.get("about", "")}}
    return form_answer(request, ViewForm(record, **(posted(request) or start)), act, sheet)


@tracker_page(FORM)
def succession(request: HttpRequest, number: int) -> HttpResponse:
    """Another recommendation takes the place of this one."""
    record = recommendation_or_404(number)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        other = recommendation_public(data["number"])
        if other is None:
            raise Refused("circle", _("No public recommendation has this number."))
        wanted = {name: data[name] for name in ("kind", "on", "text", "language")}
        succession_record(recommendation=record, by_recommendation=other, **wanted, by=by, at=at)

    sheet = Sheet(
        heading=_("Another recommendation takes its place"),
        says=(_("This cannot be undone. No more reports are asked for on this one."),),
        button=_("Record it"),
        back=address_of(record),
        done=_("It is on record and public that another recommendation takes its place."),
        recommendation=record,
    )
    return form_answer(request, SuccessionForm(**posted(request)), act, sheet)

"""Sessions and bills on the desk."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.accounts.models import User
from commission.recommendations.desk.access import tracker_page
from commission.recommendations.desk.answering import Sheet, form_answer, posted
from commission.recommendations.desk.law_forms import BillForm, SessionForm, StageForm
from commission.recommendations.desk.recording import FORM
from commission.recommendations.legislature.ladder import rung_of
from commission.recommendations.legislature.models import Bill, Session
from commission.recommendations.legislature.services import (
    bill_record,
    bill_stage_record,
    session_record,
)

ON_A_PAGE = 50


@tracker_page()
def law(request: HttpRequest) -> HttpResponse:
    """Sessions, the newest first, and the bills of all."""
    bills = Bill.objects.select_related("session").prefetch_related("recommendations", "stages")
    page = Paginator(bills.order_by("-recorded_at", "pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "sessions": Session.objects.all()[:ON_A_PAGE],
        "today": timezone.localdate(),
    }
    return render(request, "recommendations/desk/law.html", context)


@tracker_page(FORM)
def session(request: HttpRequest) -> HttpResponse:
    """Record a session."""

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        names = ("legislature", "name", "begins_on", "ends_on")
        session_record(**{name: data[name] for name in names}, by=by, at=at)

    sheet = Sheet(
        heading=_("Record a session"),
        says=(_("A bill that is no law on its last day falls, and the record says so."),),
        button=_("Record it"),
        back=reverse("tracker_desk:law"),
        done=_("The session is on record."),
    )
    return form_answer(request, SessionForm(**posted(request)), act, sheet)


@tracker_page(FORM)
def bill_new(request: HttpRequest) -> HttpResponse:
    """Record a bill."""

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        names = ("session", "number", "title", "chamber", "link", "covers", "key")
        bill_record(**{name: data[name] for name in names}, by=by, at=at)

    sheet = Sheet(
        heading=_("Record a bill"),
        says=(_("It is public at once, with each recommendation that it is for."),),
        button=_("Record it"),
        back=reverse("tracker_desk:law"),
        done=_("The bill is on record and public. Now record the stages that it has reached."),
    )
    start = {"initial": {"fully": request.GET.get("for", "")[:20]}}
    return form_answer(request, BillForm(**(posted(request) or start)), act, sheet)


@tracker_page(FORM)
def bill(request: HttpRequest, bill: UUID) -> HttpResponse:
    """One bill with its stages; record the next."""
    rows = Bill.objects.select_related("session").prefetch_related("stages__recorded_by")
    row = get_object_or_404(rows, pk=bill)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        bill_stage_record(bill=row, stage=data["stage"], on=data["on"], by=by, at=at)

    sheet = Sheet(
        heading=_("Record a stage"),
        button=_("Record it"),
        back=reverse("tracker_desk:bill", args=[row.pk]),
        done=_("The stage is on record and public."),
    )
    asked = row.for_recommendations.select_related("recommendation").prefetch_related(
        "bill__stages", "bill__session"
    )
    today = timezone.localdate()
    context = {
        "bill": row,
        "rungs": [
            (one, rung_of(one, on=today)) for one in asked.order_by("recommendation__number")
        ],
        "over": row.session.ends_on < today,
    }
    template = "recommendations/desk/bill.html"
    return form_answer(
        request, StageForm(**posted(request)), act, sheet, template=template, context=context
    )

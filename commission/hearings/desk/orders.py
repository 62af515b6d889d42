"""Restriction orders on the desk: placed, widened, read, looked at again, lifted."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from commission.accounts.models import User
from commission.accounts.signed_in import person
from commission.hearings.desk.access import ORDERS, hearings_page
from commission.hearings.desk.answering import Sheet, acted, form_answer, posted
from commission.hearings.desk.forms import CoverForm, HearingsForm, OrderForm, ReviewForm
from commission.hearings.desk.order_page import page_of
from commission.hearings.desk.views import hearing_or_404
from commission.hearings.orders.models import RestrictionOrder
from commission.hearings.orders.services import (
    order_lift,
    order_place,
    order_review,
    order_text_read,
    order_widen,
)
from commission.hearings.rights import LIFT, PLACE, READ
from media.refusal import Refused


@hearings_page(*ORDERS)
def listed(request: HttpRequest) -> HttpResponse:
    """All orders, those in force first."""
    at = timezone.now()
    rows = RestrictionOrder.objects.select_related("hearing").defer("text")
    orders = [(row, row.state(at=at)) for row in rows]
    return render(request, "hearings/desk/orders.html", {"orders": orders})


@hearings_page(PLACE, methods="GET HEAD POST")
def place(request: HttpRequest, hearing: int) -> HttpResponse:
    """Put an order of a hearing in force."""
    row = hearing_or_404(hearing)
    form = OrderForm(row, **posted(request))

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        order_place(hearing=row, covered=form.covered, by=by, at=at, **form.fields_of_order(at=at))

    sheet = Sheet(
        heading=_("%(hearing)s: place an order") % {"hearing": row},
        says=(
            _("What it covers closes at once. Somebody else has to lift it."),
            _("Its number and its summary stand on the hearing's page while it is in force."),
        ),
        button=_("Put it in force"),
        back=reverse("hearing_desk:hearing", args=[row.pk]) + "#orders",
        done=_("The order is in force as it says."),
    )
    return form_answer(request, form, act, sheet)


@hearings_page(*ORDERS)
def order(request: HttpRequest, order: UUID) -> HttpResponse:
    """One order, without its text."""
    return _page(request, order_or_404(order))


@hearings_page(READ, methods="POST")
def text(request: HttpRequest, order: UUID) -> HttpResponse:
    """The text. A POST, because it is written to the ledger before anything is shown."""
    row = order_or_404(order)
    said = order_text_read(order=row, by=person(request), at=timezone.now())
    return _page(request, row, text=said)


@hearings_page(PLACE, methods="POST")
def widen(request: HttpRequest, order: UUID) -> HttpResponse:
    """Cover more."""
    row = order_or_404(order)
    form = CoverForm(row.hearing, data=request.POST)
    return _acted(
        request,
        row,
        form,
        lambda by, at: order_widen(order=row, covered=form.covered, by=by, at=at),
        _("It covers that too."),
    )


@hearings_page(PLACE, LIFT, methods="POST")
def look_again(request: HttpRequest, order: UUID) -> HttpResponse:
    """It was looked at, and stays."""
    row, form = order_or_404(order), ReviewForm(data=request.POST)
    return _acted(
        request,
        row,
        form,
        lambda by, at: order_review(
            order=row, review_on=form.cleaned_data["review_on"], by=by, at=at
        ),
        _("The order stays."),
    )


@hearings_page(LIFT, methods="POST")
def lift(request: HttpRequest, order: UUID) -> HttpResponse:
    """End it. Nothing opens by itself."""
    row = order_or_404(order)
    try:
        order_lift(order=row, by=person(request), at=timezone.now())
    except Refused as refused:
        return _page(request, row, refusal=str(refused.message))
    messages.success(request, _("Lifted. What it closed is built, approved and opened anew."))
    return redirect("hearing_desk:order", row.pk)


def _acted(
    request: HttpRequest,
    order: RestrictionOrder,
    form: HearingsForm,
    act: Callable[[User, datetime], object],
    done: str,
) -> HttpResponse:
    if form.is_valid() and acted(request, form, lambda _data, by, at: act(by, at)):
        messages.success(request, done)
        return redirect("hearing_desk:order", order.pk)
    said = [str(error) for errors in form.errors.values() for error in errors]
    return _page(request, order, refusal=" ".join(said))


def _page(
    request: HttpRequest, order: RestrictionOrder, *, text: str = "", refusal: str = ""
) -> HttpResponse:
    page = page_of(order, user=request.user, at=timezone.now())
    context = {"page": page, "text": text, "refusal": refusal}
    return render(request, "hearings/desk/order.html", context, status=409 if refusal else 200)


def order_or_404(pk: UUID) -> RestrictionOrder:
    """An order by its key, without its text. Raises Http404."""
    rows = RestrictionOrder.objects.select_related("hearing", "placed_by", "lifted_by")
    found: RestrictionOrder = get_object_or_404(rows.defer("text"), pk=pk)
    return found

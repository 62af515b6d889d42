"""What visitors sent: reading it, writing down what came on paper, deciding."""

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
from commission.accounts.signed_in import person
from commission.following.addresses import AddressUnreadable
from commission.markers.desk.access import FORM, MODERATES, markers_page
from commission.markers.desk.forms import DeclineForm, WrittenDownForm
from commission.markers.nominations.contacts import contact_read
from commission.markers.nominations.models import Nomination
from commission.markers.nominations.selectors import nominations_decided, nominations_waiting
from commission.markers.nominations.services import (
    nomination_accept,
    nomination_decline,
    nomination_mark_spam,
    nomination_receive,
)
from commission.recommendations.desk.answering import Sheet, button_answer, form_answer, posted

ON_A_PAGE = 50
DECIDED = frozenset({"not_waiting"})


def _address(nomination: Nomination) -> str:
    return reverse("markers_desk:nomination", args=[nomination.pk])


@markers_page(*MODERATES)
def nominations(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; and with `decided` what was decided, the newest first."""
    decided = "decided" in request.GET
    rows = nominations_decided() if decided else nominations_waiting()
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "decided": decided}
    return render(request, "markers/desk/nominations.html", context)


@markers_page(*MODERATES, methods=FORM)
def nomination(request: HttpRequest, nomination: UUID) -> HttpResponse:
    """One of them with everything that was written, and the decision.

    The contact is read only on request, and that it was is in the ledger.
    """
    rows = Nomination.objects.select_related("marker", "decided_by", "taken_by")
    row = get_object_or_404(rows, pk=nomination)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        nomination_decline(nomination=row, reason=data["reason"], by=by, at=at)

    sheet = Sheet(
        heading=_("Decline it"),
        button=_("Decline it"),
        back=reverse("markers_desk:nominations"),
        done=_("It is declined. The contact is deleted in 30 days."),
    )
    return form_answer(
        request,
        DeclineForm(**posted(request)),
        act,
        sheet,
        template="markers/desk/nomination.html",
        context={"nomination": row, "has_contact": hasattr(row, "contact")},
    )


@markers_page(*MODERATES, methods="POST")
def contact(request: HttpRequest, nomination: UUID) -> HttpResponse:
    """The contact, shown once."""
    row = get_object_or_404(Nomination, pk=nomination)
    try:
        address = contact_read(nomination=row, by=person(request), at=timezone.now())
    except AddressUnreadable:
        address = ""
    return render(request, "markers/desk/contact.html", {"nomination": row, "address": address})


@markers_page(*MODERATES, methods="POST")
def accept(request: HttpRequest, nomination: UUID) -> HttpResponse:
    """Make a draft of a wish, or note that word was acted upon."""
    row = get_object_or_404(Nomination, pk=nomination)

    def act(by: User, at: datetime) -> None:
        nomination_accept(nomination=row, by=by, at=at)

    done = _("It is accepted. A marker keeper goes on with it.")
    return button_answer(request, act, back=_address(row), done=done, done_before=DECIDED)


@markers_page(*MODERATES, methods="POST")
def spam(request: HttpRequest, nomination: UUID) -> HttpResponse:
    """Put aside what was not meant for the commission."""
    row = get_object_or_404(Nomination, pk=nomination)

    def act(by: User, at: datetime) -> None:
        nomination_mark_spam(nomination=row, by=by, at=at)

    back = reverse("markers_desk:nominations")
    done = _("It is put aside, and its contact is deleted.")
    return button_answer(request, act, back=back, done=done, done_before=DECIDED)


@markers_page(*MODERATES, methods=FORM)
def write_down(request: HttpRequest) -> HttpResponse:
    """A wish that came on paper, or that somebody said."""

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        names = ("what", "place", "why", "remembers", "contact", "language")
        nomination_receive(**{name: data[name] for name in names}, by=by, at=at)

    sheet = Sheet(
        heading=_("Write a nomination down"),
        says=(_("Whoever writes it down never approves the marker that comes of it."),),
        button=_("Take it in"),
        back=reverse("markers_desk:nominations"),
        done=_("It is in the queue."),
    )
    form = WrittenDownForm(**posted(request))
    return form_answer(request, form, act, sheet, template="markers/desk/form.html")

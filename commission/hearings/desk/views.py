"""The list of hearings, the page of one, and linking a testimony to a witness."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.accounts.models import User
from commission.hearings.desk.access import ORDERS, READS, hearings_page, reads
from commission.hearings.desk.answering import Sheet, form_answer, posted
from commission.hearings.desk.forms import LinkForm
from commission.hearings.desk.hearing_page import page_of
from commission.hearings.desk.waiting import waits_of
from commission.hearings.hearing.models import Hearing
from commission.hearings.rights import IDENTITY, LINK
from commission.hearings.witnesses.appearing import appearances_of
from commission.hearings.witnesses.linking import appearance_link

SHOWN = 200


@hearings_page(*READS)
def home(request: HttpRequest) -> HttpResponse:
    """What waits at any hearing, and all hearings, the newest first."""
    rows = Hearing.objects.originals().select_related("latest_revision").order_by("-number")
    context = {
        "waits": waits_of(at=timezone.now()),
        "hearings": [(row, _title(row)) for row in rows[:SHOWN]],
        "may_orders": reads(request.user, ORDERS),
        "may_name": request.user.has_perm(IDENTITY),
    }
    return render(request, "hearings/desk/home.html", context)


@hearings_page(*READS)
def hearing(request: HttpRequest, hearing: int) -> HttpResponse:
    """One hearing."""
    page = page_of(hearing_or_404(hearing), user=request.user, at=timezone.now())
    return render(request, "hearings/desk/hearing.html", {"page": page})


@hearings_page(LINK, methods="GET HEAD POST")
def link(request: HttpRequest, hearing: int, appearance: UUID) -> HttpResponse:
    """Say which testimony a witness gave."""
    row = hearing_or_404(hearing)
    witness = appearances_of(row).get(appearance)
    if witness is None:
        raise Http404

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        appearance_link(
            hearing=row, appearance=appearance, testimony=data["testimony"], by=by, at=at
        )

    sheet = Sheet(
        heading=_("What %(witness)s said") % {"witness": witness.shown},
        says=(
            _("From then on it is held, and what is open of it closes."),
            _("It opens only after somebody else has confirmed, after the hearing, that it may."),
        ),
        button=_("Link it and hold it"),
        back=reverse("hearing_desk:hearing", args=[row.pk]) + "#witnesses",
        done=_("Linked. It is held until its release is confirmed."),
    )
    return form_answer(request, LinkForm(**posted(request)), act, sheet)


def _title(row: Hearing) -> str:
    """As the public reads it; of a draft, from its revision as it lies there."""
    draft = None if row.live else row.latest_revision
    return str(draft.content.get("title", "")) if draft else row.title


def hearing_or_404(pk: int) -> Hearing:
    """A hearing by its key, in its own language. Raises Http404."""
    found: Hearing = get_object_or_404(Hearing.objects.originals(), pk=pk)
    return found

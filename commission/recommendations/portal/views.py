"""The first page of the portal."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from commission.accounts.signed_in import person
from commission.recommendations.bodies.selectors import bodies_of
from commission.recommendations.portal.access import (
    answers_for_a_body,
    portal_page,
    portal_render,
    reports_of,
    speaks_for_the_community,
)
from commission.recommendations.progress.models import ReportState
from commission.recommendations.progress.services import OPEN

SHOWN = 20


@portal_page(answers_for_a_body, speaks_for_the_community)
def home(request: HttpRequest) -> HttpResponse:
    """What a focal point has to write, and what became of what they sent.

    Whoever speaks for the community is led to the recommendations.
    """
    user = person(request)
    if not answers_for_a_body(user):
        return redirect("portal:recommendations")
    today = timezone.localdate()
    rows = reports_of(user)
    open_ones = rows.filter(state__in=OPEN).order_by("due_on", "pk")
    sent = rows.filter(state=ReportState.SUBMITTED).order_by("-submitted_at", "pk")
    taken = rows.filter(state=ReportState.TAKEN_IN).order_by("-decided_at", "pk")
    context = {
        "today": today,
        "bodies": bodies_of(user).order_by("name"),
        "open": open_ones[:SHOWN],
        "open_count": open_ones.count(),
        "late": open_ones.filter(Q(due_on__lt=today)).count(),
        "sent": sent[:SHOWN],
        "taken": taken[:SHOWN],
    }
    return portal_render(request, "home", context)

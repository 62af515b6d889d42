"""Progress reports on the desk: asking for them, reading one, taking it in or sending it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.accounts.signed_in import person
from commission.recommendations.desk.access import recommendation_or_404, tracker_page
from commission.recommendations.desk.answering import Sheet, button_answer, form_answer, posted
from commission.recommendations.desk.forms import AskForm, DutyForm, SendBackForm
from commission.recommendations.desk.recording import FORM, address_of
from commission.recommendations.papers import papers_on_record
from commission.recommendations.progress.duties import duty_end, duty_set
from commission.recommendations.progress.models import ProgressReport, ReportingDuty, ReportState
from commission.recommendations.progress.services import (
    report_ask,
    report_mark,
    report_return,
    report_take_in,
)
from media.serving import blob_handed_out


@tracker_page(FORM)
def duty(request: HttpRequest, number: int) -> HttpResponse:
    """Let a body report every so many months."""
    record = recommendation_or_404(number)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        wanted = {name: data[name] for name in ("body", "every_months", "first_due_on")}
        duty_set(recommendation=record, **wanted, by=by, at=at)

    sheet = Sheet(
        heading=_("Ask for reports regularly"),
        says=(_("Each report is asked for thirty days ahead. Focal points are reminded."),),
        button=_("Set the rhythm"),
        back=address_of(record, "reports"),
        done=_("The body reports regularly from now on."),
        recommendation=record,
    )
    return form_answer(request, DutyForm(record, **posted(request)), act, sheet)


@tracker_page("POST")
def duty_over(request: HttpRequest, duty: int) -> HttpResponse:
    """No more reports come of this rhythm."""
    row = get_object_or_404(ReportingDuty.objects.select_related("recommendation"), pk=duty)
    return button_answer(
        request,
        lambda by, at: duty_end(duty=row, by=by, at=at),
        back=address_of(row.recommendation, "reports"),
        done=_("This rhythm has ended. Reports that are due stay due."),
        done_before=frozenset({"ended_already"}),
    )


@tracker_page(FORM)
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask a body for one report."""
    record = recommendation_or_404(number)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        report_ask(recommendation=record, body=data["body"], due_on=data["due_on"], by=by, at=at)

    sheet = Sheet(
        heading=_("Ask for one report"),
        button=_("Ask for it"),
        back=address_of(record, "reports"),
        done=_("The body finds the question in its portal."),
        recommendation=record,
    )
    return form_answer(request, AskForm(record, **posted(request)), act, sheet)


def report_or_404(key: UUID) -> ProgressReport:
    """A report with what hangs on it. Raises Http404."""
    rows = ProgressReport.objects.select_related(
        "recommendation", "body", "words", "document", "question", "submitted_by", "decided_by"
    )
    return get_object_or_404(rows.filter(recommendation__live=True), pk=key)


@tracker_page(FORM)
def report(request: HttpRequest, report: UUID) -> HttpResponse:
    """What a body sent, exactly as it would be published; ask the body about it."""
    row = report_or_404(report)
    waits = row.state == ReportState.SUBMITTED

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        report_return(
            report=row,
            question=data["question"],
            language=data["language"],
            seen=data["seen"],
            by=by,
            at=at,
        )

    sheet = Sheet(
        heading=_("Send it back with a question"),
        button=_("Send it back"),
        back=reverse("tracker_desk:report", args=[row.pk]),
        done=_("The report is with the body again. Nothing of it is public."),
        recommendation=row.recommendation,
    )
    form = SendBackForm(**(posted(request) or {"initial": {"seen": report_mark(row)}}))
    context = {
        "report": row,
        "waits": waits,
        # What a body writes after its report came back is its own until it sends it again.
        "shown": waits or row.state == ReportState.TAKEN_IN,
        "made_on": timezone.localdate(row.submitted_at) if row.submitted_at else None,
        "back": row.sent_back.select_related("words", "question", "document").order_by(
            "-returned_at", "-pk"
        ),
        "mark": report_mark(row),
        "today": timezone.localdate(),
    }
    template = "recommendations/desk/report.html"
    return form_answer(request, form, act, sheet, template=template, context=context)


@tracker_page("POST")
def take_in(request: HttpRequest, report: UUID) -> HttpResponse:
    """Publish what a body claims, exactly as it was read here."""
    row = report_or_404(report)
    mine = row.state == ReportState.TAKEN_IN and row.decided_by == request.user
    return button_answer(
        request,
        lambda by, at: report_take_in(
            report=row, seen=request.POST.get("seen") or "unseen", by=by, at=at
        ),
        back=reverse("tracker_desk:report", args=[row.pk]),
        done=_("The report is taken in. What the body claims is public."),
        done_before=frozenset({"not_waiting"}) if mine else frozenset(),
    )


@tracker_page("POST")
def document(request: HttpRequest, document: UUID) -> HttpResponseBase:
    """The original of a document that was handed in, to be saved and opened elsewhere.

    A POST, because it is written to the ledger before anything is handed out.
    """
    rows = papers_on_record().filter(taken_down_at=None).select_related("accession__blob")
    row = get_object_or_404(rows, pk=document)
    if row.accession is None:
        raise Http404
    with transaction.atomic():
        answer = blob_handed_out(row.accession.blob)
        ledger_append(actor=person(request), act="document.read", record=row, at=timezone.now())
    return answer

"""Progress reports: asked for by a rhythm, written by the body, public once taken in."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.models import Document
from commission.documents.services import words_record
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.bodies.models import Body
from commission.recommendations.bodies.selectors import bodies_of
from commission.recommendations.progress.models import ProgressReport, ReportState
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.rights import (
    addressed_require,
    permission_require,
    public_require,
)
from commission.recommendations.vocabulary import Status, Voice
from media.refusal import Refused

# States in which the body may still write.
OPEN = (ReportState.EXPECTED, ReportState.RETURNED)


@transaction.atomic
def report_ask(
    *,
    recommendation: Recommendation,
    body: Body,
    due_on: date,
    by: User,
    at: datetime,
) -> ProgressReport:
    """Ask a body for one report by a day. Raises Refused where one is due on that day already."""
    permission_require(by, "keep_tracker")
    public_require(recommendation)
    addressed_require(recommendation, body)
    try:
        with transaction.atomic():
            report = ProgressReport.objects.create(
                recommendation=recommendation, body=body, due_on=due_on
            )
    except IntegrityError as twice:
        raise Refused("asked_already", _("A report is due on that day already.")) from twice
    ledger_append(
        actor=by, act="report.ask", record=report, at=at, details={"due": due_on.isoformat()}
    )
    return report


@transaction.atomic
def report_write(
    *,
    report: ProgressReport,
    claim: str,
    text: str,
    language: str,
    document: Document | None = None,
    by: User,
    at: datetime,
) -> ProgressReport:
    """Keep a draft. Nobody but the body's focal points reads it. Raises as `report_submit` does."""
    report = _open_for(report, by)
    report.claim = Status(claim) if claim else ""
    report.words = words_record(text=text, language=language) if text.strip() else None
    report.document = document or report.document
    report.save()
    ledger_append(actor=by, act="report.write", record=report, at=at)
    return report


@transaction.atomic
def report_submit(
    *,
    report: ProgressReport,
    claim: str,
    text: str,
    language: str,
    document: Document | None = None,
    by: User,
    at: datetime,
) -> ProgressReport:
    """Send a report to the commission. It is not public before it was taken in.

    Raises Refused for whoever does not answer for the body, for a report that was sent before, and
    without a claim or words.
    """
    report = _open_for(report, by)
    if not claim:
        raise Refused("no_claim", _("Say how far it has come."))
    report.claim = Status(claim)
    report.words = words_record(text=text, language=language)
    report.document = document or report.document
    report.state = ReportState.SUBMITTED
    report.submitted_by, report.submitted_at = by, at
    report.save()
    ledger_append(
        actor=by, act="report.submit", record=report, at=at, details={"claim": report.claim}
    )
    return report


@transaction.atomic
def report_return(
    *, report: ProgressReport, question: str, language: str, by: User, at: datetime
) -> ProgressReport:
    """Send a report back with a question. Raises Refused unless it waits to be taken in."""
    report = _waiting_for(report, by)
    report.question = words_record(text=question, language=language)
    report.state = ReportState.RETURNED
    report.decided_by, report.decided_at = by, at
    report.save()
    ledger_append(actor=by, act="report.return", record=report, at=at)
    return report


@transaction.atomic
def report_take_in(*, report: ProgressReport, by: User, at: datetime) -> Assessment:
    """Publish a report: what the body claims in it is from now on what the body says.

    The claim is dated by the day on which the body sent it. Returns it. Raises Refused unless the
    report waits, or where the same person sent it.
    """
    report = _waiting_for(report, by)
    if report.words is None or report.submitted_at is None:
        raise Refused("not_sent", _("The body has not sent this report."))
    report.state = ReportState.TAKEN_IN
    report.decided_by, report.decided_at = by, at
    report.save()
    claim = Assessment.objects.create(
        recommendation=report.recommendation,
        voice=Voice.BODY,
        status=report.claim,
        body=report.body,
        report=report,
        author=report.body.name,
        made_on=timezone.localdate(report.submitted_at),
        words=report.words,
        recorded_by=by,
        recorded_at=at,
    )
    ledger_append(
        actor=by,
        act="report.take_in",
        record=report,
        at=at,
        details={"claim": report.claim, "assessment": str(claim.pk)},
    )
    return claim


def _open_for(report: ProgressReport, by: User) -> ProgressReport:
    """The report, locked, where this person may write it."""
    report = ProgressReport.objects.select_for_update().get(pk=report.pk)
    if not bodies_of(by).filter(pk=report.body_id).exists():
        raise Refused("not_your_body", _("You do not answer for the body that this report is of."))
    if report.state not in OPEN:
        raise Refused(
            "sent_already", _("This report was sent. Ask the commission to send it back.")
        )
    return report


def _waiting_for(report: ProgressReport, by: User) -> ProgressReport:
    """The report, locked, where this person may decide it."""
    permission_require(by, "keep_tracker")
    report = ProgressReport.objects.select_for_update().get(pk=report.pk)
    if report.state != ReportState.SUBMITTED:
        raise Refused("not_waiting", _("This report does not wait to be taken in."))
    if report.submitted_by_id == by.pk:
        raise Refused("same_person", _("You sent this report. Another person must take it in."))
    return report

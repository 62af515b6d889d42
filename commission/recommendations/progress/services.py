"""Progress reports: asked for by a rhythm, written by the body, public once taken in."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.ledger.canonical import sha256_of
from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.models import Document, Words
from commission.documents.services import words_record, words_rewrite
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.bodies.models import Body, FocalPoint
from commission.recommendations.bodies.selectors import bodies_of
from commission.recommendations.progress.models import ProgressReport, ReportState, SentBack
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
    keeps_document: bool = True,
    seen: str = "",
    by: User,
    at: datetime,
) -> ProgressReport:
    """Keep a draft. Nobody but the body's focal points reads it.

    A document stays until another comes, or until it is not kept. Raises as `report_submit` does.
    """
    report = _open_for(report, by, seen=seen)
    report.claim = Status(claim) if claim else ""
    report.words = _draft(report, text, language)
    report.document = document or (report.document if keeps_document else None)
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
    keeps_document: bool = True,
    seen: str = "",
    by: User,
    at: datetime,
) -> ProgressReport:
    """Send a report to the commission. It is not public before it was taken in.

    Raises Refused for whoever does not answer for the body, for a report that was sent before,
    without a claim or words, and where the draft is another than the one that was `seen`.
    """
    report = _open_for(report, by, seen=seen)
    if not claim:
        raise Refused("no_claim", _("Say how far it has come."))
    report.claim = Status(claim)
    report.words = _draft(report, text, language)
    if not report.words.text:
        raise Refused("no_words", _("Write at least one sentence."))
    report.document = document or (report.document if keeps_document else None)
    report.state = ReportState.SUBMITTED
    report.submitted_by, report.submitted_at = by, at
    report.save()
    ledger_append(
        actor=by, act="report.submit", record=report, at=at, details={"claim": report.claim}
    )
    return report


@transaction.atomic
def report_return(
    *,
    report: ProgressReport,
    question: str,
    language: str,
    seen: str = "",
    by: User,
    at: datetime,
) -> ProgressReport:
    """Send a report back with a question; what had been sent stays on record.

    Raises Refused unless it waits to be taken in, and where it is another than the one `seen`.
    """
    report, words, sent_by, sent_at = _waiting_for(report, by, seen=seen)
    report.question = words_record(text=question, language=language)
    report.state = ReportState.RETURNED
    report.decided_by, report.decided_at = by, at
    report.save()
    SentBack.objects.create(
        report=report,
        claim=report.claim,
        words=words,
        document=report.document,
        submitted_by=sent_by,
        submitted_at=sent_at,
        question=report.question,
        returned_by=by,
        returned_at=at,
    )
    ledger_append(actor=by, act="report.return", record=report, at=at)
    return report


@transaction.atomic
def report_take_in(*, report: ProgressReport, seen: str = "", by: User, at: datetime) -> Assessment:
    """Publish a report: what the body claims in it is from now on what the body says.

    The claim is dated by the day on which the body sent it. Returns it. Raises Refused unless the
    report waits, for whoever sent it or answers for the body, and where what would be published is
    another than what was `seen`.
    """
    report, words, _sent_by, sent_at = _waiting_for(report, by, seen=seen)
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
        made_on=timezone.localdate(sent_at),
        words=words,
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


def report_mark(report: ProgressReport) -> str:
    """Names exactly what stands in a report now, so that nobody decides on what they never saw."""
    words = report.words
    return sha256_of(
        {
            "state": report.state,
            "claim": report.claim,
            "words": [str(words.pk), words.language, words.text] if words else None,
            "document": str(report.document_id or ""),
            "sent": str(report.submitted_at),
        }
    )


def _open_for(report: ProgressReport, by: User, *, seen: str) -> ProgressReport:
    """The report, locked, where this person may write it."""
    report = _held(report)
    if not bodies_of(by).filter(pk=report.body_id).exists():
        raise Refused("not_your_body", _("You do not answer for the body that this report is of."))
    if report.state not in OPEN:
        raise Refused(
            "sent_already", _("This report was sent. Ask the commission to send it back.")
        )
    if seen and seen != report_mark(report):
        raise Refused(
            "changed_meanwhile",
            _("Somebody else wrote in this report meanwhile. Read both, then save or send again."),
        )
    return report


def _draft(report: ProgressReport, text: str, language: str) -> Words:
    """The words of the draft: written anew where what stood there had been sent before."""
    before = report.words
    if before is None or before.taken_down_at or report.sent_back.filter(words=before).exists():
        before = Words(language=language)
    return words_rewrite(words=before, text=text, language=language)


def _waiting_for(
    report: ProgressReport, by: User, *, seen: str
) -> tuple[ProgressReport, Words, User, datetime]:
    """The report, locked, where this person may decide it, and what was sent, by whom, when."""
    permission_require(by, "keep_tracker")
    report = _held(report)
    words, sent_by, sent_at = report.words, report.submitted_by, report.submitted_at
    if report.state != ReportState.SUBMITTED or not (words and sent_by and sent_at):
        raise Refused("not_waiting", _("This report does not wait to be taken in."))
    answers = FocalPoint.objects.filter(body=report.body_id, user=by.pk, ended_at__isnull=True)
    if sent_by.pk == by.pk or answers.exists():
        raise Refused("same_person", _("You answer for this body. Another person must decide."))
    if seen and seen != report_mark(report):
        raise Refused(
            "changed_meanwhile",
            _("This is another report than the one you read. Read it again before you decide."),
        )
    return report, words, sent_by, sent_at


def _held(report: ProgressReport) -> ProgressReport:
    """The report as it is now, locked."""
    rows = ProgressReport.objects.select_for_update(of=("self",))
    return rows.select_related("words", "submitted_by", "body", "recommendation").get(pk=report.pk)

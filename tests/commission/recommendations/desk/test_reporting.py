"""Reports on the desk: asked for, read exactly as they would be published, taken in, sent back."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from archive.ledger.models import LedgerEntry
from commission.documents.models import Document
from commission.recommendations.models import Assessment, ProgressReport, ReportingDuty
from commission.recommendations.progress.models import ReportState
from commission.recommendations.progress.services import (
    report_mark,
    report_return,
    report_submit,
    report_write,
)
from commission.recommendations.vocabulary import Status
from tests.commission.factories import ProgressReportFactory, focal_point_of
from tests.commission.recommendations.desk.desk import asked, at, editor_client, shows
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client() -> Client:
    return editor_client()


@pytest.fixture
def report() -> ProgressReport:
    return ProgressReportFactory(recommendation=asked(), due_on=date(2026, 5, 1))


@pytest.fixture
def focal(report):
    return focal_point_of(report.body, first_name="Zebedee", last_name="Quillfeather").user


def sent(report, by, claim=Status.COMPLETED, text="Form 88 is in use.", at=NOW):
    return report_submit(report=report, claim=claim, text=text, language="en", by=by, at=at)


def test_a_rhythm_is_set_once_and_ended(client):
    recommendation = asked()
    body = recommendation.addressed.get().body_id
    form = {"body": body, "every_months": 6, "first_due_on": "2026-07-01"}
    assert client.post(at("duty", 14), form).status_code == 302
    answer = client.post(at("duty", 14), form)
    assert answer.status_code == 422
    assert shows(answer, "This body reports on it already. End that rhythm first.")
    duty = ReportingDuty.objects.get()
    for _n in range(2):
        page = client.post(at("duty_over", duty.pk), follow=True)
    duty.refresh_from_db()
    assert duty.ended_on == NOW.date()
    assert not shows(page, "This rhythm has ended already.")
    assert LedgerEntry.objects.filter(act="duty.end").count() == 1


def test_one_report_is_asked_for_once_a_day(client):
    form = {"body": asked().addressed.get().body_id, "due_on": "2026-07-01"}
    assert client.post(at("ask", 14), form).status_code == 302
    assert client.post(at("ask", 14), form).status_code == 422
    assert ProgressReport.objects.count() == 1


def test_a_draft_is_not_read_on_the_desk(client, report, focal):
    report_write(report=report, claim="", text="Not yet.", language="en", by=focal, at=NOW)
    page = client.get(at("report", report.pk))
    assert shows(page, "A draft is read by nobody but the body’s focal points.", "Overdue")
    assert not shows(page, "Not yet.")
    sent(report, focal)
    report_return(
        report=report,
        question="Where?",
        language="en",
        by=UserFactory(role="tracker_editor"),
        at=NOW,
    )
    report_write(report=report, claim="", text="Let us see.", language="en", by=focal, at=NOW)
    page = client.get(at("report", report.pk))
    assert shows(page, "Form 88 is in use.", "Where?")
    assert not shows(page, "Let us see.")
    report.refresh_from_db()
    assert client.get(at("take_down", report.words_id)).status_code == 404, "it is a draft"


def test_the_desk_shows_exactly_what_would_be_published(client, report, focal):
    sent(report, focal, at=NOW - timedelta(days=2))
    page = client.get(at("report", report.pk))
    assert shows(page, "Exactly this would be public", "Completed", "Form 88 is in use.")
    assert shows(page, "City Police, 10 May 2026.", "Sent by Zebedee Quillfeather")
    assert not Assessment.objects.exists()
    mark = report_mark(ProgressReport.objects.get())
    answer = client.post(at("take_in", report.pk), {"seen": mark}, follow=True)
    assert shows(answer, "The report is taken in. What the body claims is public.")
    claim = Assessment.objects.get()
    assert (claim.author, claim.made_on, claim.status) == (
        "City Police",
        date(2026, 5, 10),
        Status.COMPLETED,
    )
    again = client.post(at("take_in", report.pk), {"seen": mark}, follow=True)
    assert not shows(again, "does not wait to be taken in"), "pressed twice"
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "unseen", "0" * 64])
def test_nothing_is_taken_in_unread(client, report, focal, seen):
    sent(report, focal)
    page = client.post(at("take_in", report.pk), {"seen": seen}, follow=True)
    assert shows(page, "This is another report than the one you read.")
    client.post(at("take_in", report.pk))
    assert not Assessment.objects.exists()


def test_what_was_changed_after_it_was_read_is_not_taken_in(client, report, focal):
    sent(report, focal)
    read = report_mark(ProgressReport.objects.get())
    editor = UserFactory(role="tracker_editor")
    report_return(report=report, question="Where?", language="en", by=editor, at=NOW)
    sent(report, focal, claim=Status.STALLED, at=NOW + timedelta(minutes=1))
    page = client.post(at("take_in", report.pk), {"seen": read}, follow=True)
    assert shows(page, "This is another report than the one you read.")
    assert not Assessment.objects.exists()


def test_a_report_is_sent_back_with_a_question(client, report, focal):
    sent(report, focal)
    mark = report_mark(ProgressReport.objects.get())
    url = at("report", report.pk)
    answer = client.post(url, {"question": " ", "language": "en", "seen": mark})
    assert answer.status_code == 422
    form = {"question": "In which districts?", "language": "en", "seen": mark}
    assert client.post(url, form).status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.RETURNED
    assert shows(client.get(url), "What had been sent before", "In which districts?")
    assert client.post(url, form).status_code == 422, "there is nothing to send back"
    assert report.sent_back.count() == 1


def test_reports_on_what_is_not_public_any_more_are_not_on_the_desk(client, report):
    report.recommendation.live = False
    report.recommendation.save()
    assert client.get(at("report", report.pk)).status_code == 404
    assert client.post(at("take_in", report.pk)).status_code == 404


def test_the_original_of_a_document_is_handed_out_and_the_ledger_says_so(client, report, focal):
    from commission.documents.receiving import document_receive
    from tests.media.papers import pdf

    papers = [
        document_receive(
            chunks=[pdf()],
            original_name="Zebedee.pdf",
            title="Plan",
            access="held",
            language="en",
            by=focal,
            at=NOW,
        )
        for _n in range(2)
    ]
    report_submit(
        report=report,
        claim=Status.COMPLETED,
        text="Done.",
        language="en",
        document=papers[0],
        by=focal,
        at=NOW,
    )
    answer = client.post(at("document", papers[0].pk))
    assert b"".join(answer.streaming_content) == pdf()
    assert "Zebedee" not in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert LedgerEntry.objects.filter(act="document.read", record=papers[0].pk).exists()
    assert client.get(at("document", papers[0].pk)).status_code == 405
    assert client.post(at("document", papers[1].pk)).status_code == 404, "of no record"
    Document.objects.filter(pk=papers[0].pk).update(taken_down_at=NOW)
    assert client.post(at("document", papers[0].pk)).status_code == 404


def test_the_document_of_a_draft_is_not_handed_out(client, report, focal):
    paper = Document.objects.create(
        title="Draft", language="en", taken_in_by=focal, taken_in_at=NOW
    )
    report_write(report=report, claim="", text="", language="en", document=paper, by=focal, at=NOW)
    assert client.post(at("document", paper.pk)).status_code == 404

"""A focal point's pages: their bodies' reports and nothing of anybody else's."""

from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from commission.documents.models import Document, Words
from commission.recommendations.models import Assessment, FocalPoint, ProgressReport
from commission.recommendations.progress.models import ReportState
from commission.recommendations.progress.services import report_return, report_take_in
from commission.recommendations.vocabulary import Status
from tests.commission.factories import BodyFactory, RecommendationFactory, focal_point_of
from tests.commission.recommendations.desk.desk import paper
from tests.commission.recommendations.portal.portal import (
    at,
    expected,
    focal_of,
    shows,
    signed_in,
)
from tests.commission.test_sign_in import without_token
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def report() -> ProgressReport:
    return expected(14, body=BodyFactory(name="City Police"))


@pytest.fixture
def focal(report):
    return focal_of(report)


def form_of(client, report, **changed):
    """What the page's form holds, with changes."""
    form = client.get(at("report", report.pk)).context["form"]
    return {
        "claim": "completed",
        "text": "Form 88 is in use.",
        "language": "en",
        "seen": form["seen"].value(),
        **changed,
    }


def test_after_signing_in_a_focal_point_finds_what_is_due(report, focal, client):
    answer = client.post(
        "/en/sign-in/", {"username": focal.username, "password": "correct horse battery"}
    )
    assert answer["Location"] == at("home")
    page = client.get(at("home"))
    assert shows(page, "City Police", "11 days late", "1 report is asked for.", "1 is overdue.")
    assert shows(page, "Sign out")
    assert "no-store" in page["Cache-Control"]


def test_a_draft_is_saved_and_found_again(report, focal):
    client = signed_in(focal)
    url = at("report", report.pk)
    form = form_of(client, report, claim="", text="Not done yet.", do="save")
    assert client.post(url, form)["Location"] == url
    report.refresh_from_db()
    assert (report.state, report.words.text) == (ReportState.EXPECTED, "Not done yet.")
    assert shows(client.get(url), "Not done yet.", "The draft is saved.")
    assert shows(client.get(at("home")), "Draft saved")
    client.post(url, form_of(client, report, claim="", text="", do="save"))
    assert [words.text for words in Words.objects.all()] == [""], "nothing is left behind"


def test_a_report_is_sent_with_its_document_and_is_not_public_yet(report, focal):
    client, url = signed_in(focal), at("report", report.pk)
    form = form_of(
        client, report, do="send", file=paper(), paper_title="Training plan", paper_access="held"
    )
    assert client.post(url, form).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.claim) == (ReportState.SUBMITTED, Status.COMPLETED)
    assert (report.document.title, report.submitted_by) == ("Training plan", focal)
    assert not Assessment.objects.exists()
    page = client.get(url)
    assert shows(page, "It is not public before the commission has taken it in.", "Training plan")
    assert "<textarea" not in page.content.decode()
    assert client.post(url, form)["Location"] == url, "pressed twice"
    assert ProgressReport.objects.get().submitted_at == NOW
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"claim": ""}, "Say how far it has come."),
        ({"text": " "}, "Write at least one sentence."),
        ({"text": "x" * 20_001}, "Attach it as a document."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"claim": "perfect"}, "perfect"),
        ({"language": "xx"}, "xx"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(report, focal, changed, sentence):
    client = signed_in(focal)
    kept = {"text": "All of my words."} if "text" not in changed else {}
    form = form_of(client, report, do="send", **kept, **changed)
    answer = client.post(at("report", report.pk), form)
    assert answer.status_code == 422
    assert shows(answer, sentence, "Nothing you wrote has been lost.", *kept.values())
    report.refresh_from_db()
    assert report.state == ReportState.EXPECTED


def test_a_question_is_read_and_answered(report, focal):
    client, url = signed_in(focal), at("report", report.pk)
    editor = UserFactory(role="tracker_editor")
    client.post(url, form_of(client, report, do="send"))
    report_return(report=report, question="In which districts?", language="en", by=editor, at=NOW)
    assert shows(client.get(at("home")), "Sent back with a question")
    page = client.get(url)
    assert shows(page, "The commission asks", "In which districts?", "Form 88 is in use.")
    client.post(url, form_of(client, report, do="send", claim="underway", text="In two of five."))
    report_take_in(report=report, by=editor, at=NOW)
    page = client.get(url)
    assert shows(page, "The public reads it.", "In two of five.", "What you had sent before")
    assert shows(client.get(at("home")), "In progress: underway")


def test_a_document_that_should_not_be_there_is_taken_out_of_a_draft(report, focal):
    client, url = signed_in(focal), at("report", report.pk)
    client.post(
        url,
        form_of(client, report, do="save", file=paper(), paper_title="Wrong", paper_access="held"),
    )
    assert shows(client.get(url), "With it: “Wrong”.")
    client.post(url, form_of(client, report, do="save", without="on"))
    report.refresh_from_db()
    assert report.document is None


def test_two_people_of_one_body_do_not_write_over_each_other(report, focal):
    client, url = signed_in(focal), at("report", report.pk)
    other = signed_in(focal_point_of(report.body).user)
    mine, theirs = form_of(client, report), form_of(other, report)
    other.post(url, {**theirs, "text": "We did nothing.", "do": "save"})
    answer = client.post(url, {**mine, "text": "We did all of it.", "do": "send"})
    assert answer.status_code == 409
    assert shows(answer, "We did nothing.", "We did all of it.")
    assert shows(answer, "Somebody else wrote in this report meanwhile.")
    report.refresh_from_db()
    assert (report.state, report.words.text) == (ReportState.EXPECTED, "We did nothing.")
    again = answer.context["form"]
    client.post(url, {**mine, "text": "Half of it.", "seen": again["seen"].value(), "do": "send"})
    report.refresh_from_db()
    assert (report.state, report.words.text) == (ReportState.SUBMITTED, "Half of it.")


def test_without_having_seen_the_draft_nothing_is_written(report, focal):
    client = signed_in(focal)
    form = {"claim": "completed", "text": "Blind.", "language": "en", "do": "send"}
    assert client.post(at("report", report.pk), form).status_code == 409
    report.refresh_from_db()
    assert report.state == ReportState.EXPECTED


def test_of_another_body_there_is_nothing_whatever_the_id(report, focal):
    theirs = expected(15, body=BodyFactory(name="City Council"))
    hidden = expected(16, body=report.body, draft=True)
    client = signed_in(focal)
    never = without_token(client.get(at("report", uuid4())).content.decode())
    form = {"do": "send", "claim": "completed", "text": "x", "language": "en"}
    for key in (theirs.pk, hidden.pk):
        answer = client.get(at("report", key))
        assert answer.status_code == 404
        assert without_token(answer.content.decode()) == never
        assert client.post(at("report", key), form).status_code == 404
    for name in ("home", "asked"):
        assert not shows(client.get(at(name)), "City Council")
        assert not shows(client.get(at(name)), "Recommendation 16")
    theirs.refresh_from_db()
    assert theirs.state == ReportState.EXPECTED


def test_who_does_not_answer_any_more_has_nothing(report, focal):
    FocalPoint.objects.update(ended_at=NOW)
    client = signed_in(focal)
    assert client.get(at("report", report.pk)).status_code == 404
    assert shows(client.get(at("home")), "You answer for no body at present.")
    assert not shows(client.get(at("asked")), "City Police")


def test_bodies_read_what_they_are_asked(report, focal):
    RecommendationFactory(number=17, of=report.body, title="Teach it")
    page = signed_in(focal).get(at("asked"))
    assert shows(page, "Recommendation 14", "Teach it", "City Police, Answerable")


def test_pages_stay_quick_with_many_reports(report, focal, django_assert_max_num_queries):
    for number in range(100, 140):
        expected(number, body=report.body)
    client = signed_in(focal)
    for name in ("home", "asked"):
        with django_assert_max_num_queries(25):
            assert client.get(at(name)).status_code == 200


def test_a_form_of_another_site_changes_nothing(report, focal):
    client = Client(enforce_csrf_checks=True)
    client.force_login(focal)
    answer = client.post(at("report", report.pk), {"do": "send"})
    assert answer.status_code == 403


def test_nobody_who_is_not_signed_in_learns_which_reports_there_are(report):
    answers = [
        Client().get(url)
        for url in (at("report", report.pk), at("report", uuid4()), at("home"), at("views"))
    ]
    assert {(one.status_code, one["Location"]) for one in answers} == {(302, "/en/sign-in/")}
    assert not any(one.cookies for one in answers)

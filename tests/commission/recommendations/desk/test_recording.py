"""Recording on the desk: what becomes public, what is refused, and sending one form twice."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from archive.ledger.models import LedgerEntry
from commission.documents.models import Access, Document
from commission.recommendations.models import (
    Action,
    Assessment,
    AssessmentEvidence,
    Response,
    Succession,
)
from commission.recommendations.vocabulary import Status, Voice
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    RecommendationFactory,
    ResponseFactory,
)
from tests.commission.hearings.factories import CipherFactory
from tests.commission.recommendations.desk.desk import asked, at, editor_client, paper, shows
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client() -> Client:
    return editor_client()


def response_form(recommendation, **changed):
    return {
        "body": recommendation.addressed.get().body_id,
        "kind": "accepted_in_part",
        "given_on": "2026-05-01",
        "text": "We accept the first part.",
        "language": "en",
        "key": str(uuid4()),
        **changed,
    }


def test_an_answer_is_recorded_with_its_document(client):
    recommendation = asked()
    form = response_form(
        recommendation, file=paper(), paper_title="Letter of the Chief", paper_access="public"
    )
    answer = client.post(at("response", 14), form)
    assert answer["Location"] == at("recommendation", 14) + "#answers"
    row = Response.objects.get()
    assert (row.kind, row.given_on) == ("accepted_in_part", date(2026, 5, 1))
    assert row.words.text == "We accept the first part."
    assert (row.document.title, row.document.access) == ("Letter of the Chief", Access.PUBLIC)
    assert row.document.accession.original_name == "Zebedee Quillfeather.pdf"
    page = client.get(at("recommendation", 14))
    assert shows(page, "Accepted in part", "We accept the first part.", "Letter of the Chief")
    assert not shows(page, "Quillfeather"), "what the file was called is shown nowhere"


def test_a_form_that_is_sent_twice_makes_one_row(client):
    recommendation = asked()
    form = response_form(recommendation)
    assert [client.post(at("response", 14), form).status_code for _n in range(2)] == [302, 302]
    assert Response.objects.count() == 1
    other = asked(number=15)
    answer = client.post(at("response", 15), response_form(other, key=form["key"]))
    assert answer.status_code == 422
    assert shows(answer, "This form was used for something else.")
    action = {
        "body": recommendation.addressed.get().body_id,
        "title": "Write one form",
        "owner": "Records Office",
        "due_on": "2026-12-01",
        "key": str(uuid4()),
    }
    view = {
        "status": "underway",
        "author": "Follow-up panel",
        "made_on": "2026-05-10",
        "text": "Three districts.",
        "language": "en",
        "key": str(uuid4()),
    }
    for _n in range(2):
        assert client.post(at("action", 14), action).status_code == 302
        assert client.post(at("view", 14), view).status_code == 302
    assert (Action.objects.count(), Assessment.objects.count()) == (1, 1)
    acts = LedgerEntry.objects.values_list("act", flat=True)
    assert sorted(acts) == ["action.record", "assessment.record", "response.record"]


def test_no_name_for_which_a_cipher_stands_is_recorded(client):
    """It would be public at once: nobody else looks at what is recorded here."""
    CipherFactory(names=["Perpetua Quillfeather"])
    recommendation = asked()
    named = "What Perpetua Quillfeather saw"
    titled = {"file": paper(), "paper_title": named, "paper_access": "public"}
    view = {
        "status": "underway",
        "author": "Follow-up panel",
        "made_on": "2026-05-10",
        "text": named,
        "language": "en",
        "key": str(uuid4()),
    }
    for name, form in (
        ("response", response_form(recommendation, text=named)),
        ("response", response_form(recommendation, **titled)),
        ("view", view),
    ):
        answer = client.post(at(name, 14), form)
        assert answer.status_code == 422
        assert shows(answer, "A name that may not be known stands in this text.")
    assert not Response.objects.exists()
    assert not Assessment.objects.exists()
    assert not Document.objects.exists()


def test_a_refused_form_keeps_everything_that_was_written(client):
    form = response_form(asked(), given_on="2026-05-13", text="A long answer.")
    answer = client.post(at("response", 14), form)
    assert answer.status_code == 422
    assert shows(answer, "This day has not come yet.", "A long answer.", form["key"])
    assert 'value="2026-05-13"' in answer.content.decode()
    assert not Response.objects.exists()


def test_a_document_that_arrived_is_not_asked_for_again(client):
    recommendation = asked()
    form = response_form(
        recommendation,
        given_on="2027-01-01",
        file=paper(),
        paper_title="Letter",
        paper_access="held",
    )
    answer = client.post(at("response", 14), form)
    assert shows(answer, "The document “Letter” has arrived. You need not choose it again.")
    kept = Document.objects.get()
    again = response_form(recommendation, paper=str(kept.pk), key=form["key"])
    client.post(at("response", 14), again)
    assert Response.objects.get().document == kept


def test_nobody_attaches_a_document_that_somebody_else_brought(client):
    recommendation = asked()
    from tests.factories import UserFactory

    theirs = Document.objects.create(
        title="Theirs", language="en", taken_in_by=UserFactory(), taken_in_at=NOW
    )
    for key in (theirs.pk, uuid4(), "no id"):
        client.post(at("response", 14), response_form(recommendation, paper=str(key)))
    assert not Response.objects.filter(document__isnull=False).exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"paper_title": "", "paper_access": "held"}, "Say what the document is."),
        ({"paper_title": "Letter"}, "Say who may read the document."),
    ],
)
def test_a_document_needs_a_title_and_somebody_who_may_read_it(client, changed, sentence):
    answer = client.post(at("response", 14), response_form(asked(), file=paper(), **changed))
    assert answer.status_code == 422
    assert shows(answer, sentence)
    assert not Document.objects.exists()


def test_what_is_no_document_is_refused_in_a_sentence(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = response_form(
        asked(),
        file=SimpleUploadedFile("letter.pdf", b"MZ\x90 not a paper"),
        paper_title="Letter",
        paper_access="public",
    )
    answer = client.post(at("response", 14), form)
    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_an_answer_of_a_body_that_was_not_asked_is_refused(client):
    asked()
    other = asked(number=15).addressed.get().body
    answer = client.post(at("response", 14), response_form(asked(number=16), body=other.pk))
    assert answer.status_code == 422


def test_every_day_of_an_action_stays_to_be_seen(client):
    action = ActionFactory(recommendation=asked(), due_on=date(2026, 1, 31))
    move = {"due_on": "2026-09-30", "why": "No money before autumn.", "language": "en"}
    assert client.post(at("move", action.pk), move).status_code == 302
    page = client.get(at("recommendation", 14))
    assert shows(page, "31 January 2026", "30 September 2026", "No money before autumn.")
    answer = client.post(at("move", action.pk), move)
    assert answer.status_code == 422
    assert shows(answer, "This is the day that it has already.")
    assert action.dues.count() == 2


def test_the_commission_judges_an_action_and_keeps_its_evidence(client):
    action = ActionFactory(recommendation=asked())
    form = {
        "about": str(action.pk),
        "status": "stalled",
        "quality": "unacceptable",
        "author": "Follow-up panel",
        "made_on": "2026-05-10",
        "text": "Nothing was sent.",
        "language": "en",
        "file": paper(),
        "paper_title": "Notes of a visit",
        "paper_access": "held",
        "key": str(uuid4()),
    }
    assert client.post(at("view", 14), form).status_code == 302
    row = Assessment.objects.get()
    assert (row.voice, row.action, row.status) == (Voice.COMMISSION, action, Status.STALLED)
    assert AssessmentEvidence.objects.get().document.access == Access.HELD
    other = ActionFactory(recommendation=asked(number=15))
    answer = client.post(at("view", 14), {**form, "about": str(other.pk), "key": str(uuid4())})
    assert answer.status_code == 422, "an action of another recommendation is no choice"


def test_a_recommendation_is_succeeded_once_and_by_a_public_one(client):
    asked()
    RecommendationFactory(number=20, draft=True)
    form = {"kind": "superseded", "number": 20, "on": "2026-05-01", "language": "en"}
    answer = client.post(at("succession", 14), form)
    assert shows(answer, "No public recommendation has this number.")
    answer = client.post(at("succession", 14), {**form, "number": 14})
    assert shows(answer, "A recommendation cannot take the place of itself.")
    RecommendationFactory(number=21)
    assert client.post(at("succession", 14), {**form, "number": 21}).status_code == 302
    assert client.post(at("succession", 14), {**form, "number": 21}).status_code == 422
    assert Succession.objects.count() == 1
    assert shows(client.get(at("recommendation", 14)), "Superseded by", "Recommendation 21")


def test_what_is_not_public_is_not_on_the_desk(client):
    RecommendationFactory(number=30, draft=True)
    names = ("recommendation", "response", "action", "view", "succession", "duty", "ask")
    for name in names:
        answers = [client.get(at(name, number)) for number in (30, 31)]
        assert {answer.status_code for answer in answers} == {404}, name


def test_words_are_taken_down_with_a_reason_that_stays(client):
    row = ResponseFactory(recommendation=asked(), words__text="Ask Zebedee Quillfeather.")
    url = at("take_down", row.words_id)
    assert shows(client.get(url), "Ask Zebedee Quillfeather.")
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"why": "PRIV"}).status_code == 302
    row.words.refresh_from_db()
    assert (row.words.text, row.words.taken_down_why) == ("", "PRIV")
    page = client.get(at("recommendation", 14))
    assert shows(page, "Taken down on 12 May 2026. Reason: Personal information.")
    assert client.get(url).status_code == 302, "they are down"


def test_words_of_anything_else_are_not_reached_from_here(client):
    from commission.findings.models import EvidenceDecision
    from tests.commission.factories import FindingFactory, WordsFactory
    from tests.factories import UserFactory

    decision = EvidenceDecision.objects.create(
        finding=FindingFactory(),
        kind="kept",
        words=WordsFactory(),
        decided_by=UserFactory(),
        decided_at=NOW,
    )
    draft = RecommendationFactory(number=40, draft=True)
    hidden = AssessmentFactory(recommendation=draft)
    for key in (decision.words_id, hidden.words_id, uuid4()):
        assert client.get(at("take_down", key)).status_code == 404
        assert client.post(at("take_down", key), {"why": "PRIV"}).status_code == 404


@pytest.mark.parametrize("text", ["\x00", "x" * 20_001, "<script>alert(1)</script>"])
def test_hostile_words_are_refused_or_shown_as_words(client, text):
    form = response_form(asked(), text=text)
    answer = client.post(at("response", 14), form)
    assert answer.status_code in (302, 422)
    page = client.get(at("recommendation", 14))
    assert b"<script>alert" not in page.content

"""Sessions, bills and stages on the desk; who answers for a body."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from archive.ledger.models import LedgerEntry
from commission.recommendations.legislature.models import Bill, BillFor, BillStage, Session
from commission.recommendations.models import FocalPoint
from tests.commission.factories import RecommendationFactory, focal_point_of
from tests.commission.recommendations.desk.desk import asked, at, editor_client, shows
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
SESSION = {
    "legislature": "State Legislature",
    "name": "101st session",
    "begins_on": "2026-01-05",
    "ends_on": "2026-06-30",
}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client() -> Client:
    return editor_client()


@pytest.fixture
def session() -> Session:
    days = {"begins_on": date(2026, 1, 5), "ends_on": date(2026, 6, 30)}
    return Session.objects.create(**{**SESSION, **days})


def bill_form(session, **changed):
    return {
        "session": session.pk,
        "number": "House Bill 212",
        "title": "Outside Investigations Act",
        "chamber": "House",
        "link": "https://legislature.example/212",
        "fully": "14",
        "partly": "",
        "key": str(uuid4()),
        **changed,
    }


def test_a_session_is_recorded_once(client):
    for _n in range(2):
        assert client.post(at("session"), SESSION).status_code == 302
    assert Session.objects.count() == 1
    answer = client.post(at("session"), {**SESSION, "ends_on": "2025-01-01"})
    assert shows(answer, "The session ends before it begins.")
    answer = client.post(at("session"), {**SESSION, "ends_on": "2026-12-31"})
    assert shows(answer, "This session is on record with other days.")


def test_a_bill_is_for_recommendations_in_full_or_in_part(client, session):
    asked(), RecommendationFactory(number=15)
    form = bill_form(session, partly="15")
    for _n in range(2):
        assert client.post(at("bill_new"), form).status_code == 302
    assert Bill.objects.count() == 1
    rows = BillFor.objects.values_list("recommendation__number", "covers")
    assert set(rows) == {(14, "all"), (15, "part")}
    assert shows(client.get(at("recommendation", 14)), "House Bill 212", "Not addressed")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"fully": ""}, "Say which recommendations the bill is for."),
        ({"fully": "14, 99"}, "No public recommendation has this number: 99."),
        ({"fully": "fourteen"}, "Write numbers with commas between them: 3, 14."),
        ({"fully": "²"}, "Write numbers with commas between them: 3, 14."),
        ({"fully": "9" * 30}, "Write numbers with commas between them: 3, 14."),
        ({"fully": "14", "partly": "14"}, "It cannot do both: 14."),
        ({"link": "javascript:alert(1)"}, "valid URL"),
        ({"fully": " ".join(map(str, range(300)))}, "These are too many numbers"),
    ],
)
def test_what_is_wrong_with_a_bill_is_said(client, session, changed, sentence):
    asked()
    answer = client.post(at("bill_new"), bill_form(session, **changed))
    assert answer.status_code == 422
    assert shows(answer, sentence)
    assert not Bill.objects.exists()


def test_a_bill_rises_by_stages_and_the_desk_says_where_it_stands(client, session):
    asked()
    client.post(at("bill_new"), bill_form(session))
    bill = Bill.objects.get()
    stage = {"stage": "passed_committee", "on": "2026-03-01"}
    assert client.post(at("bill", bill.pk), stage).status_code == 302
    answer = client.post(at("bill", bill.pk), stage)
    assert shows(answer, "This stage is on record with this day.")
    assert BillStage.objects.count() == 1
    page = client.get(at("bill", bill.pk))
    assert shows(page, "Passed a committee", "Partially addressed", "What is no law by then falls.")
    answer = client.post(at("bill", bill.pk), {"stage": "enacted", "on": "2026-05-13"})
    assert shows(answer, "This day has not come yet.")
    with time_machine.travel("2026-07-01", tick=False):
        client = editor_client_again(client)
        page = client.get(at("bill", bill.pk))
        assert shows(page, "The session ended on 30 June 2026.", "fell on 30 June 2026")
        answer = client.post(at("bill", bill.pk), {"stage": "passed_chamber", "on": "2026-07-01"})
        assert shows(answer, "Record the bill of the new session instead.")


def editor_client_again(client) -> Client:
    """A session that began after the clock was moved."""
    fresh = Client()
    fresh.force_login(UserFactory(role="tracker_editor"))
    return fresh


def test_a_focal_point_is_named_and_ended(client):
    body = asked().addressed.get().body
    person = UserFactory(
        role="focal_point", first_name="Ines", last_name="Pellworth", email="ines@police.example"
    )
    form = {"user": person.pk, "part": "main"}
    assert client.post(at("body", body.pk), form).status_code == 302
    answer = client.post(at("body", body.pk), form)
    assert shows(answer, "This person answers for that body already.")
    page = client.get(at("body", body.pk))
    assert shows(page, "Ines Pellworth", "ines@police.example")
    point = FocalPoint.objects.get()
    for _n in range(2):
        client.post(at("focal_point_over", point.pk))
    point.refresh_from_db()
    assert point.ended_at == NOW
    assert LedgerEntry.objects.filter(act="focal_point.end").count() == 1
    assert shows(client.get(at("body", body.pk)), "until 12 May 2026")


def test_only_accounts_of_focal_points_can_be_named(client):
    body = asked().addressed.get().body
    others = [
        UserFactory(role="commissioner"),
        UserFactory(superuser=True),
        UserFactory(role="focal_point", is_active=False),
        UserFactory(),
    ]
    page = client.get(at("body", body.pk)).content.decode()
    for user in others:
        assert str(user.pk) not in page
        answer = client.post(at("body", body.pk), {"user": user.pk, "part": "main"})
        assert answer.status_code == 422
    assert not FocalPoint.objects.exists()


def test_names_of_accounts_that_answer_stand_on_their_page_alone(client):
    body = asked().addressed.get().body
    focal_point_of(body, first_name="Zebedee", last_name="Quillfeather", email="z@police.example")
    for name, args in (("home", ()), ("recommendation", (14,)), ("bodies", ()), ("list", ())):
        page = client.get(at(name, *args)).content
        assert b"Quillfeather" not in page, name
        assert b"z@police.example" not in page, name

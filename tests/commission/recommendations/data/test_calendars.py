"""The calendar: days on which something is due, that move without doubling."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from commission.recommendations.actions.services import action_move
from commission.recommendations.models import BillStage
from tests.commission.factories import (
    ActionFactory,
    BodyFactory,
    ProgressReportFactory,
    RecommendationFactory,
)
from tests.commission.recommendations.data.records import billed, succeeded, whole
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
CALENDAR = "/calendar/recommendations.ics"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def calendar(client, **query):
    response = client.get(CALENDAR, query)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    return Calendar.from_ical(response.content)


def entries(client, **query):
    return {str(one["uid"]).split("@")[0]: one for one in calendar(client, **query).walk("VEVENT")}


def test_an_empty_archive_has_an_empty_calendar(client):
    whole_file = calendar(client)
    assert whole_file.walk("VEVENT") == []
    assert str(whole_file["VERSION"]) == "2.0"
    assert whole_file["PRODID"]


def test_each_thing_that_is_due_stands_on_its_whole_day(client):
    record = whole(number=14)
    found = entries(client)
    action, report = record.actions.get(), record.progress_reports.get()
    session = record.bills.get().session
    assert {key: one.decoded("dtstart") for key, one in found.items()} == {
        "recommendation-14": date(2026, 12, 31),
        f"action-{action.pk}": date(2026, 1, 31),
        f"report-{report.pk}": date(2026, 2, 1),
        f"session-{session.pk}": date(2026, 12, 18),
    }
    for one in found.values():
        assert one.decoded("dtend") - one.decoded("dtstart") == timedelta(days=1)
        assert str(one["url"]).startswith("http")
        assert str(one["transp"]) == "TRANSPARENT"


def test_a_day_that_moved_is_the_same_entry_on_another_day(client):
    record = RecommendationFactory(of=BodyFactory(), due_on=None)
    action = ActionFactory(recommendation=record)
    (before,) = calendar(client).walk("VEVENT")
    action_move(
        action=action,
        due_on=date(2026, 9, 1),
        why="No trainers.",
        language="en",
        by=UserFactory(role="tracker_editor"),
        at=NOW,
    )
    (after,) = calendar(client).walk("VEVENT")
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == date(2026, 9, 1)
    assert after["sequence"] > before["sequence"]


def test_nothing_changes_in_the_file_while_nothing_happens(client):
    whole()
    before = client.get(CALENDAR).content
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        assert client.get(CALENDAR).content == before


def test_what_another_took_the_place_of_is_due_no_more(client):
    record = RecommendationFactory(number=1, of=BodyFactory())
    ActionFactory(recommendation=record)
    ProgressReportFactory(recommendation=record)
    succeeded(record, RecommendationFactory(number=2))
    assert set(entries(client)) == {"recommendation-2"}


def test_a_bill_that_became_law_waits_for_no_end_of_a_session(client):
    bill = billed(RecommendationFactory(due_on=None))
    assert len(entries(client)) == 1
    BillStage.objects.create(
        bill=bill, stage="enacted", on=date(2026, 4, 1), recorded_by=UserFactory(), recorded_at=NOW
    )
    assert entries(client) == {}


def test_the_calendar_holds_only_what_the_list_is_narrowed_to(client):
    RecommendationFactory(number=1, of=BodyFactory(slug="police"))
    RecommendationFactory(number=2)
    RecommendationFactory(number=3, draft=True)
    assert set(entries(client)) == {"recommendation-1", "recommendation-2"}
    assert set(entries(client, body="police")) == {"recommendation-1"}
    assert set(entries(client, number="2")) == {"recommendation-2"}
    assert entries(client, number="3") == {}


@pytest.mark.parametrize("hostile", ["a\r\nBEGIN:VEVENT", "a;b,c\\n", "ж" * 200, "a\nATTACH:x"])
def test_what_somebody_wrote_cannot_add_a_line(client, hostile):
    record = RecommendationFactory(of=BodyFactory(name=hostile[:100]), due_on=None)
    ActionFactory(recommendation=record, title=hostile)
    (one,) = calendar(client).walk("VEVENT")
    assert "attach" not in one
    assert len(one.subcomponents) == 0


def test_many_records_cost_as_many_queries_as_one(client):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(CALENDAR)
        return len(seen)

    whole()
    few = queries()
    for _ in range(5):
        whole()
    assert queries() == few

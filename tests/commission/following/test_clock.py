"""The clock: each thing at its pace, once, however many workers there are."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from commission.following.clock import TrackerClock
from commission.following.sending import Postman
from commission.recommendations.models import ProgressReport, Reminder
from media.runners import runners
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    RecommendationFactory,
    ReportingDutyFactory,
    focal_point_of,
)
from tests.commission.following.following import followed
from tests.factories import NOW

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def body():
    body = BodyFactory(name="Police Service")
    focal_point_of(body, email="records@police.example")
    return body


def test_the_archives_own_clock_still_runs():
    names = [runner.name for runner in runners()]
    assert {"clock", "tracker", "letters"} <= set(names)
    assert len(names) == len(set(names))


def test_between_its_times_it_asks_the_database_nothing(django_assert_num_queries):
    clock = TrackerClock()
    clock.run(at=NOW)
    with django_assert_num_queries(0):
        for second in range(60):
            assert clock.run(at=NOW + timedelta(seconds=second)) is False


def test_a_clock_that_was_set_back_does_not_stop_it(recommendation=None):
    clock = TrackerClock()
    clock.run(at=NOW + 400 * DAY)
    clock.run(at=NOW)
    assert set(clock.done_at.values()) == {NOW}


def test_half_a_year_with_two_workers(body, time_machine):
    """A duty set for May: its report is made, reminded of three times, and told to a follower."""
    recommendation = RecommendationFactory(number=14, of=body, made_on=None)
    ReportingDutyFactory(
        recommendation=recommendation, every_months=12, first_due_on=date(2026, 6, 30)
    )
    followed(14)
    workers = [(TrackerClock(), Postman()), (TrackerClock(), Postman())]
    for days in range(20, 120):
        for minutes in (0, 6, 12):
            time_machine.move_to(NOW + days * DAY + minutes * MINUTE, tick=False)
            for number, (clock, postman) in enumerate(workers):
                clock.run_one(f"w{number}")
                postman.run_one(f"w{number}")
    assert ProgressReport.objects.count() == 1
    assert [row.kind for row in Reminder.objects.all()] == ["due", "overdue", "still_overdue"]
    to_body = [m for m in mail.outbox if m.to == ["records@police.example"]]
    told = [m for m in mail.outbox if m.to != ["records@police.example"]]
    assert len(to_body) == 3
    sentences = [line for m in told for line in m.body.splitlines() if line.startswith("* ")]
    assert sentences == [
        "* 1 July 2026: A progress report of Police Service was due on 30 June 2026 and has not "
        "come.",
        "* 1 July 2026: Police Service was reminded of the report due on 30 June 2026.",
        "* 30 July 2026: Police Service was reminded of the report due on 30 June 2026.",
    ]


def test_a_server_that_does_not_answer_stops_nothing_else(body, settings, monkeypatch):
    from commission.recommendations.progress import reminding

    recommendation = RecommendationFactory(number=14, of=body, made_on=None)
    ReportingDutyFactory(recommendation=recommendation, first_due_on=date(2026, 5, 20))
    followed(14)
    AssessmentFactory(recommendation=recommendation, recorded_at=NOW + MINUTE)

    def closed():
        raise reminding.NoPost("ConnectionRefusedError")

    monkeypatch.setattr(reminding, "post_open", closed)
    clock = TrackerClock()
    assert clock.run(at=NOW + DAY) is True
    assert ProgressReport.objects.count() == 1
    assert not Reminder.objects.exists()
    monkeypatch.undo()
    clock.run(at=NOW + DAY + 60 * MINUTE)
    assert Reminder.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_drives_it(body, time_machine):
    recommendation = RecommendationFactory(number=14, of=body, made_on=None)
    followed(14)
    AssessmentFactory(recommendation=recommendation, recorded_at=NOW + MINUTE)
    time_machine.move_to(NOW + DAY, tick=False)
    for _again in range(2):
        call_command("worker", once=True, only=["tracker", "letters"], stdout=StringIO())
    assert len(mail.outbox) == 1
    assert timezone.now() == NOW + DAY

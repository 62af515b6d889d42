"""Several at once, on a database that lets them: each thing happens once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection

from commission.following.models import Follow, Follower, Letter, Rate
from commission.following.news import letters_make
from commission.following.sending import Postman
from commission.following.services import follow_ask, follow_end, follows_clear
from commission.following.topics import topic_find
from commission.recommendations.models import Reminder
from commission.recommendations.progress.duties import reports_make
from commission.recommendations.progress.reminding import reminders_send
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    RecommendationFactory,
    ReportingDutyFactory,
    focal_point_of,
)
from tests.commission.following.following import followed
from tests.factories import NOW

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(postgresql, time_machine):
    time_machine.move_to(NOW + DAY, tick=False)


def at_once(*acts) -> None:
    """Let all of them begin together; raise what one of them raised."""
    start = threading.Barrier(len(acts))

    def run(act):
        start.wait(timeout=30)
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(run, act) for act in acts]:
            done.result(timeout=60)


def test_four_clocks_remind_once():
    body = BodyFactory()
    focal_point_of(body, email="records@police.example")
    for number in range(1, 6):
        ReportingDutyFactory(
            recommendation=RecommendationFactory(number=number, of=body),
            first_due_on=date(2026, 5, 20),
        )

    def clock():
        reports_make(at=NOW)
        reminders_send(at=NOW)

    at_once(*[clock] * 4)
    assert Reminder.objects.count() == 5
    assert sum(message.body.count("* Recommendation") for message in mail.outbox) == 5


def test_four_workers_tell_each_follower_once():
    recommendation = RecommendationFactory(number=14, made_on=None)
    for n in range(30):
        followed(14, by=f"n{n}@example.org")
    AssessmentFactory(recommendation=recommendation, recorded_at=NOW + MINUTE)
    at_once(*[lambda: letters_make(at=NOW + DAY)] * 4)
    assert Letter.objects.count() == 30
    at_once(*[lambda n=n: Postman().run_one(f"w{n}") for n in range(4)])
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        f"n{n}@example.org" for n in range(30)
    )
    at_once(*[lambda: letters_make(at=NOW + DAY + MINUTE)] * 4)
    Postman().run_one("w1")
    assert len(mail.outbox) == 30


def test_one_address_asked_for_many_times_at_once_is_one_follower():
    RecommendationFactory(number=14)
    RecommendationFactory(number=15)

    def ask(number):
        topic = topic_find("recommendation", number)
        assert topic is not None
        follow_ask(
            address="wren@example.org",
            topic=topic,
            rate=Rate.DAILY,
            language="en",
            at=NOW,
        )

    at_once(*[lambda: ask("14"), lambda: ask("15")] * 4)
    assert Follower.objects.count() == 1
    assert Follow.objects.count() == 2
    assert Letter.objects.count() == 2


def test_whoever_asks_while_the_last_thing_is_stopped_is_not_lost():
    RecommendationFactory(number=14)
    RecommendationFactory(number=15)
    for turn in range(10):
        address = f"n{turn}@example.org"
        last = followed(14, by=address)

        def ask(address=address):
            follow_ask(
                address=address,
                topic=topic_find("recommendation", "15"),
                rate=Rate.DAILY,
                language="en",
                at=NOW + DAY,
            )

        at_once(
            ask,
            lambda last=last: follow_end(follow=last),
            lambda: follows_clear(at=NOW + DAY),
        )
    assert Follow.objects.filter(topic="15").count() == 10
    assert Follower.objects.count() == 10

"""The front page: from what was said to what was done."""

from datetime import date, timedelta

import pytest
import time_machine

from commission.recommendations.vocabulary import Status, Voice
from tests.commission.factories import (
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
)
from tests.commission.recommendations.riverbend import forty_two, many
from tests.factories import NOW, EditionFactory

pytestmark = pytest.mark.django_db


def front(client, language="en"):
    with time_machine.travel(NOW, tick=False):
        answer = client.get(f"/{language}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_an_empty_record_has_a_front_page_that_promises_nothing(client):
    html = front(client)
    assert "From what was said to what was done" not in html
    assert "What became of it" not in html
    assert "Coming up" not in html


def test_testimony_alone_is_counted_as_before(client):
    EditionFactory(reference="RB-0147")
    html = front(client)
    assert "What can be read and heard" in html
    assert "From what was said to what was done" not in html


def test_findings_without_any_recommendation_are_counted(client):
    EditionFactory(reference="RB-0147")
    FindingFactory()
    html = front(client)
    assert '<span class="big">1</span><a href="/en/findings/" >finding</a>' in html
    assert "None is published yet." in html
    assert "What became of it" not in html


def test_each_voice_counts_what_is_completed_by_itself(client):
    forty_two()
    html = front(client)
    assert '<span class="big">42</span>' in html
    assert "To 3 bodies, each of which has to answer." in html
    assert "completed, the commission finds" in html
    numbers = "The bodies themselves say 18. The community says 9."
    assert numbers in html
    assert '<span class="big">12</span>' in html


def test_what_nobody_approved_is_counted_nowhere(client):
    FindingFactory(draft=True)
    RecommendationFactory(draft=True, of=BodyFactory())
    assert "From what was said" not in front(client)
    assert "Coming up" not in front(client)


def test_what_was_looked_at_last_stands_first_and_the_three_readings_stand_apart(client):
    body = BodyFactory()
    for number, made_on in ((1, date(2026, 1, 1)), (2, date(2026, 3, 1)), (3, date(2026, 2, 1))):
        row = RecommendationFactory(number=number, of=body, title=f"Thing {number}")
        AssessmentFactory(recommendation=row, made_on=made_on)
    AssessmentFactory(
        recommendation=row,
        voice=Voice.COMMUNITY,
        status=Status.NOT_STARTED,
        made_on=date(2026, 4, 1),
    )
    html = front(client)
    assert html.index("Thing 3") < html.index("Thing 2") < html.index("Thing 1")
    assert html.count("No view given yet") == 5


def test_what_is_due_next_is_named_with_its_day_and_what_is_past_is_not(client):
    row = RecommendationFactory(number=14, of=BodyFactory(name="City Council"), due_on=None)
    today = NOW.date()
    ProgressReportFactory(recommendation=row, due_on=today + timedelta(days=20))
    ProgressReportFactory(recommendation=row, due_on=today - timedelta(days=20))
    RecommendationFactory(number=15, due_on=today + timedelta(days=10), title="Count")
    html = front(client)
    assert "Progress report due: recommendation 14" in html
    assert "From: City Council" in html
    assert html.count("Progress report due") == 1
    assert html.index("Recommendation 15 is due") < html.index("Progress report due")


def test_a_report_of_a_recommendation_that_is_not_public_is_not_named(client):
    RecommendationFactory(number=1)
    hidden = RecommendationFactory(number=14, of=BodyFactory(), draft=True)
    ProgressReportFactory(recommendation=hidden, due_on=NOW.date() + timedelta(days=20))
    assert "recommendation 14" not in front(client)


def test_the_queries_do_not_depend_on_how_much_there_is(client, django_assert_max_num_queries):
    many(400, views=3)
    with django_assert_max_num_queries(22):  # hearings and the footer among them
        front(client)


def test_the_menu_leads_to_findings_and_recommendations(client):
    html = front(client)
    assert '<a href="/en/findings/"' in html
    assert '<a href="/en/recommendations/"' in html
    assert '<a href="/en/words/"' in html

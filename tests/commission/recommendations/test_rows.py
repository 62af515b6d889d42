"""What a history and a page are told from: in the order in which it is told, however it was kept.

Each row is written after the one that it stands before.
"""

from datetime import date, timedelta

import pytest

from commission.findings.models import DocumentCitation, EvidenceDecision
from commission.findings.vocabulary import DecisionKind
from commission.recommendations.models import AddressedBody, Succession
from commission.recommendations.public.why import why_of
from commission.recommendations.timeline import Rows
from commission.recommendations.vocabulary import Part
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    RecommendationFactory,
    ResponseFactory,
    WordsFactory,
    cite,
)
from tests.commission.recommendations.riverbend import bill, document
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY, HOUR = date(2026, 5, 1), timedelta(hours=1)


@pytest.fixture
def recommendation():
    return RecommendationFactory(of=BodyFactory())


@pytest.fixture
def rows(recommendation):
    """Everything of it, a day after; read when it is first asked for."""
    return Rows([recommendation], at=NOW + timedelta(days=1))


def succeed(old, new, *, on=DAY, at=NOW):
    return Succession.objects.create(
        recommendation=old,
        kind="superseded",
        by=new,
        on=on,
        recorded_by=UserFactory(),
        recorded_at=at,
    )


def test_bodies_that_lead_stand_first_and_then_in_their_order(recommendation, rows):
    lead = recommendation.addressed.get()
    last, middle = (
        AddressedBody.objects.create(
            recommendation=recommendation,
            body=BodyFactory(),
            part=Part.SUPPORTING,
            sort_order=place,
        )
        for place in (2, 1)
    )
    AddressedBody.objects.filter(pk=lead.pk).update(sort_order=9)
    assert rows.addressed == [lead, middle, last]


@pytest.mark.parametrize(
    ("factory", "name", "day"),
    [(ResponseFactory, "responses", "given_on"), (AssessmentFactory, "assessments", "made_on")],
)
def test_the_oldest_stands_first_and_of_one_day_what_was_recorded_first(
    recommendation, rows, factory, name, day
):
    third, second, first = (
        factory(recommendation=recommendation, recorded_at=recorded, **{day: on})
        for on, recorded in ((DAY, NOW + HOUR), (DAY, NOW), (date(2026, 4, 30), NOW + 2 * HOUR))
    )
    factory(recommendation=recommendation, recorded_at=NOW + timedelta(days=2))
    assert getattr(rows, name) == [first, second, third], "and nothing of after the moment"


def test_actions_stand_in_their_places(recommendation, rows):
    third, second, first = (
        ActionFactory(recommendation=recommendation, position=place, recorded_at=recorded)
        for place, recorded in ((2, NOW), (1, NOW + HOUR), (1, NOW))
    )
    assert rows.actions == [first, second, third]


def test_a_view_of_an_action_comes_with_the_action(recommendation, rows, django_assert_num_queries):
    action = ActionFactory(recommendation=recommendation)
    AssessmentFactory(recommendation=recommendation, action=action)
    (view,) = rows.assessments
    with django_assert_num_queries(0):
        assert view.action.title == action.title


def test_the_bills_of_the_newest_session_stand_first(recommendation, rows):
    editor = UserFactory()
    made = [
        bill(recommendation, editor, number=number, title="Act", ends_in=days)
        for number, days in (("HB 1", -200), ("HB 2", 30), ("HB 3", 30))
    ]
    made[1].session = made[2].session
    made[1].save()
    assert [row.bill.number for row in rows.bills] == ["HB 2", "HB 3", "HB 1"]


def test_successions_are_read_both_ways_the_oldest_first_up_to_the_moment(recommendation, rows):
    old, older, new, other = (RecommendationFactory() for _n in range(4))
    third = succeed(recommendation, new, on=date(2026, 5, 3))
    second = succeed(old, recommendation, on=date(2026, 5, 2))
    first = succeed(older, recommendation, on=date(2026, 5, 1))
    succeed(other, new)
    succeed(other, recommendation, at=NOW + timedelta(days=2))
    assert rows.successions == [first, second, third]


def test_passages_and_documents_stand_in_the_order_of_the_finding(recommendation):
    finding, edition = FindingFactory(), EditionFactory()
    second, first = (cite(finding, edition, sort_order=place) for place in (2, 1))
    for place, title in ((2, "The second"), (1, "The first")):
        DocumentCitation.objects.create(finding=finding, document=document(title), sort_order=place)
    recommendation.findings.set([finding])
    recommendation.save()
    rows = Rows([recommendation], at=NOW, quoted=True)
    assert [one.citation for one in rows.evidence] == [first, second]
    assert [one.title for one in why_of(rows).papers] == ["The first", "The second"]


def test_the_oldest_decision_stands_first(recommendation, rows):
    finding = FindingFactory()
    recommendation.findings.set([finding])
    recommendation.save()
    second, first = (
        EvidenceDecision.objects.create(
            finding=finding,
            kind=DecisionKind.KEPT,
            words=WordsFactory(),
            decided_by=UserFactory(),
            decided_at=at,
        )
        for at in (NOW + HOUR, NOW)
    )
    assert rows.decisions == [first, second]

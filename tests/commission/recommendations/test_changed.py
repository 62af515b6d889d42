"""Whatever a timeline tells is found by the question that comes before it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.documents.models import Words
from commission.findings.models import EvidenceDecision
from commission.findings.vocabulary import DecisionKind
from commission.recommendations.actions.services import action_move
from commission.recommendations.legislature.models import Covers
from commission.recommendations.legislature.services import (
    bill_record,
    bill_stage_record,
    session_record,
)
from commission.recommendations.models import Assessment, Recommendation, Reminder, Succession
from commission.recommendations.timeline import EventKind, timeline_of
from commission.recommendations.timeline.changed import changed_between
from commission.recommendations.vocabulary import Stage
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ResponseFactory,
    WordsFactory,
    locale,
)
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
LATE = {"recorded_at": LATER}


@pytest.fixture
def editor():
    return UserFactory(role="tracker_editor")


@pytest.fixture
def recommendation():
    return RecommendationFactory(of=BodyFactory(), made_on=None)


def answered(recommendation, editor):
    ResponseFactory(recommendation=recommendation, **LATE)


def promised(recommendation, editor):
    ActionFactory(recommendation=recommendation, **LATE)


def moved(recommendation, editor):
    action_move(
        action=ActionFactory(recommendation=recommendation),
        due_on=date(2026, 9, 1),
        why="The form is not ready.",
        language="en",
        by=editor,
        at=LATER,
    )


def assessed(recommendation, editor):
    AssessmentFactory(recommendation=recommendation, **LATE)


def late(recommendation, editor):
    ProgressReportFactory(recommendation=recommendation, due_on=timezone.localdate(NOW))


def reminded(recommendation, editor):
    report = ProgressReportFactory(recommendation=recommendation, due_on=date(2026, 3, 1))
    Reminder.objects.create(report=report, kind="overdue", sent_at=LATER)


def bill(recommendation, editor, *, ends_on, at):
    session = session_record(
        legislature="General Assembly",
        name="Session 2026",
        begins_on=date(2026, 1, 8),
        ends_on=ends_on,
        by=editor,
        at=at,
    )
    return bill_record(
        session=session,
        number="House Bill 212",
        title="Police Records Act",
        chamber="House",
        link="",
        covers={recommendation: Covers.ALL},
        by=editor,
        at=at,
    )


def brought_in(recommendation, editor):
    row = bill(recommendation, editor, ends_on=date(2026, 12, 18), at=NOW)
    bill_stage_record(
        bill=row, stage=Stage.INTRODUCED, on=timezone.localdate(NOW), by=editor, at=LATER
    )


def fell(recommendation, editor):
    bill(recommendation, editor, ends_on=timezone.localdate(NOW), at=NOW)


def superseded(recommendation, editor):
    Succession.objects.create(
        recommendation=recommendation,
        kind="superseded",
        by=RecommendationFactory(),
        on=date(2026, 5, 1),
        recorded_by=editor,
        recorded_at=LATER,
    )


def withdrawn(recommendation, editor):
    edition = EditionFactory(reference="RB-0147")
    recommendation.findings.add(FindingFactory(cites=edition))
    recommendation.save()
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=True,
        by=UserFactory(role="publisher"),
        at=LATER,
    )


def decided(recommendation, editor):
    finding = FindingFactory()
    recommendation.findings.add(finding)
    recommendation.save()
    EvidenceDecision.objects.create(
        finding=finding,
        kind=DecisionKind.KEPT,
        words=WordsFactory(),
        decided_by=editor,
        decided_at=LATER,
    )


def made(recommendation, editor):
    Recommendation.objects.filter(pk=recommendation.pk).update(
        made_on=date(2026, 5, 1), first_published_at=LATER
    )


def unanswered(recommendation, editor):
    limit = timezone.localdate(NOW) + timedelta(days=1)
    days = recommendation.addressed.get().body.days_to_answer
    Recommendation.objects.filter(pk=recommendation.pk).update(made_on=limit - timedelta(days=days))


HAPPENS = {
    EventKind.MADE: made,
    EventKind.RESPONSE: answered,
    EventKind.NO_RESPONSE: unanswered,
    EventKind.ACTION: promised,
    EventKind.ACTION_MOVED: moved,
    EventKind.ASSESSMENT: assessed,
    EventKind.REPORT_LATE: late,
    EventKind.REMINDER: reminded,
    EventKind.BILL: brought_in,
    EventKind.BILL_FELL: fell,
    EventKind.SUCCESSION: superseded,
    EventKind.EVIDENCE_CHANGED: withdrawn,
    EventKind.DECISION: decided,
}


def test_every_kind_of_event_is_gone_through_here():
    assert set(HAPPENS) == set(EventKind)


@pytest.mark.parametrize("kind", HAPPENS)
def test_what_happened_is_found_in_its_time_and_in_no_other(kind, recommendation, editor):
    quiet = RecommendationFactory(made_on=None)
    HAPPENS[kind](recommendation, editor)
    recommendation.refresh_from_db()
    [event] = [
        event
        for event in timeline_of(recommendation, at=LATER)
        if event.kind == kind and NOW < event.known_at <= LATER
    ]
    second = timedelta(seconds=1)
    found = changed_between(event.known_at - second, event.known_at)
    assert found[recommendation.pk] == event.known_at
    assert quiet.pk not in found
    assert recommendation.pk not in changed_between(event.known_at, event.known_at + second)
    assert recommendation.pk not in changed_between(
        event.known_at - 2 * second, event.known_at - second
    )


def test_what_is_not_public_is_not_named(recommendation, editor):
    answered(recommendation, editor)
    Recommendation.objects.filter(pk=recommendation.pk).update(live=False)
    assert changed_between(NOW, LATER) == {}


def test_the_queries_do_not_grow_with_what_happened(editor, django_assert_max_num_queries):
    Recommendation.objects.bulk_create(
        Recommendation(number=n, locale=locale(), text="Record it.", kind="police", live=True)
        for n in range(1, 2001)
    )
    keys = list(Recommendation.objects.values_list("pk", flat=True))
    words = Words.objects.bulk_create(Words(text="So.", language="en") for _n in range(10_000))
    Assessment.objects.bulk_create(
        Assessment(
            recommendation_id=keys[n % 2000],
            voice="commission",
            status="underway",
            author="Follow-up panel",
            made_on=date(2026, 5, 1),
            words=words[n],
            recorded_by=editor,
            recorded_at=LATER,
        )
        for n in range(10_000)
    )
    with django_assert_max_num_queries(20):
        assert len(changed_between(NOW, LATER)) == 2000

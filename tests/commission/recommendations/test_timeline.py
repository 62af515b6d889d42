"""The history of a recommendation, from everything that was recorded about it."""

from datetime import date, timedelta

import pytest

from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.findings.models import EvidenceDecision
from commission.findings.vocabulary import DecisionKind
from commission.recommendations.actions.services import action_move, action_record
from commission.recommendations.models import Reminder
from commission.recommendations.progress.models import ReminderKind
from commission.recommendations.responses.services import response_record
from commission.recommendations.timeline import EventKind, timeline_of
from commission.recommendations.vocabulary import ResponseKind, Status, Voice
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    WordsFactory,
)
from tests.factories import NOW, EditionFactory, UserFactory

pytestmark = pytest.mark.django_db


def kinds(recommendation, at=NOW):
    return [event.kind for event in timeline_of(recommendation, at=at)]


@pytest.fixture
def editor():
    return UserFactory(role="tracker_editor")


@pytest.fixture
def recommendation():
    return RecommendationFactory(of=BodyFactory(name="Police Service"))


def test_events_stand_newest_first_and_name_who_did_what(recommendation, editor):
    body = recommendation.addressed.get().body
    response_record(
        recommendation=recommendation,
        body=body,
        kind=ResponseKind.ACCEPTED,
        given_on=date(2025, 12, 12),
        text="We will.",
        language="en",
        by=editor,
        at=NOW,
    )
    for month, status in enumerate((Status.PROPOSED, Status.UNDERWAY, Status.UNDERWAY), start=3):
        AssessmentFactory(
            recommendation=recommendation, status=status, made_on=date(2026, month, 1)
        )
    sentences = [event.sentence for event in timeline_of(recommendation, at=NOW)]
    assert sentences == [
        "Follow-up panel looked again and kept its view: underway.",
        "Follow-up panel moved from proposed to underway.",
        "Follow-up panel first said: proposed.",
        "Police Service answered: accepted in full.",
        "The commission made this recommendation.",
    ]


def test_a_body_that_has_not_answered_in_its_days_is_named_from_the_day_after(recommendation):
    limit = NOW.replace(year=2025, month=12, day=29)  # 90 days after 30 September
    assert EventKind.NO_RESPONSE not in kinds(recommendation, at=limit)
    late = timeline_of(recommendation, at=limit + timedelta(days=1))[0]
    assert late.kind == EventKind.NO_RESPONSE
    assert late.on == date(2025, 12, 30)
    assert "90 days" in late.sentence


def test_a_late_answer_does_not_undo_that_it_was_late(recommendation, editor):
    response_record(
        recommendation=recommendation,
        body=recommendation.addressed.get().body,
        kind=ResponseKind.NOTED,
        given_on=date(2026, 2, 1),
        text="",
        language="en",
        by=editor,
        at=NOW,
    )
    assert {EventKind.NO_RESPONSE, EventKind.RESPONSE} <= set(kinds(recommendation))


def test_each_day_that_was_moved_is_told(recommendation, editor):
    action = action_record(
        recommendation=recommendation,
        body=recommendation.addressed.get().body,
        title="Train every shift leader",
        owner="Training Division",
        due_on=date(2026, 3, 1),
        by=editor,
        at=NOW,
    )
    action_move(
        action=action,
        due_on=date(2026, 9, 1),
        why="No trainers.",
        language="en",
        by=editor,
        at=NOW + timedelta(hours=1),
    )
    (moved,) = [
        event
        for event in timeline_of(recommendation, at=NOW + timedelta(days=1))
        if event.kind == EventKind.ACTION_MOVED
    ]
    assert "from 1 March 2026 to 1 September 2026" in moved.sentence
    assert moved.words.text == "No trainers."


def test_a_report_that_has_not_come_is_told_with_its_reminders(recommendation):
    report = ProgressReportFactory(recommendation=recommendation, due_on=date(2026, 5, 1))
    Reminder.objects.create(report=report, kind="overdue", sent_at=NOW)
    assert kinds(recommendation)[:2] == [EventKind.REMINDER, EventKind.REPORT_LATE]


def test_a_report_with_many_reminders_is_told_late_once_and_each_reminder_on_its_day(
    recommendation,
):
    """One that came in the end keeps its reminders; one that was sent back has still not come."""
    for month, state, sent in ((3, "submitted", NOW), (4, "returned", NOW), (5, "expected", None)):
        report = ProgressReportFactory(
            recommendation=recommendation,
            due_on=date(2026, month, 1),
            state=state,
            submitted_at=sent,
        )
        for days, kind in enumerate(ReminderKind.values):
            Reminder.objects.create(report=report, kind=kind, sent_at=NOW + timedelta(days=days))
    told = kinds(recommendation, at=NOW + timedelta(days=1))
    assert told.count(EventKind.REPORT_LATE) == 2
    assert told.count(EventKind.REMINDER) == 6, "the third of each is still to come"


def test_a_report_that_is_not_due_yet_is_not_told_with_the_reminder_of_it(recommendation):
    report = ProgressReportFactory(recommendation=recommendation, due_on=NOW.date())
    Reminder.objects.create(report=report, kind=ReminderKind.DUE, sent_at=NOW)
    assert kinds(recommendation) == [EventKind.NO_RESPONSE, EventKind.MADE]


def test_what_a_body_sent_and_nobody_took_in_is_told_nowhere(recommendation):
    ProgressReportFactory(
        recommendation=recommendation,
        due_on=date(2026, 5, 1),
        state="submitted",
        claim=Status.COMPLETED,
        words=WordsFactory(text="secret until taken in"),
        submitted_at=NOW,
        submitted_by=UserFactory(),
    )
    assert kinds(recommendation) == [EventKind.NO_RESPONSE, EventKind.MADE]


@pytest.mark.parametrize("listed", [True, False])
def test_evidence_that_was_taken_back_is_told_at_once(recommendation, listed):
    edition = EditionFactory()
    finding = FindingFactory(cites=edition)
    recommendation.findings.set([finding])
    recommendation.save()
    assert EventKind.EVIDENCE_CHANGED not in kinds(recommendation)
    testimony_withdraw(
        testimony=edition.testimony,
        asked_by=AskedBy.GIVER,
        listed=listed,
        by=UserFactory(role="publisher"),
        at=NOW,
    )
    changed = timeline_of(recommendation, at=NOW + timedelta(minutes=1))[0]
    assert changed.kind == EventKind.EVIDENCE_CHANGED
    assert (edition.reference in changed.sentence) is listed
    assert f"finding {finding.number}" in changed.sentence


def test_that_a_finding_was_withdrawn_is_told_although_it_is_public_no_more(recommendation):
    finding = FindingFactory(live=False)
    recommendation.findings.set([finding])
    recommendation.save()
    EvidenceDecision.objects.create(
        finding=finding,
        kind=DecisionKind.WITHDRAWN,
        words=WordsFactory(),
        decided_by=UserFactory(),
        decided_at=NOW,
    )
    assert kinds(recommendation)[0] == EventKind.DECISION


def test_of_a_finding_that_is_a_draft_nothing_is_told(recommendation):
    recommendation.findings.set([FindingFactory(draft=True, cites=EditionFactory(withdrawn=True))])
    recommendation.save()
    assert EventKind.EVIDENCE_CHANGED not in kinds(recommendation)


def test_keys_stay_and_are_told_apart(recommendation):
    ActionFactory.create_batch(3, recommendation=recommendation)
    AssessmentFactory.create_batch(3, recommendation=recommendation)
    keys = [event.key for event in timeline_of(recommendation, at=NOW)]
    assert len(keys) == len(set(keys))
    assert keys == [event.key for event in timeline_of(recommendation, at=NOW)]


def test_the_number_of_queries_does_not_grow(recommendation, django_assert_max_num_queries):
    for _ in range(20):
        action = ActionFactory(recommendation=recommendation)
        AssessmentFactory(recommendation=recommendation, action=action)
        AssessmentFactory(recommendation=recommendation, voice=Voice.COMMUNITY)
    for month in range(1, 5):
        ProgressReportFactory(recommendation=recommendation, due_on=date(2026, month, 1))
    with django_assert_max_num_queries(9):
        assert len(timeline_of(recommendation, at=NOW)) > 60

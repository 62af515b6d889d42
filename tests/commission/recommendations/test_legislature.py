"""Bills, and how what is not law falls back when its session ends."""

from datetime import date

import pytest

from commission.recommendations.legislature.ladder import furthest, rung_of
from commission.recommendations.legislature.models import BillFor, Covers
from commission.recommendations.legislature.services import (
    bill_record,
    bill_stage_record,
    session_record,
)
from commission.recommendations.timeline import EventKind, timeline_of
from commission.recommendations.vocabulary import Addressed, Stage
from media.refusal import Refused
from tests.commission.factories import RecommendationFactory
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

BEGINS, ENDS = date(2026, 1, 7), date(2026, 4, 30)
AFTER = date(2026, 5, 1)


@pytest.fixture
def editor():
    return UserFactory(role="tracker_editor")


@pytest.fixture
def session(editor):
    return session_record(
        legislature="State legislature",
        name="regular session of 2026",
        begins_on=BEGINS,
        ends_on=ENDS,
        by=editor,
        at=NOW,
    )


def bill_of(session, editor, *stages, covers=Covers.ALL, at=NOW) -> BillFor:
    bill = bill_record(
        session=session,
        number="House Bill 212",
        title="Police Records Act",
        chamber="House",
        link="",
        covers={RecommendationFactory(): covers},
        by=editor,
        at=at,
    )
    for stage, on in stages:
        bill_stage_record(bill=bill, stage=stage, on=on, by=editor, at=at)
    return bill.for_recommendations.get()


MARCH = date(2026, 3, 2)
# stages, what the bill covers, on the last day, on the day after
LADDER = [
    ([], Covers.ALL, Addressed.NOT, Addressed.NOT),
    ([Stage.INTRODUCED], Covers.ALL, Addressed.NOT, Addressed.NOT),
    ([Stage.INTRODUCED, Stage.COMMITTEE], Covers.ALL, Addressed.PARTLY, Addressed.NOT),
    ([Stage.CHAMBER], Covers.ALL, Addressed.PARTLY, Addressed.NOT),
    ([Stage.PASSED], Covers.ALL, Addressed.PARTLY, Addressed.PARTLY),
    ([Stage.ENACTED], Covers.ALL, Addressed.FULLY, Addressed.FULLY),
    ([Stage.ENACTED], Covers.PART, Addressed.PARTLY, Addressed.PARTLY),
    ([Stage.CHAMBER, Stage.FAILED], Covers.ALL, Addressed.NOT, Addressed.NOT),
]


@pytest.mark.parametrize(("stages", "covers", "within", "after"), LADDER)
def test_a_bill_stands_where_its_stages_and_the_calendar_put_it(
    session, editor, stages, covers, within, after
):
    row = bill_of(session, editor, *[(stage, MARCH) for stage in stages], covers=covers)
    assert rung_of(row, on=ENDS).addressed == within
    assert rung_of(row, on=AFTER).addressed == after


def test_before_a_stage_was_reached_the_bill_was_not_there_yet(session, editor):
    row = bill_of(session, editor, (Stage.COMMITTEE, MARCH))
    assert rung_of(row, on=date(2026, 3, 1)).addressed == Addressed.NOT
    assert rung_of(row, on=MARCH).falls_after == ENDS


def test_the_legislature_as_a_whole_stands_where_its_furthest_bill_does(session, editor):
    fallen = rung_of(bill_of(session, editor, (Stage.CHAMBER, MARCH)), on=AFTER)
    law = rung_of(bill_of(session, editor, (Stage.ENACTED, MARCH)), on=AFTER)
    assert furthest([fallen, law]) == Addressed.FULLY
    assert furthest([]) is None


def test_the_history_says_that_the_session_ended_only_once_it_has(session, editor):
    known = NOW.replace(month=3, day=3)
    row = bill_of(session, editor, (Stage.COMMITTEE, MARCH), at=known)

    def falls(at):
        return [
            event
            for event in timeline_of(row.recommendation, at=at)
            if event.kind == EventKind.BILL_FELL
        ]

    assert falls(NOW.replace(month=4, day=30, hour=20)) == []
    (fall,) = falls(NOW.replace(month=5, day=1, hour=1))
    assert fall.on == AFTER
    assert "House Bill 212" in fall.sentence
    assert "not addressed" in fall.sentence


def test_what_failed_is_told_as_a_failure_and_not_as_a_fall(session, editor):
    row = bill_of(session, editor, (Stage.COMMITTEE, MARCH), (Stage.FAILED, date(2026, 4, 2)))
    kinds = [event.kind for event in timeline_of(row.recommendation, at=NOW)]
    assert EventKind.BILL in kinds
    assert EventKind.BILL_FELL not in kinds


def test_after_the_session_a_bill_reaches_no_stage_unless_both_chambers_had_passed_it(
    session, editor
):
    left = bill_of(session, editor, (Stage.CHAMBER, MARCH))
    with pytest.raises(Refused, match="session_over"):
        bill_stage_record(bill=left.bill, stage=Stage.ENACTED, on=AFTER, by=editor, at=NOW)
    signed = bill_of(session, editor, (Stage.PASSED, date(2026, 4, 29)))
    bill_stage_record(bill=signed.bill, stage=Stage.ENACTED, on=AFTER, by=editor, at=NOW)
    assert rung_of(signed, on=AFTER).addressed == Addressed.FULLY


def test_nothing_follows_a_law_or_a_failure(session, editor):
    row = bill_of(session, editor, (Stage.FAILED, MARCH))
    with pytest.raises(Refused, match="bill_ended"):
        bill_stage_record(bill=row.bill, stage=Stage.ENACTED, on=MARCH, by=editor, at=NOW)


def test_a_stage_cannot_lie_in_the_future(session, editor):
    row = bill_of(session, editor)
    with pytest.raises(Refused, match="future"):
        bill_stage_record(
            bill=row.bill, stage=Stage.COMMITTEE, on=date(2026, 5, 13), by=editor, at=NOW
        )


def test_only_who_keeps_the_tracker_records_bills(session):
    for role in ("registrar", "commissioner", "focal_point", "community_assessor"):
        with pytest.raises(Refused, match="not_allowed"):
            bill_of(session, UserFactory(role=role))

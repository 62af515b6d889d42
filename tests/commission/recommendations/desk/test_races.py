"""Several at once, on a database that lets them: one form makes one row, one report one claim."""

from uuid import uuid4

import pytest

from commission.recommendations.actions.services import action_move
from commission.recommendations.models import (
    ActionDue,
    Assessment,
    ProgressReport,
    Response,
    SentBack,
)
from commission.recommendations.progress.services import (
    report_mark,
    report_return,
    report_submit,
    report_take_in,
)
from commission.recommendations.responses.services import response_record
from commission.recommendations.vocabulary import Status
from media.refusal import Refused
from tests.commission.factories import ActionFactory, ProgressReportFactory, focal_point_of
from tests.commission.following.test_races import at_once
from tests.commission.recommendations.desk.desk import asked
from tests.factories import NOW, UserFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
SAID = {"text": "Because.", "language": "en"}


@pytest.fixture(autouse=True)
def _here(postgresql):
    pass


@pytest.fixture
def editors():
    return [UserFactory(role="tracker_editor") for _n in range(2)]


def refused(act):
    """The act, with what it is refused kept."""
    found: list[str] = []

    def run():
        try:
            act()
        except Refused as error:
            found.append(error.code)

    run.found = found
    return run


def test_one_form_that_arrives_four_times_at_once_makes_one_row(editors):
    recommendation, key = asked(), uuid4()
    body = recommendation.addressed.get().body

    def send():
        response_record(
            recommendation=recommendation,
            body=body,
            kind="noted",
            given_on=NOW.date(),
            **SAID,
            key=key,
            by=editors[0],
            at=NOW,
        )

    at_once(*[send] * 4)
    assert Response.objects.count() == 1


def test_of_two_who_decide_one_report_at_once_one_is_told_that_it_was_decided(editors):
    report = ProgressReportFactory(recommendation=asked())
    focal = focal_point_of(report.body).user
    report_submit(report=report, claim=Status.COMPLETED, **SAID, by=focal, at=NOW)
    seen = report_mark(ProgressReport.objects.select_related("words").get())
    takes = refused(lambda: report_take_in(report=report, seen=seen, by=editors[0], at=NOW))
    returns = refused(
        lambda: report_return(
            report=report, question="Why?", language="en", seen=seen, by=editors[1], at=NOW
        )
    )
    at_once(takes, returns)
    assert takes.found + returns.found == ["not_waiting"]
    assert Assessment.objects.count() + SentBack.objects.count() == 1


def test_two_people_of_one_body_send_one_report(editors):
    report = ProgressReportFactory(recommendation=asked())
    people = [focal_point_of(report.body).user for _n in range(2)]
    seen = report_mark(report)
    acts = [
        refused(
            lambda by=by: report_submit(
                report=report, claim=Status.COMPLETED, **SAID, seen=seen, by=by, at=NOW
            )
        )
        for by in people
    ]
    at_once(*acts)
    assert [code for act in acts for code in act.found] == ["sent_already"]


def test_one_day_is_moved_once(editors):
    action = ActionFactory(recommendation=asked())

    def move():
        action_move(
            action=action, due_on=NOW.date(), why="Later.", language="en", by=editors[0], at=NOW
        )

    acts = [refused(move) for _n in range(3)]
    at_once(*acts)
    assert ActionDue.objects.count() == 2

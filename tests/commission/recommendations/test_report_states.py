"""A progress report from state to state: which act is possible in which, and by whose hand."""

from datetime import date

import pytest

from commission.recommendations.models import Assessment, ProgressReport, Recommendation
from commission.recommendations.progress.models import ReportState
from commission.recommendations.progress.services import (
    report_return,
    report_submit,
    report_take_in,
    report_write,
)
from media.refusal import Refused
from tests.commission.factories import (
    BodyFactory,
    ProgressReportFactory,
    RecommendationFactory,
    focal_point_of,
)
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db

SAID = {"text": "Because.", "language": "en"}
E, S, R, T = (one.value for one in ReportState)
MATRIX = [
    # (state, act, by the body's own focal point, by whoever keeps the tracker)
    (E, "write", "", "not_your_body"),
    (E, "submit", "", "not_your_body"),
    (E, "return", "not_allowed", "not_waiting"),
    (E, "take in", "not_allowed", "not_waiting"),
    (S, "write", "sent_already", "not_your_body"),
    (S, "submit", "sent_already", "not_your_body"),
    (S, "return", "not_allowed", ""),
    (S, "take in", "not_allowed", ""),
    (R, "write", "", "not_your_body"),
    (R, "submit", "", "not_your_body"),
    (R, "return", "not_allowed", "not_waiting"),
    (R, "take in", "not_allowed", "not_waiting"),
    (T, "write", "sent_already", "not_your_body"),
    (T, "submit", "sent_already", "not_your_body"),
    (T, "return", "not_allowed", "not_waiting"),
    (T, "take in", "not_allowed", "not_waiting"),
]
REPORTING = {
    "write": lambda report, who: report_write(report=report, claim="", **SAID, **who),
    "submit": lambda report, who: report_submit(report=report, claim="stalled", **SAID, **who),
    "return": lambda report, who: report_return(
        report=report, question="Why?", language="en", **who
    ),
    "take in": lambda report, who: report_take_in(report=report, **who),
}


@pytest.mark.parametrize(("stands", "act", "own", "staff"), MATRIX)
def test_a_report_goes_from_state_to_state_by_the_hands_of_two(stands, act, own, staff):
    body = BodyFactory()
    RecommendationFactory(number=14, of=body)
    focal, editor = focal_point_of(body).user, UserFactory(role="tracker_editor")
    stranger = UserFactory(role="focal_point")
    for by, expected in ((focal, own), (editor, staff), (stranger, None)):
        report = report_in(stands, Recommendation.objects.get(number=14), body, focal, editor)
        before = Assessment.objects.count()
        if expected is None:
            expected = "not_allowed" if act in ("return", "take in") else "not_your_body"
        if not expected:
            REPORTING[act](report, {"by": by, "at": NOW})
            assert Assessment.objects.count() == before + (act == "take in")
            continue
        with pytest.raises(Refused) as refused:
            REPORTING[act](report, {"by": by, "at": NOW})
        assert refused.value.code == expected
        report.refresh_from_db()
        assert (report.state, Assessment.objects.count()) == (stands, before)


def report_in(stands, recommendation, body, focal, editor):
    """A new report that came into a state by the services."""
    day = date(2031, 1, 1 + ProgressReport.objects.count())
    report = ProgressReportFactory(recommendation=recommendation, body=body, due_on=day)
    if stands != E:
        report_submit(report=report, claim="completed", **SAID, by=focal, at=NOW)
    if stands == R:
        report_return(report=report, question="Why?", language="en", by=editor, at=NOW)
    if stands == T:
        report_take_in(report=report, by=editor, at=NOW)
    report.refresh_from_db()
    return report

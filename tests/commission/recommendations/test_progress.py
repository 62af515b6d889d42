"""Progress reports: when they come due, who writes them, when they are public."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.contrib.auth.models import Group

from commission.documents.models import Words
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.assessments.selectors import standing_of
from commission.recommendations.bodies.selectors import bodies_of
from commission.recommendations.progress.duties import days_of, duty_end, duty_set, reports_make
from commission.recommendations.progress.models import ProgressReport, ReportState
from commission.recommendations.progress.services import (
    report_ask,
    report_mark,
    report_return,
    report_submit,
    report_take_in,
    report_write,
)
from commission.recommendations.vocabulary import Status, Voice
from media.refusal import Refused
from tests.commission.factories import (
    BodyFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ReportingDutyFactory,
    focal_point_of,
)
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
SENT = {"claim": Status.COMPLETED, "text": "Form 88 is in use.", "language": "en"}


@pytest.fixture
def editor():
    return UserFactory(role="tracker_editor")


@pytest.fixture
def report():
    return ProgressReportFactory(recommendation=RecommendationFactory(of=BodyFactory()))


def test_a_report_is_the_bodys_view_only_once_it_was_taken_in(report, editor):
    focal = focal_point_of(report.body).user
    report_submit(report=report, **SENT, by=focal, at=NOW)
    assert standing_of([report.recommendation])[report.recommendation.pk].body is None
    claim = report_take_in(report=report, by=editor, at=NOW + timedelta(days=3))
    standing = standing_of([report.recommendation])[report.recommendation.pk]
    assert standing.body == claim
    assert (claim.voice, claim.status, claim.author) == (
        Voice.BODY,
        Status.COMPLETED,
        report.body.name,
    )
    assert claim.made_on == NOW.date(), "the day on which the body said it"
    assert claim.words.text == "Form 88 is in use."


def test_what_is_sent_back_is_asked_about_and_stays_unpublished(report, editor):
    focal = focal_point_of(report.body).user
    report_submit(report=report, **SENT, by=focal, at=NOW)
    report_return(report=report, question="In which districts?", language="en", by=editor, at=NOW)
    report.refresh_from_db()
    assert report.state == ReportState.RETURNED
    assert report.question.text == "In which districts?"
    assert not Assessment.objects.exists()
    report_submit(report=report, **{**SENT, "claim": Status.UNDERWAY}, by=focal, at=NOW)
    assert report_take_in(report=report, by=editor, at=NOW).status == Status.UNDERWAY


def test_a_focal_point_is_refused_on_another_bodys_report(report):
    stranger = focal_point_of(BodyFactory()).user
    for service in (report_submit, report_write):
        with pytest.raises(Refused, match="not_your_body"):
            service(report=report, **SENT, by=stranger, at=NOW)


def test_who_answered_for_a_body_once_does_not_any_more(report):
    focal = focal_point_of(report.body)
    focal.ended_at = NOW
    focal.save()
    with pytest.raises(Refused, match="not_your_body"):
        report_submit(report=report, **SENT, by=focal.user, at=NOW)


@pytest.mark.parametrize("role", ["tracker_editor", "commissioner", "community_assessor", None])
def test_nobody_else_writes_for_a_body(report, role):
    with pytest.raises(Refused, match="not_your_body"):
        report_submit(report=report, **SENT, by=UserFactory(role=role), at=NOW)


def test_a_superuser_without_the_task_writes_for_no_body(report):
    with pytest.raises(Refused, match="not_your_body"):
        report_submit(report=report, **SENT, by=UserFactory(superuser=True), at=NOW)


def test_nobody_takes_in_a_report_of_their_own_body(report):
    """Neither who sent it and got another role since, nor the alternate of the same body."""
    sender, alternate = (focal_point_of(report.body).user for _n in range(2))
    report_submit(report=report, **SENT, by=sender, at=NOW)
    editors = Group.objects.get_or_create(name="tracker_editor")[0]
    for person in (sender, alternate):
        person.groups.add(editors)
        person = type(person).objects.get(pk=person.pk)
        for decide in (report_take_in, partial(report_return, question="Why?", language="en")):
            with pytest.raises(Refused, match="same_person"):
                decide(report=report, by=person, at=NOW)


def test_whoever_keeps_the_tracker_answers_for_no_body(report):
    superuser = focal_point_of(report.body, superuser=True).user
    assert not bodies_of(superuser).exists()
    with pytest.raises(Refused, match="not_your_body"):
        report_submit(report=report, **SENT, by=superuser, at=NOW)


def test_what_had_been_sent_stays_on_record_when_it_is_sent_back(report, editor):
    focal = focal_point_of(report.body).user
    report_submit(report=report, **SENT, by=focal, at=NOW)
    report_return(report=report, question="Where?", language="en", by=editor, at=NOW)
    report_submit(
        report=report, claim=Status.UNDERWAY, text="In two.", language="en", by=focal, at=NOW
    )
    [back] = report.sent_back.all()
    assert (back.claim, back.words.text) == (Status.COMPLETED, "Form 88 is in use.")
    assert back.question.text == "Where?"
    assert (back.submitted_by, back.returned_by) == (focal, editor)
    report.refresh_from_db()
    assert report.words.text == "In two."


def test_a_draft_leaves_nothing_behind(report):
    focal = focal_point_of(report.body).user
    for text in ("Ines Pellworth says", "We say", ""):
        report_write(report=report, claim="", text=text, language="en", by=focal, at=NOW)
    assert [words.text for words in Words.objects.all()] == [""]
    with pytest.raises(Refused, match="no_words"):
        report_submit(report=report, **{**SENT, "text": " "}, by=focal, at=NOW)


def test_nobody_decides_on_a_report_that_they_have_not_read(report, editor):
    focal = focal_point_of(report.body).user
    report_submit(report=report, **SENT, by=focal, at=NOW)
    report.refresh_from_db()
    read = report_mark(report)
    report_return(report=report, question="Where?", language="en", seen=read, by=editor, at=NOW)
    again = {**SENT, "claim": Status.STALLED}
    report_submit(report=report, **again, by=focal, at=NOW + timedelta(hours=1))
    with pytest.raises(Refused, match="changed_meanwhile"):
        report_take_in(report=report, seen=read, by=editor, at=NOW)
    report.refresh_from_db()
    report_take_in(report=report, seen=report_mark(report), by=editor, at=NOW)


def test_two_who_write_one_draft_do_not_write_over_each_other(report):
    main, alternate = (focal_point_of(report.body).user for _n in range(2))
    read = report_mark(report)
    report_write(report=report, **SENT, seen=read, by=main, at=NOW)
    with pytest.raises(Refused, match="changed_meanwhile"):
        report_write(report=report, **SENT, seen=read, by=alternate, at=NOW)


def test_a_report_is_taken_in_once(report, editor):
    report_submit(report=report, **SENT, by=focal_point_of(report.body).user, at=NOW)
    report_take_in(report=report, by=editor, at=NOW)
    with pytest.raises(Refused, match="not_waiting"):
        report_take_in(report=report, by=editor, at=NOW)
    assert Assessment.objects.count() == 1


def test_what_was_sent_is_not_changed_any_more(report, editor):
    focal = focal_point_of(report.body).user
    report_submit(report=report, **SENT, by=focal, at=NOW)
    with pytest.raises(Refused, match="sent_already"):
        report_write(report=report, **SENT, by=focal, at=NOW)


def test_a_draft_is_kept_and_is_not_sent(report, editor):
    focal = focal_point_of(report.body).user
    report_write(report=report, claim="", text="Half of it.", language="en", by=focal, at=NOW)
    report.refresh_from_db()
    assert (report.state, report.words.text) == (ReportState.EXPECTED, "Half of it.")
    with pytest.raises(Refused, match="not_waiting"):
        report_take_in(report=report, by=editor, at=NOW)


def test_a_report_says_how_far_it_came_in_words(report):
    focal = focal_point_of(report.body).user
    with pytest.raises(Refused, match="no_claim"):
        report_submit(report=report, **{**SENT, "claim": ""}, by=focal, at=NOW)
    with pytest.raises(Refused, match="no_words"):
        report_submit(report=report, **{**SENT, "text": " \n "}, by=focal, at=NOW)
    report.refresh_from_db()
    assert report.state == ReportState.EXPECTED


class Test_the_clock_makes_reports:
    def test_thirty_days_ahead_and_none_twice(self):
        duty = ReportingDutyFactory(
            recommendation=RecommendationFactory(of=BodyFactory()),
            every_months=1,
            first_due_on=date(2026, 5, 1),
        )
        assert reports_make(at=NOW) == 2  # 1 May and 1 June; NOW is 12 May
        assert reports_make(at=NOW) == 0
        assert reports_make(at=NOW + timedelta(days=25)) == 1
        assert [row.due_on.month for row in duty.reports.all()] == [5, 6, 7]

    def test_what_was_missed_while_nothing_ran_is_made_up_for(self):
        ReportingDutyFactory(
            recommendation=RecommendationFactory(of=BodyFactory()),
            every_months=3,
            first_due_on=date(2025, 1, 31),
        )
        reports_make(at=NOW)
        days = [row.due_on.isoformat() for row in ProgressReport.objects.all()]
        assert days == [
            "2025-01-31",
            "2025-04-30",
            "2025-07-31",
            "2025-10-31",
            "2026-01-31",
            "2026-04-30",
        ]

    def test_no_more_once_the_duty_ended_or_the_recommendation_left(self, editor):
        ended = ReportingDutyFactory(recommendation=RecommendationFactory(of=BodyFactory()))
        duty_end(duty=ended, by=editor, at=NOW)
        hidden = RecommendationFactory(of=BodyFactory(), draft=True)
        ReportingDutyFactory(recommendation=hidden)
        assert reports_make(at=NOW) == 0

    def test_the_thirty_first_comes_back_after_a_shorter_month(self):
        duty = ReportingDutyFactory.build(
            recommendation=None, body=None, set_by=None, first_due_on=date(2026, 1, 31)
        )
        duty.every_months = 1
        assert [day.day for day in days_of(duty, until=date(2026, 4, 1))] == [31, 28, 31]


def test_one_duty_a_body_is_in_force(editor):
    recommendation = RecommendationFactory(of=BodyFactory())
    asked = {
        "recommendation": recommendation,
        "body": recommendation.addressed.get().body,
        "first_due_on": date(2026, 8, 1),
        "by": editor,
        "at": NOW,
    }
    duty = duty_set(**asked, every_months=6)
    with pytest.raises(Refused, match="duty_in_force"):
        duty_set(**asked, every_months=3)
    duty_end(duty=duty, by=editor, at=NOW)
    duty_set(**asked, every_months=3)
    with pytest.raises(Refused, match="rhythm"):
        duty_set(**asked, every_months=0)


def test_a_body_that_was_not_asked_owes_no_report(editor):
    recommendation = RecommendationFactory(of=BodyFactory())
    with pytest.raises(Refused, match="not_addressed"):
        report_ask(
            recommendation=recommendation,
            body=BodyFactory(),
            due_on=date(2026, 8, 1),
            by=editor,
            at=NOW,
        )

"""What became of each recommendation of the demonstration, through the tracker's own services."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from commission.accounts.models import User
from commission.recommendations.actions.services import action_move, action_record
from commission.recommendations.assessments.services import assessment_record
from commission.recommendations.bodies.models import Body, FocalPart, FocalPoint
from commission.recommendations.bodies.services import focal_point_name
from commission.recommendations.legislature.models import Covers
from commission.recommendations.legislature.services import (
    bill_record,
    bill_stage_record,
    session_record,
)
from commission.recommendations.progress.duties import duty_set, reports_make
from commission.recommendations.progress.services import report_ask, report_submit, report_take_in
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.responses.services import response_record
from commission.recommendations.vocabulary import Stage, Voice

FOLLOW_UP = "Follow-up panel of the commission"
COMMUNITY = "Families of Ferry Road"
BECAUSE = "As it was found on the day given."
REPORTED = "The work is as we reported it to the commission."


@dataclass(frozen=True)
class Followers:
    """Who keeps the tracker, who answers for the bodies, who speaks for the community."""

    tracker: User
    focal: User
    assessor: User


def became(recommendation: Recommendation, told: dict[str, Any], people: Followers) -> None:
    """Record what became of one recommendation: answer, promises, reports, three views."""
    now = timezone.now()
    today = timezone.localdate(now)
    body = recommendation.addressed.get().body
    if "response" in told and recommendation.made_on is not None:
        response_record(
            recommendation=recommendation,
            body=body,
            kind=told["response"],
            given_on=recommendation.made_on + timedelta(days=told["answered_after"]),
            text="",
            language="en",
            by=people.tracker,
            at=now,
        )
    for action in told.get("actions", ()):
        _promise(recommendation, body, action, people, now=now)
    if "body_says" in told:
        _report(recommendation, body, told["body_says"], people, now=now)
    if "report_due_in" in told:
        duty_set(
            recommendation=recommendation,
            body=body,
            every_months=6,
            first_due_on=today + timedelta(days=told["report_due_in"]),
            by=people.tracker,
            at=now,
        )
        reports_make(at=now)
    if "commission_finds" in told:
        assessment_record(
            recommendation=recommendation,
            voice=Voice.COMMISSION,
            status=told["commission_finds"],
            quality=told.get("quality", ""),
            author=FOLLOW_UP,
            made_on=today - timedelta(days=43),
            text=told.get("because", {}).get("en", BECAUSE),
            language="en",
            by=people.tracker,
            at=now,
        )
    if "community_says" in told:
        assessment_record(
            recommendation=recommendation,
            voice=Voice.COMMUNITY,
            status=told["community_says"],
            author=COMMUNITY,
            made_on=today - timedelta(days=24),
            text=told.get("community_because", {}).get("en", BECAUSE),
            language="en",
            by=people.assessor,
            at=now,
        )


def focal_points_name(bodies: list[Body], people: Followers) -> None:
    """One account answers for every body of the demonstration."""
    for body in bodies:
        if not FocalPoint.objects.filter(body=body).exists():
            focal_point_name(
                body=body,
                user=people.focal,
                part=FocalPart.MAIN,
                by=people.tracker,
                at=timezone.now(),
            )


def bills_record(recommendation: Recommendation, people: Followers) -> None:
    """Two bills: one fell with the session that is over, one waits in the session that runs."""
    now = timezone.now()
    today = timezone.localdate(now)
    for name, begins, ends, number, stages in (
        ("last session", 400, 160, "House Bill 88", ((Stage.COMMITTEE, 200),)),
        (
            "present session",
            120,
            -22,
            "House Bill 212",
            ((Stage.INTRODUCED, 100), (Stage.COMMITTEE, 40)),
        ),
    ):
        session = session_record(
            legislature="State Legislature",
            name=name,
            begins_on=today - timedelta(days=begins),
            ends_on=today - timedelta(days=ends),
            by=people.tracker,
            at=now,
        )
        bill = bill_record(
            session=session,
            number=number,
            title="Outside Investigations Act",
            chamber="House",
            link="",
            covers={recommendation: Covers.ALL},
            by=people.tracker,
            at=now,
        )
        for stage, days in stages:
            bill_stage_record(
                bill=bill, stage=stage, on=today - timedelta(days=days), by=people.tracker, at=now
            )


def _promise(
    recommendation: Recommendation,
    body: Body,
    told: dict[str, Any],
    people: Followers,
    *,
    now: datetime,
) -> None:
    """An action; of those that are late the first day was moved once."""
    due = timezone.localdate(now) + timedelta(days=told["due_in"])
    late = told["due_in"] < 0
    action = action_record(
        recommendation=recommendation,
        body=body,
        title=told["title"]["en"],
        owner=told["owner"]["en"],
        due_on=due - timedelta(days=180) if late else due,
        by=people.tracker,
        at=now,
    )
    if late:
        action_move(
            action=action,
            due_on=due,
            why="The body asked for half a year more.",
            language="en",
            by=people.tracker,
            at=now + timedelta(milliseconds=1),
        )


def _report(
    recommendation: Recommendation, body: Body, claim: str, people: Followers, *, now: datetime
) -> None:
    """A report that the body sent and the commission took in."""
    report = report_ask(
        recommendation=recommendation,
        body=body,
        due_on=timezone.localdate(now) - timedelta(days=120),
        by=people.tracker,
        at=now,
    )
    report_submit(report=report, claim=claim, text=REPORTED, language="en", by=people.focal, at=now)
    report_take_in(report=report, by=people.tracker, at=now)

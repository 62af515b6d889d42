"""One recommendation as the desk shows it: everything on record, with what can be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from commission.findings.selectors import changes_uncovered
from commission.recommendations.actions.models import Action, ActionDue
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.assessments.selectors import Standing, standing_of
from commission.recommendations.legislature.ladder import Rung, rung_of
from commission.recommendations.legislature.models import BillFor
from commission.recommendations.progress.models import ProgressReport, ReportingDuty
from commission.recommendations.progress.services import OPEN
from commission.recommendations.recommendation.models import (
    AddressedBody,
    Recommendation,
    Succession,
)
from commission.recommendations.responses.models import Response
from commission.recommendations.vocabulary import Voice

SHOWN = 25


@dataclass(frozen=True)
class Promise:
    """An action with all its days, the first one first, and what was found last."""

    action: Action
    dues: list[ActionDue]
    found: Assessment | None

    @property
    def due_on(self) -> date | None:
        """The day in force."""
        return self.dues[-1].due_on if self.dues else None


@dataclass(frozen=True)
class Expected:
    """A progress report, and whether it is late."""

    report: ProgressReport
    late: bool


@dataclass(frozen=True)
class OnRecord:
    """Everything that the desk shows of one recommendation."""

    record: Recommendation
    asked: list[AddressedBody]
    standing: Standing
    responses: list[Response]
    promises: list[Promise]
    duties: list[ReportingDuty]
    reports: list[Expected]
    reports_page: Page[Any]
    views: Page[Any]
    bills: list[tuple[BillFor, Rung]]
    succession: Succession | None
    changed: list[Any]


def on_record(
    recommendation: Recommendation, *, at: datetime, views: str = "1", reports: str = "1"
) -> OnRecord:
    """The whole page. The number of queries does not grow with the number of rows."""
    today = timezone.localdate(at)
    rows = Assessment.objects.filter(recommendation=recommendation)
    rows = rows.select_related("words", "action", "body", "recorded_by")
    rows = rows.prefetch_related("evidence__document").order_by("-made_on", "-recorded_at")
    sent = ProgressReport.objects.filter(recommendation=recommendation).select_related("body")
    reports_page = Paginator(sent.order_by("-due_on", "pk"), SHOWN).get_page(reports)
    bills = BillFor.objects.filter(recommendation=recommendation)
    bills = bills.select_related("bill__session").prefetch_related("bill__stages")
    return OnRecord(
        record=recommendation,
        asked=list(recommendation.addressed.select_related("body")),
        standing=standing_of([recommendation])[recommendation.pk],
        responses=list(
            recommendation.responses.select_related("body", "words", "document", "recorded_by")
        ),
        promises=_promises(recommendation),
        duties=list(
            recommendation.duties.select_related("body").order_by("ended_on", "first_due_on")
        ),
        reports=[Expected(row, row.state in OPEN and row.due_on < today) for row in reports_page],
        reports_page=reports_page,
        views=Paginator(rows, SHOWN).get_page(views),
        bills=[(row, rung_of(row, on=today)) for row in bills.order_by("bill__recorded_at")],
        succession=recommendation.successions.select_related("by", "words").first(),
        changed=changes_uncovered(recommendation.findings.filter(live=True), at=at),
    )


def _promises(recommendation: Recommendation) -> list[Promise]:
    actions = recommendation.actions.select_related("body").prefetch_related(
        "dues__words", "dues__set_by"
    )
    found = _found(recommendation)
    return [Promise(one, list(one.dues.all()), found.get(one.pk)) for one in actions]


def _found(recommendation: Recommendation) -> dict[Any, Assessment]:
    """What the commission found last of each action."""
    rows: Iterable[Assessment] = Assessment.objects.filter(
        recommendation=recommendation, action__isnull=False, voice=Voice.COMMISSION
    ).order_by("made_on", "recorded_at")
    return {row.action_id: row for row in rows}

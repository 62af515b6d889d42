"""What waits for whoever keeps the tracker."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from commission.findings.selectors import ChangedFinding, findings_with_changed_evidence
from commission.recommendations.bodies.models import Body
from commission.recommendations.progress.models import ProgressReport, ReportState
from commission.recommendations.progress.services import OPEN
from commission.recommendations.recommendation.models import (
    AddressedBody,
    Recommendation,
    Succession,
)
from commission.recommendations.responses.models import Response
from commission.recommendations.vocabulary import Part


@dataclass(frozen=True)
class LateAnswer:
    """A body that has not answered in the days that it had."""

    recommendation: Recommendation
    body: Body
    due_on: date


@dataclass(frozen=True)
class Behind:
    """A finding whose evidence changed, and the public recommendations that rest on it."""

    changed: ChangedFinding
    recommendations: list[Recommendation]


def reports_sent() -> QuerySet[ProgressReport]:
    """Reports that bodies sent and nobody has decided, the longest waiting first."""
    rows = ProgressReport.objects.filter(state=ReportState.SUBMITTED, recommendation__live=True)
    return rows.select_related("recommendation", "body").order_by("submitted_at", "pk")


def reports_overdue(*, at: datetime) -> QuerySet[ProgressReport]:
    """Reports that were due and did not come, on recommendations that still stand."""
    succeeded = Succession.objects.filter(recommendation=OuterRef("recommendation"))
    rows = ProgressReport.objects.filter(
        ~Exists(succeeded),
        state__in=OPEN,
        due_on__lt=timezone.localdate(at),
        recommendation__live=True,
    )
    return rows.select_related("recommendation", "body").order_by("due_on", "pk")


def answers_late(*, at: datetime) -> list[LateAnswer]:
    """Bodies that owe an answer to a recommendation since its day, the longest overdue first."""
    today = timezone.localdate(at)
    answered = Response.objects.filter(
        recommendation=OuterRef("recommendation"), body=OuterRef("body")
    )
    succeeded = Succession.objects.filter(recommendation=OuterRef("recommendation"))
    rows = AddressedBody.objects.filter(
        ~Exists(answered),
        ~Exists(succeeded),
        part=Part.LEAD,
        recommendation__live=True,
        recommendation__translated_from__isnull=True,
        recommendation__made_on__isnull=False,
    ).select_related("recommendation", "body")
    late = [
        LateAnswer(row.recommendation, row.body, due_on)
        for row in rows
        if (due_on := _due(row)) < today
    ]
    return sorted(late, key=lambda one: (one.due_on, one.recommendation.number))


def _due(row: AddressedBody) -> date:
    made_on: date = row.recommendation.made_on
    return made_on + timedelta(days=row.body.days_to_answer)


def evidence_behind(*, at: datetime) -> list[Behind]:
    """Findings whose evidence changed and that public recommendations rest on."""
    changed = findings_with_changed_evidence(at=at)
    rest: dict[Any, list[Any]] = {}
    through = Recommendation.findings.through.objects.filter(
        finding__in=[row.finding.pk for row in changed],
        recommendation__live=True,
        recommendation__translated_from__isnull=True,
    )
    for row in through.select_related("recommendation").order_by("recommendation__number"):
        rest.setdefault(row.finding_id, []).append(row.recommendation)
    return [Behind(row, rest[row.finding.pk]) for row in changed if row.finding.pk in rest]


@dataclass(frozen=True)
class Counts:
    """How much of each waits."""

    sent: int
    overdue: int
    late: int
    behind: int


def counts(*, at: datetime) -> Counts:
    """The numbers of all four, for the first page of the admin."""
    return Counts(
        sent=reports_sent().count(),
        overdue=reports_overdue(at=at).count(),
        late=len(answers_late(at=at)),
        behind=len(evidence_behind(at=at)),
    )

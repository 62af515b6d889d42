"""Reports of a body that are owed: late ones with the reminders that went out, and the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from archive.reading.wording import day_of
from commission.recommendations.bodies.models import Body
from commission.recommendations.progress.models import ProgressReport, Reminder
from commission.recommendations.progress.services import OPEN
from commission.recommendations.public.next_dates import days_late, late_of


@dataclass(frozen=True)
class Overdue:
    """A report that has not come."""

    number: int
    due_on: date
    late: str
    reminded: str  # the days of the reminders


@dataclass(frozen=True)
class Reporting:
    """What a body owes in reports."""

    overdue: Sequence[Overdue]
    next: ProgressReport | None


def reporting_of(body: Body, numbers: dict[Any, int], *, at: datetime) -> Reporting:
    """The reports that a body owes on these recommendations. Three queries."""
    today = timezone.localdate(at)
    owed = ProgressReport.objects.filter(
        body=body, recommendation__in=numbers, state__in=OPEN
    ).order_by("due_on", "recommendation__number")
    sent = Prefetch("reminders", Reminder.objects.filter(sent_at__lte=at))
    rows = owed.filter(due_on__lt=today).prefetch_related(sent)
    return Reporting(
        overdue=[
            Overdue(
                number=numbers[row.recommendation_id],
                due_on=row.due_on,
                late=late_of(None, days_late(row.due_on, today=today)),
                reminded=", ".join(
                    day_of(timezone.localdate(one.sent_at)) for one in row.reminders.all()
                ),
            )
            for row in rows
        ],
        next=owed.filter(due_on__gte=today).select_related("recommendation").first(),
    )

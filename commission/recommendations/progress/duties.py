"""How often a body reports, and the reports that come of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.recommendations.bodies.models import Body
from commission.recommendations.progress.models import ProgressReport, ReportingDuty
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.rights import (
    addressed_require,
    permission_require,
    public_require,
)
from media.refusal import Refused

# A report is asked for this long before its day.
AHEAD = timedelta(days=30)


@transaction.atomic
def duty_set(
    *,
    recommendation: Recommendation,
    body: Body,
    every_months: int,
    first_due_on: date,
    by: User,
    at: datetime,
) -> ReportingDuty:
    """Let a body report every so many months from a first day on.

    Raises Refused where a duty is in force, or for a rhythm under one month or over five years.
    """
    permission_require(by, "keep_tracker")
    public_require(recommendation)
    addressed_require(recommendation, body)
    if not 1 <= every_months <= 60:
        raise Refused("rhythm", _("Give a number of months from 1 to 60."))
    try:
        with transaction.atomic():
            duty = ReportingDuty.objects.create(
                recommendation=recommendation,
                body=body,
                every_months=every_months,
                first_due_on=first_due_on,
                set_by=by,
                set_at=at,
            )
    except IntegrityError as twice:
        raise Refused(
            "duty_in_force", _("This body reports on it already. End that rhythm first.")
        ) from twice
    ledger_append(
        actor=by,
        act="duty.set",
        record=duty,
        at=at,
        details={"months": every_months, "first": first_due_on.isoformat()},
    )
    return duty


@transaction.atomic
def duty_end(*, duty: ReportingDuty, by: User, at: datetime) -> ReportingDuty:
    """No report comes of it from today on; those that are due stay due. Raises Refused if ended."""
    permission_require(by, "keep_tracker")
    duty = ReportingDuty.objects.select_for_update().get(pk=duty.pk)
    if duty.ended_on is not None:
        raise Refused("ended_already", _("This rhythm has ended already."))
    duty.ended_on = timezone.localdate(at)
    duty.save(update_fields=["ended_on"])
    ledger_append(actor=by, act="duty.end", record=duty, at=at)
    return duty


@transaction.atomic
def reports_make(*, at: datetime) -> int:
    """Make the reports that are due within AHEAD, and those whose making was missed.

    Returns how many were new. Run twice, or by two workers at once, it makes none twice.
    """
    until = timezone.localdate(at) + AHEAD
    duties = ReportingDuty.objects.filter(
        ended_on__isnull=True,
        first_due_on__lte=until,
        recommendation__live=True,
        recommendation__successions__isnull=True,
    )
    wanted = [(duty, day) for duty in duties for day in days_of(duty, until=until)]
    have = set(
        ProgressReport.objects.filter(duty__in={duty.pk for duty, _day in wanted}).values_list(
            "recommendation", "body", "due_on"
        )
    )
    new = [
        ProgressReport(
            duty=duty, recommendation_id=duty.recommendation_id, body_id=duty.body_id, due_on=day
        )
        for duty, day in wanted
        if (duty.recommendation_id, duty.body_id, day) not in have
    ]
    before = ProgressReport.objects.count()
    ProgressReport.objects.bulk_create(new, ignore_conflicts=True)
    return ProgressReport.objects.count() - before if new else 0


def days_of(duty: ReportingDuty, *, until: date) -> Iterator[date]:
    """The days on which a report is due, up to and with `until`.

    Counted from the first day each time, so that the 31st comes back after a shorter month.
    """
    number = 0
    while (day := duty.first_due_on + relativedelta(months=number * duty.every_months)) <= until:
        yield day
        number += 1

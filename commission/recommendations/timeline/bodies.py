"""What bodies answered, promised and reported, and what they did not."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.days import midnight
from archive.reading.wording import day_of
from commission.recommendations.progress.models import ProgressReport, ReportState
from commission.recommendations.timeline.events import Event, EventKind
from commission.recommendations.timeline.rows import Rows
from commission.recommendations.vocabulary import Part, ResponseKind, Voice


def responses(rows: Rows) -> Iterator[tuple[Any, Event]]:
    """Each answer, and each day on which an answer that was owed had not come."""
    for row in rows.responses:
        yield (
            row.recommendation_id,
            Event(
                key=f"response:{row.pk}",
                kind=EventKind.RESPONSE,
                on=row.given_on,
                known_at=row.recorded_at,
                sentence=_("%(body)s answered: %(answer)s.")
                % {
                    "body": row.body.name,
                    "answer": str(ResponseKind(row.kind).label).lower(),
                },
                voice=Voice.BODY,
                words=row.words,
                document=row.document,
            ),
        )
    today = timezone.localdate(rows.at)
    answered: dict[tuple[Any, Any], date] = {}
    for row in rows.responses:
        answered.setdefault((row.recommendation_id, row.body_id), row.given_on)
    for one in rows.addressed:
        recommendation = rows.batch[one.recommendation_id]
        if one.part != Part.LEAD or recommendation.made_on is None:
            continue
        limit = recommendation.made_on + timedelta(days=one.body.days_to_answer)
        first = answered.get((one.recommendation_id, one.body_id), date.max)
        if limit >= today or first <= limit:
            continue
        late = limit + timedelta(days=1)
        yield (
            one.recommendation_id,
            Event(
                key=f"no_response:{recommendation.number}:{one.body_id}",
                kind=EventKind.NO_RESPONSE,
                on=late,
                known_at=midnight(late),
                sentence=_("%(body)s had not answered within %(days)s days.")
                % {"body": one.body.name, "days": one.body.days_to_answer},
            ),
        )


def actions(rows: Rows) -> Iterator[tuple[Any, Event]]:
    """Each promise, and each time its day was moved."""
    for row in rows.actions:
        dues = list(row.dues.all())
        if not dues:
            continue
        yield (
            row.recommendation_id,
            Event(
                key=f"action:{row.pk}",
                kind=EventKind.ACTION,
                on=timezone.localdate(row.recorded_at),
                known_at=row.recorded_at,
                sentence=_("%(body)s promised: %(action)s, by %(day)s.")
                % {"body": row.body.name, "action": row.title, "day": day_of(dues[0].due_on)},
                voice=Voice.BODY,
            ),
        )
        for earlier, later in pairwise(dues):
            yield (
                row.recommendation_id,
                Event(
                    key=f"action_due:{later.pk}",
                    kind=EventKind.ACTION_MOVED,
                    on=timezone.localdate(later.set_at),
                    known_at=later.set_at,
                    sentence=_("The day of “%(action)s” was moved from %(before)s to %(after)s.")
                    % {
                        "action": row.title,
                        "before": day_of(earlier.due_on),
                        "after": day_of(later.due_on),
                    },
                    voice=Voice.BODY,
                    words=later.words,
                ),
            )


def reports(rows: Rows) -> Iterator[tuple[Any, Event]]:
    """Each report that was not there on its day, and each reminder of it.

    What a report says is public once it was taken in: then it is the body's view (`views`).
    """
    today = timezone.localdate(rows.at)
    late = Q(submitted_at__isnull=True) | Q(state=ReportState.RETURNED)
    owed = ProgressReport.objects.filter(
        late | Q(reminders__isnull=False), recommendation__in=rows.batch, due_on__lt=today
    )
    # One line for each reminder, and one for a report without any.
    lines = owed.order_by().values_list(
        "pk",
        "recommendation",
        "body__name",
        "due_on",
        "submitted_at",
        "state",
        "reminders__pk",
        "reminders__sent_at",
    )
    told: set[Any] = set()
    for report, of, body, due_on, submitted_at, state, reminder, sent_at in lines:
        values = {"body": body, "day": day_of(due_on)}
        if report not in told and (submitted_at is None or state == ReportState.RETURNED):
            told.add(report)
            first = due_on + timedelta(days=1)
            yield (
                of,
                Event(
                    key=f"report_late:{report}",
                    kind=EventKind.REPORT_LATE,
                    on=first,
                    known_at=midnight(first),
                    sentence=_("A progress report of %(body)s was due on %(day)s and has not come.")
                    % values,
                ),
            )
        if sent_at is None or sent_at > rows.at:
            continue
        yield (
            of,
            Event(
                key=f"reminder:{reminder}",
                kind=EventKind.REMINDER,
                on=timezone.localdate(sent_at),
                known_at=sent_at,
                sentence=_("%(body)s was reminded of the report due on %(day)s.") % values,
                voice=Voice.COMMISSION,
            ),
        )

"""Which recommendations something happened to between two moments, without telling what.

Asks the same rows as the timelines, by the day on which they became known, so that thousands of
timelines need not be told to find the few that have something new. It may name a recommendation too
many, never one too few (tests/commission/recommendations/test_changed.py goes through every kind).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from archive.days import midnight
from commission.findings.models import Citation, EvidenceDecision
from commission.recommendations.actions.models import Action, ActionDue
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.legislature.models import BillFor
from commission.recommendations.progress.models import ProgressReport, Reminder
from commission.recommendations.recommendation.models import (
    AddressedBody,
    Recommendation,
    Succession,
)
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.responses.models import Response
from commission.recommendations.vocabulary import Part

# Where a row says when the record learned of it, and of which recommendation.
KNOWN: tuple[tuple[type[Any], str, str], ...] = (
    (Recommendation, "pk", "first_published_at"),
    (Response, "recommendation", "recorded_at"),
    (Action, "recommendation", "recorded_at"),
    (ActionDue, "action__recommendation", "set_at"),
    (Assessment, "recommendation", "recorded_at"),
    (Reminder, "report__recommendation", "sent_at"),
    (BillFor, "recommendation", "bill__recorded_at"),
    (BillFor, "recommendation", "bill__stages__recorded_at"),
    (Succession, "recommendation", "recorded_at"),
    (EvidenceDecision, "finding__recommendations", "decided_at"),
)
# When what stands behind a citation may have changed: taken back, closed, run out, replaced.
_OF = "finding__recommendations"
EVIDENCE = (
    "edition__testimony__withdrawals__withdrawn_at",
    "edition__testimony__editions__closed_at",
    "edition__testimony__editions__open_until",
    "edition__testimony__editions__opened_at",
)


def changed_between(since: datetime, until: datetime) -> dict[Any, datetime]:
    """Keys of public recommendations that something became known of after `since`, up to `until`.

    With each the newest such moment. The number of queries does not depend on how many there are.
    """
    found: dict[Any, datetime] = {}
    for key, moment in _moments(since, until):
        if key is not None and (key not in found or found[key] < moment):
            found[key] = moment
    public = set(recommendations_public().filter(pk__in=found).values_list("pk", flat=True))
    return {key: moment for key, moment in found.items() if key in public}


def _moments(since: datetime, until: datetime) -> Iterator[tuple[Any, datetime]]:
    for model, of, when in KNOWN:
        rows = model.objects.filter(**{f"{when}__gt": since, f"{when}__lte": until})
        yield from _newest(rows, of, when)
    for when in EVIDENCE:
        rows = Citation.objects.filter(
            **{f"{when}__gt": since, f"{when}__lte": until, "finding__live": True}
        )
        yield from _newest(rows, _OF, when)
    # What a day alone brings about is known from the first moment of a day: without a midnight
    # in between there is nothing to ask.
    first = timezone.localdate(since) + timedelta(days=1)
    last = timezone.localdate(until)
    if first <= last:
        yield from _by_days(first, last)


def _newest(rows: QuerySet[Any], of: str, when: str) -> QuerySet[Any, tuple[Any, datetime]]:
    return rows.order_by().values(of).annotate(newest=Max(when)).values_list(of, "newest")


def _by_days(first: date, last: date) -> Iterator[tuple[Any, datetime]]:
    """What is said for the first time on one of these days: the day after a last day."""
    before = (first - timedelta(days=1), last - timedelta(days=1))
    sources = (
        (ProgressReport.objects.filter(due_on__range=before), "recommendation", "due_on"),
        (
            BillFor.objects.filter(bill__session__ends_on__range=before),
            "recommendation",
            "bill__session__ends_on",
        ),
    )
    for rows, of, when in sources:
        for key, day in _newest(rows, of, when):
            yield key, midnight(day + timedelta(days=1))
    asked = AddressedBody.objects.filter(
        Q(part=Part.LEAD), recommendation__made_on__lt=last
    ).values_list("recommendation", "recommendation__made_on", F("body__days_to_answer"))
    for key, made_on, days in asked:
        late = made_on + timedelta(days=days + 1)
        if first <= late <= last:
            yield key, midnight(late)

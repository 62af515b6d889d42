"""The next day on which something is owed under a recommendation, or how late it is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.reading.wording import day_of
from commission.recommendations.actions.models import Action, ActionDue
from commission.recommendations.assessments.models import Assessment
from commission.recommendations.legislature.ladder import rung_of
from commission.recommendations.legislature.models import BillFor
from commission.recommendations.progress.models import ProgressReport
from commission.recommendations.progress.services import OPEN
from commission.recommendations.recommendation.models import (
    AddressedBody,
    Recommendation,
    Succession,
)
from commission.recommendations.responses.models import Response
from commission.recommendations.vocabulary import Part, Status, Voice

# Nothing more is owed once the commission finds one of these.
CLOSED = frozenset({Status.COMPLETED, Status.SUPERSEDED, Status.NO_LONGER})


class Owed(StrEnum):
    """What is owed on a day."""

    REPORT = "report"
    RESPONSE = "response"
    ACTION = "action"
    SESSION = "session"
    WHOLE = "whole"
    CLOSED = "closed"


@dataclass(frozen=True)
class NextDate:
    """A day and what is owed on it; `late` in days once it has passed."""

    on: date
    owed: Owed
    late: int = 0

    @property
    def sentence(self) -> str:
        """Report due 15 December 2026; Report 61 days late; Session ends 18 December 2026."""
        if self.late:
            return late_of(self.owed, self.late)
        said = {
            Owed.REPORT: _("Report due %(day)s"),
            Owed.RESPONSE: _("Response due %(day)s"),
            Owed.ACTION: _("Action due %(day)s"),
            Owed.SESSION: _("Session ends %(day)s"),
            Owed.WHOLE: _("Due %(day)s"),
            Owed.CLOSED: _("Closed %(day)s"),
        }
        return said[self.owed] % {"day": day_of(self.on)}


def late_of(owed: Owed | None, days: int) -> str:
    """How late something is: "Report 61 days late"; "61 days late" where it is plain what."""
    if owed == Owed.REPORT:
        said = ngettext("Report %(days)s day late", "Report %(days)s days late", days)
    elif owed == Owed.RESPONSE:
        said = ngettext("Response %(days)s day late", "Response %(days)s days late", days)
    elif owed == Owed.ACTION:
        said = ngettext("Action %(days)s day late", "Action %(days)s days late", days)
    else:
        said = ngettext("%(days)s day late", "%(days)s days late", days)
    return said % {"days": days}


def days_late(due_on: date, *, today: date) -> int:
    """Whole days since a day passed; 0 on it and before."""
    return max((today - due_on).days, 0)


def next_dates(keys: Collection[Any], *, today: date) -> dict[Any, NextDate]:
    """The earliest of what is owed under each recommendation; without an entry: nothing is.

    The number of queries does not depend on how many there are.
    """
    ended = dict(_closed(keys))
    still = [key for key in keys if key not in ended]
    found: dict[Any, NextDate] = {}
    for key, on, owed in (*_reports(still), *_responses(still), *_actions(still), *_wholes(still)):
        row = NextDate(on, owed, days_late(on, today=today))
        if key not in found or row.on < found[key].on:
            found[key] = row
    for key, on in _sessions(still, today=today):
        if key not in found or on < found[key].on:
            found[key] = NextDate(on, Owed.SESSION)
    return found | {key: NextDate(on, Owed.CLOSED) for key, on in ended.items() if on}


def _closed(keys: Collection[Any]) -> Iterator[tuple[Any, date | None]]:
    """What the commission finds done, and what another recommendation took the place of."""
    newest = Assessment.objects.filter(
        recommendation=OuterRef("pk"), voice=Voice.COMMISSION, action__isnull=True
    ).order_by("-made_on", "-recorded_at")
    rows = Recommendation.objects.filter(pk__in=keys).annotate(
        found=Subquery(newest.values("status")[:1]), since=Subquery(newest.values("made_on")[:1])
    )
    yield from rows.filter(found__in=CLOSED).values_list("pk", "since")
    yield from Succession.objects.filter(recommendation__in=keys).values_list(
        "recommendation", "on"
    )


def _reports(keys: Collection[Any]) -> Iterator[tuple[Any, date, Owed]]:
    rows = ProgressReport.objects.filter(recommendation__in=keys, state__in=OPEN)
    for key, on in rows.values_list("recommendation", "due_on"):
        yield key, on, Owed.REPORT


def _responses(keys: Collection[Any]) -> Iterator[tuple[Any, date, Owed]]:
    answered = set(
        Response.objects.filter(recommendation__in=keys).values_list("recommendation", "body")
    )
    rows = AddressedBody.objects.filter(
        recommendation__in=keys, part=Part.LEAD, recommendation__made_on__isnull=False
    )
    for key, body, made_on, days in rows.values_list(
        "recommendation", "body", "recommendation__made_on", "body__days_to_answer"
    ):
        if made_on is not None and (key, body) not in answered:
            yield key, made_on + timedelta(days=days), Owed.RESPONSE


def _actions(keys: Collection[Any]) -> Iterator[tuple[Any, date, Owed]]:
    for key, on, found in actions_with_day(Action.objects.filter(recommendation__in=keys)):
        if on and found not in CLOSED:
            yield key, on, Owed.ACTION


def actions_with_day(actions: Any) -> Any:
    """Of each action its recommendation, the day in force, and what the commission finds of it."""
    day = ActionDue.objects.filter(action=OuterRef("pk")).order_by("-set_at", "-pk")
    view = Assessment.objects.filter(action=OuterRef("pk"), voice=Voice.COMMISSION).order_by(
        "-made_on", "-recorded_at"
    )
    return (
        actions.order_by()
        .annotate(day=Subquery(day.values("due_on")[:1]), found=Subquery(view.values("status")[:1]))
        .values_list("recommendation", "day", "found")
    )


def _wholes(keys: Collection[Any]) -> Iterator[tuple[Any, date, Owed]]:
    rows = Recommendation.objects.filter(pk__in=keys, due_on__isnull=False)
    for key, on in rows.values_list("pk", "due_on"):
        yield key, on, Owed.WHOLE


def _sessions(keys: Collection[Any], *, today: date) -> Iterator[tuple[Any, date]]:
    rows = BillFor.objects.filter(recommendation__in=keys, bill__session__ends_on__gte=today)
    for row in rows.select_related("bill__session").prefetch_related("bill__stages"):
        falls_after = rung_of(row, on=today).falls_after
        if falls_after is not None:
            yield row.recommendation_id, falls_after

"""The whole history of a recommendation, or of many."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.timeline.bodies import actions, reports, responses
from commission.recommendations.timeline.events import Event
from commission.recommendations.timeline.evidence import evidence
from commission.recommendations.timeline.legislature import bills
from commission.recommendations.timeline.rows import Rows
from commission.recommendations.timeline.views import made, successions, views

SOURCES = (made, responses, actions, reports, views, bills, successions, evidence)


def timeline_of(recommendation: Recommendation, *, at: datetime) -> list[Event]:
    """Everything that happened up to a moment, newest first.

    Derived each time from the rows of the tracker, the sessions' last days, and the editions that
    its findings cite: nothing is told twice, and nothing can be forgotten. The number of queries
    does not depend on how much happened.
    """
    return timeline_from(Rows([recommendation], at=at))[recommendation.pk]


def timelines_of(
    recommendations: Iterable[Recommendation], *, at: datetime
) -> dict[Any, list[Event]]:
    """The history of each, under its key; as many queries for a thousand as for one."""
    return timeline_from(Rows(recommendations, at=at))


def timeline_from(rows: Rows) -> dict[Any, list[Event]]:
    """The same, told from rows that something else is told from as well."""
    found: dict[Any, list[Event]] = {key: [] for key in rows.batch}
    for source in SOURCES:
        for key, event in source(rows):
            found[key].append(event)
    return {
        key: sorted(events, key=lambda event: event.order, reverse=True)
        for key, events in found.items()
    }

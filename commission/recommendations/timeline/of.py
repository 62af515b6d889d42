"""The whole history of a recommendation."""

from datetime import datetime

from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.timeline.bodies import actions, reports, responses
from commission.recommendations.timeline.events import Event
from commission.recommendations.timeline.evidence import evidence
from commission.recommendations.timeline.legislature import bills
from commission.recommendations.timeline.views import made, successions, views


def timeline_of(recommendation: Recommendation, *, at: datetime) -> list[Event]:
    """Everything that happened up to a moment, newest first.

    Derived each time from the rows of the tracker, the sessions' last days, and the editions that
    its findings cite: nothing is told twice, and nothing can be forgotten. The number of queries
    does not depend on how much happened.
    """
    sources = (made, responses, actions, reports, views, bills, successions, evidence)
    found = [event for source in sources for event in source(recommendation, at=at)]
    return sorted(found, key=lambda event: event.order, reverse=True)

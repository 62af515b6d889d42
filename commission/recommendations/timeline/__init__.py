"""What happened to one recommendation, in order, told from the rows that record it."""

from commission.recommendations.timeline.events import Event, EventKind
from commission.recommendations.timeline.of import timeline_from, timeline_of, timelines_of
from commission.recommendations.timeline.rows import Rows

__all__ = ["Event", "EventKind", "Rows", "timeline_from", "timeline_of", "timelines_of"]

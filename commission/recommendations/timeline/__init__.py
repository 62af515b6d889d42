"""What happened to one recommendation, in order, told from the rows that record it."""

from commission.recommendations.timeline.events import Event, EventKind
from commission.recommendations.timeline.of import timeline_of, timelines_of

__all__ = ["Event", "EventKind", "timeline_of", "timelines_of"]

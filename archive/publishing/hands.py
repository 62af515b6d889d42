"""Who had a hand in a candidate, and so may not be the one who approves it."""

from uuid import UUID

from archive.edition.models import Edition
from archive.index_points.models import IndexPoint
from archive.redaction.models import OccurrenceKept, Redaction


def hands_in(edition: Edition) -> frozenset[UUID]:
    """Ids of everybody who asked for it, kept a name in it, wrote an index point of it, or proposed
    anything about a removal.

    Whatever became of the proposal: one that was sent back shaped what goes out as well.
    """
    redactions = Redaction.objects.filter(testimony=edition.testimony_id)
    kept = OccurrenceKept.objects.filter(protected_name__testimony=edition.testimony_id)
    points = IndexPoint.objects.filter(testimony=edition.testimony_id)
    hands = {
        edition.built_by_id,
        *redactions.values_list("proposed_by", flat=True),
        *redactions.values_list("lift_proposed_by", flat=True),
        *redactions.values_list("confirm_proposed_by", flat=True),
        *kept.values_list("kept_by", flat=True),
        *points.values_list("written_by", flat=True),
        *points.values_list("changed_by", flat=True),
    }
    return frozenset(hand for hand in hands if hand is not None)

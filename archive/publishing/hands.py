"""Who had a hand in a candidate, and so may not be the one who approves it."""

from uuid import UUID

from django.db.models import Q

from archive.edition.models import Edition
from archive.redaction.models import WITHHELD, OccurrenceKept, Redaction, RedactionState


def hands_in(edition: Edition) -> frozenset[UUID]:
    """Ids of everybody who asked for it, or proposed what is removed, confirmed, shown again or
    kept in it.
    """
    redactions = Redaction.objects.filter(testimony=edition.testimony_id)
    kept = OccurrenceKept.objects.filter(protected_name__testimony=edition.testimony_id)
    hands = {
        edition.built_by_id,
        *redactions.filter(state__in=WITHHELD).values_list("proposed_by", flat=True),
        *redactions.filter(state__in=WITHHELD, confirm_proposed_by__isnull=False).values_list(
            "confirm_proposed_by", flat=True
        ),
        *redactions.filter(
            Q(state=RedactionState.LIFTED), lift_proposed_by__isnull=False
        ).values_list("lift_proposed_by", flat=True),
        *kept.values_list("kept_by", flat=True),
    }
    return frozenset(hand for hand in hands if hand is not None)

"""Who had a hand in what waits for approval, and so may not be the one who approves it."""

from typing import Any


def hands_in(record: Any) -> frozenset[Any]:
    """Ids of everybody who wrote a revision since the one that is public, or asked for the review.

    All revisions count where nothing is public yet. A revision without a person (written by a
    program) has no hand to name.
    """
    revisions = record.revisions
    if record.live_revision_id:
        revisions = revisions.filter(pk__gt=record.live_revision_id)
    hands = set(revisions.values_list("user", flat=True))
    waiting = record.current_workflow_state
    if waiting is not None:
        hands.add(waiting.requested_by_id)
    return frozenset(hand for hand in hands if hand is not None)

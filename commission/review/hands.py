"""Who had a hand in what waits for approval, and so may not be the one who approves it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser


def hands_in(record: Any) -> frozenset[Any]:
    """Ids of everybody who wrote a revision since the one that is public, or asked for the review.

    All revisions count where nothing is public. A revision without a person (written by a program)
    has no hand to name.
    """
    return hands_in_all([record])[record.pk]


def hands_in_all(records: Iterable[Any]) -> dict[Any, frozenset[Any]]:
    """The same for many records of one kind, under their keys; two queries, and what their kind
    asks beside (`PublicRecord.hands_beside`).
    """
    # Wagtail imports this module while it makes the models that are imported here.
    from wagtail.models import Revision, WorkflowState

    rows = {str(record.pk): record for record in records}
    hands: dict[str, set[Any]] = {key: set() for key in rows}
    if rows:
        kind = next(iter(rows.values())).get_base_content_type()
        written = Revision.objects.filter(base_content_type=kind, object_id__in=rows)
        for key, pk, user in written.values_list("object_id", "pk", "user"):
            live = rows[key].live_revision_id
            if live is None or pk > live:
                hands[key].add(user)
        waiting = WorkflowState.objects.active().filter(base_content_type=kind, object_id__in=rows)
        for key, user in waiting.values_list("object_id", "requested_by"):
            hands[key].add(user)
        # Base rows of pages have none.
        beside = getattr(next(iter(rows.values())), "hands_beside", None)
        for pk, people in (beside(row.pk for row in rows.values()) if beside else {}).items():
            hands[str(pk)] |= people
    return {rows[key].pk: frozenset(hands[key] - {None}) for key in rows}


def holds_approval(record: Any, user: AbstractBaseUser | Any) -> bool:
    """Whether somebody holds the right to approve records of this one's kind, or of this kind."""
    return isinstance(user, AbstractUser) and user.is_active and user.has_perm(record.approval())

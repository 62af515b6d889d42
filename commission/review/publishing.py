"""How an approved revision becomes public: the only way there is."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from media.refusal import Refused


def publish_reviewed(workflow_state: Any, user: Any = None) -> None:
    """Publish the revision that was approved, and no newer one (`WAGTAIL_FINISH_WORKFLOW_ACTION`).

    Nobody holds the right to publish, so that no button, bulk action or schedule goes round the
    review; what was approved is published by it. Raises PermissionDenied where the last approval is
    by somebody with a hand in it or without the right (a workflow of another kind may have been put
    in the place of ours), or there is none, and for what is under no review; Refused for what may
    not be sent or said any more, and for a translation of what is not public.
    """
    # Wagtail imports this module while it makes the models that are imported here.
    from wagtail.models import TaskState

    from archive.ledger.services import ledger_append
    from commission.review.checks import submit_check
    from commission.review.hands import hands_in, holds_approval
    from commission.review.reviewed import Reviewed
    from commission.review.telling import public_changed
    from commission.review.translations import texts_note
    from commission.review.words import record_words_check

    # Wagtail hands out the base row of a page.
    base = workflow_state.content_object
    record: Any = getattr(base, "specific", base)
    if not issubclass(type(record), Reviewed):
        raise PermissionDenied
    approved = (
        workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
        .order_by("-finished_at", "-pk")
        .first()
    )
    if (
        approved is None
        or not holds_approval(record, approved.finished_by)
        or approved.finished_by_id in hands_in(record) | {workflow_state.requested_by_id}
    ):
        raise PermissionDenied
    draft = approved.revision.as_object()
    record_words_check(draft)
    # An account may have opened since it was sent, or a document have been taken down.
    submit_check(draft)
    with transaction.atomic():
        _original_require(record)
        approved.revision.publish(user=user, skip_permission_checks=True)
        now = timezone.now()
        published = type(record)._default_manager.get(pk=record.pk)
        texts_note(published)
        public_changed(published, at=now)
        ledger_append(
            actor=user or "review",
            act=f"{record._meta.model_name}.publish",
            record=record,
            at=now,
            details={**record.named_in_ledger, "revision": approved.revision_id},
        )


def _original_require(record: Any) -> None:
    """Raises Refused for a translation of what is not public, or has left public meanwhile."""
    if record.translated_from_id is None:
        return
    rows = type(record)._default_manager.select_for_update(of=("self",))
    if not rows.get(pk=record.translated_from_id).live:
        raise Refused("original", _("What this translates is not public. Approve that first."))

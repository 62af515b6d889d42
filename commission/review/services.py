"""The whole way of a public record without a browser: through the same steps as in the admin."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, WorkflowState

from commission.accounts.models import User
from commission.review.checks import submit_check
from commission.review.models import PublicRecord
from media.refusal import Refused

Record = TypeVar("Record", bound=PublicRecord)


def number_next(model: type[PublicRecord]) -> int:
    """The next free number of a kind of record. Numbers are never used twice."""
    last = model._default_manager.aggregate(last=models.Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def record_create(*, record: Record, by: User) -> Record:
    """Keep a new record as a draft, under its number or the next free one.

    Raises Refused for whoever may not add such a record, ValidationError for wrong fields.
    """
    _require(record, "add", by)
    if getattr(record, "number", None) is None:
        record.number = number_next(type(record))
    if record.locale_id is None:
        record.locale = Locale.get_default()
    record.live, record.has_unpublished_changes = False, True
    record.full_clean()
    record.save()
    record.save_revision(user=by, log_action="wagtail.create")
    return record


@transaction.atomic
def record_save_draft(*, record: Record, by: User) -> Record:
    """Keep changed fields as a new draft; what is public stays as it is.

    Raises Refused for whoever may not change it, and while it waits for approval.
    """
    _require(record, "change", by)
    if _in_review(record) is not None:
        raise Refused("in_review", _("This waits for approval. Have it sent back before changes."))
    record.save_revision(user=by, log_action=True)
    return record


@transaction.atomic
def record_submit(*, record: Record, by: User) -> Record:
    """Ask for the approval of a second person.

    Raises Refused where it waits already, and for what a record must not say (`review.checks`).
    """
    _require(record, "change", by)
    submit_check(record)
    state = record.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
        return record
    if state is not None:
        raise Refused("in_review", _("This waits for approval already."))
    workflow = record.get_workflow()
    if workflow is None:
        raise Refused("no_workflow", _("Run `manage.py create_roles`: no review is set up."))
    workflow.start(record, by)
    return record


@transaction.atomic
def record_approve(*, record: Record, by: User) -> Record:
    """Approve what waits, and so publish exactly that. Returns the record as it is public.

    Raises Refused where nothing waits, and for whoever may not approve it or had a hand in it.
    """
    _act(record, "approve", by)
    fresh: Record = type(record)._default_manager.get(pk=record.pk)
    return fresh


@transaction.atomic
def record_send_back(*, record: Record, comment: str, by: User) -> Record:
    """Send what waits back to whoever wrote it. Raises Refused as `record_approve` does."""
    _act(record, "reject", by, comment=comment)
    return record


@transaction.atomic
def record_translate(*, record: Record, locale: Locale, by: User) -> Record:
    """A draft of a translation, with the texts of the original to be written over.

    Bodies, citations and everything that the tracker records stay with the original. Raises Refused
    where there is a translation into that language, or the record is one itself.
    """
    _require(record, "add", by)
    if record.translated_from_id is not None:
        raise Refused("translation", _("Translate the original, not a translation of it."))
    if record.has_translation(locale):
        raise Refused("translated", _("There is a translation into this language already."))
    copy = record.copy_for_translation(locale)
    copy.translated_from = record
    for relation in copy.ORIGINALS_ALONE:
        setattr(copy, relation, [])
    copy.live, copy.has_unpublished_changes = False, True
    copy.first_published_at = copy.last_published_at = copy.live_revision = None
    copy.latest_revision = None
    copy.save()
    copy.save_revision(user=by, log_action="wagtail.create")
    translated: Record = copy
    return translated


def _require(record: PublicRecord, verb: str, by: User) -> None:
    meta = record._meta
    if not by.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}"):
        raise Refused(
            "not_allowed", _("Your role does not include this. An administrator can change it.")
        )


def _in_review(record: PublicRecord) -> Any:
    state = record.current_workflow_state
    return state if state and state.status == WorkflowState.STATUS_IN_PROGRESS else None


def _act(record: PublicRecord, action: str, by: User, **said: str) -> None:
    state = _in_review(record)
    if state is None or state.current_task_state is None:
        raise Refused("not_waiting", _("This does not wait for approval."))
    task_state = state.current_task_state.specific
    try:
        task_state.task.specific.on_action(task_state, user=by, action_name=action, **said)
    except PermissionDenied as refused:
        raise Refused(
            "same_person",
            _("Somebody with the right to approve, who wrote none of this, has to decide it."),
        ) from refused

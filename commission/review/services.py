"""The whole way of a public record without a browser: through the same steps as in the admin."""

from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Locale, WorkflowState

from commission.accounts.models import User
from commission.review.checks import submit_check
from commission.review.models import PublicRecord
from commission.review.reviewed import Reviewed
from commission.review.words import record_words_check
from media.refusal import Refused

# A public record, or a page that is under the same review.
Record = TypeVar("Record", bound=Any)
Row = TypeVar("Row", bound=models.Model)


def number_next(model: type[models.Model], field: str = "number", **within: Any) -> int:
    """The next free number of a kind of record, for the rest of the transaction.

    `within` narrows the rows among which it is counted. Numbers are never used twice: nobody
    deletes a record, and two people who ask at once wait for one another here. Raises
    TransactionManagementError outside of a transaction.
    """
    kind = ContentType.objects.get_for_model(model)
    ContentType.objects.select_for_update().get(pk=kind.pk)
    rows = model._default_manager.filter(**within)
    last = rows.aggregate(last=models.Max(field))["last"]
    return (last or 0) + 1


def number_give(record: PublicRecord) -> None:
    """Give a new record its numbers, for the rest of the transaction."""
    for field, within in record.numbered().items():
        setattr(record, field, number_next(type(record), field, **within))


@transaction.atomic
def record_create(*, record: Record, by: User) -> Record:
    """Keep a new record as a draft, under its number or the next free one.

    Raises Refused for whoever may not add such a record and for words that may not stand
    (`review.words`), ValidationError for wrong fields.
    """
    _require(record, "add", by)
    record_words_check(record)
    if getattr(record, "number", None) is None:
        number_give(record)
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

    Raises Refused for whoever may not change it, while it waits for approval, and for words that
    may not stand.
    """
    _require(record, "change", by)
    record_words_check(record)
    if _in_review(record) is not None:
        raise Refused("in_review", _("This waits for approval. Have it sent back before changes."))
    record.save_revision(user=by, log_action=True)
    return record


@transaction.atomic
def record_submit(*, record: Record, by: User) -> Record:
    """Ask for the approval of a second person.

    Raises Refused where it waits already, and for what a record must not say (`review.checks`);
    ValidationError for a draft that is not complete.
    """
    _require(record, "change", by)
    # What is sent is the newest draft, whatever row was handed in.
    draft = record.get_latest_revision_as_object()
    draft.full_clean()
    record_words_check(draft)
    submit_check(draft)
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


def waiting_mark(state: WorkflowState) -> str:
    """Names exactly the text that waits; another one after any change to it."""
    revision = state.current_task_state.revision
    return f"{state.current_task_state.pk}-{revision.pk}-{revision.created_at.isoformat()}"


@transaction.atomic
def record_approve(*, record: Record, by: User, seen: str | None = None) -> Record:
    """Approve what waits, and so publish exactly that. Returns the record as it is public.

    `seen` is the mark of what was read (`waiting_mark`). Raises Refused where nothing waits, where
    something else waits than was read, for whoever may not approve it or had a hand in it, and for
    what cannot stand any more, as where its address was taken meanwhile.
    """
    _act(record, "approve", by, seen)
    fresh: Record = type(record)._default_manager.get(pk=record.pk)
    return fresh


@transaction.atomic
def record_send_back(*, record: Record, comment: str, by: User, seen: str | None = None) -> Record:
    """Send what waits back to whoever wrote it. Raises Refused as `record_approve` does."""
    _act(record, "reject", by, seen, comment=comment)
    return record


@transaction.atomic
def row_translate(*, row: Row, locale: Locale, by: User) -> Row:
    """A row of a theme, body, report or chapter in another language, with the same texts.

    They are public where a public record has them, so these texts are at once. Raises Refused where
    there is a translation into that language.
    """
    _require(row, "add", by)
    if row.has_translation(locale):  # type: ignore[attr-defined]
        raise Refused("translated", _("There is a translation into this language already."))
    copy: Row = row.copy_for_translation(locale)  # type: ignore[attr-defined]
    copy.save()
    log(instance=copy, action="wagtail.create", user=by)
    return copy


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


def _require(record: Any, verb: str, by: User) -> None:
    meta = record._meta
    allowed = (
        record.permits(by, verb)
        if isinstance(record, Reviewed)
        else by.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}")
    )
    if not allowed:
        raise Refused(
            "not_allowed", _("Your role does not include this. An administrator can change it.")
        )


def _in_review(record: Any) -> Any:
    state = record.current_workflow_state
    return state if state and state.status == WorkflowState.STATUS_IN_PROGRESS else None


def _act(record: Any, action: str, by: User, seen: str | None = None, **said: str) -> None:
    waiting = _in_review(record)
    if waiting is not None:
        # Nobody else decides, and nothing else is sent, until this has ended.
        waiting = WorkflowState.objects.select_for_update().get(pk=waiting.pk)
    if (
        waiting is None
        or waiting.status != WorkflowState.STATUS_IN_PROGRESS
        or waiting.current_task_state is None
    ):
        raise Refused("not_waiting", _("This does not wait for approval."))
    if seen is not None and seen != waiting_mark(waiting):
        raise Refused(
            "changed_since", _("It was changed since you opened this page. Read it once more.")
        )
    task_state = waiting.current_task_state.specific
    try:
        task_state.task.specific.on_action(task_state, user=by, action_name=action, **said)
    except ValidationError as wrong:
        # It could stand when it was sent; an address is taken since, or a report has a page.
        raise Refused(
            "not_valid",
            _("This cannot be public as it is now. Send it back: %(why)s")
            % {"why": " ".join(wrong.messages)},
        ) from wrong
    except PermissionDenied as refused:
        raise Refused(
            "same_person",
            _("Somebody with the right to approve, who wrote none of this, has to decide it."),
        ) from refused

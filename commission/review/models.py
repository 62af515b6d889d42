"""Records that are public by nature, and the rule that a second person approves each change."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    Task,
    TaskState,
    TranslatableMixin,
    WorkflowMixin,
    WorkflowState,
)

from commission.review.hands import hands_in, hands_in_all, holds_approval


class PublicRecordQuerySet(models.QuerySet[Any]):
    """What outsiders may read is what `published()` returns, and nothing else."""

    def published(self) -> "PublicRecordQuerySet":
        """Rows that a second person approved and that stand in public.

        `live` is not filtered by any manager of Wagtail: a row that was never published is in the
        table like every other.
        """
        return self.filter(live=True)

    def originals(self) -> "PublicRecordQuerySet":
        """Rows in the language in which the commission wrote them; translations belong to these."""
        return self.filter(translated_from__isnull=True)

    def behind(self) -> "PublicRecordQuerySet":
        """Public translations whose original says something else since they were approved."""
        known = self.published().exclude(texts="").exclude(translated_from__texts="")
        return known.filter(translated_from__live=True).exclude(
            texts=models.F("translated_from__texts")
        )


class PublicRecord(
    TranslatableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """A record with drafts, a review that no author can do alone, and translations.

    Everything that the tracker keeps about a record hangs on its original. A translation is a row
    of its own with its own drafts and its own review; `translated_from` names the original. What is
    a state and not content is in other tables or preserved by `with_content_json`: publishing an
    older revision must never bring an older state back.
    """

    # Names of fields that belong to the record as a whole and to no revision of it.
    KEPT_FIELDS: tuple[str, ...] = ("translated_from_id", "texts")
    # Relations that belong to the original, and that a translation has none of.
    ORIGINALS_ALONE: tuple[str, ...] = ()
    # What a translation says in words of its own; everything else is read from the original.
    TRANSLATED: tuple[str, ...] = ()

    translated_from = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    # The mark of the original's texts (`translations.texts_mark`): of an original as they are
    # public, of a translation as they stood beside it when it was approved.
    texts = models.CharField(max_length=64, blank=True, editable=False)

    objects = PublicRecordQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @property
    def original_id(self) -> Any:
        """The key of the original: what the tracker's rows point at."""
        return self.translated_from_id or self.pk

    @classmethod
    def hands_beside(cls, keys: Iterable[Any]) -> dict[Any, set[Any]]:
        """People who had a hand in records of this kind elsewhere than in their revisions."""
        return {}

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A revision's content, with everything that is no content as it stands now.

        A day to appear or to leave is taken out: what is approved is public at once, and nothing
        leaves by the clock. A translation gets no rows that belong to its original.
        """
        record = super().with_content_json(content)
        for name in self.KEPT_FIELDS:
            setattr(record, name, getattr(self, name))
        record.go_live_at = record.expire_at = None
        if record.translated_from_id:
            for relation in self.ORIGINALS_ALONE:
                setattr(record, relation, [])
        return record

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """A new revision, or an author's own newest written over while the editor saves by itself.

        One that was sent for approval is never written over: what was read, approved and signed
        stays as it was.
        """
        over = kwargs.get("overwrite_revision")
        if over is not None and (
            over.pk == self.live_revision_id or TaskState.objects.filter(revision=over).exists()
        ):
            kwargs["overwrite_revision"] = None
        return super().save_revision(*args, **kwargs)

    def get_lock(self) -> Any:
        """While it waits for approval it is locked to everybody.

        Also to whoever had locked it for themselves before, whom Wagtail would let in.
        """
        task = self.current_workflow_task
        return super().get_lock() if task is None else task.lock_class(self, task)


class SecondPersonTask(Task):
    """A step of review: somebody who may approve, and who had no hand in what is approved.

    Wagtail's own group approval lets superusers approve, and authors who are in the group.
    """

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def user_may_approve(self, record: Any, user: AbstractBaseUser | Any) -> bool:
        """Whether this person may approve exactly what waits: the permission, and clean hands."""
        return holds_approval(record, user) and user.pk not in hands_in(record)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What waits for approval is not changed by anybody: it is sent back first."""
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """None in Wagtail's own editor, and none by its addresses.

        There is one page to decide on (`commission.review.views`): it shows exactly what would be
        public, and what is decided there holds for what was shown.
        """
        return []

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Refuses whoever may not, whichever way the act was asked for; one at a time.

        Raises PermissionDenied, also where it was decided in the meantime.
        """
        state = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        task_state.refresh_from_db()
        if state.status != WorkflowState.STATUS_IN_PROGRESS or not self.user_may_approve(
            state.content_object, user
        ):
            raise PermissionDenied
        task_state.workflow_state = state
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What waits for this person."""
        waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)
        states = waiting.select_related("workflow_state").prefetch_related(
            "workflow_state__content_object"
        )
        kinds: dict[type, list[Any]] = {}
        for state in states:
            record = state.workflow_state.content_object
            if holds_approval(record, user):
                kinds.setdefault(type(record), []).append((state.pk, record))
        mine = []
        for rows in kinds.values():
            hands = hands_in_all(record for _pk, record in rows)
            mine += [pk for pk, record in rows if user.pk not in hands[record.pk]]
        return TaskState.objects.filter(pk__in=mine)

    @classmethod
    def get_description(cls) -> Any:
        """Shown where tasks are chosen."""
        return _("Somebody with the right to approve, who wrote nothing of what is approved")

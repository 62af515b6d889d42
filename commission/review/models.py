"""Records that are public by nature, and the rule that a second person approves each change."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser
from django.db import models
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
)

from commission.review.hands import hands_in


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
    KEPT_FIELDS: tuple[str, ...] = ("translated_from_id",)
    # Relations that belong to the original, and that a translation has none of.
    ORIGINALS_ALONE: tuple[str, ...] = ()

    translated_from = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = PublicRecordQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @property
    def original_id(self) -> Any:
        """The key of the original: what the tracker's rows point at."""
        return self.translated_from_id or self.pk

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A revision's content, with everything that is no content as it stands now."""
        record = super().with_content_json(content)
        for name in self.KEPT_FIELDS:
            setattr(record, name, getattr(self, name))
        return record


class SecondPersonTask(Task):
    """A step of review: somebody who may approve, and who had no hand in what is approved.

    Wagtail's own group approval lets superusers approve, and authors who are in the group.
    """

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def user_may_approve(self, record: Any, user: AbstractBaseUser | Any) -> bool:
        """Whether this person may approve exactly what waits: the permission, and clean hands."""
        permission = f"{record._meta.app_label}.approve_{record._meta.model_name}"
        return (
            isinstance(user, AbstractUser)
            and user.is_active
            and user.has_perm(permission)
            and user.pk not in hands_in(record)
        )

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What waits for approval is not changed by anybody: it is sent back first."""
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Approve or send back, for whoever may; nothing for everybody else."""
        if not self.user_may_approve(obj, user):
            return []
        return [
            ("reject", _("Send back for changes"), True),
            ("approve", _("Approve and publish"), False),
        ]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Refuses whoever may not, whichever way the act was asked for.

        Raises PermissionDenied.
        """
        from django.core.exceptions import PermissionDenied

        if not self.user_may_approve(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What waits for this person."""
        waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)
        mine = [
            state.pk
            for state in waiting.select_related("workflow_state")
            if self.user_may_approve(state.workflow_state.content_object, user)
        ]
        return TaskState.objects.filter(pk__in=mine)

    @classmethod
    def get_description(cls) -> Any:
        """Shown where tasks are chosen."""
        return _("Somebody with the right to approve, who wrote nothing of what is approved")

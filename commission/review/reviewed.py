"""What records and pages have in common that no author publishes alone."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from wagtail.models import TaskState

LOOKS = ("view", "change", "add")


class Reviewed:
    """A mixin of models with drafts, a workflow and translations; it stands before Wagtail's own.

    The model has two fields: `translated_from`, the original of a translation, and `texts`, the
    mark of the original's texts (`translations.texts_mark`).
    """

    # Names of fields that belong to the record as a whole and to no revision of it.
    KEPT_FIELDS: tuple[str, ...] = ("translated_from_id", "texts")
    # Relations that belong to the original, and that a translation has none of.
    ORIGINALS_ALONE: tuple[str, ...] = ()
    # What a translation says in words of its own; everything else is read from the original.
    TRANSLATED: tuple[str, ...] = ()
    # The permission to approve, where a kind of record has none of its own name.
    APPROVAL = ""

    @property
    def original_id(self) -> Any:
        """The key of the original: what the tracker's rows point at."""
        return self.translated_from_id or self.pk  # type: ignore[attr-defined]

    @property
    def named_in_ledger(self) -> dict[str, Any]:
        """What the ledger calls it by, beside its key: its number."""
        return {"number": self.number}  # type: ignore[attr-defined]

    @classmethod
    def approval(cls) -> str:
        """The permission that whoever approves such a record needs."""
        meta = cls._meta  # type: ignore[attr-defined]
        return cls.APPROVAL or f"{meta.app_label}.approve_{meta.model_name}"

    def permits(self, user: Any, verb: str) -> bool:
        """Whether somebody may `add` or `change` this one."""
        meta = self._meta  # type: ignore[attr-defined]
        return bool(user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}"))

    def numbered(self) -> dict[str, dict[str, Any]]:
        """Fields that a new record is numbered by, each with what narrows the rows it counts."""
        return {"number": {}}

    @classmethod
    def hands_beside(cls, keys: Iterable[Any]) -> dict[Any, set[Any]]:
        """People who had a hand in records of this kind elsewhere than in their revisions."""
        return {}

    @classmethod
    def written_by(cls, user: Any) -> bool:
        """Whether somebody may change records of this kind at all."""
        meta = cls._meta  # type: ignore[attr-defined]
        return bool(user.has_perm(f"{meta.app_label}.change_{meta.model_name}"))

    @classmethod
    def seen_by(cls, user: Any) -> bool:
        """Whether somebody may look at records of this kind in the admin."""
        meta = cls._meta  # type: ignore[attr-defined]
        return any(user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}") for verb in LOOKS)

    @property
    def editor_address(self) -> str:
        """Where its draft is written in the admin."""
        viewset = self.snippet_viewset  # type: ignore[attr-defined]
        return reverse(viewset.get_url_name("edit"), args=[self.pk])  # type: ignore[attr-defined]

    @property
    def review_address(self) -> str:
        """Where somebody decides about it."""
        meta = self._meta  # type: ignore[attr-defined]
        at = [meta.app_label, meta.model_name, self.pk]  # type: ignore[attr-defined]
        return reverse("review:review", args=at)

    def compared_fields(self) -> list[tuple[str, str, str]] | None:
        """Name, label and text of each field that whoever approves reads; None for all of them."""
        return None

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A revision's content, with everything that is no content as it stands now.

        A day to appear or to leave is taken out: what is approved is public at once, and nothing
        leaves by the clock. A translation gets no rows that belong to its original.
        """
        record = super().with_content_json(content)  # type: ignore[misc]
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
            over.pk == self.live_revision_id  # type: ignore[attr-defined]
            or TaskState.objects.filter(revision=over).exists()
        ):
            kwargs["overwrite_revision"] = None
        return super().save_revision(*args, **kwargs)  # type: ignore[misc]

    def get_lock(self) -> Any:
        """While it waits for approval it is locked to everybody.

        Also to whoever had locked it for themselves before, whom Wagtail would let in.
        """
        task = self.current_workflow_task  # type: ignore[attr-defined]
        return super().get_lock() if task is None else task.lock_class(self, task)  # type: ignore[misc]

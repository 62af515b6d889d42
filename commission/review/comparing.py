"""What a draft says, beside what is public now, for whoever decides about it."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations

from commission.review.models import PublicRecord

# Wagtail's own, and what belongs to no revision.
NOT_SHOWN = frozenset(
    {
        "id",
        "translation_key",
        "locale",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "latest_revision",
        "live_revision",
        "translated_from",
        "number",
    }
)


@dataclass(frozen=True)
class Compared:
    """One field: its name, what stands in public, what would."""

    label: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether approving would change it."""
        return self.before != self.after


def compared(record: PublicRecord) -> list[Compared]:
    """Every field of a record's newest draft that says anything, beside the public one."""
    draft = record.get_latest_revision_as_object()
    before = dict(_said(record)) if record.live else {}
    return [
        Compared(label, before.get(label, ""), text)
        for label, text in _said(draft)
        if text or before.get(label)
    ]


def _said(record: Any) -> list[tuple[str, str]]:
    rows = [
        (str(field.verbose_name), _value(record, field))
        for field in record._meta.concrete_fields
        if field.name not in NOT_SHOWN
    ]
    for field in record._meta.many_to_many:
        if isinstance(field, ParentalManyToManyField):
            chosen = ", ".join(sorted(str(one) for one in getattr(record, field.name).all()))
            rows.append((str(field.verbose_name), chosen))
    for relation in get_all_child_relations(record):
        lines = [_described(child) for child in getattr(record, relation.get_accessor_name()).all()]
        rows.append((str(relation.related_model._meta.verbose_name_plural), "\n".join(lines)))
    return rows


def _value(record: Any, field: "models.Field[Any, Any]") -> str:
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    value = getattr(record, field.name)
    return "" if value is None or value is False else str(value)


def _described(child: Any) -> str:
    """A child row in words: models say it with `described` where their name says too little."""
    return str(getattr(child, "described", child))

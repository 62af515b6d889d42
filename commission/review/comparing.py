"""What a draft says, beside what is public now, for whoever decides about it."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.models import Revision

from commission.review.translations import to_read

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
        "texts",
        "number",
    }
)


@dataclass(frozen=True)
class Compared:
    """One field: its name, what stands in public, what would, and what the original says."""

    label: str
    before: str
    after: str
    # Of a translation only.
    original: str = ""

    @property
    def changed(self) -> bool:
        """Whether approving would change it."""
        return self.before != self.after


def compared(record: Any, revision: Revision | None = None) -> list[Compared]:
    """Every field of a draft that says anything, beside the public one.

    The draft is the newest one where no revision is named. Of a translation, its texts beside those
    of the original.
    """
    draft = revision.as_object() if revision else record.get_latest_revision_as_object()
    before = dict(_said(record)) if record.live else {}
    original = dict(_said(to_read(record.translated_from))) if record.translated_from else {}
    return [
        Compared(label, before.get(label, ""), text, original.get(label, ""))
        for label, text in _said(draft)
        if text or before.get(label) or original.get(label)
    ]


def _said(record: Any) -> list[tuple[str, str]]:
    rows = record.compared_fields()
    if rows is not None:
        # A page has all of its fields in each language, and its form gives them to be changed.
        return [(label, text) for _name, label, text in rows]
    own = set(record.TRANSLATED) if record.translated_from_id else None
    return [
        (label, text) for name, label, text in _fields_said(record) if own is None or name in own
    ]


def _fields_said(record: Any) -> list[tuple[str, str, str]]:
    rows = [
        (field.name, str(field.verbose_name), _value(record, field))
        for field in record._meta.concrete_fields
        if field.editable and field.name not in NOT_SHOWN
    ]
    for field in record._meta.many_to_many:
        if isinstance(field, ParentalManyToManyField):
            chosen = ", ".join(sorted(str(one) for one in getattr(record, field.name).all()))
            rows.append((field.name, str(field.verbose_name), chosen))
    for relation in get_all_child_relations(record):
        name = relation.get_accessor_name()
        lines = [_described(child) for child in getattr(record, name).all()]
        label = str(relation.related_model._meta.verbose_name_plural)
        rows.append((name, label, "\n".join(lines)))
    return rows


def _value(record: Any, field: "models.Field[Any, Any]") -> str:
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    value = getattr(record, field.name)
    return "" if value is None or value is False else str(value)


def _described(child: Any) -> str:
    """A child row in words: models say it with `described` where their name says too little."""
    return str(getattr(child, "described", child))

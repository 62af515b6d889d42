"""Records in the language of a page."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from commission.review.models import PublicRecord


def shown(rows: Iterable[Any]) -> dict[Any, Any]:
    """Each row's key, and the row to show for it: its translation, or the row itself without one.

    One query for each kind of row. Of records that go through review only public translations.
    """
    language = get_language() or ""
    found = {row.pk: row for row in rows}
    kinds: dict[type[Any], dict[Any, Any]] = {}
    for row in found.values():
        kinds.setdefault(type(row), {})[row.translation_key] = row.pk
    for kind, keys in kinds.items():
        others = kind.objects.filter(translation_key__in=keys, locale__language_code=language)
        if issubclass(kind, PublicRecord):
            others = others.filter(live=True)
        for other in others:
            found[keys[other.translation_key]] = other
    return found


def shown_one(row: Any) -> Any:
    """The row to show for one row."""
    return shown([row])[row.pk]

"""Which row of a record is shown in a language.

Translations are rows of Wagtail's own locales. wagtail-localize would keep a second copy of every
text in tables of its own, where it would stay after the record has let go of it.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import get_language
from wagtail.models import DraftStateMixin

Row = TypeVar("Row", bound=models.Model)


def translated(record: Row, language: str | None = None) -> Row:
    """The public translation of a row into a language, or the row itself.

    Without a language: into that of the page. Whoever prints it marks its language
    (`row.locale.language_code`), because it may be the original's.
    """
    return translated_all([record], language)[record.pk]


def translated_all(records: Iterable[Row], language: str | None = None) -> dict[Any, Row]:
    """The row to show for each of several rows of one kind, under the key of the one given.

    One query for all of them; none where there is nothing to translate.
    """
    rows = list(records)
    shown = {row.pk: row for row in rows}
    code = (language or get_language() or "").split("-")[0]
    wanted = {
        row.translation_key: row.pk  # type: ignore[attr-defined]
        for row in rows
        if row.locale.language_code != code  # type: ignore[attr-defined]
    }
    if not wanted:
        return shown
    model = type(rows[0])
    others = model._default_manager.filter(
        translation_key__in=wanted, locale__language_code=code
    ).select_related("locale")
    if issubclass(model, DraftStateMixin):
        others = others.filter(live=True)
    for other in others:
        shown[wanted[other.translation_key]] = other  # type: ignore[attr-defined]
    return shown

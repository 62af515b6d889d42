"""Which row of a record is shown in a language.

Translations are rows of Wagtail's own locales. wagtail-localize would keep a second copy of every
text in tables of its own, where it would stay after the record has let go of it.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.blocks import StreamValue
from wagtail.models import DraftStateMixin

from archive.ledger.canonical import sha256_of

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


def to_read(record: Any) -> Any:
    """What the public reads of a record, or its newest draft where that is nothing."""
    return record if record.live else record.get_latest_revision_as_object()


def texts_mark(original: Any) -> str:
    """Names exactly the texts of a record that a translation of it says in its own words."""
    texts = {}
    for name in original.TRANSLATED:
        value = getattr(original, name)
        if isinstance(value, StreamValue):
            texts[name] = value.get_prep_value()
            continue
        rows = value.all() if hasattr(value, "all") else None
        texts[name] = value if rows is None else [row.texts for row in rows]
    return sha256_of(texts)


def texts_note(published: Any) -> None:
    """Note on a record that is published which texts of the original it says.

    Whoever approves a translation has both before them.
    """
    original = published.translated_from
    published.texts = texts_mark(published if original is None else to_read(original))
    published.save(update_fields=["texts"])


def is_behind(row: Any) -> bool:
    """Whether the original of a translation says something else since that was approved.

    Where either was approved before this was noted, nothing is known: False.
    """
    original = row.translated_from
    if original is None or not (original.live and original.texts and row.texts):
        return False
    return bool(original.texts != row.texts)


def behind_of(rows: Any) -> Any:
    """Public translations among the rows whose original says something else since."""
    known = rows.filter(live=True).exclude(texts="").exclude(translated_from__texts="")
    return known.filter(translated_from__live=True).exclude(
        texts=models.F("translated_from__texts")
    )


def behind_address(path: str, shown: Any) -> str:
    """Where to read the original of a text that fell behind it; empty for one that did not."""
    if not is_behind(shown):
        return ""
    return translate_url(path, shown.translated_from.locale.language_code)

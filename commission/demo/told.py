"""The texts of the demonstration (`*.toml`), and rows with a translation beside them."""

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from wagtail.models import Locale, TranslatableMixin

from commission.reports.models import Theme

TEXTS = Path(__file__).parent
LANGUAGES = ("en", "es")

Row = TypeVar("Row", bound=models.Model)


def texts(name: str) -> dict[str, Any]:
    """What the invented commission says: "conclusions", "hearings", "markers", "pages"."""
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def day_from(days: int) -> date:
    """The day that lies so many days after today, or before it."""
    return timezone.localdate() + timedelta(days=days)


def themes_named(slugs: Iterable[str]) -> list[Theme]:
    """Themes by their slugs, in English; the themes are those of the report."""
    return list(Theme.objects.filter(slug__in=list(slugs), locale__language_code="en"))


def themes_write() -> None:
    """The themes of the commission, each in both languages. Harmless twice."""
    for one in texts("conclusions")["themes"]:
        row_with_translation(Theme, find={"slug": one["slug"]}, name=one["name"])


def in_language(values: dict[str, Any], language: str) -> dict[str, Any]:
    """The values with each text in one language; what is no text stays as it is."""
    return {
        name: value[language] if isinstance(value, dict) and language in value else value
        for name, value in values.items()
    }


def row_with_translation(model: type[Row], *, find: dict[str, Any], **values: Any) -> Row:
    """The row in English, made if it is not there, and its translation. Harmless twice."""
    english, spanish = (Locale.objects.get(language_code=code) for code in LANGUAGES)
    row, new = model._default_manager.get_or_create(
        **find, locale=english, defaults=in_language(values, "en")
    )
    if new and isinstance(row, TranslatableMixin):
        other = row.copy_for_translation(spanish)
        for name, value in in_language(values, "es").items():
            setattr(other, name, value)
        other.save()
    return row

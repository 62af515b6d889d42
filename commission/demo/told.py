"""The texts of the demonstration (`conclusions.toml`), and rows with a translation beside them."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from django.db import models
from wagtail.models import Locale, TranslatableMixin

TEXTS = Path(__file__).parent / "conclusions.toml"
LANGUAGES = ("en", "es")

Row = TypeVar("Row", bound=models.Model)


def texts() -> dict[str, Any]:
    """Everything the invented commission concluded and asked for."""
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


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

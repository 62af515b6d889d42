"""What a word means here: beside each value of every vocabulary that the public reads."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise


@dataclass(frozen=True)
class Definition:
    """One value with its meaning in this record's own words."""

    value: str
    label: str | Promise
    means: str | Promise
    after: str | Promise = ""  # whose published distinction it follows, named and not quoted


def defined(
    vocabulary: type[models.TextChoices],
    means: dict[str, str | Promise],
    *,
    after: str | Promise = "",
) -> tuple[Definition, ...]:
    """A definition for each value, in the vocabulary's order. Raises KeyError for one without."""
    return tuple(
        Definition(value, label, means[value], after) for value, label in vocabulary.choices
    )

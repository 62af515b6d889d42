"""What every record of the demonstration goes through: drafts, and a second person's approval."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from wagtail.models import Locale

from commission.accounts.models import User
from commission.demo.told import in_language
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_submit,
    record_translate,
)

Record = TypeVar("Record", bound=Any)


@dataclass(frozen=True)
class Hands:
    """Who writes, and the second person who approves."""

    writes: User
    approves: User


@transaction.atomic
def published_in_both(
    record: Record,
    told: dict[str, Any],
    names: Iterable[str],
    hands: Hands,
    before: Callable[[Record], None] = lambda draft: None,
) -> Record:
    """Publish a new record and its Spanish translation, all or nothing. Returns it as it is public.

    `names` are the texts of `told` that the translation says in words of its own. `before` is done
    with the draft before anybody approves it.
    """
    draft = record_create(record=record, by=hands.writes)
    before(draft)
    record = approved(draft, hands)
    spanish = record_translate(
        record=record, locale=Locale.objects.get(language_code="es"), by=hands.writes
    )
    for name, text in in_language(told, "es").items():
        if name in names and isinstance(text, str):
            setattr(spanish, name, text)
    rows_in_spanish(spanish, told)
    record_save_draft(record=spanish, by=hands.writes)
    approved(spanish, hands)
    return record


def approved(record: Record, hands: Hands) -> Record:
    """Send the newest draft for approval, and have it approved."""
    record_submit(record=record, by=hands.writes)
    return record_approve(record=record, by=hands.approves)


def originals(model: Any, numbers: Iterable[int]) -> list[Any]:
    """Public records by their numbers, in the language in which they were written."""
    return list(model.objects.published().originals().filter(number__in=list(numbers)))


def rows_in_spanish(spanish: Any, told: dict[str, Any]) -> None:
    """Give the rows of a translation their words, in the order in which they were told."""
    for relation, rows in told.items():
        if not isinstance(rows, list) or not hasattr(spanish, relation):
            continue
        theirs = list(getattr(spanish, relation).all())
        if not rows or not isinstance(rows[0], dict) or len(theirs) != len(rows):
            continue
        for row, said in zip(theirs, rows, strict=True):
            for name, value in said.items():
                if isinstance(value, dict) and "es" in value:
                    setattr(row, name, value["es"])
        getattr(spanish, relation).set(theirs)

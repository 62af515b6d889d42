"""Rows of the ledger with the people in them, for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model

from archive.ledger.models import LedgerEntry
from archive.testimony.models import Testimony


@dataclass(frozen=True)
class Row:
    number: int
    at: datetime
    who: str
    act: str
    record_type: str
    details: str
    testimony: str
    hash: str


def rows_of(*, testimony: Testimony, limit: int) -> list[Row]:
    """The newest rows about one testimony."""
    entries = LedgerEntry.objects.filter(testimony=str(testimony.pk)).order_by("-number")
    return rows(entries[:limit])


def rows(entries: Iterable[LedgerEntry]) -> list[Row]:
    """Entries with the staff's names put in for their ids."""
    entries = list(entries)
    people = people_of({entry.actor for entry in entries})
    return [
        Row(
            number=entry.number,
            at=entry.at,
            who=people.get(entry.actor, entry.actor),
            act=entry.act,
            record_type=entry.record_type.rpartition(".")[2],
            details=_said(entry.details),
            testimony=entry.testimony,
            hash=f"{entry.hash[:4]}…{entry.hash[-4:]}",
        )
        for entry in entries
    ]


def people_of(actors: set[str]) -> dict[str, str]:
    """What each member of staff among these actors is called, by id; processes are left out."""
    ids = [actor for actor in actors if _is_id(actor)]
    return {str(user.pk): str(user) for user in get_user_model().objects.filter(pk__in=ids)}


def _is_id(actor: str) -> bool:
    try:
        UUID(actor)
    except ValueError:
        return False
    return True


def _said(details: dict[str, object]) -> str:
    shown = []
    for key, value in sorted(details.items()):
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        shown.append(f"{key} {text if len(text) <= 120 else text[:60] + '…'}")
    return "; ".join(shown)

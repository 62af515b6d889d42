"""Keeping the people who testify."""

from dataclasses import dataclass
from datetime import datetime

from archive.people.models import StatementGiver


@dataclass(frozen=True, repr=False)
class GiverDraft:
    """A person as the statement taker writes them down. Never printed: its repr holds no name."""

    real_name: str
    contact: str = ""

    def __repr__(self) -> str:
        return "GiverDraft(…)"


def giver_create(draft: GiverDraft, *, at: datetime) -> StatementGiver:
    """Store one person. Raises ValidationError when the name is missing or too long."""
    giver = StatementGiver(
        real_name=draft.real_name.strip(), contact=draft.contact.strip(), created_at=at
    )
    giver.full_clean()
    giver.save(force_insert=True)
    return giver

"""What may be heard of a hearing now: open editions of what its witnesses said."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.urls import reverse

from archive.edition.models import Edition
from archive.reading.answers import Reader
from archive.reading.presentation import has_sound
from archive.reading.selectors import editions_listed
from archive.reading.wording import length
from commission.hearings.models import AppearanceTestimony, Hearing


@dataclass(frozen=True)
class Voice:
    """One account of a witness that this reader may read now, and hear where it has sound."""

    edition: Edition
    hearing: int  # key of the hearing
    witness: UUID  # key of the appearance
    heard: bool

    @property
    def address(self) -> str:
        """Its page, with the player."""
        return reverse("reading:testimony", kwargs={"reference": self.edition.reference})

    @property
    def length(self) -> str:
        """How long it is; empty for what has no recording."""
        return length(self.edition.duration_ms) if self.edition.duration_ms else ""


def voices_of(hearings: Iterable[Hearing], reader: Reader) -> list[Voice]:
    """All that this reader may have of what was said at hearings, in the order of its numbers.

    What is held, closed or withdrawn is not open, and so is none of it. Three queries for any
    number of hearings.
    """
    links = {
        testimony: (hearing, witness)
        for testimony, hearing, witness in AppearanceTestimony.objects.filter(
            hearing__in=[one.original_id for one in hearings]
        ).values_list("testimony", "hearing", "appearance_key")
    }
    if not links:
        return []
    rows = editions_listed(reader.audiences, at=reader.at).filter(testimony__in=links)
    editions = list(rows.defer("manifest", "removed").order_by("reference"))
    prefetch_related_objects(editions, "files")
    return [
        Voice(one, *links[one.testimony_id], heard=bool(one.duration_ms) and has_sound(one))
        for one in editions
    ]

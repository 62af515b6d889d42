"""What a marker's texts must not say: words of an account that could not leave with it."""

from collections.abc import Iterator
from typing import Any

from commission.findings.quoted_by_hand import own_words_require
from commission.findings.writing import OwnWordsForm
from commission.markers.record.models import Marker

# What the commission says in its own words.
OWN = ("title", "summary", "commentary", "place_words", "directions", "place_reason")


class MarkerForm(OwnWordsForm):
    """Refuses texts that repeat an account; an inscription may that says that it does."""

    def compared(self, cleaned: dict[str, Any]) -> Iterator[tuple[Any, str, str]]:
        """All texts but inscriptions that say so."""
        for form, name, text in super().compared(cleaned):
            if not (name == "text" and form.cleaned_data.get("spoken")):
                yield form, name, text


def marker_check(marker: Marker) -> None:
    """Asked before a marker waits for approval. Raises Refused.

    What stands on a marker is public on the marker itself. Where it was said in testimony it is
    marked as that, and leaves this site with the account.
    """
    people = [text for row in marker.people.all() for text in (row.person, row.text)]
    inscriptions = [row.text for row in marker.inscriptions.all() if not row.spoken]
    own_words_require(
        [*(getattr(marker, name) for name in OWN), *people, *inscriptions],
        cited=[citation.edition_id for citation in marker.citations.all()],
    )

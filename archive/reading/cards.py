"""An edition in a list: a name, the shape of the voice, one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.edition.models import Edition
from archive.reading.presentation import media_of
from archive.reading.wave import path_of, peaks_of
from archive.reading.wording import edtf, length


@dataclass(frozen=True)
class Card:
    """What a list prints of one edition."""

    edition: Edition
    wave: str
    media: str
    length: str
    given: str


def cards_of(editions: Iterable[Edition]) -> list[Card]:
    """Cards for editions with their files prefetched; reads one small file for each voice."""
    return [
        Card(
            edition=edition,
            wave=path_of(peaks_of(edition), bars=110),
            media=media_of(edition),
            length=length(edition.duration_ms),
            given=edtf(edition.given_on),
        )
        for edition in editions
    ]

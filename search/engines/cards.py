"""A card says what a record can be narrowed by. The engines count passages per card, nothing more.

One aggregation therefore answers everything: how many passages and groups there are, and each
facet without its own filter. The sums are exact, where an engine's own count of distinct groups is
a guess.
"""

from dataclasses import dataclass

from search.analysis import base_language
from search.engines.base import NOTED, PLAIN, Filters
from search.kinds import Passage

_BETWEEN = "\x1f"
UNKNOWN = "unknown"
MOST = 65_000  # distinct cards in one answer; Elasticsearch refuses more than 65,535 buckets


@dataclass(frozen=True)
class Card:
    group: str
    record: str  # the key of the record
    language: str
    year: int | None
    place: str
    kind: str
    noted: str

    @property
    def decade(self) -> str:
        return decade_of(self.year)


def decade_of(year: int | None) -> str:
    """`1990` for 1997, `unknown` for no year."""
    return UNKNOWN if year is None else str(year // 10 * 10)


def noted(passage: Passage) -> str:
    """Whether something is said before a passage is shown."""
    return NOTED if passage.note else PLAIN


def card_of(passage: Passage) -> str:
    """The card of a passage, as the index keeps it."""
    year = "" if passage.year is None else str(passage.year)
    language = base_language(passage.language)
    said = (passage.group, passage.key, language, year, passage.place, passage.facet_kind)
    return _BETWEEN.join(v.replace(_BETWEEN, " ") for v in (*said, noted(passage)))


def card_read(text: str) -> Card:
    """The card that `card_of` wrote."""
    group, record, language, year, place, kind, noted = text.split(_BETWEEN)
    return Card(group, record, language, int(year) if year else None, place, kind, noted)


def fits(card: Card, filters: Filters, *, leaving_out: str = "") -> bool:
    """Whether a card passes the filters; `leaving_out` names one that is not applied."""
    for name, wanted, value in (
        ("language", filters.languages, card.language),
        ("place", filters.places, card.place),
        ("kind", filters.kinds, card.kind),
        ("decade", filters.decades, card.decade),
        ("group", filters.groups, card.group),
        ("noted", filters.noted, card.noted),
    ):
        if wanted and name != leaving_out and value not in wanted:
            return False
    first, last = filters.first_year, filters.last_year
    if first is None and last is None:
        return True
    year = card.year
    return year is not None and (first is None or first <= year) and (last is None or year <= last)

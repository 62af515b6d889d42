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
_AND = "\x1e"
# Decades that a span is counted in. One that is open or longer is found by its years alone.
_MOST_DECADES = 20
UNKNOWN = "unknown"
MOST = 65_000  # distinct cards in one answer; Elasticsearch refuses more than 65,535 buckets


@dataclass(frozen=True)
class Card:
    group: str
    record: str  # the key of the record
    language: str
    years: tuple[int, int] | None
    place: str
    kind: str
    noted: str
    subjects: tuple[str, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """What it is counted under in the facet of this name."""
        if name == "decade":
            return tuple(decades_of(self.years))
        return self.subjects if name == "subject" else (getattr(self, name),)


def decades_of(years: tuple[int, int] | None) -> list[str]:
    """`1990` and `2000` for 1997 to 2003, `unknown` for no year."""
    if years is None:
        return [UNKNOWN]
    first, last = (year // 10 * 10 for year in years)
    if last - first >= 10 * _MOST_DECADES:
        return [str(first)]
    return [str(decade) for decade in range(first, last + 1, 10)]


def noted(passage: Passage) -> str:
    """Whether something is said before a passage is shown."""
    return NOTED if passage.note else PLAIN


def card_of(passage: Passage) -> str:
    """The card of a passage, as the index keeps it."""
    years = "" if passage.years is None else _AND.join(map(str, passage.years))
    language = base_language(passage.language)
    said = (passage.group, passage.key, language, years, passage.place, passage.facet_kind)
    values = (*said, noted(passage), _AND.join(passage.subjects))
    return _BETWEEN.join(v.replace(_BETWEEN, " ") for v in values)


def card_read(text: str) -> Card:
    """The card that `card_of` wrote."""
    group, record, language, years, place, kind, noted, subjects = text.split(_BETWEEN)
    first, _and, last = years.partition(_AND)
    return Card(
        group,
        record,
        language,
        (int(first), int(last)) if years else None,
        place,
        kind,
        noted,
        tuple(subjects.split(_AND)) if subjects else (),
    )


def fits(card: Card, filters: Filters, *, leaving_out: str = "") -> bool:
    """Whether a card passes the filters; `leaving_out` names one that is not applied."""
    for name, wanted in (
        ("language", filters.languages),
        ("place", filters.places),
        ("kind", filters.kinds),
        ("decade", filters.decades),
        ("subject", filters.subjects),
        ("group", filters.groups),
        ("noted", filters.noted),
    ):
        if wanted and name != leaving_out and wanted.isdisjoint(card.values(name)):
            return False
    first, last = filters.first_year, filters.last_year
    if first is None and last is None:
        return True
    years = card.years
    return (
        years is not None
        and (first is None or first <= years[1])
        and (last is None or years[0] <= last)
    )

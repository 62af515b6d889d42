"""What the results can be narrowed by, with counts of testimonies that this reader may see."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from search.engines.base import NOTED, PLAIN, Filters
from search.engines.cards import UNKNOWN, Card, fits
from search.kinds import kind_named, kinds
from search.years import LONGEST, years_read

NAMES = ("language", "place", "decade", "kind", "subject")
_YEAR = re.compile(r"-?\d{1,4}")
_MOST_CHOSEN = 50  # values of one filter
MOST_SUBJECTS = 30  # that are offered; a hearing may be about hundreds


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    values: list[FacetValue]


def filters_read(given: Mapping[str, Sequence[str]]) -> Filters:
    """The filters among what was sent; everything else is passed over, and nothing is refused."""

    def chosen(name: str) -> frozenset[str]:
        return frozenset(v[:200] for v in given.get(name, [])[:_MOST_CHOSEN] if v)

    def year(name: str) -> int | None:
        found = next((v.strip() for v in given.get(name, []) if v.strip()), "")
        return int(found) if _YEAR.fullmatch(found) and found.isascii() else None

    written = next((v.strip() for v in given.get("when", []) if v.strip()), "")
    read = years_read(written)
    return Filters(
        languages=chosen("language"),
        places=chosen("place"),
        decades=chosen("decade"),
        kinds=chosen("kind"),
        subjects=chosen("subject"),
        groups=chosen("in"),
        noted=frozenset({PLAIN}) if NOTED in given.get("without", []) else frozenset(),
        first_year=read.first if read else year("from"),
        last_year=read.last if read else year("to"),
        unread="" if read else written[:LONGEST],
    )


def facets(cards: Iterable[Card], filters: Filters) -> list[Facet]:
    """Each facet counted under all filters but its own, so that a second value can be added."""
    chosen: dict[str, frozenset[str]] = {
        "language": filters.languages,
        "place": filters.places,
        "decade": filters.decades,
        "kind": filters.kinds,
        "subject": filters.subjects,
    }
    groups: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in NAMES}
    where: dict[str, str] = {}
    for card in cards:
        where |= dict.fromkeys(card.subjects, card.record)
        for name in NAMES:
            if fits(card, filters, leaving_out=name):
                for value in card.values(name):
                    groups[name][value].add(card.group)
    called = subject_labels(where)
    return [_facet(name, groups[name], chosen[name], called) for name in NAMES]


def _facet(
    name: str,
    groups: Mapping[str, set[str]],
    chosen: frozenset[str],
    called: Mapping[str, str],
) -> Facet:
    counts = {value: len(found) for value, found in groups.items() if value}
    # What was chosen stays on the page, so that it can be taken back.
    counts.update({value: 0 for value in chosen if value not in counts})
    values = [
        FacetValue(
            v, called.get(v, v) if name == "subject" else value_label(name, v), n, v in chosen
        )
        for v, n in counts.items()
        # A subject that nobody has words for any more is not offered.
        if name != "subject" or v in called
    ]
    if name == "decade":
        values.sort(key=lambda one: (one.value == UNKNOWN, one.value))
    else:
        values.sort(key=lambda one: (-one.count, one.label))
    if name == "subject":
        offered = values[:MOST_SUBJECTS]
        values = offered + [one for one in values[MOST_SUBJECTS:] if one.chosen]
    return Facet(name, _label(name), values)


def _label(name: str) -> str:
    return {
        "language": _("Language"),
        "place": _("Place"),
        "decade": _("When"),
        "kind": _("Kind of record"),
        "subject": _("Subject"),
    }[name]


def subject_labels(where: Mapping[str, str]) -> dict[str, str]:
    """What passages are about, in words, by id. `where` is the key of a record that says so, by id.

    The words are those of records that were found: a subject that none of them has is unknown.
    """
    of_kind: dict[str, dict[str, str]] = defaultdict(dict)
    for id, key in where.items():
        kind, _colon, record = key.partition(":")
        of_kind[kind][id] = record
    found: dict[str, str] = {}
    for name, records in of_kind.items():
        labels: Callable[[Mapping[str, str]], dict[str, str]] | None = getattr(
            kind_named(name), "subject_labels", None
        )
        if labels is not None:
            found |= labels(records)
    return found


def value_label(name: str, value: str) -> str:
    """The words for one value of a facet."""
    if name == "language":
        try:
            return str(get_language_info(value)["name_translated"]).capitalize()
        except KeyError:
            return value
    if name == "decade":
        if value == UNKNOWN or not value.isdecimal():
            return _("Not known")
        return _("%(first)s to %(last)s") % {"first": value, "last": int(value) + 9}
    if name == "kind":
        for kind in kinds():
            label: Callable[[str], str | None] | None = getattr(kind, "facet_label", None)
            if label is not None and (found := label(value)):
                return str(found)
    return value

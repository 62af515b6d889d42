"""From index points in the vault to those that an edition publishes. Pure.

A point of which nothing is left to hear or read leaves with its words. Places are as coarse here as
they may be outside; the exact ones are never copied.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from archive.index_points.models import IndexPoint, Precision

# Decimals of a degree that are published: 5 are about 1 m, 3 about 100 m, 2 about 1 km.
DECIMALS = {Precision.EXACT: 5, Precision.STREET: 3, Precision.NEIGHBOURHOOD: 2}


@dataclass(frozen=True)
class Composed:
    """A point as it goes out."""

    start_ms: int
    end_ms: int
    title: str
    synopsis: str
    content_warning: str
    keywords: list[dict[str, Any]]
    subjects: list[dict[str, Any]]
    place: dict[str, Any]
    links: list[dict[str, str]]


def points_compose(
    points: Sequence[IndexPoint],
    terms: Mapping[str, dict[str, Any]],
    *,
    duration_ms: int,
    silences: Sequence[tuple[int, int]],
    withheld: Sequence[tuple[int, int]],
    spoken: Sequence[tuple[int, int]],
) -> Iterator[Composed]:
    """The points of a recording of this length, in order, those left out that are wholly removed.

    `terms` are those of `terms_freeze`. `silences` are the zeroed stretches of sound, in order and
    apart; `withheld` and `spoken` the times of the words that do not go out and of those that do.
    """
    ordered = sorted(points, key=lambda point: (point.start_ms, point.written_at, str(point.pk)))
    gone, left = _Times(withheld), _Times(spoken)
    for number, point in enumerate(ordered):
        start = point.start_ms
        later = (one.start_ms for one in ordered[number + 1 :] if one.start_ms > start)
        end = min(point.end_ms or next(later, duration_ms), duration_ms)
        if start >= end:
            # It lies behind the end of what is published now.
            continue
        silent = any(first <= start and end <= last for first, last in silences)
        if silent or (gone.any_in(start, end) and not left.any_in(start, end)):
            continue
        yield Composed(
            start_ms=start,
            end_ms=end,
            title=point.title,
            synopsis=point.synopsis,
            content_warning=point.content_warning,
            keywords=[terms[id] for id in _present(point.keywords, terms)],
            subjects=[terms[id] for id in _present(point.subjects, terms)],
            place=place_published(point),
            links=point.links,
        )


def place_published(point: IndexPoint) -> dict[str, Any]:
    """The name of a place, and its coordinates as exactly as they may be known; {} for none."""
    if not point.place:
        return {}
    found: dict[str, Any] = {"name": point.place}
    decimals = DECIMALS.get(Precision(point.precision))
    if decimals is None or point.latitude is None or point.longitude is None:
        return found
    return found | {
        "latitude": round(float(point.latitude), decimals),
        "longitude": round(float(point.longitude), decimals),
        "precision": str(point.precision),
    }


def _present(ids: Iterable[str], terms: Mapping[str, dict[str, Any]]) -> list[str]:
    """Ids whose terms are there, one of each: two that were merged stand once."""
    first: dict[str, str] = {}
    for id in ids:
        if id in terms:
            first.setdefault(terms[id]["id"], id)
    return list(first.values())


class _Times:
    """Stretches of time, asked often whether one of them lies in another stretch."""

    def __init__(self, times: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(times)
        self._starts = [first for first, _last in ordered]
        self._reach = list(accumulate((last for _first, last in ordered), max))

    def any_in(self, start: int, end: int) -> bool:
        """Whether any of them has a part of this stretch."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start

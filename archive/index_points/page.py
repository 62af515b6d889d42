"""The index of an edition as its page shows it: beside the words, and as headings between them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.edition.models import EditionTurn
from archive.edition.on_page import Range
from archive.index_points.models import EditionPoint
from archive.reading.wording import clock, iso_duration, seconds
from archive.thesaurus.selectors import label_of


@dataclass(frozen=True)
class Row:
    """Something that has a row on the page from some moment on, and the id of that row."""

    start_ms: int
    anchor: str


@dataclass(frozen=True)
class Shown:
    """One index point as it is printed."""

    at: str
    clock: str
    iso: str
    until: str
    # The row of the words that are said when it begins, for links that work without script.
    anchor: str
    title: str
    synopsis: str
    # What a reader is told before they go there; empty: nothing.
    note: str
    terms: tuple[str, ...]
    place: str
    links: Sequence[dict[str, str]]

    @property
    def has_more(self) -> bool:
        """Whether there is anything to open under its title."""
        return bool(self.synopsis or self.terms or self.place or self.links)


def points_shown(
    points: Iterable[EditionPoint], rows: Sequence[Row], ranges: Sequence[Range]
) -> list[Shown]:
    """All points in order; `rows` are those of the page in order, `ranges` its content notes."""
    starts = [row.start_ms for row in rows]
    return [_shown(point, rows, starts, ranges) for point in points]


def heads_of(rows: Sequence[EditionTurn], points: Iterable[EditionPoint]) -> dict[int, list[str]]:
    """By the position of a turn, the titles of the points that begin while it is said."""
    starts = [row.start_ms for row in rows]
    found: dict[int, list[str]] = {}
    for point in points if rows else ():
        row = rows[max(0, bisect_right(starts, point.start_ms) - 1)]
        found.setdefault(row.position, []).append(point.title)
    return found


def ticks_of(points: Iterable[EditionPoint], total_ms: int) -> str:
    """One path above the waveform, of a box of 1000, with a tick where each point begins."""
    places = dict.fromkeys(round(1000 * point.start_ms / total_ms, 1) for point in points)
    return "".join(f"M{x:g} 0v9" for x in places if x < 1000)


def _shown(
    point: EditionPoint, rows: Sequence[Row], starts: Sequence[int], ranges: Sequence[Range]
) -> Shown:
    row = max(0, bisect_right(starts, point.start_ms) - 1)
    labels = [label_of(term["labels"]) for term in (*point.subjects, *point.keywords)]
    return Shown(
        at=seconds(point.start_ms),
        clock=clock(point.start_ms),
        iso=iso_duration(point.start_ms),
        until=clock(point.end_ms),
        anchor=rows[row].anchor if rows else "",
        title=point.title,
        synopsis=point.synopsis,
        note=_note(point, ranges),
        terms=tuple(dict.fromkeys(label for label in labels if label)),
        place=point.place.get("name", ""),
        links=point.links,
    )


def _note(point: EditionPoint, ranges: Sequence[Range]) -> str:
    """Its own warning; else the content notes of the stretches that begin in it."""
    if point.content_warning:
        return point.content_warning
    inside = [
        _("%(note)s, at %(time)s") % {"note": note["note"], "time": clock(note["start_ms"])}
        for note in ranges
        if point.start_ms <= note["start_ms"] < point.end_ms
    ]
    return "; ".join(inside)

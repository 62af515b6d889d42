"""A stretch of an edition as a quotation, and the hash that says whether two are the same."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from archive.edition.models import Edition, EditionTurn
from archive.edition.on_page import anchor_of, noted_by, ranges_of
from archive.edition.word_times import Words, places_of, text_of
from archive.ledger.canonical import sha256_of
from search.kinds import CUT, cut

Part = dict[str, Any]
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Place:
    """Where a quotation stands in an edition: from a character of one turn to one of another."""

    first_turn: int
    from_char: int
    last_turn: int
    to_char: int

    @property
    def length(self) -> int | None:
        """How many characters it has; None where it goes over more than one turn."""
        return self.to_char - self.from_char if self.first_turn == self.last_turn else None


@dataclass(frozen=True)
class Quotation:
    """Published words with the marks of what was removed, as the reading room has them now."""

    parts: tuple[Part, ...]
    speaker: str
    # Whether any of it is said by the one who asks, and not by the giver.
    asks: bool
    place: Place
    # The id of the row on the edition's page where the words begin.
    anchor: str
    # What a reader is told before these words are shown; empty: they are shown at once.
    note: str

    @property
    def hash(self) -> str:
        """SHA-256 over words, marks, and which side says them.

        The same words with one more removal are not the same; the same words cut into turns
        otherwise are.
        """
        return sha256_of({"quotation": _joined(self.parts), "asks": self.asks})

    @property
    def removed(self) -> int:
        """How many marks of removals stand in it."""
        return sum("cut" in part for part in self.parts)

    @property
    def text(self) -> str:
        """The words alone, with a mark where something was removed."""
        return " ".join(cut(part["cut"]) if "cut" in part else part["text"] for part in self.parts)


def quotation_at(edition: Edition, place: Place, turns: Iterable[EditionTurn]) -> Quotation | None:
    """What stands at a place of this edition; None where the edition has no such place (any more).

    `turns` are turns of the edition in order, at least those of the place; they are handed in, so
    that many quotations of one edition read them once. Turns that were read alone come from
    `archive.edition.selectors.turns_marked`, so that each knows its id on the page.
    """
    rows = list(turns)
    inside = [row for row in rows if place.first_turn <= row.position <= place.last_turn]
    if not inside or (inside[0].position, inside[-1].position) != (
        place.first_turn,
        place.last_turn,
    ):
        return None
    parts: list[Part] = []
    for row in inside:
        first = place.from_char if row.position == place.first_turn else 0
        last = place.to_char if row.position == place.last_turn else len(text_of(row))
        parts += parts_between(row.parts, first, last)
    if not any(part.get("text", "").strip() for part in parts):
        return None
    ranges = ranges_of(edition)
    noted = next((n for row in inside if (n := noted_by(row, ranges)) is not None), None)
    return Quotation(
        parts=tuple(parts),
        speaker=inside[0].speaker,
        asks=any(row.asks for row in inside),
        place=place,
        anchor=anchor_of(inside[0], rows),
        note="" if noted is None else ranges[noted]["note"],
    )


def place_between(
    turns: Sequence[EditionTurn], words: Words, start_ms: int, end_ms: int
) -> Place | None:
    """The place of the words that are said between two moments; None where nothing is.

    Where the words of a turn have no times the whole turn belongs to it.
    """
    found: list[tuple[int, int, int]] = []
    for turn in turns:
        if turn.start_ms >= end_ms or max(turn.end_ms, turn.start_ms + 1) <= start_ms:
            continue
        text = text_of(turn)
        places = places_of(text, words.get(turn.position, []))
        if not places:
            found.append((turn.position, 0, len(text)))
            continue
        said = [
            one
            for one in places
            if one.start_ms < end_ms and max(one.end_ms, one.start_ms + 1) > start_ms
        ]
        if said:
            found.append((turn.position, said[0].first, said[-1].last))
    if not found:
        return None
    return Place(found[0][0], found[0][1], found[-1][0], found[-1][2])


def times_between(turns: Sequence[EditionTurn], words: Words, place: Place) -> tuple[int, int]:
    """From when to when the words of a place are said, in ms.

    Where the words of a turn have no times, the turn's own. Raises ValueError where there is no
    such turn.
    """
    first, last = (_turn(turns, number) for number in (place.first_turn, place.last_turn))
    begins = [one for one in _said(first, words) if one.last > place.from_char]
    ends = [one for one in _said(last, words) if one.first < place.to_char]
    start = begins[0].start_ms if begins else first.start_ms
    end = ends[-1].end_ms if ends else last.end_ms
    return start, max(start, end)


def places_again(
    turns: Sequence[EditionTurn], words: Words, *, place: Place, start_ms: int, end_ms: int
) -> Iterator[Place]:
    """Where the words that stood at a place of another edition may stand in this one, likeliest
    first. Whoever asks compares the hash.

    By their time; without the marks of removals at their edges, because the published time of a
    removal is wider than its words; then by their length, wherever the turns at hand have a word
    at both ends of it.
    """
    if end_ms > start_ms:
        said = place_between(turns, words, start_ms, end_ms)
        if said is not None:
            yield from _without_edges(turns, said)
    if place.length is None:
        return
    for turn in sorted(turns, key=lambda one: abs(one.start_ms - start_ms)):
        spans = [found.span() for found in _WORD.finditer(text_of(turn))]
        ends = {last for _first, last in spans}
        for first, _last in spans:
            if first + place.length in ends:
                yield Place(turn.position, first, turn.position, first + place.length)


def parts_between(parts: Sequence[Part], first: int, last: int) -> list[Part]:
    """The parts of a turn from one character of its text to another."""
    found: list[Part] = []
    begins = 0
    for part in parts:
        size = len(cut(part["cut"])) if "cut" in part else len(part["text"])
        start, end = max(first - begins, 0), min(last - begins, size)
        if start < end:
            if "cut" in part or "put" in part:
                found.append(part)  # a mark stands whole, or not at all
            else:
                found.append({**part, "text": part["text"][start:end].strip()})
        begins += size + 1
    return [part for part in found if "cut" in part or part["text"]]


def place_whole(turns: Sequence[EditionTurn], place: Place) -> Place:
    """The same place, grown to whole words and whole marks at both ends.

    Raises ValueError where there is no such turn.
    """
    first, last = (_turn(turns, number) for number in (place.first_turn, place.last_turn))
    begins = [one for one in _units(first) if one[1] > place.from_char]
    ends = [one for one in _units(last) if one[0] < place.to_char]
    return Place(
        place.first_turn,
        begins[0][0] if begins else place.from_char,
        place.last_turn,
        ends[-1][1] if ends else place.to_char,
    )


def _units(turn: EditionTurn) -> list[tuple[int, int]]:
    """Characters from and to of each word, and of each mark and replacement as one."""
    found: list[tuple[int, int]] = []
    begins = 0
    for part in turn.parts:
        text = cut(part["cut"]) if "cut" in part else part["text"]
        if "cut" in part or "put" in part:
            found.append((begins, begins + len(text)))
        else:
            found += [(begins + one.start(), begins + one.end()) for one in _WORD.finditer(text)]
        begins += len(text) + 1
    return found


def _turn(turns: Sequence[EditionTurn], position: int) -> EditionTurn:
    for turn in turns:
        if turn.position == position:
            return turn
    raise ValueError("no such turn")


def _said(turn: EditionTurn, words: Words) -> list[Any]:
    return places_of(text_of(turn), words.get(turn.position, []))


def _without_edges(turns: Sequence[EditionTurn], place: Place) -> Iterator[Place]:
    """The place as it is, and without a mark at its beginning, at its end, at both."""
    yield place
    first, last = _turn(turns, place.first_turn), _turn(turns, place.last_turn)
    begin = CUT.match(text_of(first), place.from_char)
    end = next(
        (one for one in CUT.finditer(text_of(last)) if one.end() == place.to_char),
        None,
    )
    later = replace(place, from_char=begin.end() + 1) if begin else place
    earlier = replace(place, to_char=max(0, end.start() - 1)) if end else place
    yield later
    yield earlier
    yield replace(later, to_char=earlier.to_char)


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Words that follow each other as one, marks with their codes."""
    found: list[Part] = []
    for plain, run in groupby(parts, key=lambda part: not part.get("cut") and not part.get("put")):
        if plain:
            found.append({"text": " ".join(part["text"] for part in run)})
        else:
            found += [
                {"cut": part["cut"]}
                if "cut" in part
                else {"text": part["text"], "put": part["put"]}
                for part in run
            ]
    return found

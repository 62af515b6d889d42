"""A stretch of an edition as a quotation, and the hash that says whether two are the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archive.edition.models import Edition, EditionTurn
from archive.edition.on_page import anchors_of, noted_by, ranges_of
from archive.edition.word_times import Words, places_of, text_of
from archive.ledger.canonical import sha256_of
from search.kinds import cut

Part = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a quotation stands in an edition: from a character of one turn to one of another."""

    first_turn: int
    from_char: int
    last_turn: int
    to_char: int


@dataclass(frozen=True)
class Quotation:
    """Published words with the marks of what was removed, as the reading room has them now."""

    parts: tuple[Part, ...]
    speaker: str
    place: Place
    # The id of the row on the edition's page where the words begin.
    anchor: str
    # What a reader is told before these words are shown; empty: they are shown at once.
    note: str

    @property
    def hash(self) -> str:
        """SHA-256 over words and marks: the same words with one more removal are not the same."""
        return sha256_of({"quotation": [_bare(part) for part in self.parts]})

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

    `turns` are the edition's turns in order; they are handed in, so that many quotations of one
    edition read them once.
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
    anchors = dict(zip((row.position for row in rows), anchors_of(rows), strict=True))
    ranges = ranges_of(edition)
    noted = next((n for row in inside if (n := noted_by(row, ranges)) is not None), None)
    return Quotation(
        parts=tuple(parts),
        speaker=inside[0].speaker,
        place=place,
        anchor=anchors[place.first_turn],
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


def _bare(part: Part) -> Part:
    return {"cut": part["cut"]} if "cut" in part else {"text": part["text"]}

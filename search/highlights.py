"""The words that were looked for, marked in the passage they were found in.

Made from the passage's published text alone, and from the same words that the index matched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from search.analysis import analyzers_for, term, terms, word_places
from search.asked import Clause
from search.kinds import CUT

LONGEST = 260  # characters of a passage that the results show
BEFORE = 90  # of them before the first mark


@dataclass(frozen=True)
class Piece:
    """A run of text: plain, marked as found, or the bar of something removed (then its reason)."""

    text: str
    kind: str = "text"  # text · mark · cut


def highlight(text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """The part of a passage around what was found, in pieces in order.

    `spans` are those of `found_spans`.
    """
    start, end = _window(text, spans)
    pieces: list[Piece] = [Piece("… ")] if start else []
    at = start
    marks = [(first, last, Piece(text[first:last], "mark")) for first, last in spans]
    for first, last, piece in sorted([*marks, *_cuts(text)], key=lambda found: found[0]):
        if first < at or last > end:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(piece)
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return [*pieces, Piece(" …")] if end < len(text) else pieces


def found_spans(text: str, *, language: str, clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """Where the clauses stand in the text: characters from and to, in order, not overlapping.

    Looks no further than a window's length past the first place found: no more of it is shown.
    """
    # Words that are alike folded are alike stemmed, so the last analyzer finds all there is.
    name = analyzers_for(language)[-1]
    spans: list[tuple[int, int]] = []
    for offset, stretch in _stretches(text):
        reach = spans[0][0] + LONGEST - offset if spans else len(stretch)
        found = _places(stretch, name, clauses, reach)
        spans += [(first + offset, last + offset) for first, last in found]
    joined: list[tuple[int, int]] = []
    for first, last in sorted(set(spans)):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def stretches(text: str) -> list[str]:
    """The text between its cuts: what is indexed, each on its own."""
    return [stretch for _, stretch in _stretches(text) if stretch.strip()]


def _stretches(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for mark in CUT.finditer(text):
        found.append((at, text[at : mark.start()]))
        at = mark.end()
    return [*found, (at, text[at:])]


def _cuts(text: str) -> list[tuple[int, int, Piece]]:
    return [(mark.start(), mark.end(), Piece(mark.group(1), "cut")) for mark in CUT.finditer(text)]


def _places(
    stretch: str, name: str, clauses: Sequence[Clause], reach: int
) -> list[tuple[int, int]]:
    """Where the clauses' words follow each other, as this analyzer makes words."""
    begin: dict[str, list[list[str]]] = {}
    for clause in clauses:
        if sequence := terms(clause.text, name):
            begin.setdefault(sequence[0], []).append(sequence)
    found: list[tuple[int, int]] = []
    for start, end in word_places(stretch):
        if start > reach:
            break
        for sequence in begin.get(term(stretch[start:end], name), ()):
            run = list(islice(word_places(stretch, start), len(sequence)))
            if [term(stretch[first:last], name) for first, last in run] == sequence:
                found.append((start, run[-1][1]))
                reach = min(reach, start + LONGEST)
    return found


def _window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """From and to which character to show, cut between words and never inside a removed place."""
    if len(text) <= LONGEST:
        return 0, len(text)
    start = max(0, (spans[0][0] if spans else 0) - BEFORE)
    end = min(len(text), start + LONGEST)
    start = max(0, end - LONGEST) if end == len(text) else start
    if start:
        start = text.find(" ", start) + 1
    if end < len(text):
        end = text.rfind(" ", start, end)
    for first, last, _ in _cuts(text):
        start = last if first < start < last else start
        end = first if first < end < last else end
    return start, end

"""The words that were looked for, marked in the passage they were found in.

Made from the passage's published text alone, and from the same words that the index matched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis import Word, analyzers_for, terms, words
from search.asked import Clause
from search.kinds import CUT

LONGEST = 260  # characters of a passage that the results show
BEFORE = 90  # of them before the first mark


@dataclass(frozen=True)
class Piece:
    """A run of text: plain, marked as found, or the bar of something removed (then its reason)."""

    text: str
    kind: str = "text"  # text · mark · cut


def highlight(text: str, *, language: str, clauses: Sequence[Clause]) -> list[Piece]:
    """The part of a passage around what was found, in pieces in order."""
    spans = found_spans(text, language=language, clauses=clauses)
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
    """Where the clauses stand in the text: characters from and to, in order, not overlapping."""
    spans: set[tuple[int, int]] = set()
    stretches = list(_stretches(text))
    for name in analyzers_for(language):
        wanted = [found for clause in clauses if (found := terms(clause.text, name))]
        for offset, stretch in stretches:
            run = words(stretch, name)
            for sequence in wanted:
                spans.update((a + offset, b + offset) for a, b in _places(run, sequence))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
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


def _places(run: list[Word], sequence: list[str]) -> list[tuple[int, int]]:
    length = len(sequence)
    return [
        (run[n].start, run[n + length - 1].end)
        for n in range(len(run) - length + 1)
        if all(run[n + k].term == sequence[k] for k in range(length))
    ]


def _window(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
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

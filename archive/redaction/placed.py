"""A version of a text, what lies on it, and what is telling in the words that are covered."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from archive.redaction.models import Redaction
from archive.redaction.names import INSIDE_MIN, Place, name_find, nearly, pieces
from archive.redaction.scripts import cased
from archive.redaction.selectors import covers
from archive.transcript.models import Transcript

# Stands for words that are covered or left out: no name is found across it.
GAP = "0cut0"
# No spoken word is longer; what begins earlier does not reach into a span.
LONGEST_MS = 30_000
# Words on either side of a change with which a split name can come together.
AROUND = 2
# A shorter word is telling only where it begins with a capital or is a number.
TELLING = 4


class PlacedText:
    """Finds the words under a redaction without asking each of thirty thousand."""

    def __init__(self, transcript: Transcript, withheld: Sequence[Redaction]) -> None:
        self.words: list[dict[str, Any]] = []
        # Words of struck segments are in no edition; a redaction lies on them all the same.
        self.struck: set[int] = set()
        for segment in transcript.segments.order_by("position"):
            if segment.struck:
                self.struck.update(range(len(self.words), len(self.words) + len(segment.words)))
            self.words += segment.words
        self.by_id = {word["id"]: n for n, word in enumerate(self.words)}
        self._in_time = sorted(range(len(self.words)), key=lambda n: self.words[n]["start"])
        self._starts = [self.words[n]["start"] for n in self._in_time]
        self.covered = {n for redaction in withheld for n in self.under(redaction)}

    def under(self, redaction: Redaction) -> list[int]:
        """Places of the words that it covers, by id or by time, in reading order."""
        near = self.between(redaction.start_ms - LONGEST_MS, redaction.end_ms)
        named = (self.by_id[id] for id in redaction.word_ids if id in self.by_id)
        return [n for n in sorted({*near, *named}) if covers(redaction, self.words[n])]

    def between(self, start_ms: int, end_ms: int) -> list[int]:
        """Places of the words that begin within a stretch of time."""
        first = bisect_left(self._starts, start_ms)
        return self._in_time[first : bisect_left(self._starts, end_ms)]

    def uncovered(self, places: Iterable[int]) -> tuple[list[str], list[int | None]]:
        """The text at these places and close around them, with a gap for all else.

        Beside each text its place, None for a gap.
        """
        near = {
            k
            for n in places
            for k in range(max(0, n - AROUND), min(len(self.words), n + AROUND + 1))
        }
        texts: list[str] = []
        where: list[int | None] = []
        last = -1
        for n in sorted(near - self.covered - self.struck):
            if n != last + 1:
                texts.append(GAP)
                where.append(None)
            texts.append(self.words[n]["text"])
            where.append(n)
            last = n
        return texts, where

    def telling(self, redaction: Redaction) -> list[str]:
        """Of what it covers: parts of words that stand uncovered nowhere, and the whole of it."""
        texts = [self.words[n]["text"] for n in self.under(redaction)]
        parts = [
            part
            for text in texts
            for part in pieces(text)
            if not self._open_spelled.holds([part]) and _may_tell(part, capital=_is_capital(text))
        ]
        whole = [part for text in texts for part in pieces(text)]
        if len(whole) > 1 and not self._open_spelled.holds(whole):
            parts.append(" ".join(texts))
        return list(dict.fromkeys(parts))

    def stands_open(self, name: str) -> int:
        """How often the name, or nearly so, stands uncovered."""
        return len(self._open_spelled.places(name))

    @cached_property
    def _open_spelled(self) -> "Spelled":
        return Spelled(self.uncovered(range(len(self.words)))[0])


class Spelled:
    """The pieces of a long text, to learn at once that something does not stand in it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        known: dict[str, list[str]] = {}
        run = [part for text in texts for part in known.get(text) or _kept(known, text)]
        self._parts = frozenset(run)
        self._text = f" {' '.join(run)} "
        self._letters = "".join(run)
        pairs = [one + other for one, other in pairwise(run)]
        self._joined = frozenset(pairs) | {
            pair + third for pair, third in zip(pairs, run[2:], strict=False)
        }

    def holds(self, parts: Sequence[str]) -> bool:
        """Whether these pieces stand in it one behind the other."""
        if len(parts) == 1:
            return parts[0] in self._parts
        return f" {' '.join(parts)} " in self._text

    def may_hold(self, name: str) -> bool:
        """Whether a name, or nearly so, can stand in it: in one word, cut in three, inside
        running text, or as it is.
        """
        parts = pieces(name)
        letters = "".join(parts)
        whole = {letters, f"{letters}s"}
        return (
            self.holds(parts)
            or self.holds([*parts[:-1], f"{parts[-1]}s"])
            or not whole.isdisjoint(self._parts)
            or not whole.isdisjoint(self._joined)
            or (not cased(letters) and letters in self._letters)
            or (
                len(letters) >= INSIDE_MIN
                and any(letters in part or nearly(part, letters) for part in self._parts)
            )
        )

    def places(self, name: str) -> list[Place]:
        """Where the whole name, or nearly so, stands in it."""
        if not self.may_hold(name):
            return []
        return name_find(name, self._texts, near=True, parts=False)


def _kept(known: dict[str, list[str]], text: str) -> list[str]:
    known[text] = pieces(text)
    return known[text]


def _is_capital(text: str) -> bool:
    return next((c.isupper() for c in text if c.isalpha()), False)


def _may_tell(part: str, *, capital: bool) -> bool:
    return len(part) >= TELLING or part.isdigit() or (capital and len(part) > 1)

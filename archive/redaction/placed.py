"""A version of a text, what lies on it, and what is telling in the words that are covered."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from archive.redaction.models import Redaction
from archive.redaction.names import name_find, pieces
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
        near = self._in_time[
            bisect_left(self._starts, redaction.start_ms - LONGEST_MS) : bisect_left(
                self._starts, redaction.end_ms
            )
        ]
        named = (self.by_id[id] for id in redaction.word_ids if id in self.by_id)
        return [n for n in sorted({*near, *named}) if covers(redaction, self.words[n])]

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
            if part not in self._open_parts and _may_tell(part, capital=_is_capital(text))
        ]
        whole = " ".join(texts)
        if len(pieces(whole)) > 1 and not name_find(whole, self.open_texts, parts=False):
            parts.append(whole)
        return list(dict.fromkeys(parts))

    @cached_property
    def open_texts(self) -> list[str]:
        """All words that nothing covers, with gaps."""
        return self.uncovered(range(len(self.words)))[0]

    @cached_property
    def _open_parts(self) -> frozenset[str]:
        return frozenset(part for text in self.open_texts for part in pieces(text))


def _is_capital(text: str) -> bool:
    return next((c.isupper() for c in text if c.isalpha()), False)


def _may_tell(part: str, *, capital: bool) -> bool:
    return len(part) >= TELLING or part.isdigit() or (capital and len(part) > 1)

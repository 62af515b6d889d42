"""Whether a text repeats what a published record says, asked of the index piece by piece.

No text is sent whole and nothing is kept: each piece is a phrase that the engine looks for, and
what it finds is compared word by word with what was asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from search.analysis import FOLDED, normal, term, word_places
from search.asked import Clause
from search.engines import Ask, EngineDown, IndexMissing, engine
from search.engines.base import Filters
from search.generations import place
from search.highlights import stretches
from search.kinds import Passage

# A run of RUN words holds a piece of PIECE words that begins at every third word.
RUN, PIECE, STEP = 8, 6, 3
Span = tuple[int, int]


class Runs:
    """Every run of RUN words in a text, folded, with the place where it first stands."""

    def __init__(self, text: str) -> None:
        self.text = normal(text)
        self.places = list(word_places(self.text))
        self.words = [_folded(self.text, span) for span in self.places]
        self._runs = dict(reversed([(run, n) for n, run in enumerate(_runs(self.words))]))

    def repeated_in(self, other: str) -> Span | None:
        """From and to which character of this text a run stands that the other text has too.

        As long as it goes on in both. No run goes over a place where something was removed.
        """
        for stretch in stretches(normal(other)):
            words = [_folded(stretch, span) for span in word_places(stretch)]
            for there, run in enumerate(_runs(words)):
                if (here := self._runs.get(run)) is None:
                    continue
                rest = zip(self.words[here + RUN :], words[there + RUN :], strict=False)
                size = RUN + sum(1 for _same in takewhile(lambda two: two[0] == two[1], rest))
                return self.places[here][0], self.places[here + size - 1][1]
        return None

    def pieces(self) -> list[str]:
        """Phrases of which at least one stands in whatever repeats a run of this text."""
        starts = range(0, len(self.words) - PIECE + 1, STEP)
        found = dict.fromkeys(" ".join(self.words[n : n + PIECE]) for n in starts)
        return list(found) if len(self.words) >= RUN else []


class ManyRuns:
    """The runs of RUN words of many texts, to find which of them another text repeats."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, ...], list[Any]] = {}

    def add(self, key: Any, text: str) -> None:
        """One more text under a key; a key may have several."""
        shown = normal(text)
        for run in _runs([_folded(shown, span) for span in word_places(shown)]):
            self._keys.setdefault(run, []).append(key)

    def repeated_in(self, other: str) -> set[Any]:
        """Keys of the texts that have a run which the other text has too.

        No run goes over a place where something was removed.
        """
        found: set[Any] = set()
        for stretch in stretches(normal(other)):
            for run in _runs([_folded(stretch, span) for span in word_places(stretch)]):
                found.update(self._keys.get(run, ()))
        return found


def passages_repeated(
    runs: Runs, *, audience: str, kinds: Iterable[str], most: int
) -> Iterator[tuple[Passage, Span]]:
    """Passages of an index that have a run of the text, with the run's place in the text.

    Raises ValueError where the text has more than `most` pieces, EngineDown where nobody can tell.
    """
    pieces = runs.pieces()
    if len(pieces) > most:
        raise ValueError("the text is too long to be looked for")
    there = place(audience)
    if there is None or not pieces:
        return
    filters, asks = Filters(kinds=frozenset(kinds)), engine()
    for piece in pieces:
        ask = Ask((Clause(piece, phrase=True),), filters, size=20, hits_per_group=3)
        try:
            found = asks.find(there.name, ask, generation=there.generation)
        except IndexMissing as error:  # a rebuild has swapped it meanwhile
            raise EngineDown(there.name) from error
        for group in found.groups:
            for passage in group.passages:
                if (span := runs.repeated_in(passage.text)) is not None:
                    yield passage, span


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def _folded(text: str, span: Span) -> str:
    return term(text[span[0] : span[1]], FOLDED)

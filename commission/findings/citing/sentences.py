"""The words of an edition's turn as somebody chooses among them: sentences, words, removals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from archive.edition.models import EditionTurn
from archive.edition.quoting import Part, Place, parts_between
from archive.edition.word_times import Words, places_of, text_of
from archive.reading.turns import said
from search.kinds import CUT

_WORD = re.compile(r"\S+")
_END = re.compile(r"[.?!…]+[\"'”’»)\]]*$")
# A text without stops is cut all the same: nobody chooses among two hundred words at once.
LONGEST = 40


@dataclass(frozen=True)
class Sentence:
    """A stretch of one turn that can be chosen."""

    turn: int
    first: int
    last: int
    parts: tuple[Part, ...]
    start_ms: int
    end_ms: int

    @property
    def value(self) -> str:
        """What a form sends for it: its place."""
        return f"{self.turn}.{self.first}.{self.last}"

    @property
    def html(self) -> SafeString:
        """The words, with a bar for each removal."""
        return said(self.parts)

    @property
    def only_removed(self) -> bool:
        """Whether there is nothing in it that could be quoted."""
        return not any(part.get("text", "").strip() for part in self.parts)


@dataclass(frozen=True)
class Word:
    """One word, or one mark of a removal, as an edge of what is chosen."""

    turn: int
    first: int
    last: int
    text: str


def sentences_of(turn: EditionTurn, words: Words) -> list[Sentence]:
    """The sentences of a turn in order, each with its own times where its words have some."""
    return [_sentence(turn, words, first, last) for first, last in _spans(text_of(turn))]


def words_in(turns: Sequence[EditionTurn], place: Place) -> list[Word]:
    """Every word of a place, in order; a mark of a removal is one."""
    found = []
    for turn in turns:
        if not place.first_turn <= turn.position <= place.last_turn:
            continue
        text = text_of(turn)
        first = place.from_char if turn.position == place.first_turn else 0
        last = place.to_char if turn.position == place.last_turn else len(text)
        for word in _WORD.finditer(text):
            if word.start() < last and word.end() > first:
                removed = CUT.fullmatch(word.group())
                shown = f"[{removed.group(1)}]" if removed else word.group()
                found.append(Word(turn.position, word.start(), word.end(), shown))
    return found


def place_read(values: Sequence[str]) -> Place | None:
    """The place from the first to the last of the chosen sentences; None where none was chosen.

    What lies between two chosen sentences belongs to it: a quotation has no holes of ours.
    """
    found = sorted(filter(None, (_read(value) for value in values[:500])))
    if not found:
        return None
    last = max(found, key=lambda one: (one[0], one[2]))
    return Place(found[0][0], found[0][1], last[0], last[2])


def _read(value: str) -> tuple[int, int, int] | None:
    numbers = value.split(".")
    if len(numbers) != 3 or not all(n.isascii() and n.isdigit() and len(n) < 8 for n in numbers):
        return None
    turn, first, last = (int(n) for n in numbers)
    return (turn, first, last) if first < last else None


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start, count = None, 0
    end = 0
    for word in _WORD.finditer(text):
        start = word.start() if start is None else start
        end, count = word.end(), count + 1
        if _END.search(word.group()) or count == LONGEST:
            yield start, end
            start, count = None, 0
    if start is not None:
        yield start, end


def _sentence(turn: EditionTurn, words: Words, first: int, last: int) -> Sentence:
    said_at = [
        one
        for one in places_of(text_of(turn), words.get(turn.position, []))
        if one.first < last and one.last > first
    ]
    return Sentence(
        turn=turn.position,
        first=first,
        last=last,
        parts=tuple(parts_between(turn.parts, first, last)),
        start_ms=said_at[0].start_ms if said_at else turn.start_ms,
        end_ms=said_at[-1].end_ms if said_at else turn.end_ms,
    )

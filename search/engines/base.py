"""What an engine does, in words that belong to neither of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from search.asked import Clause
from search.kinds import Passage
from search.years import Years

# Passages of one group in one answer, where all of them are asked for.
MOST_HITS = 500
# Whether something is said before a passage is shown, as the index keeps it.
NOTED, PLAIN = "noted", "plain"


class EngineDown(Exception):
    """The engine does not answer, or answers that it cannot now. Asking later may help."""


class IndexMissing(Exception):
    """There is no such index: it was never made, or a newer one has taken its place."""


@dataclass(frozen=True)
class Filters:
    """Values that a passage must have one of; empty means any. Of years it must have one between
    these two, both included. `unread` is what was written for years and could not be read as any.
    """

    languages: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    decades: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    noted: frozenset[str] = frozenset()
    first_year: int | None = None
    last_year: int | None = None
    unread: str = ""

    @property
    def years(self) -> str:
        """The years as they were read, for the field in which they are written."""
        ends = [year for year in (self.first_year, self.last_year) if year is not None]
        return str(Years(ends[0], ends[1])) if len(ends) == 2 else ""


@dataclass(frozen=True)
class Ask:
    """One question to one index."""

    clauses: tuple[Clause, ...]
    filters: Filters = field(default_factory=Filters)
    hide: frozenset[str] = frozenset()  # keys of records
    hide_groups: frozenset[str] = frozenset()
    start: int = 0  # counted in groups
    size: int = 10
    hits_per_group: int = 3


@dataclass(frozen=True)
class FoundGroup:
    group: str
    score: float
    passages: list[Passage]  # the best first


@dataclass(frozen=True)
class Found:
    """`cards`: how many passages match under each card, exactly, before the filters."""

    cards: dict[str, int]
    groups: list[FoundGroup]


@dataclass(frozen=True)
class Stored:
    """A passage as the index holds it."""

    passage: Passage
    version: int


class Writing(Protocol):
    """Changes to one index, by the one process that may make them."""

    def replace(self, key: str, *, version: int, passages: Sequence[Passage]) -> bool:
        """Put these in the place of all passages of the record. False: the index knows newer."""
        ...

    def remove(self, key: str, *, version: int) -> bool:
        """Take all passages of the record out. False: the index knows newer."""
        ...


class Engine(Protocol):
    """All may raise EngineDown, and IndexMissing where they are given an index."""

    name: str

    def create(self, index: str) -> None:
        """Make an empty index."""
        ...

    def drop(self, index: str) -> None:
        """Delete an index with all it holds. Nothing happens when it is not there."""
        ...

    def names(self) -> list[str]:
        """All indexes of this installation."""
        ...

    def load(self, index: str, stored: Iterable[Stored]) -> int:
        """Fill a new index as fast as the engine can; how many passages went in."""
        ...

    def writing(self, index: str, *, alive: Callable[[], None]) -> AbstractContextManager[Writing]:
        """Change an index. At the end all is visible, and removed words are off the disk.

        `alive` is called now and then while something long goes on.
        """
        ...

    def find(self, index: str, ask: Ask, *, generation: int) -> Found:
        """Answer a question. `generation` grows when the index has changed."""
        ...

    def groups(self, index: str, *, hide: frozenset[str], generation: int) -> frozenset[str]:
        """Every group in the index, hidden records left out."""
        ...

    def stored(self, index: str) -> Iterator[Stored]:
        """Everything in the index, in no order, as it is on disk."""
        ...

    def left(self, index: str, key: str) -> int:
        """How many passages of a record can be found, asked anew."""
        ...

    def unmerged(self, index: str) -> int:
        """How many removed passages may still have their words on the disk. May see to it."""
        ...

"""What pages quote of the record, as it stands now: read of the record each time, kept nowhere.

A page keeps ids, places and hashes. Where what it quotes is not public any more, the block is left
out as if it had never been there, and staff are told (`commission.pages.gone`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from wagtail.blocks import StreamValue

Owner = TypeVar("Owner")


@dataclass(frozen=True)
class Rest:
    """One thing that a page rests on, as the list at its end names it."""

    at: str
    title: str
    address: str
    language: str = ""
    # The class of its knot on the line: voice for testimony, solid for what the commission found.
    knot: str = "solid"
    clocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quoted:
    """A quotation that may be shown: the template that prints it, and what that is given."""

    template: str
    shown: Any
    rest: Rest | None = None
    # Editions whose words it has.
    heard: bool = False


@dataclass(frozen=True)
class Gone:
    """A quotation that may be shown no more. `told` is for staff, and repeats nothing of it."""

    key: str
    state: str
    told: str
    since: datetime | None = None
    # In marks only where two changes of one quotation are told apart by it.
    since_counts: bool = True

    @property
    def mark(self) -> dict[str, str]:
        """What names this change, so that a decision can say which changes it looked at."""
        counts = self.since is not None and self.since_counts
        return {
            "citation": self.key,
            "state": self.state,
            "since": self.since.isoformat() if self.since and counts else "",
        }


@dataclass(frozen=True)
class Asked:
    """One quotation of a page: the id of its block, and what the block keeps."""

    key: str
    value: Any


class QuotingBlock:
    """A mixin of blocks that quote the record; it stands before a block of Wagtail's.

    Nothing that it shows is content of the page: not for search, and not for whoever compares the
    page's texts with testimony.
    """

    def read(self, asked: Sequence[Asked], *, at: datetime) -> list[Quoted | Gone]:
        """Each quotation as it stands at a moment, in the order given.

        The number of queries does not depend on how many there are.
        """
        raise NotImplementedError

    def described(self, value: Any) -> str:
        """Where it stands, never what it says: for whoever compares two drafts."""
        raise NotImplementedError

    def get_searchable_content(self, value: Any) -> list[str]:
        """None: what is quoted is found where it stands."""
        return []

    def render(self, value: Any, context: Any = None) -> str:
        """Nothing. The text of a page prints what it quotes (`blocks.body`), all of it at once."""
        return ""


@dataclass(frozen=True)
class Room:
    """What some texts quote, as it stands at one moment, under the ids of the blocks."""

    found: dict[str, Quoted | Gone] = field(default_factory=dict)

    def quoted(self, key: str) -> Quoted | None:
        """The quotation of a block; None where it may not be shown."""
        one = self.found.get(key)
        return one if isinstance(one, Quoted) else None

    @property
    def gone(self) -> list[Gone]:
        """What may be shown no more, in the order of the texts."""
        return [one for one in self.found.values() if isinstance(one, Gone)]

    @property
    def heard(self) -> bool:
        """Whether a voice can be heard."""
        return any(isinstance(one, Quoted) and one.heard for one in self.found.values())

    @property
    def rests(self) -> list[Rest]:
        """What the texts rest on, each once, with all the moments that are quoted of it."""
        rests: dict[str, Rest] = {}
        for one in self.found.values():
            if not isinstance(one, Quoted) or one.rest is None:
                continue
            new, known = one.rest, rests.get(one.rest.address)
            if known is not None:
                clocks = dict.fromkeys((*known.clocks, *new.clocks))
                new = Rest(new.at, new.title, new.address, new.language, new.knot, tuple(clocks))
            rests[new.address] = new
        return list(rests.values())


def room_of(streams: Iterable[StreamValue], *, at: datetime) -> Room:
    """Everything that the texts of one page quote, read at once."""
    return rooms_of({"page": streams}, at=at)["page"]


def rooms_of(texts: Mapping[Owner, Iterable[StreamValue]], *, at: datetime) -> dict[Owner, Room]:
    """What the texts of several pages quote, under the pages' own keys.

    A few queries for each kind of quotation, however many pages and quotations there are.
    Translations of a page have blocks with the same ids: each is read for itself.
    """
    kinds: dict[str, tuple[QuotingBlock, list[tuple[Owner, Asked]]]] = {}
    order: dict[Owner, list[str]] = {}
    for owner, streams in texts.items():
        order[owner] = []
        for child in (child for stream in streams for child in stream):
            if isinstance(child.block, QuotingBlock) and child.value:
                one = Asked(str(child.id), child.value)
                order[owner].append(one.key)
                kinds.setdefault(child.block_type, (child.block, []))[1].append((owner, one))
    found: dict[tuple[Owner, str], Quoted | Gone] = {}
    for block, rows in kinds.values():
        read = block.read([one for _owner, one in rows], at=at)
        found |= {(owner, one.key): now for (owner, one), now in zip(rows, read, strict=True)}
    return {
        owner: Room({key: found[(owner, key)] for key in keys}) for owner, keys in order.items()
    }

"""A search: asked of the index, checked against the database, grouped, counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from media.audience import Audience
from search.asked import Asked, asked
from search.engines import Ask, EngineDown, IndexMissing, engine
from search.engines.base import MOST_HITS, Filters, FoundGroup
from search.engines.cards import Card, card_read, fits
from search.facets import Facet, facets, filters_read
from search.generations import AUDIENCES, Place, place, places
from search.kinds import Shown, kind_named, record_key
from search.outbox.selectors import Waiting, waiting
from search.showing import Group, group_shown

PAGE = 10  # groups
HITS = 3  # passages of a group, where it is not looked into alone
MOST_PAGES = 100
_ROUNDS = 4


@dataclass(frozen=True)
class Results:
    """What a reader gets. Every count is of what this reader may see."""

    text: str
    asked: Asked
    filters: Filters
    groups: list[Group] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    passages: int = 0
    total: int = 0  # groups
    page: int = 1
    pages: int = 0
    behind: bool = False  # changes wait for the index
    down: bool = False  # the engine does not answer


@dataclass(frozen=True)
class Gone:
    """Whether nothing of a record is left in an index, and what that was told by."""

    gone: bool
    evidence: dict[str, str | int]

    def __bool__(self) -> bool:
        return self.gone


def search(
    *,
    text: str,
    audiences: Collection[str],
    filters: Mapping[str, Sequence[str]],
    page: int,
    at: datetime,
) -> Results:
    """Find passages in what these audiences may read. Never raises for anything that was typed.

    Records with a change that the index has not heard of are left out of hits and counts alike, and
    every record on the page is asked for in the database before it is shown.
    """
    readers = [a for a in AUDIENCES if a in set(audiences)]
    read, narrowed = asked(text), filters_read(filters)
    waits = waiting(readers, at=at)
    page = min(max(page, 1), MOST_PAGES)
    if not read.clauses:
        return Results(text, read, narrowed, behind=waits.behind)
    try:
        for last in (False, True):
            try:
                found = _Search(read, narrowed, page, readers, waits, at).run()
                break
            except IndexMissing:  # a rebuild has swapped it since the row was read
                if last:
                    raise
    except (EngineDown, IndexMissing):
        return Results(text, read, narrowed, behind=True, down=True)
    cards, groups = found
    fitting = [(card, count) for card, count in cards if fits(card, narrowed)]
    total = len({card.group for card, _ in fitting})
    return Results(
        text,
        read,
        narrowed,
        groups=groups,
        facets=facets([card for card, _ in cards], narrowed),
        passages=sum(count for _, count in fitting),
        total=total,
        page=page,
        pages=min(-(-total // PAGE), MOST_PAGES),
        behind=waits.behind,
    )


class _Search:
    """One question over the indexes of one reader, asked again when the database says less."""

    def __init__(
        self,
        read: Asked,
        filters: Filters,
        page: int,
        readers: list[Audience],
        waits: Waiting,
        at: datetime,
    ) -> None:
        self._read, self._filters, self._page = read, filters, page
        self._readers, self._at = readers, at
        self._hide = {str(a): waits.of(str(a)) for a in readers}

    def run(self) -> tuple[list[tuple[Card, int]], list[Group]]:
        there = places(self._readers)
        if not all(one.current for one in there):
            raise IndexMissing("layout")
        for _ in range(_ROUNDS):
            cards, groups = self._ask(there)
            shown = self._shown(groups)
            closed = {p.key for g in groups for p in g.passages} - shown.keys()
            if not closed:
                break
            self._hide = {a: hidden | closed for a, hidden in self._hide.items()}
        else:
            # Much closed at one moment and the index not told yet: show what is left of the page.
            cards = [(card, count) for card, count in cards if card.record not in closed]
        return cards, [
            made
            for group in groups
            if (made := group_shown(group, cards, shown, self._filters, self._read.clauses))
        ]

    def _ask(self, there: list[Place]) -> tuple[list[tuple[Card, int]], list[FoundGroup]]:
        """Ask each index. A group that the narrower one has is not looked for in the wider one."""
        runs = engine()
        alone = len(there) == 1
        until = self._page * PAGE
        cards: list[tuple[Card, int]] = []
        groups: list[FoundGroup] = []
        taken: frozenset[str] = frozenset()
        for n, one in enumerate(there):
            hide = self._hide[one.audience]
            ask = Ask(
                self._read.clauses,
                self._filters,
                hide=hide,
                hide_groups=taken,
                start=until - PAGE if alone else 0,
                size=PAGE if alone else until,
                hits_per_group=MOST_HITS if self._filters.groups else HITS,
            )
            found = runs.find(one.name, ask, generation=one.generation)
            cards += [(card_read(card), count) for card, count in found.cards.items()]
            groups += found.groups
            if n + 1 < len(there):
                taken |= runs.groups(one.name, hide=hide, generation=one.generation)
        if not alone:
            groups = sorted(groups, key=lambda group: -group.score)[until - PAGE : until]
        return cards, groups

    def _shown(self, groups: list[FoundGroup]) -> dict[str, Shown]:
        """The records on this page that the database lets this reader see. One query a kind."""
        by_kind: dict[str, set[str]] = {}
        for group in groups:
            for passage in group.passages:
                by_kind.setdefault(passage.kind, set()).add(passage.record)
        shown: dict[str, Shown] = {}
        for name, records in by_kind.items():
            if kind := kind_named(name):
                seen = kind.shown(sorted(records), audiences=self._readers, at=self._at)
                shown.update({record_key(name, record): one for record, one in seen.items()})
        return shown


def is_gone(kind: str, record: str, audience: str) -> Gone:
    """Ask the engine whether nothing of a record is left, removed words on its disk included.

    Raises EngineDown when it does not answer: then nothing is known. Times and ids only.
    """
    there = place(audience)
    if there is None:
        return Gone(True, {"index": "none"})
    runs = engine()
    left = runs.left(there.name, record_key(kind, record))
    unmerged = runs.unmerged(there.name)
    evidence: dict[str, str | int] = {
        "engine": runs.name,
        "index": there.name,
        "left": left,
        "unmerged": unmerged,
    }
    return Gone(left == 0 and unmerged == 0, evidence)

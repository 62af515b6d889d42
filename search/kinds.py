"""What can be searched. A record type registers itself as a kind; search never imports one."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Protocol

from django.utils.functional import Promise

CUT = re.compile(r"⟦([A-Z_]*)⟧")


def cut(reason: str) -> str:
    """The mark to write into a passage where something was removed.

    It is never indexed, and no phrase matches from one side of it to the other.
    """
    return f"⟦{reason}⟧"


@dataclass(frozen=True)
class Passage:
    """A stretch of a published record that can be found: in a recording, one to three turns."""

    id: str  # unique over all kinds and audiences of one index
    kind: str
    record: str
    audience: str
    group: str  # hits are shown together under this: the citable reference
    title: str
    text: str
    speaker: str
    language: str
    year: int | None
    date: str
    place: str
    facet_kind: str
    start_ms: int | None
    end_ms: int | None
    position: int
    # When which part of the text was said: the character where it begins, and ms. In order.
    times: tuple[tuple[int, int], ...] = ()
    # Where the record's page has which part of the text: the character where it begins, and the
    # id of the element. In order.
    anchors: tuple[tuple[int, str], ...] = ()
    # What a reader is told before these words are shown; empty: they are shown at once.
    note: str = ""
    # What the record as a whole is also found by, through its first passage: its date in words.
    also: tuple[str, ...] = ()
    # The last year that it is about or from, where that is another than `year`.
    last_year: int | None = None
    # What this passage alone is also found by, and which is not shown.
    found_by: tuple[str, ...] = ()
    # What it is about, as ids of terms that the kind has words for.
    subjects: tuple[str, ...] = ()
    # Written about the record by its keepers, and not said in it.
    described: bool = False

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year, or None where neither is known."""
        if self.year is None:
            return None
        return self.year, max(self.year, self.year if self.last_year is None else self.last_year)

    @property
    def key(self) -> str:
        """What the index knows the whole record by."""
        return record_key(self.kind, self.record)

    def said_at(self, offset: int | None) -> int | None:
        """When the text at this character was said, in ms; without one, when the passage began.

        None for what has no time.
        """
        if self.start_ms is None or offset is None:
            return self.start_ms
        told = bisect_right(self.times, offset, key=itemgetter(0))
        return self.times[told - 1][1] if told else self.start_ms

    def anchor_of(self, offset: int | None) -> str:
        """The id of the element that holds the text at this character, or nothing."""
        told = bisect_right(self.anchors, offset or 0, key=itemgetter(0))
        return self.anchors[told - 1][1] if told else ""


def record_key(kind: str, record: str) -> str:
    """The name of a record within an index."""
    return f"{kind}:{record}"


@dataclass(frozen=True)
class Shown:
    """A record that the database says this reader may see, and what the results say about it.

    Of `meta` the results print `kind`, `place` and `given_on`, each in words for people, and say
    that the title is in `language`.
    """

    title: str
    url: str
    meta: dict[str, str] = field(default_factory=dict)
    duration_ms: int | None = None


class Kind(Protocol):
    """One type of record. May also have `facet_label(value)`: the words for a facet's value, and
    `subject_labels(records)`: what passages are about, by id, in the words of the record named
    beside each id, in one query.
    """

    name: str
    label: str | Promise

    def passages(self, record: str) -> Iterable[Passage]:
        """All passages of one record as it is open now; none when it is not open."""
        ...

    def records(self, audience: str, *, at: datetime) -> Iterable[str]:
        """Ids of all records that are open to this audience."""
        ...

    def shown(
        self, records: Collection[str], *, audiences: Collection[str], at: datetime
    ) -> dict[str, Shown]:
        """Those of the records that these audiences may see now, asked from the database."""
        ...


_kinds: dict[str, Kind] = {}


def kind_register(kind: Kind) -> None:
    """Add a kind; a second registration under the same name replaces the first."""
    _kinds[kind.name] = kind


def kind_forget(name: str) -> None:
    """Take a kind away again. Nothing happens when it is not there."""
    _kinds.pop(name, None)


def kinds() -> list[Kind]:
    """All kinds in order of registration."""
    return list(_kinds.values())


def kind_named(name: str) -> Kind | None:
    """The kind with this name, or None."""
    return _kinds.get(name)

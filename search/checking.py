"""Whether the index holds exactly what the database says it should."""

from dataclasses import dataclass, field
from datetime import datetime

from search.engines import engine
from search.engines.base import Stored
from search.generations import place
from search.outbox.selectors import entries_waiting
from search.passages import passage_hash
from search.rebuild import expected


@dataclass
class Checked:
    """Ids of passages by what is wrong with them."""

    audience: str
    compared: int = 0
    waiting: int = 0
    missing: list[str] = field(default_factory=list)  # the database has it, the index has not
    extra: list[str] = field(default_factory=list)  # the index has it, the database has not
    stale: list[str] = field(default_factory=list)  # both have it, with another version or content

    @property
    def differs(self) -> bool:
        return bool(self.missing or self.extra or self.stale)


def index_check(*, audience: str, at: datetime) -> Checked:
    """Compare both ways: id, version and a hash of the content. Raises EngineDown, IndexMissing.

    An audience without an index compares as an empty one.
    """
    checked = Checked(audience, waiting=entries_waiting().filter(audience=audience).count())
    there = place(audience)
    held: dict[str, tuple[int, str]] = {}
    if there is not None:
        for stored in engine().stored(there.name):
            _put(held, stored, twice=checked.extra)
    wanted: dict[str, tuple[int, str]] = {}
    for stored in expected(audience, at=at):
        _put(wanted, stored, twice=checked.missing)
    checked.compared = len(wanted)
    checked.missing += sorted(wanted.keys() - held.keys())
    checked.extra += sorted(held.keys() - wanted.keys())
    checked.stale += sorted(one for one in wanted.keys() & held.keys() if wanted[one] != held[one])
    return checked


def _put(into: dict[str, tuple[int, str]], stored: Stored, *, twice: list[str]) -> None:
    """Keep id → version and hash; an id that comes twice is a difference of its own."""
    if stored.passage.id in into:
        twice.append(stored.passage.id)
    into[stored.passage.id] = (stored.version, passage_hash(stored.passage))

"""What was read from a file, before anything of it touches the record."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

LARGEST = 5 * 1024 * 1024  # bytes of a file: some hundred reports like the longest we know
MOST = 5_000  # recommendations of a file


@dataclass(frozen=True)
class Remark:
    """Something about one place of a file: "line 12", or a JSON pointer."""

    where: str
    said: str

    def __str__(self) -> str:
        return f"{self.where}: {self.said}"


@dataclass(frozen=True)
class Entry:
    """One recommendation as a file gives it. None, or a missing value: the file does not say.

    Only what the file says is compared with the record and written into it.
    """

    where: str
    number: int
    # Plain fields of `Recommendation`: text, title, kind, page, priority, made_on, due_on.
    values: dict[str, Any]
    # (label, text) of each numbered part.
    parts: tuple[tuple[str, str], ...] | None = None
    # Slugs or names.
    themes: tuple[str, ...] | None = None
    report: str | None = None
    # (slug or name, `Part`).
    bodies: tuple[tuple[str, str], ...] | None = None
    # Numbers of findings.
    findings: tuple[int, ...] | None = None


@dataclass
class Reading:
    """All that was read from a file, and all that was not."""

    entries: list[Entry] = field(default_factory=list)
    not_taken: list[Remark] = field(default_factory=list)
    # What was taken, and somebody should read again.
    notes: list[Remark] = field(default_factory=list)
    _places: dict[int, str] = field(default_factory=dict)

    def refuse(self, where: str, said: str) -> None:
        """Say that something is not taken."""
        self.not_taken.append(Remark(where, said))

    def note(self, where: str, said: str) -> None:
        """Say what was done to something that is taken."""
        self.notes.append(Remark(where, said))

    def add(self, entry: Entry) -> None:
        """Take an entry, unless its number was there before."""
        first = self._places.setdefault(entry.number, entry.where)
        if first != entry.where:
            self.refuse(entry.where, f"number {entry.number} stands in the file before ({first})")
        elif len(self.entries) >= MOST:
            self.refuse(entry.where, f"a file may hold {MOST} recommendations")
        else:
            self.entries.append(entry)

    def gaps(self) -> list[int]:
        """Numbers that are missing between the lowest and the highest, the first 100 of them."""
        numbers = {one.number for one in self.entries}
        if not numbers:
            return []
        found: list[int] = []
        present = sorted(numbers)
        for before, after in pairwise(present):
            found += range(before + 1, min(after, before + 101))
            if len(found) >= 100:
                break
        return found[:100]

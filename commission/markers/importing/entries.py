"""What was read from a file, before anything of it touches the record."""

from dataclasses import dataclass, field
from typing import Any

from archive.ledger.canonical import sha256_of
from commission.recommendations.importing.entries import Remark

LARGEST = 50 * 1024 * 1024  # bytes of a file
MOST = 50_000  # markers of a file


@dataclass(frozen=True)
class Entry:
    """One marker as a file gives it. What is empty the file does not say."""

    where: str
    # The source's own reference; else what stands for one.
    reference: str
    # Plain fields of `Marker`.
    values: dict[str, str]
    # (language, words); without a language they are in that of the import.
    inscriptions: tuple[tuple[str, str], ...] = ()
    # Latitude and longitude in degrees.
    spot: tuple[float, float] | None = None
    # `Precision` and `State`, where the file says them; the state when it is first taken in.
    precision: str = ""
    state: str = ""
    # Title of the series.
    series: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything of it that would be read by people."""
        return (
            *self.values.values(),
            *(text for _language, text in self.inscriptions),
            self.series,
        )

    @property
    def mark(self) -> str:
        """Names exactly what the file says of it, but where in the file it stands."""
        said: dict[str, Any] = {
            "values": self.values,
            "inscriptions": [list(one) for one in self.inscriptions],
            "spot": None if self.spot is None else [f"{one:.6f}" for one in self.spot],
            "precision": self.precision,
            "series": self.series,
        }
        return sha256_of(said)


@dataclass
class Reading:
    """All that was read from a file, and all that was not."""

    entries: list[Entry] = field(default_factory=list)
    not_taken: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    _places: dict[str, str] = field(default_factory=dict)

    def refuse(self, where: str, said: str) -> None:
        """Say that something is not taken."""
        self.not_taken.append(Remark(where, said))

    def note(self, where: str, said: str) -> None:
        """Say something about what is taken."""
        self.notes.append(Remark(where, said))

    def add(self, entry: Entry) -> None:
        """Take an entry, unless its reference was there before."""
        first = self._places.setdefault(entry.reference, entry.where)
        if first != entry.where:
            self.refuse(entry.where, f"its reference stands in the file before ({first})")
        elif len(self.entries) >= MOST:
            self.refuse(entry.where, f"a file may hold {MOST} markers")
        else:
            self.entries.append(entry)

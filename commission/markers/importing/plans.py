"""What an import would do. Reads the record, and writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from commission.markers.importing.entries import Entry, Reading
from commission.markers.importing.models import ImportedMarker
from commission.markers.vocabulary import Precision, State
from commission.recommendations.importing.entries import Remark
from commission.recommendations.importing.plans import Fate
from commission.review.words import words_refused

AT_ONCE = 500


@dataclass(frozen=True)
class Said:
    """What whoever imports says once, for everything that the file does not say it of."""

    source: str
    precision: str = Precision.STREET.value
    # Of new markers only: a life that somebody recorded is not put back.
    state: str = State.UNVEILED.value


@dataclass(frozen=True)
class Step:
    """One entry, and what becomes of it."""

    entry: Entry
    fate: Fate
    # The row that says which marker it is; None for a new one.
    row: ImportedMarker | None = None


@dataclass
class Plan:
    """What becomes of each entry, and what is not taken."""

    said: Said
    steps: list[Step] = field(default_factory=list)
    not_taken: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def of(self, fate: Fate) -> list[Step]:
        """The steps of one fate."""
        return [step for step in self.steps if step.fate == fate]


def plan_of(reading: Reading, *, said: Said) -> Plan:
    """What an import of this reading would do, as the record is now; a query for each 500 rows.

    Entries that say what no public record may say are not taken, as no editor takes them: not as
    drafts either, and not for publication where they were taken before.
    """
    plan = Plan(said, not_taken=list(reading.not_taken), notes=list(reading.notes))
    there: dict[str, Any] = {}
    for n in range(0, len(reading.entries), AT_ONCE):
        some = [one.reference for one in reading.entries[n : n + AT_ONCE]]
        rows = ImportedMarker.objects.filter(source=said.source, reference__in=some)
        there |= {row.reference: row for row in rows.select_related("marker__locale")}
    kept_out = _kept_out(reading.entries)
    for place, entry in enumerate(reading.entries):
        row = there.get(entry.reference)
        if place in kept_out:
            plan.not_taken.append(Remark(entry.where, kept_out[place]))
        elif row is None:
            plan.steps.append(Step(entry, Fate.NEW))
        else:
            fate = Fate.SAME if row.mark == entry.mark else Fate.CHANGED
            plan.steps.append(Step(entry, fate, row))
    return plan


def _kept_out(entries: Sequence[Entry]) -> dict[int, str]:
    """Which of the entries may not stand, by their places, with why; all are asked at once."""
    texts = [(place, text) for place, entry in enumerate(entries) for text in entry.texts if text]
    refused = words_refused([text for _place, text in texts])
    return {texts[n][0]: str(sentence) for n, sentence in refused.items()}

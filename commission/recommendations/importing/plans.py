"""What an import would do. Reads the record, and writes nothing."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Locale, WorkflowState

from commission.recommendations.importing.drafts import entry_put
from commission.recommendations.importing.entries import Entry, Reading, Remark
from commission.recommendations.importing.matching import Matched, Matcher
from commission.recommendations.importing.values import NotTaken
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.vocabulary import Kind


class Fate(StrEnum):
    """What becomes of an entry."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Said:
    """What whoever imports says once, for everything that the file does not say it of."""

    report: str = ""
    made_on: date | None = None
    # Of new recommendations only: a kind that an editor chose is not put back.
    kind: str = Kind.EXECUTIVE.value


@dataclass(frozen=True)
class Step:
    """One entry, and what becomes of it."""

    matched: Matched
    fate: Fate
    # The newest draft with the entry put onto it, unsaved.
    record: Recommendation
    changes: tuple[str, ...] = ()
    # It waits for approval.
    waits: bool = False

    @property
    def entry(self) -> Entry:
        """As it stands in the file."""
        return self.matched.entry

    @property
    def to_publish(self) -> bool:
        """Whether something of it is not public once this step is done."""
        return self.fate != Fate.SAME or not self.record.live or self.waits


@dataclass
class Plan:
    """What becomes of each entry; what is not taken; what would have to be made first."""

    steps: list[Step] = field(default_factory=list)
    not_taken: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    themes_new: list[str] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)

    def of(self, fate: Fate) -> list[Step]:
        """The steps of one fate."""
        return [step for step in self.steps if step.fate == fate]


def plan_of(reading: Reading, *, said: Said, locale: Locale) -> Plan:
    """What an import of this reading would do, as the record is now."""
    plan = Plan(not_taken=list(reading.not_taken), notes=list(reading.notes), gaps=reading.gaps())
    matcher = Matcher(locale)
    there = _records(reading.entries)
    for entry in reading.entries:
        try:
            matched = matcher.match(_completed(entry, said))
            step = _step(matched, there.get(entry.number), said, locale)
        except NotTaken as refusal:
            plan.not_taken.append(Remark(entry.where, str(refusal)))
            continue
        plan.steps.append(step)
        plan.themes_new += [name for name in matched.themes_new if name not in plan.themes_new]
    return plan


def _completed(entry: Entry, said: Said) -> Entry:
    values = dict(entry.values)
    if said.made_on and values.get("made_on") is None:
        values["made_on"] = said.made_on
    return replace(entry, values=values, report=entry.report or said.report or None)


def _records(entries: list[Entry]) -> dict[int, Recommendation]:
    rows = Recommendation.objects.originals().filter(number__in=[one.number for one in entries])
    # Of several languages' originals under one number, which cannot be made, the oldest.
    return {row.number: row for row in rows.select_related("locale").order_by("-pk")}


def _step(matched: Matched, row: Recommendation | None, said: Said, locale: Locale) -> Step:
    if row is None:
        record = Recommendation(number=matched.entry.number, kind=said.kind, locale=locale)
        entry_put(record, matched)
        _check(record)
        return Step(matched, Fate.NEW, record)
    record = row.get_latest_revision_as_object()
    changes = entry_put(record, matched)
    state = row.current_workflow_state
    waits = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    if not changes:
        return Step(matched, Fate.SAME, _as_public(record, row), waits=waits)
    if waits:
        raise NotTaken(f"recommendation {row.number} waits for approval: have it sent back first")
    _check(record)
    return Step(matched, Fate.CHANGED, record, tuple(changes))


def _as_public(record: Recommendation, row: Recommendation) -> Recommendation:
    """`live` says whether all of it is public: a draft beside what is public is not."""
    record.live = row.live and not row.has_unpublished_changes
    return record


def _check(record: Recommendation) -> None:
    try:
        # Rows that it names were read from the record just now.
        record.clean_fields(exclude=["locale", "report", "chapter", "translated_from"])
        for part in record.parts.all():
            part.clean_fields(exclude=["recommendation"])
    except ValidationError as error:
        raise NotTaken(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    found: dict[str, Any] = error.message_dict
    return "; ".join(f"{name}: {' '.join(said)}" for name, said in found.items())[:300]

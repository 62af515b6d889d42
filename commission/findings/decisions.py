"""What the commissioners decided about changed evidence, as the public reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.reading.turns import reason_label
from archive.reading.wording import day_of
from commission.findings.evidence import Evidence
from commission.findings.models import EvidenceDecision, Finding
from commission.findings.vocabulary import DecisionKind


@dataclass(frozen=True)
class Decided:
    """One decision. `reasons` is empty where they were taken down; `instead` says so then."""

    key: str
    kind: DecisionKind
    at: datetime
    day: str
    sentence: str
    reasons: str
    language: str
    instead: str
    covers: Sequence[dict[str, Any]]

    def about(self, evidence: Evidence) -> bool:
        """Whether exactly this change was looked at."""
        return evidence.mark in self.covers


def decisions_of(finding: Finding, *, at: datetime) -> list[Decided]:
    """All decisions on a finding up to a moment, the oldest first; one query."""
    rows = finding.decisions.filter(decided_at__lte=at).select_related("words")
    return [_decided(row) for row in rows.order_by("decided_at", "pk")]


def decisions_from(
    rows: Iterable[EvidenceDecision], *, of: Iterable[Any]
) -> dict[Any, list[Decided]]:
    """The same of several findings, under their keys, from rows that were read already."""
    found: dict[Any, list[Decided]] = {key: [] for key in of}
    for row in rows:
        found[row.finding_id].append(_decided(row))
    return found


def undecided(changed: Iterable[Evidence], decisions: Iterable[Decided]) -> list[Evidence]:
    """The changes that nobody has decided about yet."""
    rows = list(decisions)
    return [one for one in changed if not any(row.about(one) for row in rows)]


def _decided(row: EvidenceDecision) -> Decided:
    day = day_of(timezone.localdate(row.decided_at))
    instead = ""
    if row.words.taken_down_at is not None:
        instead = _("The reasons were taken down on %(day)s: %(why)s.") % {
            "day": day_of(timezone.localdate(row.words.taken_down_at)),
            "why": reason_label(row.words.taken_down_why).lower(),
        }
    return Decided(
        key=str(row.pk),
        kind=DecisionKind(row.kind),
        at=row.decided_at,
        day=day,
        sentence=SENTENCES[DecisionKind(row.kind)]() % {"day": day},
        reasons="" if instead else row.words.text,
        language=row.words.language,
        instead=instead,
        covers=row.covers,
    )


# Said at the time of asking, in the language of the page.
SENTENCES = {
    DecisionKind.KEPT: lambda: _(
        "On %(day)s the commissioners read the finding again without it and kept it."
    ),
    DecisionKind.AMENDED: lambda: _(
        "On %(day)s the commissioners read the finding again without it and decided to amend it."
    ),
    DecisionKind.WITHDRAWN: lambda: _(
        "On %(day)s the commissioners read the finding again without it and withdrew it."
    ),
}

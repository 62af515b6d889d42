"""Findings as outsiders may read them, and those that somebody has to read again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from commission.findings.evidence import Evidence, changes_of
from commission.findings.models import Citation, EvidenceDecision, Finding
from commission.findings.vocabulary import DecisionKind
from commission.review.models import PublicRecordQuerySet

Mark = tuple[str, str, str]


@dataclass(frozen=True)
class ChangedFinding:
    """A public finding with changes of its evidence that no decision has looked at."""

    finding: Finding
    changes: tuple[Evidence, ...]

    @property
    def since(self) -> datetime:
        """When the first of the changes happened."""
        return min(one.since for one in self.changes if one.since is not None)


def findings_public() -> PublicRecordQuerySet:
    """Findings that stand in public, in the language in which they were written.

    A finding that was withdrawn is none of them.
    """
    return Finding.objects.published().originals()


def finding_public(number: int) -> Finding | None:
    """The public finding with this number, or None."""
    return findings_public().filter(number=number).first()


def finding_withdrawn(number: int) -> EvidenceDecision | None:
    """The decision by which a finding was withdrawn, where it is withdrawn now; or None.

    All that is told of such a finding: its number, who decided, when, and the reasons.
    """
    return (
        EvidenceDecision.objects.filter(
            finding__number=number,
            finding__live=False,
            finding__translated_from__isnull=True,
            kind=DecisionKind.WITHDRAWN,
        )
        .select_related("finding", "words", "decided_by")
        .order_by("-decided_at")
        .first()
    )


def decisions_of(finding: Finding) -> list[EvidenceDecision]:
    """What was decided about the evidence of a finding, the newest first."""
    rows = EvidenceDecision.objects.filter(finding=finding.original_id)
    return list(rows.select_related("words", "decided_by").order_by("-decided_at"))


def findings_with_changed_evidence(*, at: datetime) -> list[ChangedFinding]:
    """Public findings with a change that no decision covers, the longest waiting first.

    The number of queries does not grow with the number of findings.
    """
    return sorted(changes_uncovered(findings_public(), at=at), key=lambda row: row.since)


def changes_uncovered(
    findings: PublicRecordQuerySet | Iterable[Finding], *, at: datetime
) -> list[ChangedFinding]:
    """Those of the findings with a change that no decision covers, with these changes."""
    citations: dict[Any, list[Citation]] = {}
    for row in Citation.objects.filter(finding__in=findings).order_by("sort_order", "pk"):
        citations.setdefault(row.finding_id, []).append(row)
    changes: dict[Any, list[Evidence]] = {}
    for one in changes_of([row for rows in citations.values() for row in rows], at=at):
        changes.setdefault(one.citation.finding_id, []).append(one)
    if not changes:
        return []
    rows = Finding.objects.filter(pk__in=changes).prefetch_related(
        Prefetch("decisions", EvidenceDecision.objects.only("finding", "covers"))
    )
    found = []
    for finding in rows:
        seen = {mark_key(mark) for decision in finding.decisions.all() for mark in decision.covers}
        left = tuple(one for one in changes[finding.pk] if mark_key(one.mark) not in seen)
        if left:
            found.append(ChangedFinding(finding, left))
    return found


def findings_to_amend() -> list[EvidenceDecision]:
    """Decisions to amend a finding that no newer public version has answered yet, oldest first."""
    rows = EvidenceDecision.objects.filter(finding__live=True).select_related("finding", "words")
    newest = {row.finding_id: row for row in rows.order_by("decided_at")}
    return [
        row
        for row in newest.values()
        if row.kind == DecisionKind.AMENDED
        and (row.finding.last_published_at or row.decided_at) <= row.decided_at
    ]


def mark_key(mark: dict[str, str]) -> Mark:
    """A change as something that can be compared."""
    return mark.get("citation", ""), mark.get("state", ""), mark.get("since", "")

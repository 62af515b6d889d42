"""Findings as outsiders may read them, and those that somebody has to read again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery

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
    """The public finding with a number, or None, whatever the reason."""
    rows = findings_public().filter(number=number).select_related("chapter__report", "locale")
    return rows.order_by("pk").first()


def finding_withdrawn(number: int) -> Finding | None:
    """The finding with a number that was public and was withdrawn by a decision, or None.

    All that is told of it: its number, who decided, when, and the reasons.
    """
    last = EvidenceDecision.objects.filter(finding=OuterRef("pk")).order_by("-decided_at", "-pk")
    rows = Finding.objects.originals().filter(
        number=number, live=False, first_published_at__isnull=False
    )
    return (
        rows.annotate(decided=Subquery(last.values("kind")[:1]))
        .filter(decided=DecisionKind.WITHDRAWN)
        .order_by("pk")
        .first()
    )


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
    finding_of = {row.pk: key for key, rows in citations.items() for row in rows}
    for one in changes_of([row for rows in citations.values() for row in rows], at=at):
        changes.setdefault(finding_of[one.citation.pk], []).append(one)
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

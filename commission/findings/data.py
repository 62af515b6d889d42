"""A finding for programs: places and states, and never a word of testimony."""

from collections.abc import Iterable
from typing import Any

from commission.findings.citation import finding_address
from commission.findings.evidence import Evidence
from commission.findings.models import Finding
from commission.findings.vocabulary import EvidenceState


def finding_as_data(finding: Finding, evidence: Iterable[Evidence]) -> dict[str, Any]:
    """The finding under stable names. Chapter, report, locale and themes are read of it."""
    chapter = finding.chapter
    return {
        "id": f"finding-{finding.number}",
        "number": finding.number,
        "address": finding_address(finding),
        "language": finding.locale.language_code,
        "statement": finding.statement,
        "conclusion": finding.conclusion,
        "standard": finding.standard,
        "standard_reason": finding.standard_reason,
        "made_by": finding.made_by,
        "adopted_on": finding.adopted_on.isoformat() if finding.adopted_on else None,
        "period": finding.period,
        "place": finding.place,
        "report": chapter.report.slug if chapter else None,
        "chapter": chapter.number if chapter else None,
        "themes": [theme.slug for theme in finding.themes.all()],
        "evidence": [evidence_as_data(one) for one in evidence],
    }


def evidence_as_data(one: Evidence) -> dict[str, Any]:
    """Where a cited passage stands and what has become of it.

    Where not even its reference may be told, all that is told is that it cannot be quoted: whether
    it was closed or taken back is its giver's to say.
    """
    told = bool(one.reference)
    edition = one.edition
    return {
        "state": str(one.state) if told else str(EvidenceState.CLOSED),
        "since": one.since.isoformat() if one.since else None,
        "testimony": one.reference or None,
        "edition": edition.number if edition else None,
        "start_ms": one.citation.start_ms if edition and edition.duration_ms else None,
        "end_ms": one.citation.end_ms if edition and edition.duration_ms else None,
    }

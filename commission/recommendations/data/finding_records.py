"""A public finding as other programs read it: the places of its evidence, never the words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, prefetch_related_objects
from django.utils import timezone

from commission.documents.closing import closed_as_held
from commission.findings.evidence import Evidence, evidence_of
from commission.findings.models import Citation, DocumentCitation, EvidenceDecision, Finding
from commission.findings.selectors import mark_key
from commission.recommendations.data.addresses import (
    document_row,
    finding_address,
    passage_address,
)
from commission.recommendations.data.records import (
    CHUNK,
    Row,
    chapter_row,
    day,
    numbers,
    report_row,
    theme_row,
    words_row,
)
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.timeline.evidence import state_told
from commission.review.models import PublicRecordQuerySet


@dataclass(frozen=True)
class ToldFinding:
    """A finding with everything of it that goes out, read ahead."""

    finding: Finding
    evidence: tuple[Evidence, ...]

    @property
    def evidence_changed(self) -> bool:
        """Whether a change of its evidence is there that no decision looked at."""
        seen = {mark_key(mark) for row in self.finding.decisions.all() for mark in row.covers}
        return any(one.changed and mark_key(one.mark) not in seen for one in self.evidence)


def findings_told(findings: PublicRecordQuerySet, *, at: datetime) -> Iterator[ToldFinding]:
    """The public originals among these by their number, read in chunks of CHUNK."""
    public = findings.filter(live=True, translated_from__isnull=True)
    keys = list(public.order_by("number").values_list("pk", flat=True))
    for first in range(0, len(keys), CHUNK):
        rows = list(
            Finding.objects.published()
            .filter(pk__in=keys[first : first + CHUNK])
            .select_related("chapter__report", "locale")
            .annotate(held=Count("held_evidence", distinct=True))
            .order_by("number")
        )
        yield from _chunk(rows, at=at)


def _chunk(rows: list[Finding], *, at: datetime) -> Iterator[ToldFinding]:
    prefetch_related_objects(
        rows,
        "themes",
        Prefetch("documents", DocumentCitation.objects.select_related("document")),
        Prefetch("decisions", EvidenceDecision.objects.select_related("words")),
        Prefetch("recommendations", recommendations_public(), to_attr="asked"),
    )
    closed_as_held([one.document for row in rows for one in row.documents.all()], at=at)
    citations = Citation.objects.filter(finding__in=rows).order_by("sort_order", "pk")
    found: dict[Any, list[Evidence]] = {row.pk: [] for row in rows}
    for one in evidence_of(citations, at=at):
        found[one.citation.finding_id].append(one)
    for row in rows:
        yield ToldFinding(row, tuple(found[row.pk]))


def finding_row(one: ToldFinding) -> Row:
    """Everything that goes out about one finding, as its schema describes it."""
    record = one.finding
    chapter = record.chapter
    return {
        "number": record.number,
        "id": str(record.translation_key),
        "address": finding_address(record.number),
        "statement": record.statement,
        "conclusion": record.conclusion,
        "language": record.locale.language_code,
        "standard": record.standard,
        "standard_reason": record.standard_reason,
        "made_by": record.made_by,
        "adopted_on": day(record.adopted_on),
        "period": record.period,
        "place": record.place,
        "report": report_row(chapter and chapter.report),
        "chapter": chapter_row(chapter),
        "themes": [theme_row(theme) for theme in record.themes.all()],
        "citations": [citation_row(each) for each in one.evidence],
        "documents": [
            {**document, "pages": None if document["taken_down"] else row.pages}
            for row in record.documents.all()
            if (document := document_row(row.document))
        ],
        "held_evidence": record.held,
        "evidence_changed": one.evidence_changed,
        "decisions": [
            {
                "id": str(row.pk),
                "kind": row.kind,
                "decided_on": day(timezone.localdate(row.decided_at)),
                "reasons": words_row(row.words),
            }
            for row in record.decisions.all()
        ],
        "recommendations": numbers(record.asked),
    }


def citation_row(one: Evidence) -> Row:
    """Where the words stand. Of words that may not be quoted any more, not even where they stood:
    the times would say how much was removed, and where to look for it in a copy.
    """
    citation = one.citation
    edition = None if one.changed else one.edition
    return {
        "id": str(citation.key),
        "state": state_told(one).value,
        "since": one.since.isoformat() if one.since else None,
        "reference": one.reference or None,
        "edition": edition and edition.number,
        "start_ms": edition and citation.start_ms,
        "end_ms": edition and citation.end_ms,
        "address": edition and passage_address(edition, citation.start_ms, citation.end_ms),
    }

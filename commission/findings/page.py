"""One finding as a page: everything that the template prints. Its words come from open editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.reading.wording import day_of, edtf
from commission.documents.closing import closed_as_held
from commission.documents.models import Access
from commission.documents.wording import taken_down
from commission.findings.consequences import Consequence, consequences_of
from commission.findings.decisions import Decided, decisions_of, undecided
from commission.findings.evidence import Evidence, evidence_of
from commission.findings.history import Entry, history_of
from commission.findings.models import Finding
from commission.findings.passages import Passage, passages_from
from commission.findings.vocabulary import DecisionKind, StandardOfProof
from commission.reports.models import Chapter, Theme


@dataclass(frozen=True)
class Step:
    """A standard of proof: met, and whether it is the one that the finding reaches."""

    label: str
    met: bool
    present: bool


@dataclass(frozen=True)
class Paper:
    """A public document that a finding rests on."""

    key: str
    title: str
    language: str
    pages: str
    ready: bool


@dataclass(frozen=True)
class FindingPage:
    """What the template prints."""

    finding: Finding
    chapter: Chapter | None
    themes: Sequence[Theme]
    adopted: str
    period: str
    rests_on: str
    standing: str
    sure: Sequence[Step]
    evidence: Sequence[Evidence]
    passages: Sequence[Passage]
    quoted: str
    papers: Sequence[Paper]
    papers_down: Sequence[str]
    held: Sequence[str]
    consequences: Sequence[Consequence]
    decisions: Sequence[Decided]
    history: Sequence[Entry]

    @property
    def heard(self) -> bool:
        """Whether a voice can be heard on this page."""
        return any(one.sound for one in self.passages)


def page_of(finding: Finding, *, at: datetime) -> FindingPage:
    """Everything that a page of this finding shows at a moment.

    The number of queries depends on neither citations, nor documents, nor recommendations, nor
    decisions.
    """
    evidence = evidence_of(finding.citations.all(), at=at)
    decisions = decisions_of(finding, at=at)
    papers, papers_held, papers_down = _papers(finding, at=at)
    testimonies, documents = _held(finding)
    passages = passages_from(evidence, decisions=decisions)
    standing = [one for one in evidence if not one.changed]
    accounts = len({one.reference for one in standing}) + testimonies
    return FindingPage(
        finding=finding,
        chapter=finding.chapter,
        themes=list(finding.themes.all()),
        adopted=day_of(finding.adopted_on) if finding.adopted_on else "",
        period=edtf(finding.period) if finding.period else "",
        rests_on=_rests_on(accounts, len(papers) + papers_held + documents),
        standing=_standing(evidence, decisions),
        sure=_sure(finding),
        evidence=evidence,
        passages=passages,
        quoted=_quoted(len(standing)),
        papers=papers,
        papers_down=papers_down,
        held=_also(testimonies, documents + papers_held),
        consequences=consequences_of([finding.pk])[finding.pk],
        decisions=decisions,
        history=history_of(finding, evidence, decisions, at=at),
    )


def _sure(finding: Finding) -> list[Step]:
    reached = StandardOfProof.values.index(finding.standard)
    return [
        Step(str(label), place <= reached, place == reached)
        for place, (_value, label) in enumerate(StandardOfProof.choices)
    ]


def _papers(finding: Finding, *, at: datetime) -> tuple[list[Paper], int, list[str]]:
    """Documents that may be named, how many may only be counted, and sentences on what went."""
    rows = list(finding.documents.select_related("document"))
    closed_as_held([row.document for row in rows], at=at)
    public = [
        row
        for row in rows
        if row.document.access == Access.PUBLIC and row.document.taken_down_at is None
    ]
    papers = [
        Paper(
            key=str(row.document.pk),
            title=row.document.title,
            language=row.document.language,
            pages=_("pages %(pages)s") % {"pages": row.pages} if row.pages else "",
            ready=bool(row.document.size),
        )
        for row in public
    ]
    down = [sentence for row in rows if (sentence := taken_down(row.document))]
    return papers, sum(row.document.access == Access.HELD for row in rows), down


def _held(finding: Finding) -> tuple[int, int]:
    """How many testimonies and documents count and are not shown. Nothing else is read of them."""
    rows = finding.held_evidence.values_list("testimony", "document")
    testimonies = {testimony for testimony, _document in rows if testimony}
    return len(testimonies), len({document for _testimony, document in rows if document})


def _rests_on(accounts: int, documents: int) -> str:
    parts = []
    if accounts:
        parts.append(ngettext("%(n)s testimony", "%(n)s testimonies", accounts) % {"n": accounts})
    if documents:
        parts.append(ngettext("%(n)s document", "%(n)s documents", documents) % {"n": documents})
    return ", ".join(parts)


def _also(testimonies: int, documents: int) -> list[str]:
    """Whole sentences on what counts and is not shown."""
    found = []
    if testimonies:
        found.append(
            ngettext(
                "One more testimony. The person who gave it agreed to be counted, not quoted.",
                "%(n)s more testimonies. The people who gave them agreed to be counted, not "
                "quoted.",
                testimonies,
            )
            % {"n": testimonies}
        )
    if documents:
        found.append(
            ngettext(
                "One document that the commission has read and may not show.",
                "%(n)s documents that the commission has read and may not show.",
                documents,
            )
            % {"n": documents}
        )
    return found


def _quoted(passages: int) -> str:
    if not passages:
        return ""
    return ngettext(
        "One passage quoted, as published on the day beside it",
        "%(n)s passages quoted, as published on the day beside each",
        passages,
    ) % {"n": passages}


def _standing(evidence: Sequence[Evidence], decisions: Sequence[Decided]) -> str:
    """What has been decided since; empty for a finding that stands as it was adopted."""
    open_ones = undecided([one for one in evidence if one.changed], decisions)
    if open_ones:
        return _("Evidence changed. The commissioners have not decided yet what follows.")
    if not decisions:
        return ""
    return after_decision(decisions[-1])


def after_decision(decided: Decided) -> str:
    """Kept on 24 June 2026, after evidence changed."""
    said = {
        DecisionKind.KEPT: _("Kept on %(day)s, after evidence changed"),
        DecisionKind.AMENDED: _("To be amended, decided on %(day)s, after evidence changed"),
        DecisionKind.WITHDRAWN: _("Withdrawn on %(day)s"),
    }
    return said[decided.kind] % {"day": decided.day}

"""Why something was recommended: the findings, and the voices that they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.documents.closing import closed_as_held
from commission.documents.models import Document
from commission.documents.wording import taken_down
from commission.findings.decisions import Decided, decisions_from
from commission.findings.evidence import Evidence
from commission.findings.models import DocumentCitation, Finding, HeldEvidence
from commission.findings.passages import Passage, passages_from
from commission.findings.vocabulary import DecisionKind, StandardOfProof
from commission.recommendations.public.rows import language_of, title_of
from commission.recommendations.public.said import Paper, is_held, paper_of
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.recommendation.selectors import recommendations_public
from commission.recommendations.timeline import Rows
from commission.review.translations import translated_all

QUOTED = 4  # passages of one finding that are quoted here; its own page has all
BESIDE = 8  # other recommendations of the same findings that are named


@dataclass(frozen=True)
class Sure:
    """How sure the commission is of one finding, and why it stops there."""

    number: int
    label: str
    steps: Sequence[tuple[str, bool, bool]]
    reason: str
    language: str


@dataclass(frozen=True)
class Ground:
    """One finding with what it rests on. Of one that was withdrawn only that it was."""

    number: int
    statement: str = ""
    language: str = ""
    rests_on: str = ""
    passages: Sequence[Passage] = ()
    more: int = 0
    withdrawn: str = ""


@dataclass(frozen=True)
class Beside:
    """Another recommendation that rests on the same findings."""

    number: int
    title: str
    language: str


@dataclass(frozen=True)
class Why:
    """What the section prints."""

    grounds: Sequence[Ground]
    sure: Sequence[Sure]
    papers: Sequence[Paper]
    papers_down: Sequence[str]
    beside: Sequence[Beside]

    @property
    def heard(self) -> bool:
        """Whether a voice can be heard here."""
        return any(one.sound for ground in self.grounds for one in ground.passages)


def why_of(rows: Rows) -> Why:
    """The public findings of the one recommendation that these rows are about, those that were
    withdrawn since, and what they rest on. The rows are `quoted`.

    The number of queries depends neither on findings nor on what they cite.
    """
    (recommendation,) = rows.batch.values()
    findings = list(rows.findings.values())
    keys = [one.pk for one in findings if one.live]
    evidence: dict[Any, list[Evidence]] = {key: [] for key in keys}
    for one in rows.evidence:
        evidence[one.citation.finding_id].append(one)
    decisions = decisions_from(rows.decisions, of=rows.findings)
    documents: dict[Any, list[Document]] = {key: [] for key in keys}
    cited = DocumentCitation.objects.filter(finding__in=keys).select_related("document")
    for row in sorted(cited.order_by(), key=attrgetter("sort_order", "pk")):
        documents[row.finding_id].append(row.document)
    closed_as_held([one for several in documents.values() for one in several], at=timezone.now())
    held = _held(keys)
    texts = translated_all(findings)
    papers = {row.pk: row for several in documents.values() for row in several}.values()
    return Why(
        grounds=[
            _ground(one, texts[one.pk], evidence[one.pk], decisions[one.pk], documents, held)
            if one.live
            else _withdrawn(one, decisions[one.pk])
            for one in findings
        ],
        sure=[_sure(texts[one.pk], one) for one in findings if one.live],
        papers=[paper for row in papers if (paper := paper_of(row))],
        papers_down=[sentence for row in papers if (sentence := taken_down(row))],
        beside=_beside(recommendation, keys),
    )


def _held(keys: Sequence[Any]) -> dict[Any, tuple[set[Any], set[Any]]]:
    """Testimonies and documents that count and are not shown. Nothing is read but their keys."""
    found: dict[Any, tuple[set[Any], set[Any]]] = {key: (set(), set()) for key in keys}
    rows = HeldEvidence.objects.filter(finding__in=keys)
    for finding, testimony, document in rows.values_list("finding", "testimony", "document"):
        found[finding][0].update({testimony} - {None})
        found[finding][1].update({document} - {None})
    return found


def _ground(
    finding: Finding,
    text: Finding,
    evidence: Sequence[Evidence],
    decisions: Sequence[Decided],
    documents: dict[Any, list[Document]],
    held: dict[Any, tuple[set[Any], set[Any]]],
) -> Ground:
    passages = passages_from(evidence, decisions=decisions)
    quoted = [one for one in passages if not one.changed]
    # A change is never among what is left for the finding's own page.
    left = {one.key for one in quoted[QUOTED:]}
    references = {one.reference for one in quoted}
    papers = [row for row in documents[finding.pk] if is_held(row) or paper_of(row)]
    return Ground(
        number=finding.number,
        statement=text.statement,
        language=language_of(text),
        rests_on=_rests_on(
            len(references) + len(held[finding.pk][0]), len(papers) + len(held[finding.pk][1])
        ),
        passages=[one for one in passages if one.key not in left],
        more=len(left),
    )


def _withdrawn(finding: Finding, decisions: Sequence[Decided]) -> Ground:
    last = [one for one in decisions if one.kind == DecisionKind.WITHDRAWN]
    said = _("The commissioners withdrew finding %(number)s.") % {"number": finding.number}
    if last:
        said = _("The commissioners withdrew finding %(number)s on %(day)s.") % {
            "number": finding.number,
            "day": last[-1].day,
        }
    return Ground(number=finding.number, withdrawn=said)


def _rests_on(accounts: int, documents: int) -> str:
    """Rests on 9 testimonies and 3 documents."""
    testimonies = ngettext("%(n)s testimony", "%(n)s testimonies", accounts) % {"n": accounts}
    papers = ngettext("%(n)s document", "%(n)s documents", documents) % {"n": documents}
    if accounts and documents:
        return _("Rests on %(testimonies)s and %(documents)s.") % {
            "testimonies": testimonies,
            "documents": papers,
        }
    if accounts or documents:
        return _("Rests on %(what)s.") % {"what": testimonies if accounts else papers}
    return ""


def _sure(text: Finding, finding: Finding) -> Sure:
    reached = StandardOfProof.values.index(finding.standard)
    return Sure(
        number=finding.number,
        label=str(StandardOfProof(finding.standard).label),
        steps=[
            (str(label), place <= reached, place == reached)
            for place, (_value, label) in enumerate(StandardOfProof.choices)
        ],
        reason=text.standard_reason,
        language=language_of(text),
    )


def _beside(recommendation: Recommendation, keys: Sequence[Any]) -> list[Beside]:
    rows = list(
        recommendations_public()
        .filter(findings__in=keys)
        .exclude(pk=recommendation.pk)
        .select_related("locale")
        .distinct()
        .order_by("number")[:BESIDE]
    )
    texts = translated_all(rows)
    return [Beside(row.number, title_of(texts[row.pk]), language_of(texts[row.pk])) for row in rows]

"""What happened to findings: published, evidence changed, decided, withdrawn."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from commission.findings.evidence import changes_of
from commission.findings.models import Citation, EvidenceDecision, Finding
from commission.findings.vocabulary import DecisionKind
from commission.recommendations.data.addresses import finding_address
from commission.recommendations.data.findings_asked import FindingsAsked
from commission.recommendations.data.items import Item
from commission.recommendations.timeline.evidence import (
    change_key,
    changed_sentence,
    decided_sentence,
)


def finding_items(asked: FindingsAsked, *, at: datetime) -> Iterator[Item]:
    """Everything that happened to the findings of a filter, in no order.

    Of one that was withdrawn nothing is told but that.
    """
    rows = {row.pk: row for row in asked.queryset()}
    for row in rows.values():
        yield _item(
            row,
            f"published/{row.number}",
            "published",
            _("The commission found: %(statement)s") % {"statement": row.statement},
            row.first_published_at or at,
        )
    citations = Citation.objects.filter(finding__in=rows).select_related("finding")
    for one in changes_of(citations, at=at):
        number = one.citation.finding.number
        yield _item(
            one.citation.finding,
            f"evidence/{change_key(one)}",
            "evidence_changed",
            changed_sentence(one.state, one.reference, number),
            one.since or at,
        )
    gone = Finding.objects.originals().filter(live=False, decisions__kind=DecisionKind.WITHDRAWN)
    withdrawn = asked.narrow(gone)
    decisions = EvidenceDecision.objects.filter(
        finding__in=[*rows, *withdrawn.values_list("pk", flat=True)], decided_at__lte=at
    )
    for decision in decisions.select_related("finding"):
        yield _item(
            decision.finding,
            f"decision/{decision.pk}",
            "decision",
            decided_sentence(DecisionKind(decision.kind), decision.finding.number),
            decision.decided_at,
        )


def _item(finding: Finding, key: str, kind: str, what: str, at: datetime) -> Item:
    title = _("Finding %(number)s: %(what)s") % {"number": finding.number, "what": what}
    return Item(
        key=f"finding/{key}",
        title=title,
        link=finding_address(finding.number),
        what=what,
        kind=kind,
        at=at,
    )

"""What became of the testimony that its findings rest on."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.findings.evidence import evidence_of
from commission.findings.models import Citation, EvidenceDecision
from commission.findings.vocabulary import DecisionKind, EvidenceState
from commission.recommendations.recommendation.models import Recommendation
from commission.recommendations.timeline.events import Event, EventKind
from commission.recommendations.vocabulary import Voice


def evidence(recommendation: Recommendation, *, at: datetime) -> Iterator[Event]:
    """Each change of evidence that stands now, and each decision about one."""
    # What was withdrawn is public no more; that it was withdrawn is.
    shown = Q(live=True) | Q(decisions__kind=DecisionKind.WITHDRAWN)
    findings = {one.pk for one in recommendation.findings.filter(shown)}
    citations = Citation.objects.filter(finding__in=findings, finding__live=True).select_related(
        "finding"
    )
    for row in evidence_of(citations, at=at):
        if not row.changed or row.since is None:
            continue
        number = row.citation.finding.number
        yield Event(
            key=f"evidence:{row.citation.key}:{row.state}:{row.since.isoformat()}",
            kind=EventKind.EVIDENCE_CHANGED,
            on=timezone.localdate(row.since),
            known_at=row.since,
            sentence=_changed(row.state, row.reference, number),
            link=_address(number),
        )
    decisions = EvidenceDecision.objects.filter(
        finding__in=findings, decided_at__lte=at
    ).select_related("finding", "words")
    for decision in decisions:
        number = decision.finding.number
        yield Event(
            key=f"decision:{decision.pk}",
            kind=EventKind.DECISION,
            on=timezone.localdate(decision.decided_at),
            known_at=decision.decided_at,
            sentence=_decided(DecisionKind(decision.kind), number),
            voice=Voice.COMMISSION,
            words=decision.words,
            link=_address(number),
        )


def _changed(state: EvidenceState, reference: str, number: int) -> str:
    values = {"reference": reference, "number": number}
    if state == EvidenceState.WITHDRAWN and reference:
        return (
            _("Evidence changed: %(reference)s, on which finding %(number)s rests, was taken back.")
            % values
        )
    if state == EvidenceState.REPLACED:
        return (
            _(
                "Evidence changed: a passage of %(reference)s on which finding %(number)s rests "
                "reads differently now."
            )
            % values
        )
    return (
        _(
            "Evidence changed: an account on which finding %(number)s rests can no longer be "
            "quoted here."
        )
        % values
    )


def _decided(kind: DecisionKind, number: int) -> str:
    said = {
        DecisionKind.KEPT: _("The commissioners read finding %(number)s again and kept it."),
        DecisionKind.AMENDED: _(
            "The commissioners read finding %(number)s again and will amend it."
        ),
        DecisionKind.WITHDRAWN: _("The commissioners withdrew finding %(number)s."),
    }
    return said[kind] % {"number": number}


def _address(number: int) -> str:
    try:
        return reverse("findings:finding", args=[number])
    except NoReverseMatch:  # pragma: no cover - while the pages are not wired
        return ""

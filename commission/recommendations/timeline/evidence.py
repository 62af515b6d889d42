"""What became of the testimony that its findings rest on."""

from collections.abc import Iterator
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.findings.evidence import Evidence
from commission.findings.vocabulary import DecisionKind, EvidenceState
from commission.recommendations.timeline.events import Event, EventKind
from commission.recommendations.timeline.rows import Rows
from commission.recommendations.vocabulary import Voice


def evidence(rows: Rows) -> Iterator[tuple[Any, Event]]:
    """Each change of evidence that stands now, and each decision about one."""
    for row in rows.evidence:
        if not row.changed or row.since is None:
            continue
        number = rows.findings[row.citation.finding_id].number
        event = Event(
            key=f"evidence:{change_key(row)}",
            kind=EventKind.EVIDENCE_CHANGED,
            on=timezone.localdate(row.since),
            known_at=row.since,
            sentence=changed_sentence(row.state, row.reference, number),
            link=finding_path(number),
        )
        for key in rows.resting[row.citation.finding_id]:
            yield key, event
    for decision in rows.decisions:
        number = rows.findings[decision.finding_id].number
        event = Event(
            key=f"decision:{decision.pk}",
            kind=EventKind.DECISION,
            on=timezone.localdate(decision.decided_at),
            known_at=decision.decided_at,
            sentence=decided_sentence(DecisionKind(decision.kind), number),
            voice=Voice.COMMISSION,
            words=decision.words,
            link=finding_path(number),
        )
        for key in rows.resting[decision.finding_id]:
            yield key, event


def state_told(one: Evidence) -> EvidenceState:
    """The state that may be told. Where not even the reference may, whether an account was closed
    or taken back is its giver's to say.
    """
    return one.state if one.reference else EvidenceState.CLOSED


def change_key(one: Evidence) -> str:
    """What names a change for good: the same in every feed, and telling no more than the pages."""
    mark = one.mark | {"state": state_told(one).value}
    return ":".join(mark.values()).rstrip(":")


def changed_sentence(state: EvidenceState, reference: str, number: int) -> str:
    """That the evidence of a finding changed, and what may be told of it."""
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


def decided_sentence(kind: DecisionKind, number: int) -> str:
    """What commissioners decided about a finding."""
    said = {
        DecisionKind.KEPT: _("The commissioners read finding %(number)s again and kept it."),
        DecisionKind.AMENDED: _(
            "The commissioners read finding %(number)s again and will amend it."
        ),
        DecisionKind.WITHDRAWN: _("The commissioners withdrew finding %(number)s."),
    }
    return said[kind] % {"number": number}


def finding_path(number: int) -> str:
    """The page of a finding, in the language of this page."""
    try:
        return reverse("findings:finding", args=[number])
    except NoReverseMatch:  # pragma: no cover - while the pages are not wired
        return ""

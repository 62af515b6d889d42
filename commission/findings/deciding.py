"""What commissioners decide after the evidence of a finding changed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish import UnpublishAction

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.documents.services import words_record
from commission.findings.models import EvidenceDecision, Finding
from commission.findings.quoted_by_hand import public_words_require
from commission.findings.selectors import Mark, changes_uncovered, mark_key
from commission.findings.vocabulary import DecisionKind
from commission.review.telling import public_changed
from media.refusal import Refused


@transaction.atomic
def evidence_decide(
    *,
    finding: Finding,
    kind: str,
    reasons: str,
    language: str,
    seen: Iterable[dict[str, str]],
    by: User,
    at: datetime,
) -> EvidenceDecision:
    """Keep a finding, have it amended, or withdraw it; `seen` are the changes that were looked at.

    A withdrawn finding leaves every public page at once, in each of its languages; its address says
    that it was withdrawn, when and why. Raises Refused for whoever may not decide or wrote any of
    it, without reasons, with reasons that repeat testimony or may not stand (`review.words`), where
    nothing waits, and where more has changed than was looked at.
    """
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if not by.has_perm("findings.approve_finding"):
        raise Refused(
            "not_allowed", _("Your role does not include this. An administrator can change it.")
        )
    if finding.revisions.filter(user=by).exists():
        raise Refused("same_person", _("You wrote this finding. Another commissioner decides it."))
    waiting = changes_uncovered([finding], at=at) if finding.live else []
    if not waiting:
        raise Refused("nothing_changed", _("Nothing of its evidence waits for a decision."))
    marks = [one.mark for one in waiting[0].changes]
    if _keys(marks) != _keys(seen):
        raise Refused(
            "changed_since",
            _("Its evidence has changed again since you opened this page. Read it once more."),
        )
    cited = list(finding.citations.values_list("edition", flat=True))
    public_words_require([reasons], cited=cited)
    decision = EvidenceDecision.objects.create(
        finding=finding,
        kind=DecisionKind(kind),
        covers=marks,
        words=words_record(text=reasons, language=language),
        decided_by=by,
        decided_at=at,
    )
    if decision.kind == DecisionKind.WITHDRAWN:
        _leave_public(finding, by=by, at=at)
    ledger_append(
        actor=by,
        act="evidence.decide",
        record=decision,
        at=at,
        details={"finding": finding.number, "kind": decision.kind, "changes": len(marks)},
    )
    return decision


def _leave_public(finding: Finding, *, by: User, at: datetime) -> None:
    """Take the finding and its translations out of public; nobody holds the right to by hand.

    A draft that waits for approval waits no more: approved, it would undo the decision.
    """
    for row in [finding, *Finding.objects.filter(translated_from=finding)]:
        if (waiting := row.current_workflow_state) is not None:
            waiting.cancel(user=by)
        if row.live:
            UnpublishAction(row, user=by).execute(skip_permission_checks=True)
            public_changed(row, at=at)


def _keys(marks: Iterable[dict[str, str]]) -> set[Mark]:
    return {mark_key(mark) for mark in marks}

"""Findings whose evidence changed, and deciding what follows from it."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin import messages

from commission.accounts.signed_in import person
from commission.findings.access import DECIDES, READS, WRITES, findings_page
from commission.findings.deciding import evidence_decide
from commission.findings.decisions import decisions_of
from commission.findings.evidence import evidence_of
from commission.findings.models import Finding
from commission.findings.passages import passages_from
from commission.findings.selectors import (
    changes_uncovered,
    findings_to_amend,
    findings_with_changed_evidence,
)
from commission.findings.vocabulary import DecisionKind
from media.refusal import Refused


@findings_page(*READS)
def changed(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, longest first, and what was decided to be amended."""
    context = {
        "waiting": findings_with_changed_evidence(at=timezone.now()),
        "to_amend": findings_to_amend(),
    }
    return render(request, "findings/desk/changed.html", context)


@findings_page(*READS, methods="GET HEAD POST")
def finding(request: HttpRequest, finding: int) -> HttpResponse:
    """One finding: what changed and when, the finding as it stands, and the decision."""
    row = get_object_or_404(Finding.objects.originals(), pk=finding)
    refusal, reasons, kind = "", "", ""
    if request.method == "POST":
        reasons, kind = request.POST.get("reasons", ""), request.POST.get("kind", "")
        try:
            return _decided(request, row, kind, reasons)
        except Refused as refused:
            refusal = str(refused.message)
    now = timezone.now()
    waiting = changes_uncovered([row], at=now) if row.live else []
    marks = [one.mark for one in waiting[0].changes] if waiting else []
    user = person(request)
    decisions = decisions_of(row, at=now)
    wrote = row.revisions.filter(user=user).exists()
    context = {
        "finding": row,
        "waiting": bool(waiting),
        "marks": json.dumps(marks),
        "passages": passages_from(evidence_of(row.citations.all(), at=now), decisions=decisions),
        "decisions": decisions,
        "papers": [one.document for one in row.documents.select_related("document")],
        "may_decide": any(user.has_perm(f"findings.{name}") for name in DECIDES),
        "may_write": any(user.has_perm(f"findings.{name}") for name in WRITES),
        "wrote": wrote,
        "kinds": DecisionKind.choices,
        "kind": kind,
        "reasons": reasons,
        "refusal": refusal,
    }
    status = 409 if refusal else 200
    return render(request, "findings/desk/finding.html", context, status=status)


def _decided(request: HttpRequest, row: Finding, kind: str, reasons: str) -> HttpResponse:
    if kind not in DecisionKind.values:
        raise Refused("no_kind", _("Choose what the commissioners decided."))
    try:
        seen = json.loads(request.POST.get("marks", "[]"))
        seen = [one for one in seen if isinstance(one, dict)] if isinstance(seen, list) else []
    except ValueError:
        seen = []
    evidence_decide(
        finding=row,
        kind=kind,
        reasons=reasons,
        language=get_language() or "en",
        seen=seen,
        by=person(request),
        at=timezone.now(),
    )
    messages.success(request, _("Decided and public."))
    return redirect("evidence:changed")

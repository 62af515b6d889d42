"""The list of evidence that counts for a finding and is not shown."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.testimony.models import Testimony
from commission.accounts.signed_in import person
from commission.findings.access import findings_page
from commission.findings.desk.documents import documents_to_cite
from commission.findings.held.services import held_add, held_remove
from commission.findings.models import Finding, HeldEvidence
from media.refusal import Refused


@findings_page("change_finding", methods="GET HEAD POST")
def held(request: HttpRequest, finding: int) -> HttpResponse:
    """What counts and is not shown, and a form for more of it."""
    row = get_object_or_404(Finding.objects.originals(), pk=finding)
    if request.method == "POST":
        try:
            _add(row, request)
            return redirect("evidence:held", finding=row.pk)
        except Refused as refused:
            return _page(request, row, refusal=str(refused.message))
    return _page(request, row)


@findings_page("change_finding", methods="POST")
def remove(request: HttpRequest, held: UUID) -> HttpResponse:
    """Count it no more."""
    row = get_object_or_404(HeldEvidence.objects.select_related("finding"), pk=held)
    finding = row.finding
    try:
        held_remove(held=row, by=person(request), at=timezone.now())
    except Refused as refused:
        return _page(request, finding, refusal=str(refused.message))
    return redirect("evidence:held", finding=finding.pk)


def _page(request: HttpRequest, finding: Finding, *, refusal: str = "") -> HttpResponse:
    rows = finding.held_evidence.select_related("testimony", "document", "added_by")
    context = {
        "finding": finding,
        "rows": rows.order_by("added_at"),
        "documents": documents_to_cite(),
        "given": request.POST,
        "refusal": refusal,
    }
    return render(request, "findings/desk/held.html", context, status=409 if refusal else 200)


def _add(finding: Finding, request: HttpRequest) -> None:
    """A testimony is named by its reference or its id: who it is by is not shown here."""
    named = request.POST.get("testimony", "").strip()
    testimony = _testimony(named) if named else None
    if named and testimony is None:
        raise Refused("unknown", _("No testimony has this reference. Look at it again."))
    paper = request.POST.get("document", "")
    document = documents_to_cite().filter(pk=paper).first() if _is_uuid(paper) else None
    held_add(
        finding=finding,
        testimony=testimony,
        document=document,
        note=request.POST.get("note", "").replace("\x00", ""),
        by=person(request),
        at=timezone.now(),
    )


def _testimony(named: str) -> Testimony | None:
    if _is_uuid(named):
        return Testimony.objects.filter(pk=named).first()
    if "\x00" in named:  # no reference has it, and PostgreSQL refuses the question itself
        return None
    return Testimony.objects.filter(reference=named).first()


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

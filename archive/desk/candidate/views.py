"""A candidate edition: building it, reading it as its audience would, deciding about it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from archive.desk.access import desk_page, person
from archive.desk.candidate.page import edges_of, page_of
from archive.desk.sentences import REFUSALS, gate_refusal_keep, sentence_of
from archive.desk.testimony.views import record_page
from archive.edition.models import Edition, EditionState
from archive.gate import GateRefused, GateStep
from archive.publishing.models import LeakFinding
from archive.publishing.services import (
    candidate_approve,
    candidate_discard,
    candidate_request,
    edition_open,
    leak_finding_resolve,
)
from archive.reading.presentation import Sources, present
from archive.testimony.models import Testimony
from media.audience import Audience
from media.serving import file_response

# Who works on a candidate; what it holds is not out yet.
READERS = ("redact", "approve", "publish")


@desk_page("publish", methods="POST")
def build(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Ask for a candidate for one audience; a worker builds it and checks it for leaks."""
    row = get_object_or_404(Testimony, pk=testimony)
    asked = request.POST.get("audience", Audience.PUBLIC.value)
    if asked not in (Audience.PUBLIC, Audience.RESEARCH):
        raise Http404
    audience, by, at = Audience(asked), person(request), timezone.now()
    try:
        candidate_request(
            testimony=row,
            audience=audience,
            what_changed=request.POST.get("what_changed", "").strip()[:300],
            by=by,
            at=at,
        )
    except REFUSALS as error:
        if isinstance(error, GateRefused):
            gate_refusal_keep(
                decision=error.decision,
                testimony=row,
                step=GateStep.BUILD,
                audience=audience,
                by=by,
                at=at,
            )
        return record_page(request, testimony, refusal=sentence_of(error), status=409)
    return redirect("desk:testimony", row.pk)


@desk_page(*READERS)
def candidate(request: HttpRequest, edition: UUID) -> HttpResponse:
    """Exactly what will go out, what was measured, and what each person may do about it."""
    return candidate_page(request, edition)


def candidate_page(
    request: HttpRequest, edition: UUID, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The page of a candidate, after a refusal with the sentence that says why."""
    row = found(edition)
    page = page_of(row, user=person(request), at=timezone.now())
    context = {"page": page, "edition": row, "testimony": row.testimony, "refusal": refusal}
    return render(request, "desk/candidate.html", context, status=status)


@xframe_options_sameorigin
@desk_page(*READERS)
def preview(request: HttpRequest, edition: UUID) -> HttpResponse:
    """The public page of this candidate, by the same template, with files from the desk."""
    row = found(edition)
    held = set(row.files.filter(purged_at=None).values_list("kind", flat=True))

    def url(kind: str) -> str:
        return reverse("desk:candidate_file", args=[row.pk, kind]) if kind in held else ""

    sources = Sources(
        sound=url("sound"), captions=url("captions"), text=url("text"), words=url("words")
    )
    page = present(row, sources=sources)
    return render(request, "desk/candidate_preview.html", {"page": page, "edition": row})


@desk_page(*READERS)
def file(request: HttpRequest, edition: UUID, kind: str) -> HttpResponseBase:
    """A built file of a candidate, for staff."""
    row = get_object_or_404(found(edition).files, kind=kind, purged_at=None)
    return file_response(
        request, key=row.key, content_type=row.content_type, size=row.size, public=False
    )


@desk_page("approve", "publish", methods="POST")
def finding(request: HttpRequest, edition: UUID, finding: int) -> HttpResponse:
    """Say why something that the leak check found is no leak."""
    row = get_object_or_404(LeakFinding, pk=finding, report__edition=found(edition))
    try:
        leak_finding_resolve(
            finding=row,
            resolution=request.POST.get("resolution", "").strip(),
            by=person(request),
            at=timezone.now(),
        )
    except REFUSALS as error:
        return candidate_page(request, edition, refusal=sentence_of(error), status=409)
    return redirect("desk:candidate", edition)


@desk_page("approve", methods="POST")
def approve(request: HttpRequest, edition: UUID) -> HttpResponse:
    """Approve exactly the manifest that was on the page, with the edges that were heard."""
    row = found(edition)
    edges = {str(edge.number) for edge in edges_of(row)}
    try:
        candidate_approve(
            edition=row,
            manifest_hash=request.POST.get("manifest_hash", ""),
            edges_heard=len(edges & set(request.POST.getlist("edge"))),
            by=person(request),
            at=timezone.now(),
        )
    except REFUSALS as error:
        return candidate_page(request, edition, refusal=sentence_of(error), status=409)
    return redirect("desk:candidate", edition)


@desk_page("approve", "publish", methods="POST")
def discard(request: HttpRequest, edition: UUID) -> HttpResponse:
    """Put a candidate aside; its files go."""
    row = found(edition)
    try:
        candidate_discard(edition=row, by=person(request), at=timezone.now())
    except REFUSALS as error:
        return candidate_page(request, edition, refusal=sentence_of(error), status=409)
    return redirect("desk:testimony", row.testimony_id)


@desk_page("publish", methods="POST")
def open_edition(request: HttpRequest, edition: UUID) -> HttpResponse:
    """Open a candidate to its audience. The gate is asked once more."""
    row = found(edition)
    by, at = person(request), timezone.now()
    try:
        edition_open(edition=row, by=by, at=at)
    except REFUSALS as error:
        if isinstance(error, GateRefused):
            gate_refusal_keep(
                decision=error.decision,
                testimony=row.testimony,
                step=GateStep.OPEN,
                audience=Audience(row.audience),
                by=by,
                at=at,
            )
        return candidate_page(request, edition, refusal=sentence_of(error), status=409)
    return redirect("desk:testimony", row.testimony_id)


def found(edition: UUID) -> Edition:
    """A candidate by its id. Raises Http404 for anything that is none."""
    rows = Edition.objects.select_related("testimony", "leak_report", "approval", "built_by")
    return get_object_or_404(rows, pk=edition, state=EditionState.CANDIDATE)

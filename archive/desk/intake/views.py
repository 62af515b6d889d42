"""Receiving a recording in the browser: raw body with a progress bar, or a plain form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from archive.desk.access import desk_page, person
from archive.desk.intake.body import arriving
from archive.desk.intake.receipt import receipt_of
from archive.desk.sentences import REFUSALS, gate_refusal_keep, sentence_of
from archive.desk.testimony.views import record_page
from archive.gate import GateRefused, GateStep
from archive.testimony.models import Recording, Testimony
from archive.testimony.services import (
    recording_receive,
    recording_set_aside,
    recording_take_back,
)
from archive.transcript.selectors import transcript_latest
from archive.transcription.selectors import transcription_status
from archive.transcription.services import (
    WorkedOn,
    transcription_cancel,
    transcription_request,
)
from media.serving import blob_response

CONTENT_TYPES = {
    "wav": "audio/wav",
    "aiff": "audio/aiff",
    "flac": "audio/flac",
    "mp3": "audio/mpeg",
    "mp4": "audio/mp4",
    "mov": "audio/mp4",
    "ogg": "audio/ogg",
    "matroska": "audio/webm",
    "webm": "audio/webm",
}


@desk_page("take_testimony", methods="GET HEAD POST")
def upload(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Receive a recording and answer with its receipt, or with the sentence that refuses it.

    A script asks with `Accept: text/html-fragment` in mind and gets the receipt alone; a plain form
    gets the whole page.
    """
    row = get_object_or_404(Testimony, pk=testimony)
    alone = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    template = "desk/parts/receipt.html" if alone else "desk/upload.html"
    context: dict[str, object] = {"testimony": row}
    status = 200
    if request.method == "POST":
        try:
            chunks, name = arriving(request)
            recording, receipt = recording_receive(
                testimony=row,
                chunks=chunks,
                original_name=name,
                by=person(request),
                at=timezone.now(),
            )
        except REFUSALS as error:
            context["refusal"], status = sentence_of(error), 422
        else:
            context["receipt"], status = receipt_of(recording, receipt), 201
    return render(request, template, context, status=status)


@desk_page("take_testimony", "transcribe", methods="POST")
def transcribe(request: HttpRequest, recording: UUID) -> HttpResponse:
    """Have a recording written down by machine, where that was agreed to.

    Where people have worked on its text, a page of its own says what happens and asks first.
    """
    row = get_object_or_404(Recording.objects.select_related("testimony"), pk=recording)
    at = timezone.now()
    try:
        transcription_request(
            recording=row,
            by=person(request),
            at=at,
            over_work=request.POST.get("over_work") == "yes",
        )
    except WorkedOn as worked_on:
        context = {
            "testimony": row.testimony,
            "recording": row,
            "newest": transcript_latest(row.testimony, recording=row),
            "refusal": sentence_of(worked_on),
        }
        return render(request, "desk/transcribe_again.html", context, status=409)
    except REFUSALS as error:
        if isinstance(error, GateRefused):
            gate_refusal_keep(
                decision=error.decision,
                testimony=row.testimony,
                step=GateStep.TRANSCRIBE,
                by=person(request),
                at=at,
            )
        return record_page(request, row.testimony_id, refusal=sentence_of(error), status=409)
    return redirect("desk:testimony", row.testimony_id)


@desk_page("take_testimony", "transcribe", methods="POST")
def transcription_stop(request: HttpRequest, recording: UUID) -> HttpResponse:
    """Take back the newest request for a machine. One that has ended already stays as it is."""
    row = get_object_or_404(Recording, pk=recording)
    job = transcription_status(row).job
    if job is not None:
        transcription_cancel(job=job, by=person(request), at=timezone.now())
    return redirect("desk:testimony", row.testimony_id)


@desk_page("take_testimony", "transcribe", "publish", methods="POST")
def set_aside(request: HttpRequest, recording: UUID) -> HttpResponse:
    """Say that no edition is made from this recording; with `back`, that one may be again."""
    row = get_object_or_404(Recording, pk=recording)
    act = recording_take_back if request.POST.get("back") else recording_set_aside
    try:
        act(recording=row, by=person(request), at=timezone.now())
    except REFUSALS as error:
        return record_page(request, row.testimony_id, refusal=sentence_of(error), status=409)
    return redirect(reverse("desk:testimony", args=[row.testimony_id]) + "#received")


@desk_page("take_testimony", "transcribe", "redact", "approve")
def recording_sound(request: HttpRequest, recording: UUID) -> HttpResponseBase:
    """The original, for staff's ears only."""
    row = get_object_or_404(Recording.objects.select_related("accession__blob"), pk=recording)
    blob = row.accession.blob
    return blob_response(
        request, blob, CONTENT_TYPES.get(blob.container, "application/octet-stream")
    )

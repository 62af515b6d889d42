"""The transcript editor: read, save, accept, compare. Writes go through services only."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.desk.access import desk_page, desk_refuse, person
from archive.desk.answers import by_script, done, refuse
from archive.desk.sentences import sentence_of
from archive.desk.transcript.chosen import editor_url, recording_chosen
from archive.desk.transcript.compare import compare
from archive.desk.transcript.edits import EditsUnreadable, edits_from_form, edits_from_json
from archive.desk.transcript.page import editor_context
from archive.desk.transcript.presentation import speakers, words_payload
from archive.testimony.models import Testimony
from archive.transcript.exports import transcript_hand_out
from archive.transcript.models import Segment, Transcript
from archive.transcript.selectors import transcript_latest
from archive.transcript.services import (
    SegmentEdit,
    StaleTranscript,
    transcript_accept,
    transcript_continue,
    transcript_correct,
)
from media.refusal import Refused

READERS = ("transcribe", "redact", "approve")


@desk_page(*READERS)
def transcript(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """The newest version beside its sound, as a form of one part; a script takes over all of it.

    `?recording=` says of which recording; all of them are offered where there are several.
    """
    found = get_object_or_404(Testimony, pk=testimony)
    recording = recording_chosen(found, request.GET.get("recording", ""))
    context = editor_context(request, found, recording, part=_number(request.GET.get("part"), 1))
    return render(request, "desk/transcript.html", context)


@desk_page(*READERS)
def words(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """All words of a version for the script: the newest of a recording when none is named."""
    found = get_object_or_404(Testimony, pk=testimony)
    version = _number(request.GET.get("version"), 0)
    chosen: Transcript | None
    if version:
        chosen = get_object_or_404(Transcript, testimony=found, version=version)
    else:
        recording = recording_chosen(found, request.GET.get("recording", ""))
        chosen = transcript_latest(found, recording=recording)
    if chosen is None:
        return JsonResponse({"sentence": _("There is no transcript yet.")}, status=409)
    return JsonResponse(words_payload(chosen, list(chosen.segments.all())))


@desk_page("transcribe", methods="POST")
def save(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Make a new version with the changes. A stale version is a conflict, and nothing is lost."""
    found = get_object_or_404(Testimony, pk=testimony)
    back = reverse("desk:transcript", args=[found.pk])
    try:
        base, edits, part = _read(request, found)
        back = editor_url("transcript", found, base.recording)
        if not edits:
            return done(request, _("Nothing was changed, so nothing was saved."), back=back)
        made = transcript_correct(
            transcript=base, segments=edits, by=person(request), at=timezone.now()
        )
    except StaleTranscript as stale:
        return _conflict(request, base, sentence_of(stale))
    except Refused as refused:
        return refuse(request, sentence_of(refused), back=back)
    sentence = _("Saved as transcript %(version)d.") % {"version": made.version}
    if not by_script(request):
        joint = "&" if "?" in back else "?"
        return done(request, sentence, back=f"{back}{joint}part={part}")
    return done(
        request, sentence, back=back, transcript=words_payload(made, list(made.segments.all()))
    )


@desk_page("transcribe", methods="POST")
def accept(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Say that the words are what was said: the version that was read, not one that came since."""
    found = get_object_or_404(Testimony, pk=testimony)
    back = reverse("desk:transcript", args=[found.pk])
    try:
        chosen = _named(found, request.POST.get("transcript", ""))
        back = editor_url("transcript", found, chosen.recording)
        made = transcript_accept(transcript=chosen, by=person(request), at=timezone.now())
    except Refused as refused:
        status = 409 if isinstance(refused, StaleTranscript) else 400
        return refuse(request, sentence_of(refused), back=back, status=status)
    return done(
        request,
        _("Accepted: transcript %(version)d was checked by a person.") % {"version": made.version},
        back=back,
    )


@desk_page("transcribe", methods="POST")
def go_on(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Make a new version from an earlier one, so that nothing people wrote is out of reach."""
    found = get_object_or_404(Testimony, pk=testimony)
    back = reverse("desk:transcript", args=[found.pk])
    try:
        chosen = _named(found, request.POST.get("from"))
        over = _named(found, request.POST.get("transcript"))
        if chosen.recording_id != over.recording_id:
            raise EditsUnreadable
        back = editor_url("transcript", found, chosen.recording)
        made = transcript_continue(
            transcript=chosen, over=over, by=person(request), at=timezone.now()
        )
    except Refused as refused:
        status = 409 if isinstance(refused, StaleTranscript) else 400
        return refuse(request, sentence_of(refused), back=back, status=status)
    sentence = _("Transcript %(version)d goes on from transcript %(from)d.")
    said = {"version": made.version, "from": chosen.version}
    return done(request, sentence % said, back=back)


@desk_page(*READERS, methods="POST")
def export(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """A copy of the saved text as a file. It leaves the vault, so the ledger is told first."""
    found = get_object_or_404(Testimony, pk=testimony)
    back = reverse("desk:transcript", args=[found.pk])
    try:
        chosen = _named(found, request.POST.get("transcript"))
        back = editor_url("transcript", found, chosen.recording)
        made = transcript_hand_out(
            transcript=chosen,
            form=request.POST.get("form", ""),
            by=person(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return refuse(request, sentence_of(refused), back=back)
    return HttpResponse(
        made.text,
        content_type=made.content_type,
        headers={"Content-Disposition": f'attachment; filename="{made.name}"'},
    )


@desk_page(*READERS)
def versions(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Two versions word by word; without a choice the newest and what the machine wrote.

    Both are of one recording: that of the newer one.
    """
    found = get_object_or_404(Testimony, pk=testimony)
    named = found.transcripts.filter(version=_number(request.GET.get("to"), 0)).first()
    recording = (
        named.recording if named else recording_chosen(found, request.GET.get("recording", ""))
    )
    texts = found.transcripts.filter(recording=recording).select_related("created_by")
    every = list(texts.order_by("version"))
    if not every:
        return desk_refuse(request, _("There is no transcript yet."), status=404)
    known = {version.version: version for version in every}
    older = known.get(_number(request.GET.get("from"), 0), every[0])
    newer = known.get(_number(request.GET.get("to"), 0), every[-1])
    rows = compare(list(older.segments.all()), list(newer.segments.all()))
    called = speakers(found, at=timezone.now(), used=_labels(older) + _labels(newer))
    shown = [row for row in rows if row.changed or request.GET.get("all")]
    return render(
        request,
        "desk/transcript_compare.html",
        {
            "testimony": found,
            "back": editor_url("transcript", found, recording),
            "versions": every,
            "older": older,
            "newer": newer,
            "rows": [(row, called[row.speaker], called[row.speaker_before]) for row in shown],
            "unchanged": len(rows) - len(shown),
            "everything": bool(request.GET.get("all")),
        },
    )


def _read(request: HttpRequest, testimony: Testimony) -> tuple[Transcript, list[SegmentEdit], int]:
    """The version that was open, and what was changed in it, from either kind of sender."""
    if request.content_type == "application/json":
        try:
            sent = json.loads(request.body)
        except ValueError as unreadable:
            raise EditsUnreadable from unreadable
        if not isinstance(sent, dict):
            raise EditsUnreadable
        return _named(testimony, sent.get("transcript")), edits_from_json(sent.get("edits")), 1
    base = _named(testimony, request.POST.get("transcript"))
    edits = edits_from_form(list(base.segments.all()), request.POST)
    return base, edits, _number(request.POST.get("part"), 1)


def _named(testimony: Testimony, sent: object) -> Transcript:
    try:
        return Transcript.objects.get(testimony=testimony, pk=UUID(str(sent)))
    except (ValueError, Transcript.DoesNotExist) as unknown:
        raise EditsUnreadable from unknown


def _conflict(request: HttpRequest, base: Transcript, sentence: str) -> HttpResponse:
    """Somebody saved since: a script keeps what was typed; a form gets it back, filled in."""
    if by_script(request):
        latest = transcript_latest(base.testimony, recording=base.recording)
        return JsonResponse(
            {"sentence": sentence, "version": latest.version if latest else None}, status=409
        )
    part = _number(request.POST.get("part"), 1)
    context = editor_context(
        request, base.testimony, base.recording, part=part, typed=request.POST, typed_over=base
    )
    return render(request, "desk/transcript.html", {**context, "refusal": sentence}, status=409)


def _labels(transcript: Transcript) -> list[str]:
    return list(
        Segment.objects.filter(transcript=transcript).values_list("speaker", flat=True).distinct()
    )


def _number(sent: object, otherwise: int) -> int:
    text = str(sent or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise

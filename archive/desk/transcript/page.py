"""Everything the editor's page shows."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.consent.in_force import consent_in_force
from archive.desk.shown import place
from archive.desk.testimony.agreed import agreed_of
from archive.desk.testimony.jobs import said
from archive.desk.transcript.chosen import choices_of, editor_url
from archive.desk.transcript.presentation import (
    PART,
    flag_sentence,
    open_points,
    speakers,
    undecided,
    version_label,
    wave_path,
)
from archive.desk.transcript.says import editor_says
from archive.roles import may
from archive.testimony.models import Recording, Testimony
from archive.transcript.exports import FORMATS
from archive.transcript.models import Segment, Transcript, TranscriptKind
from archive.transcript.selectors import DOUBTFUL_P, transcript_latest
from archive.transcription.selectors import transcription_status
from media.transcription.doubts import Doubt


def editor_context(
    request: HttpRequest,
    testimony: Testimony,
    recording: Recording | None,
    *,
    part: int = 1,
    typed: Mapping[str, str] | None = None,
    typed_over: Transcript | None = None,
) -> dict[str, Any]:
    """The page of one recording's newest transcript; `typed` fills in what a conflict kept."""
    at = timezone.now()
    transcript = transcript_latest(testimony, recording=recording)
    segments = list(transcript.segments.all()) if transcript else []
    status = transcription_status(recording) if recording else None
    called = speakers(testimony, at=at, used=[segment.speaker for segment in segments])
    parts = max(1, -(-len(segments) // PART))
    part = min(max(1, part), parts)
    before = {s.key: s.text for s in typed_over.segments.all()} if typed_over else {}
    may_edit = may(request.user, "transcribe")
    points = open_points(segments)
    return {
        "testimony": testimony,
        "transcript": transcript,
        "forms": FORMATS,
        "label": version_label(transcript) if transcript else "",
        "machine": said(status.job) if status and status.job else "",
        "recording": recording,
        "choices": choices_of(testimony, recording),
        "compare": editor_url("transcript_compare", testimony, recording),
        "wave": wave_path(recording),
        "duration": place(recording.duration_ms if recording else 0),
        "agreed": agreed_of(consent_in_force(testimony, at=at), testimony.consents.all()),
        "rows": [
            _row(segment, called, typed or {}, before)
            for segment in segments[(part - 1) * PART : part * PART]
        ],
        "part": part,
        "parts": range(1, parts + 1),
        "speakers": called,
        "points": points,
        "may_edit": may_edit,
        "may_accept": may_edit
        and not points["undecided"]
        and transcript is not None
        and transcript.kind != TranscriptKind.REVIEWED,
        "reviewed": transcript is not None and transcript.kind == TranscriptKind.REVIEWED,
        "versions": testimony.transcripts.filter(recording=recording)
        .select_related("created_by", "parent")
        .order_by("-version"),
        "desk_data": _for_script(testimony, recording, called, may_edit),
        "desk_says": editor_says(),
    }


def _row(
    segment: Segment, called: dict[str, str], typed: Mapping[str, str], before: dict[str, str]
) -> dict[str, Any]:
    text = segment.text
    kept = typed.get(f"text:{segment.key}")
    if kept is None or kept == before.get(segment.key):
        kept = text
    return {
        "segment": segment,
        "at": place(segment.start_ms),
        "speaker": called[segment.speaker],
        "text": kept,
        "theirs": text if kept != text else "",
        "flag": flag_sentence(segment.flags) if segment.flags else "",
        "undecided": undecided(segment),
    }


def _for_script(
    testimony: Testimony, recording: Recording | None, called: dict[str, str], may_edit: bool
) -> dict[str, Any]:
    texts = testimony.transcripts.filter(recording=recording, kind=TranscriptKind.MACHINE)
    machine = texts.order_by("-version").first()
    return {
        "words": reverse("desk:transcript_words", args=[testimony.pk]),
        "newest": editor_url("transcript_words", testimony, recording),
        "save": reverse("desk:transcript_save", args=[testimony.pk]),
        "compare": reverse("desk:transcript_compare", args=[testimony.pk]),
        "machine": machine.version if machine else None,
        "speakers": [[label, name] for label, name in called.items()],
        "doubt_below": DOUBTFUL_P,
        "may_edit": may_edit,
        "flags": {flag.value: flag_sentence([flag.value]) for flag in Doubt},
        "title": _("Transcript"),
    }

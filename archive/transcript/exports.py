"""Taking a working transcript out of the desk as a file. Vault: what the public gets is an edition.

Every format carries the mark of machine text that no person has accepted.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext as _

from archive.ledger.services import ledger_append
from archive.transcript.models import Transcript, TranscriptKind
from media import captions
from media.refusal import Refused


@dataclass(frozen=True)
class Export:
    """A file that is made on the spot. Its name says nothing about anybody."""

    name: str
    content_type: str
    text: str


@dataclass(frozen=True)
class _Timed:
    text: str
    start: int
    end: int


FORMATS = {
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


def transcript_export(transcript: Transcript, form: str) -> Export:
    """One version as vtt, srt, txt or json; struck segments are left out. KeyError for others."""
    content_type = FORMATS[form]
    mark = machine_mark(transcript)
    cues = _cues(transcript)
    if form == "vtt":
        text = captions.vtt(cues, notes=[mark] if mark else (), language=transcript.language)
    elif form == "srt":
        # SubRip knows no notes: the mark is a caption of its own, before anything is said.
        first = [captions.Cue(0, min([1000, *(cue.start_ms for cue in cues)]), mark)]
        text = captions.srt([*(first if mark else []), *cues])
    elif form == "txt":
        text = (f"[{mark}]\n\n" if mark else "") + captions.plain_text(cues)
    else:
        text = json.dumps(_as_json(transcript, mark), ensure_ascii=False, indent=1) + "\n"
    machine = "-machine" if transcript.kind == TranscriptKind.MACHINE else ""
    name = f"transcript-{str(transcript.pk)[:8]}-{transcript.version}{machine}.{form}"
    return Export(name, content_type, text)


@transaction.atomic
def transcript_hand_out(
    *, transcript: Transcript, form: str, by: AbstractUser, at: datetime
) -> Export:
    """The same for a person who takes it away, after the ledger has said so. Raises Refused."""
    if form not in FORMATS:
        raise Refused("export_form", _("Choose one of the kinds of file that are offered."))
    export = transcript_export(transcript, form)
    ledger_append(
        actor=by,
        act="transcript.export",
        record=transcript,
        testimony=transcript.testimony,
        at=at,
        details={"version": transcript.version, "form": form},
    )
    return export


def machine_mark(transcript: Transcript) -> str:
    """What every showing of this version must say; "" once a person has accepted it."""
    if transcript.kind == TranscriptKind.MACHINE:
        return _("Made by machine, not yet checked")
    if transcript.kind == TranscriptKind.CORRECTED and transcript.made_with:
        return _("Made by machine, being corrected by a person")
    return ""


def _cues(transcript: Transcript) -> list[captions.Cue]:
    return [
        cue
        for segment in transcript.segments.all()
        if not segment.struck
        for cue in captions.cues_cut(
            (_Timed(word["text"], word["start"], word["end"]) for word in segment.words),
            speaker=segment.speaker,
        )
    ]


def _as_json(transcript: Transcript, mark: str) -> dict[str, Any]:
    return {
        "version": transcript.version,
        "kind": transcript.kind,
        "mark": mark,
        "language": transcript.language,
        "made_with": transcript.made_with,
        "content_hash": transcript.content_hash,
        "segments": [
            {
                "key": segment.key,
                "speaker": segment.speaker,
                "start_ms": segment.start_ms,
                "end_ms": segment.end_ms,
                "flags": segment.flags,
                "words": segment.words,
            }
            for segment in transcript.segments.all()
            if not segment.struck
        ],
    }

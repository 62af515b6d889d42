"""Making the next version of a transcript. Stored versions are never changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.testimony.models import Recording, Testimony
from archive.transcript.edits import (
    EditUnclear,
    SegmentDraft,
    SegmentEdit,
    edits_apply,
    keys_after,
    segment_draft,
)
from archive.transcript.models import Segment, Transcript, TranscriptKind
from archive.transcript.selectors import segments_undecided, transcript_latest, words_of
from archive.transcript.versions import version_write
from archive.transcript.words import Word, ids_after, words_align
from media.refusal import Refused

__all__ = [
    "AlreadyNewest",
    "EditUnclear",
    "SegmentDraft",
    "SegmentEdit",
    "StaleTranscript",
    "TranscriptEmpty",
    "TranscriptUndecided",
    "transcript_accept",
    "transcript_continue",
    "transcript_correct",
    "transcript_import",
    "words_align",
]


class StaleTranscript(Refused):
    """Somebody has made a newer version since this one was read."""

    def __init__(self) -> None:
        super().__init__(
            "transcript_stale",
            _(
                "Somebody else has saved a newer version of this transcript. Load the page again; "
                "your own changes are not in it yet."
            ),
        )


class AlreadyNewest(Refused):
    """The version to be continued is the newest one."""

    def __init__(self) -> None:
        super().__init__(
            "transcript_newest",
            _("This is the newest version already. Correct it as it stands."),
        )


class TranscriptEmpty(Refused):
    """Nothing that was said stands in the text."""

    def __init__(self) -> None:
        super().__init__(
            "transcript_empty",
            _(
                "This text holds no words, so there is nothing to accept. Continue from an earlier "
                "version, or keep a stretch that was struck."
            ),
        )


class TranscriptUndecided(Refused):
    """Text that the machine itself doubts has been neither kept nor struck."""

    def __init__(self, count: int) -> None:
        super().__init__(
            "transcript_undecided",
            _(
                "%(count)d stretches that the machine doubts are not decided yet. Listen to each, "
                "and keep or strike it."
            )
            % {"count": count},
        )
        self.count = count


@transaction.atomic
def transcript_correct(
    *,
    transcript: Transcript,
    segments: Sequence[SegmentEdit],
    by: AbstractUser,
    at: datetime,
) -> Transcript:
    """Store a person's changes as a new version of kind corrected, and return that.

    Ids and times of words stay wherever their text does. Raises StaleTranscript when `transcript`
    is not the newest version, EditUnclear when the edits do not fit it.
    """
    _lock_newest(transcript)
    drafts = [segment_draft(segment) for segment in transcript.segments.all()]
    used = list(_all_segments(transcript))
    after = edits_apply(
        drafts,
        segments,
        new_id=ids_after(word for _key, words in used for word in words),
        new_key=keys_after(key for key, _words in used),
    )
    corrected = _next(transcript, TranscriptKind.CORRECTED, after, by, at)
    ledger_append(
        actor=by,
        act="transcript.correct",
        record=corrected,
        testimony=transcript.testimony,
        at=at,
        details={"version": corrected.version, "edits": len(segments)},
    )
    return corrected


@transaction.atomic
def transcript_accept(*, transcript: Transcript, by: AbstractUser, at: datetime) -> Transcript:
    """A person's word that the text is what was said: a new version of kind reviewed, returned.

    Raises StaleTranscript when there is a newer version, TranscriptUndecided while text that the
    machine doubts is neither kept nor struck, TranscriptEmpty when no word is left.
    """
    _lock_newest(transcript)
    if transcript.kind == TranscriptKind.REVIEWED:
        return transcript
    undecided = segments_undecided(transcript)
    if undecided:
        raise TranscriptUndecided(len(undecided))
    if not any(True for _word in words_of(transcript)):
        raise TranscriptEmpty
    drafts = [segment_draft(segment) for segment in transcript.segments.all()]
    reviewed = _next(transcript, TranscriptKind.REVIEWED, drafts, by, at)
    ledger_append(
        actor=by,
        act="transcript.accept",
        record=reviewed,
        testimony=transcript.testimony,
        at=at,
        details={"version": reviewed.version},
    )
    return reviewed


@transaction.atomic
def transcript_continue(
    *, transcript: Transcript, over: Transcript, by: AbstractUser, at: datetime
) -> Transcript:
    """Go on from an earlier version: a new one with its text, segments and ids, which is returned.

    `over` is the newest version that the person has seen. A machine's text stays one; people's
    text is being corrected again, and must be accepted. Raises StaleTranscript when there is a
    newer version than `over` by now, AlreadyNewest when `transcript` is the newest itself.
    """
    _lock_newest(over)
    if transcript.pk == over.pk:
        raise AlreadyNewest
    if (transcript.testimony_id, transcript.recording_id) != (over.testimony_id, over.recording_id):
        raise ValueError("a version is continued over one of the same recording")
    machine = transcript.kind == TranscriptKind.MACHINE
    kind = TranscriptKind.MACHINE if machine else TranscriptKind.CORRECTED
    drafts = [segment_draft(segment) for segment in transcript.segments.all()]
    continued = _next(transcript, kind, drafts, by, at)
    ledger_append(
        actor=by,
        act="transcript.continue",
        record=continued,
        testimony=transcript.testimony,
        at=at,
        details={"version": continued.version, "from_version": transcript.version},
    )
    return continued


@transaction.atomic
def transcript_import(
    *,
    testimony: Testimony,
    recording: Recording | None,
    segments: Sequence[SegmentDraft],
    language: str,
    made_with: dict[str, Any],
    by: AbstractUser,
    at: datetime,
    kind: TranscriptKind = TranscriptKind.MACHINE,
) -> Transcript:
    """Take in a text with times that was made elsewhere; it needs acceptance as any other.

    Words without an id get one, segments without a key too. `kind` is corrected for a text that a
    person typed, machine for one that a model wrote; never reviewed: raises ValueError.
    """
    if kind == TranscriptKind.REVIEWED:
        raise ValueError("an imported transcript is accepted by a person here, not imported so")
    Testimony.objects.select_for_update().get(pk=testimony.pk)
    imported = version_write(
        testimony=testimony,
        recording=recording,
        kind=kind,
        drafts=list(_numbered(segments)),
        language=language,
        made_with=made_with,
        parent=None,
        by=by,
        at=at,
    )
    ledger_append(
        actor=by,
        act="transcript.import",
        record=imported,
        testimony=testimony,
        at=at,
        details={"version": imported.version, "segments": len(segments)},
    )
    return imported


def _lock_newest(transcript: Transcript) -> None:
    """Keep other writers out until this transaction ends. Raises StaleTranscript."""
    testimony = Testimony.objects.select_for_update().get(pk=transcript.testimony_id)
    newest = transcript_latest(testimony, recording=transcript.recording)
    if newest is None or newest.pk != transcript.pk:
        raise StaleTranscript


def _next(
    transcript: Transcript,
    kind: TranscriptKind,
    drafts: Sequence[SegmentDraft],
    by: AbstractUser,
    at: datetime,
) -> Transcript:
    return version_write(
        testimony=transcript.testimony,
        recording=transcript.recording,
        kind=kind,
        drafts=drafts,
        language=transcript.language,
        made_with=transcript.made_with,
        parent=transcript,
        by=by,
        at=at,
    )


def _all_segments(transcript: Transcript) -> Iterator[tuple[str, list[Word]]]:
    """Keys and words of every version: an id that once meant one word never means another."""
    versions = Segment.objects.filter(transcript__testimony=transcript.testimony_id)
    yield from versions.values_list("key", "words").iterator()


def _numbered(segments: Sequence[SegmentDraft]) -> Iterator[SegmentDraft]:
    make_id = ids_after(word for draft in segments for word in draft.words if word.get("id"))
    make_key = keys_after(draft.key for draft in segments if draft.key)
    for draft in segments:
        words: list[Word] = [
            {**word, "id": word.get("id") or make_id(), "p": word.get("p")} for word in draft.words
        ]
        yield replace(draft, key=draft.key or make_key(), words=words)

"""Asking for a transcription, and what a worker stores of it."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.gate import GateRefused, GateStep, gate_check
from archive.ledger.services import ledger_append
from archive.testimony.models import Recording, Testimony, Workflow
from archive.transcript.edits import SegmentDraft, keys_after
from archive.transcript.models import Transcript, TranscriptKind
from archive.transcript.selectors import transcript_latest
from archive.transcript.versions import version_write
from archive.transcript.words import Word, ids_after
from archive.transcription.models import Outcome, TranscriptionJob, TranscriptionWindow
from media.jobs import JobState
from media.refusal import Refused
from media.transcription import SegmentResult, segments_from_json, segments_to_json

UNFINISHED = (JobState.WAITING, JobState.RUNNING)
CANCELLABLE = (*UNFINISHED, JobState.NEEDS_PERSON)


class AlreadyAsked(Refused):
    """This recording is being written down already, or waits for it."""

    def __init__(self) -> None:
        super().__init__(
            "transcription_already_asked",
            _("This recording is waiting to be written down already. Nothing more is needed."),
        )


class WorkedOn(Refused):
    """People have corrected or accepted the text of this recording."""

    def __init__(self) -> None:
        super().__init__(
            "transcription_worked_on",
            _(
                "People have corrected or accepted the text of this recording. What the machine "
                "writes would stand before their text. Confirm that you want this."
            ),
        )


@transaction.atomic
def transcription_request(
    *, recording: Recording, by: AbstractUser, at: datetime, over_work: bool = False
) -> TranscriptionJob:
    """Put a recording into the queue.

    Raises GateRefused when writing down by machine is not agreed to, AlreadyAsked while an earlier
    request is unfinished, and WorkedOn when the newest text is people's work, unless `over_work`
    says that this was confirmed. Their versions stay, and one can be continued.
    """
    testimony = Testimony.objects.select_for_update().get(pk=recording.testimony_id)
    decision = gate_check(testimony=testimony, step=GateStep.TRANSCRIBE, at=at)
    if not decision.allowed:
        raise GateRefused(decision)
    if TranscriptionJob.objects.filter(recording=recording, state__in=UNFINISHED).exists():
        raise AlreadyAsked
    newest = transcript_latest(testimony, recording=recording)
    worked_on = newest is not None and newest.kind != TranscriptKind.MACHINE
    if worked_on and not over_work:
        raise WorkedOn
    job = TranscriptionJob.objects.create(recording=recording, requested_by_id=by.pk, created_at=at)
    _workflow(testimony, Workflow.TRANSCRIBING, {Workflow.PREPARATION, Workflow.RECORDED})
    ledger_append(
        actor=by,
        act="transcription.request",
        record=job,
        testimony=testimony,
        at=at,
        details={"over_version": newest.version} if newest and worked_on else {},
    )
    return job


@transaction.atomic
def transcription_cancel(*, job: TranscriptionJob, by: AbstractUser, at: datetime) -> None:
    """Take a request back; a worker that is at it stops at its next word."""
    cancelled = TranscriptionJob.objects.filter(pk=job.pk, state__in=CANCELLABLE).update(
        state=JobState.CANCELLED, lease_until=None, finished_at=at
    )
    if cancelled:
        job.refresh_from_db()
        testimony = job.recording.testimony
        ledger_append(actor=by, act="transcription.cancel", record=job, testimony=testimony, at=at)


@transaction.atomic
def window_store(
    *, job: TranscriptionJob, position: int, segments: list[SegmentResult], at: datetime
) -> None:
    """Keep a finished window. Raises LeaseLost when another worker holds the job; nothing is kept
    then.

    Attempts count from the last progress: three deaths at one place stop a job, three in a day of
    work do not.
    """
    done = (position + 1) * 990 // max(1, len(job.windows))
    job.write(at=at, progress=done, attempts=1)
    TranscriptionWindow.objects.create(
        job=job, position=position, segments=segments_to_json(segments)
    )


@transaction.atomic
def transcript_from_machine(*, job: TranscriptionJob, at: datetime) -> Transcript | None:
    """Make the draft out of all stored windows and finish the job; None when nobody speaks.

    Built from what is stored alone, so that a run that was killed and resumed gives the same bytes
    as one that was not. Raises LeaseLost.
    """
    job.write(at=at)
    testimony = Testimony.objects.select_for_update().get(pk=job.recording.testimony_id)
    stored = job.results.order_by("position").values_list("segments", flat=True)
    results = [segment for window in stored for segment in segments_from_json(window)]
    transcript = None
    if results:
        transcript = version_write(
            testimony=testimony,
            recording=job.recording,
            kind=TranscriptKind.MACHINE,
            drafts=_drafts(testimony, results),
            language=job.language,
            made_with=job.made_with,
            parent=None,
            by=None,
            at=at,
        )
    outcome = _outcome(results)
    job.write(at=at, transcript=transcript, outcome=outcome)
    job.finish(at=at)
    _workflow(testimony, Workflow.REVIEWING, {Workflow.TRANSCRIBING})
    ledger_append(
        actor="transcription",
        act="transcription.finish",
        record=job,
        testimony=testimony,
        at=at,
        details={"outcome": outcome.value, "segments": len(results), "model": _model(job)},
    )
    return transcript


def _drafts(testimony: Testimony, results: list[SegmentResult]) -> list[SegmentDraft]:
    """Numbered from 1; behind all earlier numbers where the testimony has been written down
    before.
    """
    earlier = [
        (key, words)
        for transcript in testimony.transcripts.all()
        for key, words in transcript.segments.values_list("key", "words")
    ]
    make_id = ids_after(word for _key, words in earlier for word in words)
    make_key = keys_after(key for key, _words in earlier)
    return [
        SegmentDraft(
            key=make_key(),
            start_ms=result.start_ms,
            end_ms=result.end_ms,
            words=[
                Word(id=make_id(), text=word.text, start=word.start, end=word.end, p=word.p)
                for word in result.words
            ],
            flags=list(result.flags),
        )
        for result in results
    ]


def _outcome(results: list[SegmentResult]) -> Outcome:
    """What a person should expect of the draft: most of it doubted means that it is not the
    speech.
    """
    words = sum(len(result.words) for result in results)
    doubted = sum(len(result.words) for result in results if result.flags)
    if not words:
        return Outcome.NO_SPEECH
    return Outcome.DOES_NOT_MATCH if 2 * doubted > words else Outcome.COMPLETE


def _model(job: TranscriptionJob) -> str:
    return str(job.made_with.get("weights_sha256", ""))[:64]


def _workflow(testimony: Testimony, to: Workflow, only_from: set[Workflow]) -> None:
    if testimony.workflow in only_from:
        Testimony.objects.filter(pk=testimony.pk).update(workflow=to)

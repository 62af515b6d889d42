"""What a worker does with one recording: windows one after another, each stored when it is done."""

import logging
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from archive.gate import GateStep, gate_check
from archive.transcription.models import Outcome, TranscriptionJob
from archive.transcription.services import transcript_from_machine, window_store
from media.blobs.models import Blob
from media.blobs.store import blob_path
from media.jobs import JobState, LeaseLost
from media.refusal import Refused
from media.transcription import (
    Engine,
    LanguageUnknown,
    ModelMissing,
    engine_load,
    language_detect,
    model_find,
    window_transcribe,
    windows_plan,
)
from media.transcription.language import Language

log = logging.getLogger(__name__)

# How long a recording waits before weights are looked for again.
WAIT_FOR_MODEL = timedelta(minutes=10)
# How often a worker says within a window that it is alive.
BEAT = timedelta(seconds=15)
# How a decoding child ends when this machine was short of something: another attempt may go well.
OF_THE_MACHINE = frozenset({"killed", "memory", "time", "disk_full"})


class NotAgreed(Exception):
    """Consent to writing down by machine is not, or no longer, in force."""


def transcription_run_one(worker: str) -> bool:
    """Take one job and work on it until it is done, fails or is lost. True when there was one."""
    _close_given_up()
    job = TranscriptionJob.claim(worker=worker, at=timezone.now())
    if job is None:
        return False
    try:
        _run(job)
    except LeaseLost:
        log.info("transcription %s went to another worker or was cancelled", job.pk)
    except ModelMissing as missing:
        _wait(job, missing.code)
    except NotAgreed:
        _stop(job, "not_agreed", Outcome.NO_CONSENT)
    except (LanguageUnknown, Refused) as refusal:
        if str(refusal) in OF_THE_MACHINE:
            _fail(job, str(refusal))
        else:
            # No further attempt would end otherwise: the file or the model must change first.
            _stop(job, str(refusal), Outcome.FAILED)
    except Exception as error:  # noqa: BLE001  recorded with a code
        # Its message may quote what was said: only the kind of error is kept and logged.
        log.error("transcription %s failed: %s", job.pk, type(error).__name__)
        _fail(job, type(error).__name__)
    return True


def _run(job: TranscriptionJob) -> None:
    blob = job.recording.accession.blob
    _ask_gate(job)
    engine = engine_load(model_find(progress=partial(_beat_fetching, job)))
    job.write(at=timezone.now(), outcome=Outcome.RUNNING)
    with blob_path(blob) as path:
        made_before = {key: job.made_with.get(key) for key in engine.made_with}
        if not job.windows or made_before != engine.made_with:
            _begin(job, engine, path, blob)
        heard = job.made_with["heard"]
        language = Language(job.language, heard["language"], heard["probability"])
        done = set(job.results.values_list("position", flat=True))
        for position, (start, end) in enumerate(job.windows):
            if position in done:
                continue
            _ask_gate(job)
            segments = window_transcribe(
                engine=engine,
                path=path,
                container=blob.container,
                window=(start, end),
                language=language,
                steady=blob.steady,
                on_progress=partial(_beat, job),
            )
            window_store(job=job, position=position, segments=segments, at=timezone.now())
    transcript_from_machine(job=job, at=timezone.now())


def _begin(job: TranscriptionJob, engine: Engine, path: Path, blob: Blob) -> None:
    """Decide all that later windows depend on, and store it before the first of them.

    Windows that another model or another kind of processor made are thrown away: a transcript is
    made by one.
    """
    windows = windows_plan(path, blob.container)
    language = language_detect(
        engine=engine,
        path=path,
        container=blob.container,
        windows=windows,
        stated=job.recording.testimony.language,
        steady=blob.steady,
    )
    heard = {"language": language.heard, "probability": round(language.probability, 3)}
    with transaction.atomic():
        job.write(
            at=timezone.now(),
            windows=windows,
            language=language.code,
            made_with={**engine.made_with, "heard": heard},
        )
        job.results.all().delete()


def _ask_gate(job: TranscriptionJob) -> None:
    testimony = job.recording.testimony
    decision = gate_check(testimony=testimony, step=GateStep.TRANSCRIBE, at=timezone.now())
    if not decision.allowed:
        raise NotAgreed


def _beat(job: TranscriptionJob, reached_ms: int) -> None:
    """Say that this worker is alive, and how far it is. Raises LeaseLost, which stops the model."""
    whole = max(1, job.windows[-1][1])
    _alive(job, progress=min(990, reached_ms * 990 // whole))


def _beat_fetching(job: TranscriptionJob, _what: str, _got: int, _of: int) -> None:
    """Say that this worker is alive while weights are fetched, which may outlast a lease."""
    _alive(job)


def _alive(job: TranscriptionJob, **fields: Any) -> None:
    now = timezone.now()
    if job.lease_until and job.lease_until - now < job.LEASE - BEAT:
        job.write(at=now, **fields)


def _fail(job: TranscriptionJob, code: str) -> None:
    try:
        with transaction.atomic():
            job.fail(at=timezone.now(), code=code[:60])
            given_up = job.state == JobState.NEEDS_PERSON
            job.outcome = Outcome.FAILED if given_up else Outcome.NEEDED
            TranscriptionJob.objects.filter(pk=job.pk).update(outcome=job.outcome)
    except LeaseLost:
        log.info("transcription %s went to another worker before it failed here", job.pk)


def _stop(job: TranscriptionJob, code: str, outcome: Outcome) -> None:
    """Put the job before a person at once."""
    try:
        with transaction.atomic():
            job.write(at=timezone.now(), outcome=outcome)
            job.fail(at=timezone.now(), code=code[:60], final=True)
    except LeaseLost:
        log.info("transcription %s went to another worker before it was stopped here", job.pk)


def _wait(job: TranscriptionJob, code: str) -> None:
    """Without weights nothing is tried, so nothing counts as an attempt: the recording waits."""
    now = timezone.now()
    try:
        job.write(
            at=now,
            extend=False,
            state=JobState.WAITING,
            outcome=Outcome.NEEDED,
            attempts=max(0, job.attempts - 1),
            lease_until=None,
            not_before=now + WAIT_FOR_MODEL,
            error_code=code[:60],
        )
    except LeaseLost:
        log.info("transcription %s went to another worker while weights were sought", job.pk)


def _close_given_up() -> None:
    """Jobs whose workers died each time were put before a person by the queue; say what that
    means.
    """
    TranscriptionJob.objects.filter(
        state=JobState.NEEDS_PERSON, outcome__in=(Outcome.NEEDED, Outcome.RUNNING)
    ).update(outcome=Outcome.FAILED)

"""Where the writing down of a recording stands, for the desk."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.testimony.models import Recording
from archive.transcription.models import Outcome, TranscriptionJob
from media.confine.wording import refusal_of
from media.jobs import JobState

_WHY: dict[str, str | Promise] = {
    "not_agreed": _(
        "The person who gave it has not agreed to writing down by machine. Type the text, or ask "
        "them and record it."
    ),
    "model_missing": _(
        "The weights for speech recognition are not on this machine yet. The recording waits; tell "
        "the person who runs the installation."
    ),
    "model_folder_missing": _(
        "The folder of weights for speech recognition is not there. The recording waits; tell the "
        "person who runs the installation."
    ),
    "model_incomplete": _(
        "The weights for speech recognition are not complete. The recording waits; tell the person "
        "who runs the installation."
    ),
    "model_language": _(
        "The weights on this machine do not know the language of this testimony. Ask for a model "
        "that does, or type the text."
    ),
    "worker_died": _(
        "The work stopped three times without a word. The file may be too large or broken; ask the "
        "person who runs the installation, or type the text."
    ),
}
_OTHER = _("The work failed each time it was tried. Ask again, or type the text.")


@dataclass(frozen=True)
class TranscriptionStatus:
    """`why` is a sentence when something stands in the way; progress is in thousandths."""

    outcome: Outcome
    state: JobState
    progress: int
    why: str | Promise
    job: TranscriptionJob | None

    @property
    def working(self) -> bool:
        return self.job is not None and self.state in (JobState.WAITING, JobState.RUNNING)


def transcription_status(recording: Recording) -> TranscriptionStatus:
    """The newest request for this recording; NEEDED without a job when nobody has asked yet."""
    job = recording.transcription_jobs.order_by("-created_at", "-pk").first()
    if job is None:
        return TranscriptionStatus(Outcome.NEEDED, JobState.WAITING, 0, "", None)
    why = transcription_why(job)
    return TranscriptionStatus(Outcome(job.outcome), JobState(job.state), job.progress, why, job)


def transcription_why(job: TranscriptionJob) -> str | Promise:
    """What stands in the way of a job that waits or needs a person, as a sentence; "" for nothing.

    A failure that will be tried again by itself stands in nobody's way.
    """
    if job.error_code and job.state == JobState.NEEDS_PERSON:
        return _WHY.get(job.error_code) or _of_file(job.error_code)
    return _WHY.get(job.error_code, "") if job.state == JobState.WAITING else ""


def _of_file(code: str) -> str | Promise:
    """What reading the recording itself was refused for; else that the work failed."""
    try:
        return refusal_of(code).message
    except KeyError:
        return _OTHER

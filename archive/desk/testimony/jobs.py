"""Background work on one testimony, in words and thousandths; also as JSON for the page to poll."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.desk.access import desk_page
from archive.publishing.models import CandidateJob
from archive.testimony.models import Testimony
from archive.transcription.models import Outcome, TranscriptionJob
from archive.transcription.selectors import transcription_status, transcription_why
from archive.transcription.services import CANCELLABLE
from media.jobs import Job, JobState

_BUILDING = {
    "gate_refused": gettext_lazy(
        "The gate refused it when a worker began. See what blocks it, and ask for it again."
    ),
    "changed_meanwhile": gettext_lazy(
        "Something changed while it was being built. Ask for it again."
    ),
}


@dataclass(frozen=True)
class Work:
    """One piece of work as the page says it."""

    id: UUID
    title: str
    sentence: str
    thousandths: int
    unfinished: bool
    needs_person: bool
    # The recording whose transcription a person may take back; None: there is nothing to take back.
    stops: UUID | None


def work_of(testimony: Testimony) -> list[Work]:
    """What a machine is doing or has left for a person, the newest of each kind."""
    newest: list[Work] = []
    for recording in testimony.recordings.all():
        transcribing = transcription_status(recording).job
        if transcribing is not None and transcribing.state != JobState.DONE:
            title = _("Writing down recording %(n)d") % {"n": recording.position}
            newest.append(_work(transcribing, title))
        elif transcribing is not None and transcribing.outcome != Outcome.COMPLETE:
            title = _("Writing down recording %(n)d") % {"n": recording.position}
            newest.append(_work(transcribing, title, str(Outcome(transcribing.outcome).label)))
    for building in testimony.candidate_jobs.exclude(
        state__in=[JobState.DONE, JobState.CANCELLED]
    ).order_by("-created_at"):
        newest.append(_work(building, _("Building and checking a candidate")))
    return newest


def _work(job: TranscriptionJob | CandidateJob, title: str, sentence: str = "") -> Work:
    return Work(
        id=job.pk,
        title=title,
        sentence=sentence or said(job),
        thousandths=job.progress,
        unfinished=job.state in (JobState.WAITING, JobState.RUNNING),
        needs_person=job.state == JobState.NEEDS_PERSON,
        stops=job.recording_id
        if isinstance(job, TranscriptionJob) and job.state in CANCELLABLE
        else None,
    )


def said(job: Job) -> str:
    """Where a job stands, as a sentence: what stands in its way, where something does."""
    why = transcription_why(job) if isinstance(job, TranscriptionJob) else ""
    if why:
        return str(why)
    percent = job.progress // 10
    match job.state:
        case JobState.RUNNING:
            return _("Running: %(percent)d of 100 parts are done.") % {"percent": percent}
        case JobState.WAITING if job.attempts:
            return _("Attempt %(n)d did not succeed; it will be tried again by itself.") % {
                "n": job.attempts
            }
        case JobState.WAITING:
            return _("Waiting for a worker.")
        case JobState.NEEDS_PERSON if job.error_code in _BUILDING:
            return str(_BUILDING[job.error_code])
        case JobState.NEEDS_PERSON:
            return _("It stopped after %(n)d attempts and needs a person. Code: %(code)s.") % {
                "n": job.attempts,
                "code": job.error_code,
            }
        case JobState.CANCELLED:
            return _("Stopped.")
        case _:
            return _("Done.")


@desk_page()
def jobs(request: HttpRequest, testimony: UUID) -> JsonResponse:
    """The same as JSON. The page asks every few seconds while something is unfinished."""
    work = work_of(get_object_or_404(Testimony, pk=testimony))
    return JsonResponse(
        {
            "unfinished": any(item.unfinished for item in work),
            "work": [
                {
                    "id": str(item.id),
                    "sentence": item.sentence,
                    "thousandths": item.thousandths,
                    "unfinished": item.unfinished,
                }
                for item in work
            ],
        }
    )

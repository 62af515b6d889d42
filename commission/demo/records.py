"""Takes each story through the archive's own services, by the people whose work each step is."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from tqdm import tqdm

from archive.consent.models import HowGiven, Medium, Use
from archive.consent.services import consent_record
from archive.edition.models import Edition
from archive.publishing.models import CandidateJob
from archive.publishing.services import (
    candidate_approve,
    candidate_request,
    edition_open,
    leak_finding_resolve,
)
from archive.redaction.services import name_protect, occurrences_propose, redaction_decide
from archive.testimony.models import Recording, Testimony, TestimonyKind, TombstoneChoice
from archive.testimony.services import (
    GiverDraft,
    recording_receive,
    testimony_create,
    testimony_describe,
)
from archive.transcript.models import Transcript
from archive.transcript.services import (
    SegmentEdit,
    transcript_accept,
    transcript_correct,
    transcript_import,
)
from archive.transcription.services import transcription_request
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.accounts.models import User
from commission.demo.appearing import appearance_give, appearance_release, spoken_on
from commission.demo.correcting import corrected_segments
from commission.demo.hearings import Bench
from commission.demo.indexing import index_write
from commission.demo.prepared import prepared_segments
from commission.demo.stories import STAND_IN, Story
from media.jobs import Job, JobState
from media.transcription.weights import ModelMissing, model_find

STEP_LIMIT = 600  # seconds that one step may take before the demonstration gives up on it


@dataclass(frozen=True)
class Crew:
    """Who does what. Two people decide a removal: the redactor proposes, the approver decides."""

    taker: User
    transcriber: User
    redactor: User
    approver: User
    publisher: User
    bench: Bench


def crew_of(people: dict[str, User]) -> Crew:
    """Those of the staff who take testimony in and let it out."""
    bench = Bench(**{name: people[name] for name in Bench.__dataclass_fields__})
    others = (name for name in Crew.__dataclass_fields__ if name != "bench")
    return Crew(bench=bench, **{name: people[name] for name in others})


def story_tell(story: Story, crew: Crew) -> Testimony:
    """Take one story as far as it goes before anything is taken back. Needs a running worker.

    Returns its testimony.
    """
    testimony, recording = _take_in(story, crew)
    transcript = _write_down(story, testimony, recording, crew)
    if story.ends == "transcript":
        return testimony
    transcript = _correct(story, transcript, crew)
    index_write(story, testimony, recording, by=crew.transcriber, terms_by=crew.publisher)
    _redact(story, testimony, crew)
    edition = _build(story, testimony, crew)
    if story.ends in ("candidate", "embargoed"):
        return testimony
    _approve(edition, crew)
    if story.appears_as:
        appearance_release(testimony, crew.bench)
    else:
        edition_open(edition=edition, by=crew.publisher, at=timezone.now())
    return testimony


def taken_back(stories: Iterable[Story], crew: Crew) -> None:
    """Withdraw what its giver takes back, once findings have been made of it. Harmless twice."""
    names = [story.real_name for story in stories if story.ends == "withdrawn"]
    for testimony in Testimony.objects.filter(givers__real_name__in=names):
        if not testimony.withdrawals.exists():
            testimony_withdraw(
                testimony=testimony,
                asked_by=AskedBy.GIVER,
                listed=True,
                by=crew.publisher,
                at=timezone.now(),
            )


def _take_in(story: Story, crew: Crew) -> tuple[Testimony, Recording]:
    at = timezone.now()
    testimony = testimony_create(
        kind=TestimonyKind.HEARING if story.appears_as else TestimonyKind.STATEMENT,
        language=story.language,
        givers=[GiverDraft(real_name=story.real_name, contact="")],
        given_on=spoken_on(story) if story.appears_as else story.given_on,
        place=story.place,
        summary=f"{story.summary} {STAND_IN}",
        content_note=story.content_note,
        by=crew.taker,
        at=at,
    )
    described: dict[str, object] = {"content_ranges": list(story.content_ranges)}
    if story.embargo_until:
        described["embargo_until"] = date.fromisoformat(story.embargo_until)
        described["embargo_reason"] = "asked for by the person who gave it"
    if story.ends == "withdrawn":
        described["tombstone"] = TombstoneChoice.LISTED
    testimony_describe(testimony=testimony, by=crew.taker, at=at, **described)
    agreed = dict.fromkeys((Use.RESEARCH, Use.AI_PROCESSING, Use.REPORT_CITATION), True)
    agreed[Use.MEMORIAL_INSCRIPTION] = bool(story.appears_as)
    agreed[Use.WEB_PUBLICATION] = story.audience == "public"
    consent_record(
        testimony=testimony,
        giver=testimony.givers.get(),
        uses=agreed,
        media={Medium.TEXT: True, Medium.SOUND: True},
        attribution=story.attribution,
        public_name=story.public_name,
        how_given=HowGiven.WRITTEN,
        form_text="A form invented for the demonstration.",
        form_language=story.language,
        given_on=at.date(),
        by=crew.taker,
        at=at,
    )
    recording, _receipt = recording_receive(
        testimony=testimony,
        chunks=iter([story.sound.read_bytes()]),
        original_name=f"{story.real_name}.mp3",
        by=crew.taker,
        at=at,
    )
    if story.appears_as:
        appearance_give(story, testimony, crew.bench)
    return testimony, recording


def _write_down(story: Story, testimony: Testimony, recording: Recording, crew: Crew) -> Transcript:
    """Whisper where it can, the prepared words where there is no model for this language."""
    if speech_recognition_reaches(story.language):
        job = transcription_request(recording=recording, by=crew.transcriber, at=timezone.now())
        _wait(job, f"Writing down {story.called}")
        job.refresh_from_db()
        if job.transcript is not None:
            return job.transcript
    return transcript_import(
        testimony=testimony,
        recording=recording,
        segments=prepared_segments(story.reading),
        language=story.language,
        made_with={"prepared": True},
        by=crew.transcriber,
        at=timezone.now(),
    )


def speech_recognition_reaches(language: str) -> bool:
    """Whether weights are to be had, and know this language (names ending in .en know English)."""
    try:
        found = model_find()
    except ModelMissing:
        return False
    return language == "en" or not found.name.endswith(".en")


def _correct(story: Story, transcript: Transcript, crew: Crew) -> Transcript:
    segments = list(transcript.segments.all())
    texts = corrected_segments(
        [[word["text"] for word in segment.words] for segment in segments], story.text
    )
    edits = [
        SegmentEdit(
            key=segment.key, text=text or None, struck=None if text else True, speaker="giver-1"
        )
        for segment, text in zip(segments, texts, strict=True)
    ]
    corrected = transcript_correct(
        transcript=transcript, segments=edits, by=crew.transcriber, at=timezone.now()
    )
    return transcript_accept(transcript=corrected, by=crew.transcriber, at=timezone.now())


def _redact(story: Story, testimony: Testimony, crew: Crew) -> None:
    for name, reason in story.protect:
        protected = name_protect(
            testimony=testimony, name=name, reason=reason, by=crew.redactor, at=timezone.now()
        )
        proposed = occurrences_propose(
            protected_name=protected, by=crew.redactor, at=timezone.now()
        )
        for redaction in proposed:
            redaction_decide(redaction=redaction, approve=True, by=crew.approver, at=timezone.now())


def _build(story: Story, testimony: Testimony, crew: Crew) -> Edition:
    job = candidate_request(
        testimony=testimony, audience=story.audience, by=crew.publisher, at=timezone.now()
    )
    _wait(job, f"Building and checking {story.called}")
    job = CandidateJob.objects.get(pk=job.pk)
    if job.edition is None:
        raise RuntimeError(f"No candidate was built: {job.error_code}")
    return job.edition


def _approve(edition: Edition, crew: Crew) -> None:
    for finding in edition.leak_report.findings.all():
        leak_finding_resolve(
            finding=finding,
            resolution="Heard by a person at both edges; nothing of what was removed remains.",
            by=crew.approver,
            at=timezone.now(),
        )
    candidate_approve(
        edition=edition,
        manifest_hash=edition.manifest_hash,
        edges_heard=2 * len(edition.removed),
        by=crew.approver,
        at=timezone.now(),
    )


def _wait(job: Job, what: str) -> None:
    """Show a job's progress until it has ended. The worker does the work; this only looks."""
    begun: datetime = timezone.now()
    with tqdm(
        total=1000, desc=f"  {what}", bar_format="{desc:<38} {bar:30} {percentage:3.0f} %"
    ) as bar:
        while job.state not in (JobState.DONE, JobState.NEEDS_PERSON):
            if (timezone.now() - begun).total_seconds() > STEP_LIMIT:
                raise RuntimeError(f"{what}: nothing came of it within {STEP_LIMIT} s.")
            time.sleep(0.2)
            job.refresh_from_db()
            if bar.n != job.progress:
                bar.n = job.progress
                bar.refresh()

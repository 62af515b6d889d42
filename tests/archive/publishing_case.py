"""A testimony that can be published: a sound in which every word is a tone, and its consent."""

import io
import wave

import numpy as np
from django.utils import timezone

from archive.edition.models import Edition
from archive.publishing.models import LeakFinding
from archive.publishing.services import (
    candidate_approve,
    candidate_request,
    candidate_run_one,
    edition_edges,
    edition_open,
    leak_finding_resolve,
)
from archive.redaction.models import ReasonCode, RedactionKind
from archive.redaction.services import redaction_decide, redaction_propose
from archive.testimony.models import Recording
from media.audience import Audience
from media.receiving.services import blob_receive
from tests.factories import (
    NOW,
    SPOKEN,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
    words,
)

RATE = 16_000


def tones(times, *, length_ms: int) -> bytes:
    """A WAV in which there is a tone at these times and a faint hiss between them."""
    random = np.random.default_rng(7)
    sound = random.normal(0, 0.0005, length_ms * RATE // 1000)
    for start, end in times:
        first, last = start * RATE // 1000, end * RATE // 1000
        sound[first:last] += 0.3 * np.sin(2 * np.pi * 330 * np.arange(last - first) / RATE)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return out.getvalue()


def testimony_ready(*, spoken=None, original_name="Pellworth interview.wav", **consented):
    """A consented testimony with its reviewed transcript and a sound received as any other."""
    testimony = TestimonyFactory(
        consented=True, **{f"consented__{name}": value for name, value in consented.items()}
    )
    times, start = [], 1000
    for _speaker, text in spoken or SPOKEN:
        times += [(word["start"], word["end"]) for word in words(text, start_ms=start)]
        start = times[-1][1] + 1000
    receipt = blob_receive(
        chunks=[tones(times, length_ms=start)],
        original_name=original_name,
        by=testimony.created_by,
        at=NOW,
    )
    recording = Recording.objects.create(
        testimony=testimony, accession=receipt.accession, duration_ms=start
    )
    TranscriptFactory(testimony=testimony, recording=recording, spoken=spoken)
    return testimony


def ids_of(testimony, text: str) -> list[str]:
    """Ids of the first place where these words stand in the newest transcript."""
    sought = text.split()
    for segment in testimony.transcripts.last().segments.all():
        for n in range(len(segment.words) - len(sought) + 1):
            found = segment.words[n : n + len(sought)]
            if [word["text"] for word in found] == sought:
                return [word["id"] for word in found]
    raise AssertionError(f"{text!r} is not in the transcript")


def redact(testimony, text: str, *, by=None, decided_by=None, **fields):
    """Propose and approve a redaction of these words."""
    fields = {"kind": RedactionKind.REMOVE, "reason": ReasonCode.PRIV, **fields}
    redaction = redaction_propose(
        testimony=testimony,
        recording=testimony.recordings.first(),
        word_ids=ids_of(testimony, text),
        by=by or UserFactory(),
        at=NOW,
        **fields,
    )
    return redaction_decide(
        redaction=redaction, approve=True, by=decided_by or UserFactory(), at=NOW
    )


def candidate(testimony, audience=Audience.PUBLIC, *, by=None, what_changed="") -> Edition:
    """Ask for a candidate and let a worker build and check it."""
    job = candidate_request(
        testimony=testimony,
        audience=audience,
        by=by or UserFactory(),
        at=timezone.now(),
        what_changed=what_changed,
    )
    assert candidate_run_one("worker-1")
    job.refresh_from_db()
    assert job.state == "done", (job.state, job.error_code)
    return job.edition


def settle(edition: Edition) -> None:
    """A person deals with everything that the leak check found."""
    for finding in LeakFinding.objects.filter(report__edition=edition, resolved_at=None):
        leak_finding_resolve(
            finding=finding, resolution="It was looked at.", by=UserFactory(), at=timezone.now()
        )


def approved(testimony, audience=Audience.PUBLIC, **kwargs) -> Edition:
    """A candidate that somebody else has approved."""
    edition = candidate(testimony, audience, **kwargs)
    settle(edition)
    candidate_approve(
        edition=edition,
        manifest_hash=edition.manifest_hash,
        edges_heard=len(edition_edges(edition)),
        by=UserFactory(),
        at=timezone.now(),
    )
    return edition


def published(testimony, audience=Audience.PUBLIC, **kwargs) -> Edition:
    """An edition opened the long way, by services alone."""
    edition = approved(testimony, audience, **kwargs)
    return edition_open(edition=edition, by=UserFactory(), at=timezone.now())

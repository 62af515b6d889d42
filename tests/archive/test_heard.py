"""A word of a real recording, redacted, is recognised no more by the engine that recognised it."""

import pytest
from django.utils import timezone

from archive.publishing.basis import basis_collect
from archive.publishing.leaks.expected import expected_of
from archive.publishing.leaks.sound import CONTAINER, sound_of, speech_check
from archive.redaction.names import fold
from archive.testimony.models import Recording
from media.audience import Audience
from media.receiving.services import blob_receive
from media.transcription import Language, engine_load, model_find, window_transcribe
from tests.archive.publishing_case import candidate, ids_of, redact
from tests.factories import (
    NOW,
    Segment,
    TestimonyFactory,
    TranscriptFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.whisper]

ENGLISH = Language(code="en", heard="en", probability=1.0)


def heard_in(path, container, length_ms) -> list:
    return window_transcribe(
        engine=engine_load(model_find()),
        path=path,
        container=container,
        window=(0, length_ms),
        language=ENGLISH,
    )


def test_a_redacted_word_of_real_speech_is_not_recognised(shared):
    clip = shared / "audio" / "en-librispeech-2412-153948-0000.flac"
    testimony = TestimonyFactory(consented=True)
    receipt = blob_receive(
        chunks=[clip.read_bytes()],
        original_name="0000.flac",
        by=UserFactory(),
        at=NOW,
    )
    length = receipt.blob.decoded_ms
    recording = Recording.objects.create(
        testimony=testimony, accession=receipt.accession, duration_ms=length
    )
    segments = heard_in(clip, receipt.blob.container, length)
    transcript = TranscriptFactory(
        testimony=testimony, recording=recording, spoken=[("giver-1", "-")]
    )
    transcript.segments.all().delete()
    count = 0
    for position, segment in enumerate(segments):
        words = []
        for word in segment.words:
            count += 1
            words.append(
                {
                    "id": f"w{count:05d}",
                    "text": word.text,
                    "start": word.start,
                    "end": word.end,
                    "p": word.p,
                }
            )
        Segment.objects.create(
            transcript=transcript,
            key=f"s{position:05d}",
            position=position,
            speaker="giver-1",
            start_ms=segment.start_ms,
            end_ms=segment.end_ms,
            words=words,
        )
    everything = [w for s in transcript.segments.all() for w in s.words]
    said = [fold(word["text"]).strip(".,") for word in everything]
    # Three long words in the middle of sentences, each said once.
    chosen = [
        word["text"]
        for word, plain in zip(everything[3:-3], said[3:-3], strict=True)
        if len(plain) > 5 and said.count(plain) == 1
    ][::3][:3]
    assert len(chosen) == 3

    # The check would find them in the sound as it was recorded …
    for text in chosen:
        redact(testimony, text)
    basis = basis_collect(testimony=testimony, audience=Audience.PUBLIC, at=timezone.now())
    with_words = speech_check(
        clip, expected_of(basis), language="en", duration_ms=length, container="flac"
    )
    assert {item.check for item in with_words.found} == {"spoken_word"}
    assert len(with_words.found) == 3

    # … and in what was built there is nothing.
    edition = candidate(testimony)
    assert list(edition.leak_report.findings.values_list("check_name", "where")) == []
    assert edition.leak_report.measurements["words_heard"] > 0
    with sound_of(edition) as path:
        heard = [word for part in heard_in(path, CONTAINER, length) for word in part.words]
    again = [fold(word.text).strip(".,") for word in heard]
    for text in chosen:
        assert ids_of(testimony, text)
        assert fold(text).strip(".,") not in again

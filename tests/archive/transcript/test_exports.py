"""Working transcripts as files, with the mark of machine text."""

import io
import json

import pytest
import webvtt

from archive.transcript.exports import FORMATS, transcript_export
from archive.transcript.models import Segment, TranscriptKind
from tests.factories import TranscriptFactory

pytestmark = pytest.mark.django_db
MARK = "Made by machine, not yet checked"


@pytest.mark.parametrize("form", FORMATS)
def test_machine_text_is_marked_in_every_format_and_in_the_name(form):
    export = transcript_export(TranscriptFactory(machine=True), form)
    assert MARK in export.text
    assert export.name.endswith(f"-machine.{form}")


@pytest.mark.parametrize("form", FORMATS)
def test_accepted_text_carries_no_mark(form):
    export = transcript_export(TranscriptFactory(), form)
    assert MARK not in export.text
    assert "machine" not in export.name


def test_text_that_is_being_corrected_says_so():
    export = transcript_export(TranscriptFactory(kind=TranscriptKind.CORRECTED), "vtt")
    assert "being corrected by a person" in export.text


@pytest.mark.parametrize("form", FORMATS)
def test_struck_text_is_in_no_file(form):
    transcript = TranscriptFactory()
    Segment.objects.filter(transcript=transcript, position=3).update(struck=True)
    text = transcript_export(transcript, form).text
    assert "letters" not in text
    assert "Sixty-one." in text


def test_captions_name_the_speaker_by_the_vaults_label():
    text = transcript_export(TranscriptFactory(), "vtt").text
    captions = list(webvtt.from_buffer(io.StringIO(text), format="vtt"))
    assert {caption.voice for caption in captions} == {"asker", "giver-1"}
    assert captions[0].start == "00:00:01.000"


def test_json_holds_every_word_with_its_times():
    transcript = TranscriptFactory()
    exported = json.loads(transcript_export(transcript, "json").text)
    assert [segment["words"] for segment in exported["segments"]] == [
        segment.words for segment in transcript.segments.all()
    ]


def test_a_file_is_not_named_after_anybody():
    export = transcript_export(TranscriptFactory(), "txt")
    assert "Pellworth" not in export.name
    assert export.name.startswith("transcript-")

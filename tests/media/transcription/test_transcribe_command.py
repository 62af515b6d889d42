"""`manage.py transcribe`: the same pipeline for any file."""

import io
import json
import os
import subprocess
import sys

import pytest
import webvtt
from django.core.management import CommandError, call_command

from tests.environment import ROOT
from tests.media.transcription.conftest import silence

pytestmark = pytest.mark.whisper
MARK = "Made by machine, not yet checked"


@pytest.fixture
def clip(shared):
    return shared / "audio" / "en-librispeech-2412-153948-0001.flac"


def printed(path, *options: str) -> str:
    out = io.StringIO()
    call_command("transcribe", str(path), *options, stdout=out)
    return out.getvalue()


def test_captions_are_printed_with_the_mark_of_machine_text(clip):
    text = printed(clip)
    assert MARK in text
    captions = list(webvtt.from_buffer(io.StringIO(text), format="vtt"))
    assert len(captions) > 1
    assert "pecuniary" in " ".join(caption.text for caption in captions).lower()


def test_every_format_says_the_same(clip):
    told = json.loads(printed(clip, "--format", "json"))
    words = [word["text"] for segment in told["segments"] for word in segment["words"]]
    assert " ".join(printed(clip, "--format", "txt").split()) == " ".join(words)
    subtitles = list(
        webvtt.from_buffer(io.StringIO(printed(clip, "--format", "srt")), format="srt")
    )
    assert " ".join(" ".join(cue.text for cue in subtitles).split()) == " ".join(words)
    assert told["made_with"]["weights_sha256"]
    assert told["mark"] == MARK


def test_the_result_alone_is_on_stdout_and_the_bar_on_stderr(clip):
    done = subprocess.run(
        [sys.executable, "manage.py", "transcribe", str(clip), "--format", "txt"],
        cwd=ROOT,
        env=os.environ.copy(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Transcribing" not in done.stdout
    assert "Transcribing: 100%" in done.stderr
    assert len(done.stdout.split()) > 25


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.mp3", b""),
        ("list.mp3", b"ffconcat version 1.0\nfile 'another.wav'\n"),
        ("stream.mp3", b"#EXTM3U\n#EXTINF:10,\n/another.wav\n"),
        ("text.wav", b"This is no sound at all, only words in a file. " * 50),
    ],
)
def test_what_receiving_refuses_is_refused_with_the_reason_and_status_1(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        call_command("transcribe", str(path))
    assert refused.value.returncode == 1
    assert str(refused.value).endswith(".")
    assert str(tmp_path) not in str(refused.value)


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CommandError, match="no such file"):
        call_command("transcribe", str(tmp_path / "none.wav"))


def test_a_path_may_be_relative_to_where_one_stands(clip, monkeypatch):
    monkeypatch.chdir(clip.parent)
    assert "pecuniary" in printed(clip.name, "--format", "txt").lower()


def test_silence_prints_no_text(sound_file):
    assert printed(sound_file(silence(5)), "--format", "txt") == ""


def test_a_language_that_the_weights_do_not_know_is_refused(clip):
    with pytest.raises(CommandError, match="do not know this language"):
        call_command("transcribe", str(clip), "--language", "es")


def test_missing_weights_are_a_sentence(clip, settings, tmp_path):
    settings.WHISPER_MODEL = str(tmp_path / "nowhere")
    with pytest.raises(CommandError, match="WHISPER_MODEL"):
        call_command("transcribe", str(clip))

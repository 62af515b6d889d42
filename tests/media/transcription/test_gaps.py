"""Speech that the model passed over is listened to again."""

import numpy as np
import pytest

from media.sound import pcm_stream
from media.transcription import window, window_transcribe
from media.transcription.gaps import speech_missed
from tests.media.transcription.conftest import ENGLISH, RATE, noise, silence

pytestmark = pytest.mark.whisper
CLIP = "en-librispeech-1088-134315-0000.flac"


@pytest.fixture(scope="module")
def reading(shared) -> np.ndarray:
    return np.concatenate(list(pcm_stream(shared / "audio" / CLIP, "flac", rate=RATE)))


def test_a_stretch_of_speech_without_words_is_found(reading):
    (missed,) = speech_missed(reading, [(0, 5 * RATE), (10 * RATE, len(reading))])
    assert 5 * RATE <= missed[0] < 6 * RATE
    assert 9 * RATE < missed[1] <= 10 * RATE


def test_speech_before_the_first_word_and_behind_the_last_is_found(reading):
    assert len(speech_missed(reading, [(6 * RATE, 9 * RATE)])) == 2


def test_where_words_stand_nothing_is_missed(reading):
    words = [(second * RATE, second * RATE + RATE // 2) for second in range(16)]
    assert speech_missed(reading, words) == []


@pytest.mark.parametrize("pause", [silence, noise], ids=["silence", "noise"])
def test_a_pause_is_no_missed_speech(pause, reading):
    sound = np.concatenate([reading, pause(30), reading]).astype(np.float32)
    second = len(reading) + 30 * RATE
    assert speech_missed(sound, [(0, len(reading)), (second, len(sound))]) == []


def test_what_the_model_left_out_is_written_after_all(shared, tiny_en, monkeypatch):
    listen = window._listen
    heard: list[int] = []

    def leaves_out_all_but_the_first(*args):
        pieces = listen(*args)
        heard.append(len(pieces))
        return pieces[:1] if len(heard) == 1 else pieces

    def written() -> list[str]:
        segments = window_transcribe(
            engine=tiny_en,
            path=shared / "audio" / CLIP,
            container="flac",
            window=(0, 16_000),
            language=ENGLISH,
        )
        words = [word for segment in segments for word in segment.words]
        assert [word.start for word in words] == sorted(word.start for word in words)
        return [word.text.casefold().strip(".,") for word in words]

    whole = written()
    monkeypatch.setattr(window, "_listen", leaves_out_all_but_the_first)
    repaired = written()
    assert len(heard) == 2
    assert heard[0] > 1
    assert len(set(whole) - set(repaired)) <= 3

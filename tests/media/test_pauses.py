"""Word times are not sound edges: what is silenced reaches into the pauses around the words."""

import numpy as np
import pytest

from media.sound import level_dbfs, pauses, widen
from tests.media.clips import RATE, put, speechlike, wav_of_16_bit


def spoken(*stretches: tuple[float, float], room: float = 0.0005) -> np.ndarray:
    """(seconds, level) one after the other, with the hiss of a room under all of it."""
    loud = np.concatenate([np.full(int(seconds * RATE), level) for seconds, level in stretches])
    hiss = room * np.random.default_rng(2).standard_normal(len(loud))
    return (speechlike(len(loud) / RATE)[: len(loud)] * loud + hiss).astype(np.float32)


@pytest.fixture
def speech(tmp_path):
    """A word from 3.00 to 3.60 s with a pause of half a second before it and after it."""

    def make(room=0.0005):
        parts = [(2.5, 1), (0.5, 0), (0.6, 1), (0.5, 0), (3, 1)]
        return put(tmp_path, "speech.wav", wav_of_16_bit(spoken(*parts, room=room)))

    return make


def close(found, *expected):
    assert len(found) == len(expected), found
    for (start, end), (begin, until) in zip(found, expected, strict=True):
        assert abs(start - begin) <= 30, found
        assert abs(end - until) <= 30, found


def test_pauses_are_found_in_a_quiet_room_and_beside_a_fan(speech):
    close(pauses(speech(), "wav", 0, 7_100), (2_500, 3_000), (3_600, 4_100))
    close(pauses(speech(room=0.004), "wav", 0, 7_100), (2_500, 3_000), (3_600, 4_100))


def test_closed_lips_are_no_pause(tmp_path):
    path = put(tmp_path, "p.wav", wav_of_16_bit(spoken((1, 1), (0.09, 0), (1, 1))))
    assert pauses(path, "wav", 0, 2_090) == []


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (3_000, 3_600),  # right
        (3_300, 3_450),  # begins late, ends early: what a recogniser does
        (2_900, 3_700),  # too wide already
    ],
)
def test_a_span_reaches_into_the_pause_on_each_side_and_not_into_other_words(start, end, speech):
    left, right = widen(speech(), "wav", start, end, duration_ms=7_100)
    assert 2_500 <= left <= 2_960, "the word's own beginning is inside"
    assert 3_640 <= right <= 4_100
    assert left < start
    assert right > end


def test_without_a_pause_near_a_span_grows_by_a_quarter_second(tmp_path):
    path = put(tmp_path, "p.wav", wav_of_16_bit(spoken((12, 1))))
    assert widen(path, "wav", 5_000, 5_500, duration_ms=12_000) == (4_750, 5_750)


def test_a_span_stays_within_the_recording(tmp_path):
    path = put(tmp_path, "p.wav", wav_of_16_bit(spoken((3, 1))))
    assert widen(path, "wav", 100, 2_900, duration_ms=3_000) == (0, 3_000)


def test_in_real_speech_an_edge_lies_where_it_is_quiet_or_a_quarter_second_away(shared):
    clip = shared / "audio" / "en-librispeech-1088-134315-0000.flac"
    assert len(pauses(clip, "flac", 0, 16_000)) >= 3, "a reader takes breath"
    quiet = 0
    for start in range(1_000, 14_000, 2_600):
        left, right = widen(clip, "flac", start, start + 300, duration_ms=16_040)
        assert left < start
        assert right > start + 300
        for edge, near in ((left, start), (right, start + 300)):
            level = level_dbfs(clip, "flac", edge - 10, edge + 10)
            quiet += level < -35
            assert level < -35 or abs(edge - near) >= 250
    assert quiet, "at least one edge found a pause"

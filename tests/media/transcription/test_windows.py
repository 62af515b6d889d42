"""Long recordings are cut where nobody speaks."""

from itertools import pairwise

import numpy as np
import pytest

from media.transcription.windows import LONGEST_MS, SHORTEST_MS, windows_plan
from tests.media.transcription.conftest import RATE, noise, silence


def loud_with_pauses(seconds: float, pauses: list[tuple[float, float]]) -> np.ndarray:
    samples = noise(seconds, 0.2)
    for start, end in pauses:
        samples[int(start * RATE) : int(end * RATE)] = 0
    return samples


def test_a_short_recording_is_one_window(sound_file):
    assert windows_plan(sound_file(noise(7.5)), "wav") == [(0, 7_500)]


def test_windows_are_cut_in_the_middle_of_the_longest_pause(sound_file):
    sound = loud_with_pauses(610, [(100, 110), (210, 210.4), (250, 254), (290, 291), (500, 502)])
    windows = windows_plan(sound_file(sound), "wav")
    assert len(windows) == 3
    assert windows[0][1] == pytest.approx(252_000, abs=300)
    assert windows[1][1] == pytest.approx(501_000, abs=300)


def test_windows_cover_the_recording_without_gap_or_overlap(sound_file):
    windows = windows_plan(sound_file(noise(1_000)), "wav")
    assert windows[0][0] == 0
    assert windows[-1][1] == 1_000_000
    assert all(a[1] == b[0] for a, b in pairwise(windows))
    assert all(SHORTEST_MS <= end - start <= LONGEST_MS for start, end in windows[:-1])


def test_steady_sound_without_any_pause_is_cut_all_the_same(sound_file):
    time = np.arange(400 * RATE) / RATE
    assert len(windows_plan(sound_file(0.5 * np.sin(2 * np.pi * 440 * time)), "wav")) == 2


def test_the_same_sound_gives_the_same_windows(sound_file):
    path = sound_file(loud_with_pauses(700, [(230, 231), (470, 473)]))
    assert windows_plan(path, "wav") == windows_plan(path, "wav")


def test_a_silent_recording_still_has_windows(sound_file):
    assert windows_plan(sound_file(silence(20)), "wav") == [(0, 20_000)]

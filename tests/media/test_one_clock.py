"""One clock for every listener: whoever starts in the middle hears what lies there for all others.

Each second of these recordings is a tone of its own, so that what is heard names its second.
"""

from fractions import Fraction

import av
import numpy as np
import pytest

from media.blobs.models import Condition
from media.probe import probe_file
from media.sound import level_dbfs, pcm_stream, sound_render
from tests.media.clips import KINDS, encoded, put, recording

RATE = 48_000
SECONDS = 75


def tones(seconds: int = SECONDS) -> np.ndarray:
    time = np.arange(RATE) / RATE
    each = [0.3 * np.sin(2 * np.pi * (300 + 20 * second) * time) for second in range(seconds)]
    return np.concatenate(each).astype(np.float32)


def second_of(samples: np.ndarray) -> float:
    """Which second of `tones` this is, from the middle of a second at 16 kHz."""
    middle = samples[4_000:12_000]
    return round((np.argmax(np.abs(np.fft.rfft(middle))) * 2 - 300) / 20, 1)


def with_a_gap(tmp_path):
    """A WebM whose recorder stopped for a minute: its times jump, its samples do not."""
    path = tmp_path / "gap.webm"
    with av.open(str(path), "w", format="webm") as out:
        stream = out.add_stream("libopus", rate=RATE)
        stream.layout = "mono"

        def put_in(packets):
            for packet in packets:
                if packet.pts is not None and packet.pts * packet.time_base >= 30:
                    packet.pts += int(60 / packet.time_base)
                    packet.dts = packet.pts
                out.mux(packet)

        for at in range(0, SECONDS * RATE, RATE):
            frame = av.AudioFrame.from_ndarray(
                tones()[None, at : at + RATE], format="fltp", layout="mono"
            )
            frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
            put_in(stream.encode(frame))
        put_in(stream.encode(None))
    return path, "matroska"


def with_a_scratch(kind):
    def scratched(tmp_path):
        """Ten seconds of bytes that are nothing any more."""
        data = bytearray(encoded(tones(), kind, rate=RATE))
        each = len(data) // SECONDS
        data[30 * each : 40 * each] = bytes(10 * each)
        return put(tmp_path, f"scratched.{kind}", bytes(data)), kind

    return scratched


def with_a_loss(kind):
    def lost(tmp_path):
        """Ten seconds of bytes that are not there any more."""
        data = encoded(tones(), kind, rate=RATE)
        each = len(data) // SECONDS
        return put(tmp_path, f"lost.{kind}", data[: 30 * each] + data[40 * each :]), kind

    return lost


UNSTEADY = [
    pytest.param(with_a_gap, id="a pause in WebM"),
    pytest.param(with_a_scratch("flac"), id="a scratch in FLAC"),
    pytest.param(with_a_scratch("mp3"), id="a scratch in MP3"),
    pytest.param(with_a_loss("flac"), id="a loss in FLAC"),
    pytest.param(with_a_loss("ogg"), id="a loss in Ogg"),
]


@pytest.mark.parametrize("made", UNSTEADY)
def test_a_file_whose_times_are_not_its_samples_is_heard_at_one_place_by_all(made, tmp_path):
    path, container = made(tmp_path)
    probe = probe_file(path)
    assert probe.condition == Condition.DAMAGED
    assert not probe.steady
    whole = np.concatenate(list(pcm_stream(path, container)))
    for start in (10_000, 45_000):
        until = start + 1_000
        part = np.concatenate(
            list(
                pcm_stream(path, container, start_ms=start, end_ms=until, steady=probe.steady),
            )
        )
        there = whole[start * 16 : until * 16]
        assert len(part) == len(there)
        assert second_of(part) == second_of(there)
    # The last window of a transcription ends with the last sample there is.
    end = len(whole) // 16
    last = np.concatenate(
        list(pcm_stream(path, container, start_ms=end - 1_000, steady=probe.steady))
    )
    assert second_of(last) == second_of(whole[-16_000:])


@pytest.mark.parametrize("made", UNSTEADY)
def test_the_span_that_a_transcript_names_is_the_one_that_falls_silent(made, tmp_path):
    path, container = made(tmp_path)
    probe = probe_file(path)
    target = tmp_path / "out.m4a"
    span = (48_000, 50_000)
    before = level_dbfs(path, container, *span)
    made_sound = sound_render(source=path, container=container, silences=[span], target=target)
    assert before > -20
    assert level_dbfs(target, "mov", *span) <= -90
    assert abs(made_sound.duration_ms - probe.decoded_ms) <= 30
    for start in (20_000, 52_000):
        original, rendered = (
            np.concatenate(list(pcm_stream(file, kind, start_ms=start, end_ms=start + 1_000)))
            for file, kind in ((path, container), (target, "mov"))
        )
        assert second_of(original) == second_of(rendered)


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_recording_is_steady_so_that_its_end_is_reached_quickly(kind, tmp_path):
    assert probe_file(put(tmp_path, f"whole.{kind}", recording(kind, 12))).steady


def test_real_recordings_are_steady(shared):
    clips = [f for f in (shared / "audio").iterdir() if f.suffix in (".mp3", ".flac", ".ogg")]
    assert clips
    assert [clip.name for clip in clips if not probe_file(clip).steady] == []


def test_several_tracks_are_counted_and_the_first_is_heard(tmp_path):
    path = tmp_path / "two.mp4"
    with av.open(str(path), "w", format="mp4") as out:
        streams = [out.add_stream("aac", rate=RATE) for _ in range(2)]
        for stream in streams:
            stream.layout = "mono"
        for loud, stream in zip((0, 1), streams, strict=True):
            for at in range(0, 3 * RATE, 4_800):
                frame = av.AudioFrame.from_ndarray(
                    loud * tones(3)[None, at : at + 4_800], format="fltp", layout="mono"
                )
                frame.sample_rate, frame.pts = RATE, at
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
    assert probe_file(path).tracks == 2
    assert level_dbfs(path, "mov", 0, 3_000) < -60

"""The sound that goes out: silent where it must be, the same elsewhere, and nothing besides."""

import subprocess
import sys
from fractions import Fraction

import av
import numpy as np
import pytest

from media.decoding.rendering import PAD_MS, RAMP_MS
from media.probe import probe_file
from media.refusal import Refused
from media.sound import (
    foreign_content,
    level_dbfs,
    pcm_stream,
    sound_peaks,
    sound_render,
)
from media.sound.levels import dbfs
from tests.environment import ROOT
from tests.media.clips import KINDS, encoded, put, recording, speechlike, wav_of_16_bit

CLIPS = {
    "en-sonnet-1.mp3": "mp3",
    "en-kennedy-inaugural-1961.flac": "flac",
    "en-european-parliament-2018.ogg": "ogg",
    "en-librispeech-2412-153948-0000.flac": "flac",
}
SPANS = [(2_000, 3_250), (3_200, 4_010), (7_333, 7_601)]


def heard(path, container="mov", **how) -> np.ndarray:
    return np.concatenate(list(pcm_stream(path, container, **how)))


def loudest(samples: np.ndarray, start_ms: int, end_ms: int, rate: int) -> float:
    return dbfs(float(np.abs(samples[start_ms * rate // 1000 : end_ms * rate // 1000]).max()))


def rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))


@pytest.mark.parametrize("clip", CLIPS)
def test_real_speech_is_silent_inside_each_span_and_as_long_as_before(clip, shared, tmp_path):
    source, target = shared / "audio" / clip, tmp_path / "out.m4a"
    before = probe_file(source)
    made = sound_render(source=source, container=CLIPS[clip], silences=SPANS, target=target)
    after = probe_file(target)
    assert made.core_dbfs <= -90
    original = heard(source, CLIPS[clip], rate=made.sample_rate)
    result = heard(target, rate=made.sample_rate)
    for start, end in SPANS:
        assert loudest(original, start, end, made.sample_rate) > -40, "somebody spoke there"
        assert loudest(result, start, end, made.sample_rate) <= -60, "edges and all"
        assert loudest(result, start + 50, end - 50, made.sample_rate) <= -90
    assert abs(made.duration_ms - before.decoded_ms) <= 1
    assert abs(after.header_ms - before.decoded_ms) <= 2, "what a player shows and plays"
    # A decoder may give what fills the last packet of 1024 samples.
    assert 0 <= after.decoded_ms - before.decoded_ms <= 1024 * 1000 / made.sample_rate + 1
    assert (after.container, after.codec) == ("mov", "aac")
    assert foreign_content(target) == []


@pytest.mark.parametrize("clip", CLIPS)
def test_outside_the_spans_the_sound_stays_what_it_was_to_the_millisecond(clip, shared, tmp_path):
    source, target = shared / "audio" / clip, tmp_path / "out.m4a"
    sound_render(source=source, container=CLIPS[clip], silences=SPANS, target=target)
    before, after = heard(source, CLIPS[clip]), heard(target)
    outside = np.ones(min(len(before), len(after)), dtype=bool)
    margin = 100 + PAD_MS + RAMP_MS
    for start, end in SPANS:
        outside[(start - margin) * 16 : (end + margin) * 16] = False
    kept = after[: len(outside)][outside]
    meant = before[: len(outside)][outside]
    assert float(np.dot(kept, meant) / (rms(kept) * rms(meant) * len(kept))) > 0.98
    assert abs(20 * np.log10(rms(kept) / rms(meant))) < 0.5


def test_a_loud_tone_is_gone_from_the_first_sample_of_a_span_to_the_last(tmp_path):
    """The case that a filter's timeline fails: full level right up to both edges."""
    time = np.arange(10 * 48_000) / 48_000
    tone = (0.9 * np.sin(2 * np.pi * 997 * time)).astype(np.float32)
    source = put(tmp_path, "tone.flac", encoded(np.stack([tone, -tone]), "flac", rate=48_000))
    target = tmp_path / "out.m4a"
    spans = [(1_003, 1_210), (2_017, 2_018), (4_000, 6_000), (9_500, 10_000)]
    made = sound_render(source=source, container="flac", silences=spans, target=target)
    assert made.core_dbfs == -240.0
    assert made.channels == 2
    for start, end in spans:
        assert level_dbfs(target, "mov", start, end) <= -60
    assert level_dbfs(target, "mov", 3_000, 3_500) > -3


def test_peaks_are_drawn_from_what_goes_out(tmp_path):
    source = put(tmp_path, "a.wav", wav_of_16_bit(speechlike(20)))
    whole = sound_peaks(source, "wav")
    made = sound_render(
        source=source, container="wav", silences=[(5_000, 8_000)], target=tmp_path / "out.m4a"
    )
    assert len(whole) == len(made.peaks) == 1000
    assert all(height == 0 for height in made.peaks[250:400])
    assert min(whole[250:400]) > 0
    assert made.peaks[:240] == whole[:240]
    assert made.peaks[410:] == whole[410:]


def test_a_short_recording_has_fewer_peaks_and_none_is_above_the_scale(tmp_path):
    source = put(tmp_path, "a.wav", wav_of_16_bit(np.full(1600, 0.9999, dtype=np.float32)))
    assert sound_peaks(source, "wav") == [100] * 5


def test_no_tag_cover_chapter_or_second_stream_of_the_recording_goes_out(tmp_path):
    source = tmp_path / "seeded.mp4"
    _seeded(source)
    seen = foreign_content(source)
    assert {"tag:title", "tag:artist", "tag:comment", "chapter:1"} <= set(seen)
    assert {"stream:video", "stream:audio"} <= set(seen)
    assert not any("qx" in name for name in seen), "names of what was found, never its text"

    target = tmp_path / "out.m4a"
    sound_render(source=source, container="mov", silences=[], target=target)
    assert foreign_content(target) == []
    assert b"qxcanary" not in target.read_bytes()
    assert b"Lav" not in target.read_bytes(), "not even the program's version"
    data = target.read_bytes()
    assert data.find(b"moov") < data.find(b"mdat"), "a player can begin before all has come"


def _seeded(path):
    with av.open(str(path), "w", format="mp4") as out:
        for name in ("title", "artist", "comment"):
            out.metadata[name] = f"qxcanary {name}"
        chapter = {"id": 1, "start": 0, "end": 1000, "time_base": Fraction(1, 1000)}
        out.set_chapters([{**chapter, "metadata": {"title": "qxcanary"}}])
        streams = [out.add_stream("aac", rate=48_000) for _ in range(2)]
        picture = out.add_stream("mpeg4", rate=10)
        picture.width = picture.height = 64
        picture.pix_fmt = "yuv420p"
        image = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), format="rgb24")
        for stream in streams:
            stream.layout = "mono"
        for n in range(0, 96_000, 1024):
            for stream in streams:
                frame = av.AudioFrame.from_ndarray(
                    speechlike(1024 / 48_000, 48_000)[None, :], format="fltp", layout="mono"
                )
                frame.sample_rate, frame.pts = 48_000, n
                out.mux(stream.encode(frame))
        image.pts = 0
        out.mux(picture.encode(image))
        for stream in (*streams, picture):
            out.mux(stream.encode(None))


def test_something_hidden_in_free_space_or_behind_the_end_is_found(tmp_path):
    target = tmp_path / "out.m4a"
    source = put(tmp_path, "a.wav", recording("wav", 1))
    sound_render(source=source, container="wav", silences=[], target=target)
    clean = target.read_bytes()
    hidden = b"\0\0\0\x18free" + b"Pellworth".ljust(16, b"\0")
    assert foreign_content(put(tmp_path, "b.m4a", clean + hidden)) == ["box:free"]
    assert foreign_content(put(tmp_path, "c.m4a", clean + b"\0\0\0\x0cxtraabcd")) == ["box:xtra"]
    assert foreign_content(put(tmp_path, "d.m4a", clean + b"abc")) == ["box:rest"]


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_begins_in_the_middle_hears_the_same_at_the_same_time(kind, tmp_path):
    rate = 48_000
    sound = 0.3 * speechlike(20, rate)
    for second in range(1, 20):
        sound[second * rate : second * rate + 48] = 0.9
    path = put(tmp_path, f"clicks.{kind}", encoded(sound, kind, rate=rate))
    container = {"m4a": "mov", "webm": "matroska"}.get(kind, kind)
    whole = heard(path, container)
    part = heard(path, container, start_ms=7_500, end_ms=12_250)
    # AAC fills its last packet up.
    assert 0 <= len(whole) - 20 * 16_000 <= (1024 // 3 if kind == "m4a" else 0)
    assert len(part) == 4_750 * 16
    for second in (8, 10, 12):
        clicks = [
            int(np.argmax(np.abs(samples[second * 16_000 - first - 320 :][:640]))) - 320
            for samples, first in ((whole, 0), (part, 7_500 * 16))
        ]
        # WebM rounds the times of its packets to milliseconds.
        assert abs(clicks[0] - clicks[1]) <= 32
        assert abs(clicks[0]) <= 40


def test_what_lies_past_the_end_is_no_sound(tmp_path):
    path = put(tmp_path, "a.wav", recording("wav", 2))
    assert list(pcm_stream(path, "wav", start_ms=5_000, end_ms=6_000)) == []
    assert level_dbfs(path, "wav", 5_000, 6_000) == -240.0


def test_a_span_past_both_ends_silences_all(tmp_path):
    path, target = put(tmp_path, "a.wav", recording("wav", 2)), tmp_path / "out.m4a"
    made = sound_render(source=path, container="wav", silences=[(-100, 9_000)], target=target)
    assert made.peaks == [0] * len(made.peaks)
    assert level_dbfs(target, "mov", 0, 2_000) == -240.0


def test_a_recording_that_cannot_be_read_leaves_no_half_made_sound(tmp_path):
    target = tmp_path / "out.m4a"
    with pytest.raises(Refused):
        sound_render(
            source=put(tmp_path, "a.flac", b"fLaC" + bytes(99)),
            container="flac",
            silences=[],
            target=target,
        )
    assert not target.exists()


def test_progress_is_told_and_what_it_raises_stops_the_work(tmp_path):
    path = put(tmp_path, "a.wav", recording("wav", 30))
    target = tmp_path / "out.m4a"
    told = []
    how = {"source": path, "container": "wav", "silences": [], "target": target}
    sound_render(**how, length_ms=30_000, on_progress=told.append)
    assert told == sorted(told)
    assert told[-1] > 900

    class LeaseIsLost(Exception):
        pass

    def lost(_thousandths):
        raise LeaseIsLost

    with pytest.raises(LeaseIsLost):
        sound_render(**how, length_ms=30_000, on_progress=lost)
    assert not target.exists()


_LISTEN = """
import resource, sys
sys.path.insert(0, ".")
from pathlib import Path
from media.sound import pcm_stream, sound_render
source, target = map(Path, sys.argv[1:])
print(sum(len(block) for block in pcm_stream(source, "wav")))
sound_render(source=source, container="wav", silences=[(5000, 9000)], target=target)
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_listening_and_rendering_hold_a_block_however_long_the_recording(tmp_path):
    """Eight times as long, in processes of their own."""
    peaks = []
    for minutes in (1, 8):
        path = put(tmp_path, "long.wav", wav_of_16_bit(np.tile(speechlike(10), minutes * 6)))
        done = subprocess.run(
            [sys.executable, "-c", _LISTEN, path, tmp_path / "out.m4a"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        length, own, child = map(int, done.stdout.split())
        assert length == minutes * 60 * 16_000
        peaks.append((own, child))
    (own_short, child_short), (own_long, child_long) = peaks
    # As samples the longer one is 27 MB larger.
    assert own_long - own_short < 6 * 1024, peaks
    assert child_long - child_short < 6 * 1024, peaks


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100])
def test_edges_are_silent_at_every_rate(rate, tmp_path):
    """At low rates the codec smears further."""
    sound = np.clip(4 * speechlike(6, rate), -0.9, 0.9)
    path, target = put(tmp_path, "a.wav", wav_of_16_bit(sound, rate)), tmp_path / "out.m4a"
    made = sound_render(source=path, container="wav", silences=[(2_000, 3_000)], target=target)
    assert made.sample_rate == max(rate, 16_000)
    assert level_dbfs(path, "wav", 2_000, 3_000) > -3
    assert level_dbfs(target, "mov", 2_000, 3_000) <= -60

"""Task: the sound that may go out. One pass: decode, zero the spans, draw the peaks, encode.

The samples themselves are set to zero: a filter that is switched on and off does so at the edges of
frames and leaves the beginning of a span to be heard.
"""

from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.codec.context import Flags

from media.decoding.child import Unreadable, send
from media.decoding.frames import opened, resampled
from media.decoding.peaks import Heights, planes_of

# The codec smears sound over the edges of a silence: for less than 30 ms at 48 kHz, for as many
# samples, and so for longer, at lower rates.
PAD_MS = 40
PAD_SAMPLES = 1536
# Outside the pad the sound fades: a hard edge clicks, and smears further.
RAMP_MS = 10
FRAME = 16_384  # samples worked on at a time: one call into Python where a codec would make sixteen
BITS = {1: 64_000, 2: 112_000}
# Kept as they are; lower ones are raised, because there a silence smears further and further.
_RATES = (48_000, 44_100, 32_000, 24_000, 22_050, 16_000)


def task(
    *, path: str, container: str, silences: list[list[int]], target: str, length_ms: int
) -> dict[str, object]:
    """Write AAC in MP4 with fast start to `target`: one stream of sound and nothing else.

    `length_ms` is for progress only. Returns duration_ms, peaks, core (largest sample that was
    encoded inside a span, of 1.0), rate and channels.
    """
    with opened(path, container) as source:
        rate = _rate(source.rate)
        layout = "mono" if source.stream.channels == 1 else "stereo"
        cutter = Cutter(silences, rate)
        heights = Heights(rate)
        end = 0
        said = 0
        options = {"movflags": "faststart", "fflags": "bitexact"}
        with av.open(target, "w", format="mp4", options=options) as out:
            stream = out.add_stream("aac", rate=rate)
            stream.layout = layout
            stream.bit_rate = BITS[1 if layout == "mono" else 2]
            stream.codec_context.flags |= Flags.bitexact
            for at, heard in resampled(source, rate=rate, layout=layout, frame_size=FRAME):
                frame = cutter.cut(at, heard)
                heights.add(at, planes_of(frame))
                frame.pts, frame.time_base = at, Fraction(1, rate)
                end = at + frame.samples
                out.mux(stream.encode(frame))
                if length_ms and (now := min(999, end * 1_000_000 // rate // length_ms)) > said:
                    said = now
                    send(b"p", str(now).encode())
            if not end:
                raise Unreadable("nothing_decodes")
            out.mux(stream.encode(None))
    return {
        "duration_ms": round(end * 1000 / rate),
        "peaks": heights.bars(),
        "core": cutter.core,
        "rate": rate,
        "channels": 1 if layout == "mono" else 2,
    }


def _rate(rate: int) -> int:
    if rate in _RATES:
        return rate
    return 16_000 if rate < 16_000 else 48_000


class Cutter:
    """Sets spans to zero, frame by frame, and keeps the largest sample that it left inside one."""

    def __init__(self, spans: list[list[int]], rate: int) -> None:
        self._spans = merged(spans, rate)
        self._ramp = RAMP_MS * rate // 1000
        self._next = 0
        self.core = 0.0

    def cut(self, at: int, frame: AudioFrame) -> AudioFrame:
        """The same frame, or a new one with zeros where a span lies in it."""
        while self._next < len(self._spans) and self._spans[self._next][1] + self._ramp <= at:
            self._next += 1
        touched = list(self._touching(at, at + frame.samples))
        if not touched:
            return frame
        samples = frame.to_ndarray()
        numbers = np.arange(at, at + frame.samples)
        for begin, end in touched:
            # Distance to the span in samples, 0 inside it: silent there, full at the ramp's end.
            away = np.maximum(np.maximum(begin - numbers, numbers - end + 1), 0)
            samples *= np.minimum(away / self._ramp, 1.0).astype(np.float32)
            inside = samples[:, (numbers >= begin) & (numbers < end)]
            if inside.size:
                self.core = max(self.core, float(np.abs(inside).max()))
        quiet = AudioFrame.from_ndarray(samples, format="fltp", layout=frame.layout.name)
        quiet.sample_rate = frame.sample_rate
        return quiet

    def _touching(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for span in self._spans[self._next :]:
            if span[0] - self._ramp >= end:
                return
            yield span


def merged(spans: list[list[int]], rate: int) -> list[tuple[int, int]]:
    """Spans in samples, padded, in order, those that touch joined into one."""
    ramp = RAMP_MS * rate // 1000
    pad = max(PAD_MS * rate // 1000, PAD_SAMPLES)
    joined: list[tuple[int, int]] = []
    for start_ms, end_ms in sorted(spans):
        begin = start_ms * rate // 1000 - pad
        end = -(-end_ms * rate // 1000) + pad
        if joined and begin <= joined[-1][1] + 2 * ramp:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined

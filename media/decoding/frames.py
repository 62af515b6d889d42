"""Decoding one file, sample for sample, from any point on.

All times in the archive are counted in decoded samples from the first one that is heard. A file's
own times differ from that count where it has a gap, lost pages or a damaged stretch, and then a
span would silence the wrong words. So whoever starts in the middle decodes from the beginning, but
in a file that was found `steady` when it was received: there, and only there, packets before the
beginning are passed over undecoded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from media.decoding.child import Unreadable
from media.decoding.headers import length_stale

# Decoded before the asked beginning and thrown away: codecs need some packets to find their voice.
_RUN_UP_MS = 1000
LONGEST_MS = 24 * 3600 * 1000


@dataclass
class Source:
    """An open file and its first stream of sound."""

    container: InputContainer
    stream: AudioStream
    errors: int = 0  # packets that could not be decoded
    frames: int = 0
    origin: int | None = field(default=None)

    @property
    def rate(self) -> int:
        return self.stream.rate


@contextmanager
def opened(path: str, container: str) -> Iterator[Source]:
    """Open one local file with the demuxer it is known to need, and no other file with it."""
    options = {"protocol_whitelist": "file", "enable_drefs": "0"}
    if length_stale(path, container):
        options["ignore_length"] = "1"
    try:
        source = av.open(
            path, format=container, mode="r", options=options, metadata_errors="replace"
        )
    except av.error.FFmpegError as error:
        raise Unreadable("unreadable") from error
    with source:
        if not source.streams.audio:
            raise Unreadable("no_sound")
        stream = source.streams.audio[0]
        if not stream.rate or not stream.channels:
            raise Unreadable("unreadable")
        yield Source(source, stream)


def decoded(
    source: Source, *, start_ms: int = 0, steady: bool = False
) -> Iterator[tuple[int, AudioFrame]]:
    """Frames with the number of their first sample.

    They begin at the beginning of the file, or, of one that is steady, at or somewhat before
    `start_ms`. Packets that cannot be decoded are counted in `source.errors` and passed over.
    """
    stream = source.stream
    begin = max(0, start_ms - _RUN_UP_MS) if steady else 0
    position: int | None = 0 if begin == 0 else None
    for packet in _packets(source):
        if position is None and _ends_before(source, packet, begin):
            continue
        try:
            frames = stream.codec_context.decode(packet)
        except av.error.FFmpegError:
            source.errors += 1
            continue
        for frame in frames:
            if position is None:
                position = round((position_ms(source, frame) or 0) * source.rate / 1000)
            source.frames += 1
            yield position, frame
            position += frame.samples


def _packets(source: Source) -> Iterator[av.Packet]:
    packets = source.container.demux(source.stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.error.FFmpegError:
            source.errors += 1
            # The file stops here; what the decoder still holds is heard all the same.
            yield av.Packet()
            return
        if source.origin is None and packet.pts is not None:
            source.origin = source.stream.start_time or 0
        yield packet


def _ends_before(source: Source, packet: av.Packet, ms: int) -> bool:
    if packet.pts is None or packet.time_base is None or packet.size == 0:
        return False
    end = packet.pts - (source.origin or 0) + (packet.duration or 0)
    return end * packet.time_base * 1000 < ms


def position_ms(source: Source, frame: AudioFrame) -> float | None:
    """Where the file itself says that this frame begins; None where it says nothing."""
    if frame.pts is None or frame.time_base is None:
        return None
    return float((frame.pts - (source.origin or 0)) * frame.time_base * 1000)


def resampled(
    source: Source,
    *,
    rate: int,
    layout: str,
    start_ms: int = 0,
    end_ms: int | None = None,
    frame_size: int = 0,
    steady: bool = False,
) -> Iterator[tuple[int, AudioFrame]]:
    """Frames of planar float32 at another rate, each with the number of its first sample.

    Frames come as the file has them, or all but the last with `frame_size` samples; they begin
    before `start_ms`, in a steady file not long before it, and end at or somewhat after `end_ms`.
    """
    resampler: AudioResampler | None = None
    heard: tuple[object, ...] = ()
    position = fed = 0
    for at, frame in decoded(source, start_ms=start_ms, steady=steady):
        sort = (frame.sample_rate, frame.format.name, frame.layout.name)
        if resampler is None or sort != heard:
            # Some files change their rate or their channels on the way.
            if resampler is None:
                position = round(at * rate / source.rate)
            else:
                for out in resampler.resample(None):
                    yield position, out
                    position += out.samples
            resampler = AudioResampler("fltp", layout, rate, frame_size=frame_size or None)
            heard, fed = sort, 0
        # Times inside the file may jump; samples are counted, not believed.
        frame.pts, frame.time_base = fed, Fraction(1, frame.sample_rate)
        fed += frame.samples
        for out in resampler.resample(frame):
            yield position, out
            position += out.samples
        if end_ms is not None and position * 1000 >= end_ms * rate:
            return
    for out in resampler.resample(None) if resampler else ():
        yield position, out
        position += out.samples


def samples(
    source: Source,
    *,
    rate: int,
    layout: str,
    start_ms: int = 0,
    end_ms: int | None = None,
    steady: bool = False,
) -> Iterator[np.ndarray]:
    """Sound as float32 of shape (channels, samples), cut to the sample at both times."""
    first = start_ms * rate // 1000
    last = None if end_ms is None else end_ms * rate // 1000
    for at, frame in resampled(
        source, rate=rate, layout=layout, start_ms=start_ms, end_ms=end_ms, steady=steady
    ):
        begin = max(0, first - at)
        end = frame.samples if last is None else min(frame.samples, last - at)
        if begin < end:
            yield frame.to_ndarray()[:, begin:end]

"""Task: what a file says of itself, and what can really be decoded of it."""

import os

from media.decoding.child import Unreadable
from media.decoding.frames import LONGEST_MS, Source, decoded, opened, position_ms
from media.decoding.headers import index_missing, stated_ms, unfinished

# WebM and MP4 round the times of their packets to a millisecond.
_ROUNDING_MS = 3


def task(*, path: str, container: str) -> dict[str, object]:
    """Decode the whole file and compare.

    Returns codec, channels, sample_rate, header_ms (None: not stated), decoded_ms, errors (packets
    that could not be decoded), unfinished (it stops before its own end mark), steady (each frame
    was found where the file says that it is) and tracks (streams of sound: the first is heard).
    Raises Unreadable for a file without sound, or one that says it is longer than a day.
    """
    try:
        with opened(path, container) as source:
            return _measured(source, path, container)
    except Unreadable as error:
        if str(error) == "unreadable" and container == "mov" and index_missing(path):
            # The device stopped before it wrote the index: the sound is in there, and a specialist
            # may bring it back. It is kept.
            return _facts(unfinished=True)
        raise


def _measured(source: Source, path: str, container: str) -> dict[str, object]:
    stream = source.stream
    header = stated_ms(path, container)
    if header is None and container in ("aiff", "flac", "mov", "matroska", "ogg"):
        header = _demuxer_ms(source)
    if header is not None and header > LONGEST_MS:
        raise Unreadable("too_long")
    milliseconds = 0.0
    steady = True
    for _at, frame in decoded(source):
        stated = position_ms(source, frame)
        steady = steady and stated is not None and abs(stated - milliseconds) <= _ROUNDING_MS
        milliseconds += frame.samples * 1000 / frame.sample_rate
        if milliseconds > LONGEST_MS:
            raise Unreadable("too_long")
    if not milliseconds:
        raise Unreadable("nothing_decodes")
    return _facts(
        codec=stream.codec_context.name,
        channels=stream.channels,
        rate=stream.rate,
        header=header,
        decoded_ms=round(milliseconds),
        errors=source.errors,
        unfinished=unfinished(path, container, os.path.getsize(path)),
        steady=steady and not source.errors,
        tracks=len(source.container.streams.audio),
    )


def _demuxer_ms(source: Source) -> int | None:
    stream = source.stream
    if stream.duration and stream.time_base:
        return round(stream.duration * stream.time_base * 1000)
    return round(source.container.duration / 1000) if source.container.duration else None


def _facts(
    *,
    codec: str = "",
    channels: int = 0,
    rate: int = 0,
    header: int | None = None,
    decoded_ms: int = 0,
    errors: int = 0,
    unfinished: bool = False,
    steady: bool = False,
    tracks: int = 1,
) -> dict[str, object]:
    return {
        "codec": codec,
        "channels": channels,
        "sample_rate": rate,
        "header_ms": header,
        "decoded_ms": decoded_ms,
        "errors": errors,
        "unfinished": unfinished,
        "steady": steady,
        "tracks": tracks,
    }

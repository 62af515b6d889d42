"""What a file's own header states, where the demuxer would guess instead of saying so."""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

_STREAMED = (0, 0xFFFFFFFF)  # sizes written by programs that could not go back and fill them in
_BEHIND = 65_536  # what some programs leave after the end of a WAV, in bytes


def stated_ms(path: str, container: str) -> int | None:
    """The length in the header of a wav or mp3 file, None when it states none."""
    with open(path, "rb") as stream:
        if container == "wav":
            byte_rate, _at, size = _wav_data(stream)
            return round(size * 1000 / byte_rate) if byte_rate and size not in _STREAMED else None
        if container == "mp3":
            return _mp3_ms(stream)
    return None


def unfinished(path: str, container: str, size: int) -> bool:
    """Whether the file stops before its own end mark, or goes on after its own end."""
    with open(path, "rb") as stream:
        if container == "wav":
            head = stream.read(8)
            stated = struct.unpack("<I", head[4:8])[0]
            return head[:4] == b"RIFF" and stated not in _STREAMED and size - stated - 8 > _BEHIND
        if container == "ogg":
            return not _ogg_ends(stream, size)
    return False


def length_stale(path: str, container: str) -> bool:
    """Whether a WAV holds sound behind the length in its header.

    A recorder that loses power leaves the length it wrote last; what came after it is sound all the
    same, where no other chunk begins.
    """
    if container != "wav":
        return False
    end = os.path.getsize(path)
    with open(path, "rb") as stream:
        byte_rate, at, size = _wav_data(stream)
        behind = at + size + size % 2
        if not byte_rate or size in _STREAMED or end - behind <= _BEHIND:
            return False
        stream.seek(behind)
        kind, length = struct.unpack("<4sI", stream.read(8))
        return not (kind.isalnum() or kind.strip().isalnum()) or length > end - behind - 8


def index_missing(path: str) -> bool:
    """Whether an MP4 holds sound data but no index of it: the writer never came to its end."""
    kinds = [kind for kind, _at, _size in boxes(path)]
    return b"ftyp" in kinds and b"mdat" in kinds and b"moov" not in kinds


def boxes(path: str) -> Iterator[tuple[bytes, int, int]]:
    """The outer boxes of an MP4: kind, beginning and size in bytes."""
    end = os.path.getsize(path)
    at = 0
    with open(path, "rb") as stream:
        while at + 8 <= end:
            stream.seek(at)
            size, kind = struct.unpack(">I4s", stream.read(8))
            if size == 1:
                size = int.from_bytes(stream.read(8), "big")
            elif size == 0:
                size = end - at
            if size < 8:
                return
            yield kind, at, size
            at += size


def _wav_data(stream: BinaryIO) -> tuple[int, int, int]:
    """Bytes a second, beginning and stated size of the sound in a WAV; zeros where it has none."""
    riff, _size, _wave = struct.unpack("<4sI4s", stream.read(12))
    byte_rate = long_size = 0
    for _n in range(100):
        head = stream.read(8)
        if len(head) < 8:
            return 0, 0, 0
        kind, size = struct.unpack("<4sI", head)
        if kind == b"data":
            size = long_size if riff != b"RIFF" and size == 0xFFFFFFFF else size
            return byte_rate, stream.tell(), size
        body = stream.read(min(size, 64))
        if kind == b"fmt " and len(body) >= 12:
            byte_rate = struct.unpack("<I", body[8:12])[0]
        elif kind == b"ds64" and len(body) >= 16:
            long_size = struct.unpack("<Q", body[8:16])[0]
        stream.seek(size - len(body) + size % 2, os.SEEK_CUR)
    return 0, 0, 0


def _mp3_ms(stream: BinaryIO) -> int | None:
    """From the Xing or Info frame that some encoders write first; the others state nothing."""
    head = stream.read(10)
    start = 0
    if head[:3] == b"ID3" and len(head) == 10:
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        start = 10 + size + (10 if head[5] & 0x10 else 0)
    stream.seek(start)
    data = stream.read(8192)
    found = max(data.find(b"Xing"), data.find(b"Info"))
    if found < 13 or len(data) < found + 12:
        return None
    # Right after the side information of the frame, whose length depends on version and channels.
    for back in (13, 21, 36, 15, 23, 38):
        if found >= back and data[found - back] == 0xFF and data[found - back + 1] & 0xE0 == 0xE0:
            version = data[found - back + 1] >> 3 & 3
            rate = (44_100, 48_000, 32_000, 0)[data[found - back + 2] >> 2 & 3]
            rate //= {3: 1, 2: 2, 0: 4}.get(version, 1)
            flags, frames = struct.unpack(">II", data[found + 4 : found + 12])
            if rate and flags & 1 and frames:
                return round(frames * (1152 if version == 3 else 576) * 1000 / rate)
    return None


def _ogg_ends(stream: BinaryIO, size: int) -> bool:
    """Whether the last page carries the end mark and is whole."""
    stream.seek(max(0, size - 131_072))
    tail = stream.read()
    last = tail.rfind(b"OggS")
    if last < 0 or last + 27 > len(tail):
        return False
    count = tail[last + 26]
    table = tail[last + 27 : last + 27 + count]
    return bool(tail[last + 5] & 4) and last + 27 + count + sum(table) <= len(tail)

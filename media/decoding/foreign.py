"""Task: whatever is in a built MP4 besides one stream of sound."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from media.decoding.child import Unreadable
from media.decoding.frames import opened

# The muxer writes an empty list of tags (udta, meta, ilst); anything in it is a box unknown here.
_HOLDS_BOXES = {
    b"moov", b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl", b"udta", b"meta", b"ilst",
}  # fmt: skip
_ORDINARY = _HOLDS_BOXES | {
    b"ftyp", b"mdat", b"free", b"mvhd", b"tkhd", b"elst", b"mdhd", b"hdlr", b"smhd", b"dref",
    b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64", b"sgpd", b"sbgp",
}  # fmt: skip
# What the demuxer reports of every MP4 of ours: none of it comes from the recording.
_ORDINARY_TAGS = {
    "major_brand": {"isom"},
    "minor_version": {"512"},
    "language": {"und"},
    "handler_name": {"SoundHandler"},
    "vendor_id": {"[0][0][0][0]"},
}
_ORDINARY_BRANDS = {"isomiso2mp41", "isom", "isomiso2"}
_LARGEST_INDEX = 64 * 1024 * 1024


def task(*, path: str, container: str) -> list[str]:
    """Kinds and names of what should not be there, never its text; [] when the file is clean."""
    found = list(dict.fromkeys(_foreign_boxes(path)))
    try:
        with opened(path, container) as source:
            inside = source.container
            found += [f"tag:{name}" for name, value in inside.metadata.items() if _odd(name, value)]
            found += [f"chapter:{n + 1}" for n, _ in enumerate(inside.chapters())]
            for stream in inside.streams:
                if stream is not source.stream:
                    found.append(f"stream:{stream.type}")
                found += [f"tag:{n}" for n, value in stream.metadata.items() if _odd(n, value)]
    except Unreadable as error:
        found.append(str(error))
    return found


def _odd(name: str, value: str) -> bool:
    if name == "compatible_brands":
        return value not in _ORDINARY_BRANDS
    return value not in _ORDINARY_TAGS.get(name, set())


def _foreign_boxes(path: str) -> Iterator[str]:
    with open(path, "rb") as stream:
        size = stream.seek(0, 2)
        yield from _walk(stream, 0, size)


def _walk(stream: BinaryIO, at: int, end: int) -> Iterator[str]:
    while at < end:
        stream.seek(at)
        head = stream.read(8)
        if len(head) < 8:
            yield "box:rest"
            return
        size, kind = struct.unpack(">I4s", head)
        body = at + 8
        if size == 1:
            size = int.from_bytes(stream.read(8), "big")
            body += 8
        if size < body - at or at + size > end:
            yield "box:broken"
            return
        if kind not in _ORDINARY:
            yield f"box:{kind.decode('ascii', 'replace')}"
        elif kind in _HOLDS_BOXES:
            yield from _walk(stream, body + (4 if kind == b"meta" else 0), at + size)
        elif kind == b"free" and stream.read(min(size - 8, _LARGEST_INDEX)).strip(b"\0"):
            yield "box:free"
        elif kind in (b"mvhd", b"tkhd", b"mdhd") and stream.read(20)[4:12].strip(b"\0"):
            yield f"time:{kind.decode()}"
        at += size

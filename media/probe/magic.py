"""The kind of a file, from its bytes. What it is called does not matter here."""

import os
import re
import struct
from pathlib import Path
from typing import BinaryIO

from media.probe import wording

HEAD = 65_536
# Begins like this → refused as that. Lower-case text is compared without case and leading blanks.
_TEXT = (
    ("playlist", b"#extm3u"),
    ("playlist", b"ffconcat"),
    ("playlist", b"file '"),
    ("playlist", b"file "),
    ("playlist", b"[playlist]"),
    ("playlist", b"v=0"),
    ("playlist", b"<asx"),
    ("playlist", b"<smil"),
    ("playlist", b"<mpd"),
    ("playlist", b"http://"),
    ("playlist", b"https://"),
    ("web_page", b"<!doctype html"),
    ("web_page", b"<html"),
    ("web_page", b"<svg"),
    ("web_page", b"<script"),
    ("document", b"{\\rtf"),
    ("program", b"#!/"),
)
_BYTES = (
    ("archive", b"PK\x03\x04"),
    ("archive", b"PK\x05\x06"),
    ("archive", b"Rar!\x1a\x07"),
    ("archive", b"7z\xbc\xaf\x27\x1c"),
    ("archive", b"\x1f\x8b"),
    ("archive", b"BZh"),
    ("archive", b"\xfd7zXZ\0"),
    ("archive", b"\x28\xb5\x2f\xfd"),
    ("program", b"MZ"),
    ("program", b"\x7fELF"),
    ("program", b"\xcf\xfa\xed\xfe"),
    ("program", b"\xca\xfe\xba\xbe"),
    ("document", b"%PDF"),
    ("document", b"\xd0\xcf\x11\xe0"),
    ("picture", b"GIF8"),
    ("picture", b"\xff\xd8\xff"),
    ("picture", b"\x89PNG"),
    ("picture", b"II*\0"),
    ("picture", b"MM\0*"),
    ("other_sound", b"#!AMR"),
    ("other_sound", b"caff"),
    ("other_sound", b".snd"),
    ("other_sound", b"\x30\x26\xb2\x75"),
    ("other_sound", b"FLV\x01"),
    ("other_sound", b"wvpk"),
    ("other_sound", b"MAC "),
)
# Long enough that no sound holds them by chance, at the beginning, at the end, or behind the end.
_WITHIN = re.compile(
    rb"<script|<html|<!doctype html|<\?php|<svg[\s>]|#extm3u|ffconcat version"
    rb"|%PDF-\d|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c",
    re.I,
)
_ZIP_END = b"PK\x05\x06"


def container_of(path: Path, size: int) -> str:
    """The demuxer to force for a file: wav, aiff, flac, mp3, mov, ogg or matroska.

    Raises Refused for everything else, and for what is two things at once.
    """
    head, tail = head_and_tail(path, size)
    if not head:
        raise wording.refused("empty")
    container = _recording(head, path)
    if container is None:
        raise wording.refused(_other(head))
    if two_things(path, head, tail) or _begins_behind(path, head, size):
        raise wording.refused("two_things")
    return container


def head_and_tail(path: Path, size: int) -> tuple[bytes, bytes]:
    """The first and the last 64 KiB of a file; the last ones hold the end of any zip archive."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        stream.seek(max(0, size - 65_557))
        return head, stream.read()


def _recording(head: bytes, path: Path) -> str | None:
    form = head[8:12]
    if head[:4] in (b"RIFF", b"RF64", b"BW64") and form == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and form in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[:4] == b"fLaC":
        return "flac"
    if head[4:8] == b"ftyp":
        return "mov"
    if head[:4] == b"OggS":
        return "ogg"
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head[:64]:
        return "matroska"
    if head[:3] == b"ID3" and len(head) >= 10:
        return _after_tag(head, path)
    return "mp3" if not _known(head) and mp3_begins(head) else None


def _after_tag(head: bytes, path: Path) -> str | None:
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    with path.open("rb") as stream:
        stream.seek(10 + size)
        rest = stream.read(HEAD)
    if rest[:4] == b"fLaC":
        return "flac"
    return "mp3" if mp3_begins(rest) else None


def mp3_begins(data: bytes) -> bool:
    """Whether three frames follow each other: bytes that look like one frame are everywhere."""
    start = len(data) - len(data.lstrip(b"\0"))
    for first in range(start, min(start + 4096, len(data))):
        at, count = first, 0
        while count < 3 and (length := _frame_length(data[at : at + 4])):
            at += length
            count += 1
        # A recording of one or two frames ends before a third.
        if count == 3 or (count and at >= len(data) and first == start):
            return True
    return False


def _frame_length(head: bytes) -> int:
    """Bytes of the layer III frame with this header, 0 when it is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, bits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bits in (0, 15) or rate == 3:
        return 0
    if version == 3:
        kbits = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)[bits - 1]
    else:
        kbits = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)[bits - 1]
    hertz = (44_100, 48_000, 32_000)[rate] // {3: 1, 2: 2, 0: 4}[version]
    return (144_000 if version == 3 else 72_000) * kbits // hertz + (head[2] >> 1 & 1)


def _known(head: bytes) -> bool:
    return _other(head) != "unknown"


def _other(head: bytes) -> str:
    for reason, begins in _BYTES:
        if head.startswith(begins):
            return reason
    if head[257:262] == b"ustar":
        return "archive"
    if head[:4] == b"RIFF" or head[:4] == b"\x1a\x45\xdf\xa3":
        return "other_sound"
    if head[:1] == b"\xff" and head[1:2] and head[1] & 0xF6 == 0xF0:
        return "other_sound"
    text = _as_text(head)
    for reason, begins in _TEXT:
        if text.startswith(begins):
            return reason
    if text.startswith(b"<?xml"):
        return "playlist" if b"<mpd" in text[:4096] or b"<smil" in text[:4096] else "web_page"
    return "unknown"


def _as_text(head: bytes) -> bytes:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:4096].decode(encoding, "ignore").encode()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def two_things(path: Path, head: bytes, tail: bytes, *, begins: int = 0) -> bool:
    """A file that other programs would open as something else than it begins with.

    A file that is a PDF itself says with `begins` how long its own mark is; between its beginning
    and its end it may hold anything.
    """
    if _WITHIN.search(head, begins) or (not begins and _WITHIN.search(tail)):
        return True
    with path.open("rb") as stream:
        tail_at = stream.seek(0, os.SEEK_END) - len(tail)
        found = (mark.start() for mark in re.finditer(re.escape(_ZIP_END), tail))
        return any(_zip_ends(stream, tail, at, tail_at) for at in found)


def _zip_ends(stream: BinaryIO, tail: bytes, at: int, tail_at: int) -> bool:
    """Whether a zip archive ends here, by its list of contents or by a comment up to the end."""
    end = tail[at : at + 22]
    if len(end) < 22:
        return False
    size, start, comment = struct.unpack("<12xIIH", end)
    # Programs look where the list says that it begins, or back from its end: something may stand
    # in front of the archive. A large archive has a further mark right before this one.
    for listed in (start, tail_at + at - size):
        stream.seek(max(0, listed))
        if stream.read(4) == b"PK\x01\x02":
            return True
    return tail[max(0, at - 20) : at].startswith(b"PK\x06\x07") or at + 22 + comment == len(tail)


def _begins_behind(path: Path, head: bytes, size: int) -> bool:
    """Whether another file begins where a WAV or AIFF file says that it ends.

    Other bytes there are no reason to refuse: a device that died wrote no better length.
    """
    order = {b"RIFF": "<I", b"FORM": ">I"}.get(head[:4])
    if order is None or len(head) < 12:
        return False
    end = 8 + struct.unpack_from(order, head, 4)[0]
    with path.open("rb") as stream:
        stream.seek(min(size, end))
        behind = stream.read(HEAD).lstrip(b"\0")
    # Sound may go on here, and begin with any two or three bytes.
    begins = any(len(mark) > 3 and behind.startswith(mark) for _reason, mark in _BYTES)
    return begins or bool(_WITHIN.search(behind))

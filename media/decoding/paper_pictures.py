"""Pictures inside a PDF, without what a camera or a program wrote beside their points."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_JPEG, _JPEG_2000 = "/DCTDecode", "/JPXDecode"
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_REMARKS = range(0xE0, 0xF0)
# Of the remarks those that say how the points are drawn: kind, colours, how Adobe turned them.
_NEEDED = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
_JFIF = 16  # longer, it holds a small copy of the picture as it once was
# In the points of a JPEG a marker is 0xFF and what is neither escaped nor a restart nor filling.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_BOXES = {b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jp2c"}


def picture_bare(pdf: pikepdf.Pdf, stream: Any) -> None:
    """Rewrite the stream of a picture without remarks, point for point the same. In place.

    Raises ValueError for one that is not built as it says: its remarks could not be found.
    """
    filters = _filters(stream)
    if not filters or filters[-1] not in (_JPEG, _JPEG_2000):
        return
    data = stream.read_raw_bytes()
    if len(filters) > 1:
        packed = pikepdf.Stream(pdf, data)
        packed.Filter = pikepdf.Array([pikepdf.Name(name) for name in filters[:-1]])
        data = packed.read_bytes()
    bare = b"".join(_of_jpeg(data) if filters[-1] == _JPEG else _of_jpeg_2000(data))
    how: Any = stream.get("/DecodeParms")
    how = how[-1] if isinstance(how, pikepdf.Array) and len(how) else how
    stream.write(
        bare,
        filter=pikepdf.Name(filters[-1]),
        decode_parms=how if isinstance(how, pikepdf.Dictionary) else None,
    )


def _filters(stream: Any) -> list[str]:
    named = stream.get("/Filter")
    if named is None:
        return []
    return [str(one) for one in named] if isinstance(named, pikepdf.Array) else [str(named)]


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    """Its segments but for remarks; what lies behind its end does not belong to it."""
    at = data.find(b"\xff\xd8") + 2
    if at < 2:
        raise ValueError("no JPEG")
    yield b"\xff\xd8"
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("no segment")
        marker = data[at + 1]
        if marker == _END:
            break
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == _SCAN:
            found = _MARKER.search(data, end)
            end = found.start() if found else len(data)
        if _kept(marker, data[at + 4 : end]):
            yield data[at:end]
        at = end
    yield b"\xff\xd9"


def _kept(marker: int, said: bytes) -> bool:
    if marker == _COMMENT:
        return False
    if marker not in _REMARKS:
        return True
    if marker == _NEEDED[0][0] and len(said) + 2 > _JFIF:
        return False
    return any(marker == one and said.startswith(begins) for one, begins in _NEEDED)


def _of_jpeg_2000(data: bytes) -> Iterator[bytes]:
    """Its boxes but for remarks; a bare stream of points has none."""
    if data.startswith(b"\xff\x4f"):
        yield data
        return
    if data[4:8] != b"jP  ":
        raise ValueError("no JPEG 2000")
    at = 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16])
        size = size or len(data) - at
        if size < 8:
            raise ValueError("no box")
        if kind in _BOXES:
            yield data[at : at + size]
        at += size

"""Task: whether a picture of a page can be read to its end, and whether anything lies behind it."""

import mmap
import re
import warnings

from PIL import Image

from media.decoding.child import Unreadable

# The smallest thing after which a picture is read no further: A3 at 600 dpi has 70 million.
MOST_PIXELS = 100_000_000
# In the data of a JPEG a marker is 0xFF and what is neither escaped nor a restart nor filling.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_FILLING = re.compile(rb"\x00*")


def task(*, path: str, container: str) -> dict[str, object]:
    """Walk a JPEG, PNG or TIFF to its end, then decode every page of it and throw it away.

    Returns the number of pages. Raises Unreadable for what stops early, for what goes on behind its
    end, and for pages of more than MOST_PIXELS.
    """
    with open(path, "rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            if container == "jpeg":
                _walk_jpeg(data)
            elif container == "png":
                _walk_png(data)
        except IndexError as error:
            raise Unreadable("picture_cut") from error
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=[container.upper()]) as picture:
            picture.verify()
        with Image.open(path, formats=[container.upper()]) as picture:
            return {"pages": _decode(picture)}
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable("picture_too_large") from error
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError) as error:
        # What Pillow raises for files that do not hold what they say.
        raise Unreadable("picture_unreadable") from error


def _decode(picture: Image.Image) -> int:
    pages = 0
    while True:
        if picture.width * picture.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        picture.load()
        pages += 1
        # A second picture in a JPEG is a smaller or brighter view of the same page.
        if picture.format != "TIFF" or pages == getattr(picture, "n_frames", 1):
            return pages
        picture.seek(pages)


def _walk_jpeg(data: mmap.mmap) -> None:
    """Telephones put further JPEGs behind the first; anything else does not belong there."""
    at = 0
    while at < len(data):
        if at and data[at : at + 3] != b"\xff\xd8\xff":
            raise Unreadable("picture_and_more")
        at = _end_of_jpeg(data, at)
        filling = _FILLING.match(data, at)
        at = filling.end() if filling else at


def _end_of_jpeg(data: mmap.mmap, at: int) -> int:
    at += 2
    while True:
        if data[at] != 0xFF:
            raise Unreadable("picture_unreadable")
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        at += 1
        if marker == 0xD9:
            return at
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            continue
        length = data[at] << 8 | data[at + 1]
        at += length
        if marker == 0xDA:
            found = _MARKER.search(data, at)
            if found is None:
                raise Unreadable("picture_cut")
            at = found.start()


def _walk_png(data: mmap.mmap) -> None:
    at, kind = 8, b""
    while kind != b"IEND":
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        at += 12 + length
        if len(kind) < 4 or at > len(data):
            raise Unreadable("picture_cut")
    if at != len(data):
        raise Unreadable("picture_and_more")

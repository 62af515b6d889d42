"""Task: the pages of a document as a new PDF, and nothing that its readers do not see.

Notes and fields are drawn into their pages first. A page of text, lines and boxes is then said
again, every other is drawn as a picture of what is seen, with its words behind it. Nothing else of
the document is taken over.
"""

import io
import warnings
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Dictionary
from PIL import Image, ImageOps, ImageSequence

from media.decoding.child import Unreadable, send
from media.decoding.paper_content import content_plain, content_words, marks_drop
from media.decoding.paper_parts import page_settle, parts_keep
from media.decoding.paper_pictures import Picture, page_drawn, picture_of
from media.decoding.paper_seen import pages_differ, pages_unseen
from media.decoding.pictures import MOST_PIXELS

_PIECE = 1 << 20
# Drawn over a page without saying how: what lies under one is covered in one program and bare in
# the next.
_COVERS = {"/Square", "/Circle", "/Polygon", "/PolyLine", "/Line", "/Ink", "/Stamp", "/FreeText"}
_SCAN = 150 / 72  # points of a photographed page for one of its own


def task(*, path: str, container: str) -> dict[str, object]:
    """Send the cleaned PDF; returns how many pages it has, and which hold words nobody can see.

    Nothing is sent where there are such pages. Raises Unreadable for what is locked, broken, made
    of a form alone, has hidden layers, or redactions that were drawn and not carried out.
    """
    unseen: list[int] = []
    try:
        if container == "pdf":
            source, words = _flat(path)
            pages, unseen = pages_unseen(words)
            data = b"" if unseen else _said_again(source)
        else:
            pages, data = _of_picture(path)
    except pikepdf.PasswordError as error:
        raise Unreadable("paper_locked") from error
    except (
        pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, AttributeError,
    ) as error:  # fmt: skip
        # What the two libraries raise for objects that are not what they say.
        raise Unreadable("paper_broken") from error
    for start in range(0, len(data), _PIECE):
        send(b"d", data[start : start + _PIECE])
    return {"pages": pages, "unseen": unseen}


def _flat(path: str) -> tuple[bytes, bytes]:
    """The document with its notes and fields drawn into its pages; and the same once more, without
    what marks say that their words are, which a program may read in place of the words."""
    with pikepdf.open(path, suppress_warnings=True) as pdf:
        if not len(pdf.pages):
            raise Unreadable("paper_broken")
        _refuse_hidden(pdf)
        _refuse_marks(pdf)
        if "/AcroForm" in pdf.Root:
            pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")
        for page in pdf.pages:
            page_settle(page)
        source = _bytes(pdf)
        marks_drop(pdf)
        return source, _bytes(pdf)


def _said_again(source: bytes) -> bytes:
    pictures: dict[int, Picture] = {}
    document = pypdfium2.PdfDocument(source)
    try:
        while True:
            data, others = _written(source, pictures)
            # A page that does not look as before was not understood.
            others = others or pages_differ(document, data, but=pictures)
            if not others:
                return data
            pictures |= {number: page_drawn(document[number]) for number in others}
    finally:
        document.close()


def _written(source: bytes, pictures: dict[int, Picture]) -> tuple[bytes, set[int]]:
    """The document, these pages of it as pictures; and the numbers of those that must be, too."""
    others = set()
    with pikepdf.open(io.BytesIO(source), suppress_warnings=True) as pdf:
        for number, page in enumerate(pdf.pages):
            if number in pictures:
                _draw(pdf, page, pictures[number])
            elif (content := content_plain(pdf, page)) is not None:
                page.obj.Resources = Dictionary(Font=content.fonts)
                page.obj.Contents = pdf.make_stream(content.data)
            else:
                others.add(number)
        if others:
            return b"", others
        parts_keep(pdf)
        return _bytes(pdf), others


def _draw(pdf: pikepdf.Pdf, page: pikepdf.Page, picture: Picture) -> None:
    words = content_words(pdf, page)
    page.obj.Resources = Dictionary(
        Font=words.fonts, XObject=Dictionary({"/Page": picture.stream(pdf)})
    )
    page.obj.Contents = pdf.make_stream(picture.drawn("/Page") + words.data)


def _of_picture(path: str) -> tuple[int, bytes]:
    """A scan: one page a picture, of its points alone."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with pikepdf.new() as pdf:
        try:
            for image in _sheets(path):
                wide, high = image.width / _SCAN, image.height / _SCAN
                pdf.add_blank_page(page_size=(wide, high))
                _draw(pdf, pdf.pages[-1], picture_of(image, (0, 0, wide, high)))
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise Unreadable("picture_too_large") from error
        except (OSError, SyntaxError) as error:
            raise Unreadable("picture_unreadable") from error
        parts_keep(pdf)
        return len(pdf.pages), _bytes(pdf)


def _sheets(path: str) -> Iterator[Image.Image]:
    with Image.open(path) as picture:
        frames = ImageSequence.Iterator(picture) if picture.format == "TIFF" else [picture]
        for frame in frames:
            turned = ImageOps.exif_transpose(frame)
            yield turned if turned.mode in ("1", "L", "RGB") else _opaque(turned)


def _opaque(picture: Image.Image) -> Image.Image:
    """On white: what was made transparent keeps its colours, which nobody sees."""
    above = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", above.size, "white"), above).convert("RGB")


def _refuse_hidden(pdf: pikepdf.Pdf) -> None:
    """Layers that are not shown hold what was not meant to be read; without their switches they
    would be."""
    layers: Any = pdf.Root.get("/OCProperties")
    if layers is None:
        return
    shown: Any = layers.get("/D", {})
    off = len(shown.get("/OFF", ())) or len(shown.get("/AS", ()))
    if off or str(shown.get("/BaseState", "/ON")) != "/ON":
        raise Unreadable("paper_layers")


def _refuse_marks(pdf: pikepdf.Pdf) -> None:
    form: Any = pdf.Root.get("/AcroForm")
    if form is not None and "/XFA" in form and pdf.Root.get("/NeedsRendering", False):
        raise Unreadable("paper_form")
    for page in pdf.pages:
        for note in page.obj.get("/Annots", ()):
            kind = str(note.get("/Subtype", ""))
            bare = "/N" not in note.get("/AP", {})
            if kind == "/Redact" or (kind in _COVERS and bare):
                raise Unreadable("paper_marks")


def _bytes(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    # Written anew: objects that nothing refers to any more, and earlier versions, stay behind.
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()

"""Task: the pages of a document as a new PDF, and nothing that its readers do not see.

What can be seen stays: notes and fields are drawn into their pages first. Everything else that a
program may have left there goes by not being named in `paper_parts`.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from media.decoding.child import Unreadable, send
from media.decoding.paper_parts import parts_keep
from media.decoding.paper_seen import pages_unseen
from media.decoding.pictures import MOST_PIXELS

_PIECE = 1 << 20
# Drawn over a page without saying how: what lies under one is covered in one program and bare in
# the next.
_COVERS = {"/Square", "/Circle", "/Polygon", "/PolyLine", "/Line", "/Ink", "/Stamp", "/FreeText"}
_SCAN, _QUALITY = 150, 85


def task(*, path: str, container: str) -> dict[str, object]:
    """Send the cleaned PDF; returns how many pages it has, and which hold words nobody can see.

    Nothing is sent where there are such pages. Raises Unreadable for what is locked, broken, made
    of a form alone, has hidden layers, or redactions that were drawn and not carried out.
    """
    try:
        data = _of_pdf(path) if container == "pdf" else _of_picture(path)
    except pikepdf.PasswordError as error:
        raise Unreadable("paper_locked") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        # What pikepdf raises for objects that are not what they say.
        raise Unreadable("paper_broken") from error
    try:
        pages, unseen = pages_unseen(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("paper_broken") from error
    if not unseen:
        for start in range(0, len(data), _PIECE):
            send(b"d", data[start : start + _PIECE])
    return {"pages": pages, "unseen": unseen}


def _of_pdf(path: str) -> bytes:
    with pikepdf.open(path, suppress_warnings=True) as pdf:
        _refuse_hidden(pdf)
        _refuse_marks(pdf)
        if "/AcroForm" in pdf.Root:
            pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")
        return _written(pdf)


def _of_picture(path: str) -> bytes:
    """A scan: one page a picture, of its points alone."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with pikepdf.new() as pdf, ExitStack() as held:
        try:
            for page in _pages(path):
                part = held.enter_context(pikepdf.open(io.BytesIO(page)))
                pdf.pages.extend(part.pages)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise Unreadable("picture_too_large") from error
        except (OSError, SyntaxError) as error:
            raise Unreadable("picture_unreadable") from error
        return _written(pdf)


def _pages(path: str) -> Iterator[bytes]:
    with Image.open(path) as picture:
        frames = ImageSequence.Iterator(picture) if picture.format == "TIFF" else [picture]
        for frame in frames:
            turned = ImageOps.exif_transpose(frame)
            page = turned if turned.mode in ("1", "L", "RGB") else _opaque(turned)
            out = io.BytesIO()
            # A new picture of the same points: what the camera wrote beside them stays behind.
            bare = Image.frombytes(page.mode, page.size, page.tobytes())
            how = {} if bare.mode == "1" else {"quality": _QUALITY}  # one bit a point needs none
            bare.save(out, "PDF", resolution=_SCAN, **how)
            yield out.getvalue()


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


def _written(pdf: pikepdf.Pdf) -> bytes:
    if not len(pdf.pages):
        raise Unreadable("paper_broken")
    parts_keep(pdf)
    out = io.BytesIO()
    # Written anew: objects that nothing refers to any more, and earlier versions, stay behind.
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()

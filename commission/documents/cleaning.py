"""A paper as readers get it: its pages, and nothing that they do not see.

Strangers' files are opened in a child process that may take neither much memory nor much time:
`python -m commission.documents.cleaning` reads one from its input and writes a PDF to its output.
"""

import io
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from media.refusal import Refused

_ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 60
MEMORY = 1 << 30  # bytes of address space
MOST_PIXELS = 80_000_000
# What programs leave in a document beside its pages: names, scripts, attachments, earlier forms.
FROM_ROOT = ("Metadata", "Names", "OpenAction", "AA", "AcroForm", "PieceInfo", "Collection", "URI")
FROM_ANY = ("Metadata", "PieceInfo", "AA", "JS", "Thumb", "LastModified", "AF", "EF")


@dataclass(frozen=True)
class Cleaned:
    """The copy for readers."""

    data: bytes
    pages: int


def document_clean(data: bytes) -> Cleaned:
    """The pages of a PDF or a picture as a new PDF.

    No properties, attachments, scripts, forms, comments, thumbnails or earlier versions are in it.
    Raises Refused for what is locked, broken or needs more than the child may take. Whether text
    lies under black boxes is not looked at: a person has to.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "commission.documents.cleaning"],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
            cwd=str(_ROOT),
            preexec_fn=_limit,
        )
    except subprocess.TimeoutExpired as late:
        raise _refused("too_much") from late
    if done.returncode != 0:
        code = done.stderr.decode("ascii", "ignore").strip().rsplit("\n", 1)[-1]
        raise _refused(code)
    pages, _line, cleaned = done.stdout.partition(b"\n")
    return Cleaned(cleaned, int(pages))


def _refused(code: str) -> Refused:
    known = {
        "locked": _("This document is locked with a password. Bring it without one."),
        "too_much": _("This document is too large or too intricate. Print it to a new PDF."),
    }
    broken = _("This document cannot be opened. Print it to a new PDF and bring that.")
    return Refused(code if code in known else "broken", known.get(code, broken))


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pdf_clean(data: bytes) -> Cleaned:
    """As `document_clean`, in this process; raises ValueError with a code for what it refuses."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            _drop(pdf.Root, FROM_ROOT)
            for page in pdf.pages:
                _drop(page.obj, ("Annots", *FROM_ANY))
            for each in pdf.objects:
                if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                    _drop(each, FROM_ANY)
            out = io.BytesIO()
            pdf.save(out, static_id=True, fix_metadata_version=False)
            if not pdf.pages:
                raise ValueError("broken")
            return Cleaned(out.getvalue(), len(pdf.pages))
    except pikepdf.PasswordError as locked:
        raise ValueError("locked") from locked
    except pikepdf.PdfError as broken:
        raise ValueError("broken") from broken


def _drop(where: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if f"/{name}" in where:
            del where[f"/{name}"]


def picture_clean(data: bytes) -> Cleaned:
    """A scan as a PDF of its pages, without anything that the camera wrote."""
    from PIL import Image, ImageOps, ImageSequence

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses above twice this
    try:
        with Image.open(io.BytesIO(data)) as picture:
            pages = [
                ImageOps.exif_transpose(page).convert("RGB")
                for page in ImageSequence.Iterator(picture)
            ]
            out = io.BytesIO()
            pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    except Image.DecompressionBombError as bomb:
        raise ValueError("too_much") from bomb
    except (OSError, SyntaxError) as broken:
        raise ValueError("broken") from broken
    return pdf_clean(out.getvalue())


def _main() -> int:
    data = sys.stdin.buffer.read()
    try:
        cleaned = pdf_clean(data) if data[:1024].find(b"%PDF-") >= 0 else picture_clean(data)
    except ValueError as refused:
        sys.stderr.write(str(refused))
        return 1
    except MemoryError:
        sys.stderr.write("too_much")
        return 1
    sys.stdout.buffer.write(f"{cleaned.pages}\n".encode() + cleaned.data)
    return 0


if __name__ == "__main__":
    sys.exit(_main())

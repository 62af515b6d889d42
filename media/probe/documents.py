"""Documents: a paper that was signed, as a PDF or a picture of it. Never shown, only handed out."""

import re
from pathlib import Path

from media.confine import Limits, confined
from media.probe import wording
from media.probe.magic import head_and_tail, mp3_begins, two_things
from media.refusal import Refused

# A page of A4 in colour at 600 dpi is 104 million bytes where nothing is compressed.
MOST_BYTES = 128 * 1024 * 1024
_BEGINS = (
    ("pdf", b"%PDF-"),
    ("jpeg", b"\xff\xd8\xff"),
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("tiff", b"II*\0"),
    ("tiff", b"MM\0*"),
)
_PDF = re.compile(rb"%PDF-(1\.[0-7]|2\.0)\s")
_PDF_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\0]*\Z")
_PDF_INDEX = re.compile(rb"\s*(xref\s|\d+\s+\d+\s+obj\b)")
# Ways in which the child ends whose sentences speak of recordings.
_ENDED = {"memory", "time", "killed", "crash"}


def document_kind(path: Path) -> str | None:
    """How a file begins: pdf, jpeg, png or tiff; None when it is none of them."""
    with path.open("rb") as stream:
        head = stream.read(16)
    return next((kind for kind, begins in _BEGINS if head.startswith(begins)), None)


def document_check(path: Path, kind: str) -> None:
    """Look at a document of this kind without trusting it.

    A PDF is not opened: it begins, ends and points to its index as one. A picture is decoded in a
    confined child, every page of it. Raises Refused, with what to do, for what is too large, cut
    short, cannot be read, or is something else besides.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise wording.refused("document_too_large")
    head, tail = head_and_tail(path, size)
    # Every PDF holds its own mark; in a picture it is another document.
    if two_things(path, head, tail, begins=5 if kind == "pdf" else 0) or mp3_begins(head):
        raise wording.refused("document_two_things")
    if kind == "pdf":
        _pdf_check(path, head, tail)
    else:
        _picture_check(path, kind)


def _pdf_check(path: Path, head: bytes, tail: bytes) -> None:
    if not _PDF.match(head):
        raise wording.refused("pdf_unreadable")
    end = _PDF_END.search(tail)
    if end is None:
        _before, mark, after = tail.rpartition(b"%%EOF")
        raise wording.refused("document_two_things" if mark and after.strip() else "pdf_cut")
    with path.open("rb") as stream:
        stream.seek(int(end.group(1)))
        if not _PDF_INDEX.match(stream.read(64)):
            raise wording.refused("pdf_unreadable")


def _picture_check(path: Path, kind: str) -> None:
    # A page of 100 million points with all its colours takes 400 MB, and as much while a
    # progressive JPEG is put together.
    limits = Limits(memory_bytes=3 << 29, cpu_seconds=120)
    try:
        with confined("picture", limits, path=path, container=kind) as looking:
            for _data in looking:
                raise AssertionError("this task sends a result only")
    except Refused as error:
        if error.code in _ENDED:
            raise wording.refused("picture_unsafe") from error
        raise

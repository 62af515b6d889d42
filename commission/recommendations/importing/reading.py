"""Reading a file that may be anything at all."""

import codecs
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from commission.recommendations.importing.csv_file import read_csv
from commission.recommendations.importing.entries import LARGEST, Reading
from commission.recommendations.importing.json_file import read_json
from commission.recommendations.importing.markdown_file import read_markdown
from media.refusal import Refused

READERS = {"csv": read_csv, "json": read_json, "markdown": read_markdown}
ENDINGS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def file_read(path: Path, *, kind: str = "") -> Reading:
    """What a file holds. `kind` is one of READERS; empty: its name says so.

    Raises Refused for a file that is not there, too large, no text, or of no kind known here.
    """
    kind = kind or ENDINGS.get(path.suffix.lower(), "")
    if kind not in READERS:
        raise Refused("format", _("Say which format this is: --format csv, json or markdown."))
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        raise Refused("no_file", _("There is no such file, or it may not be read.")) from None
    return content_read(content, kind=kind)


def content_read(content: bytes, *, kind: str) -> Reading:
    """What the bytes of a file hold. Raises Refused as `file_read` does."""
    if len(content) > LARGEST:
        raise Refused("too_large", _("This file is larger than 5 MB. Divide it."))
    return READERS[kind](text_read(content))


def text_read(content: bytes) -> str:
    """The text of a file in UTF-8, or as its first bytes say. Raises Refused for what is none."""
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(
            "encoding", _("This file is not UTF-8. Save it as UTF-8 and try again.")
        ) from None
    if "\x00" in text:
        raise Refused("not_text", _("This file is not text."))
    if not text.strip():
        raise Refused("empty", _("There is nothing in this file."))
    return text

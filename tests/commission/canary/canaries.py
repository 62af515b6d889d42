"""Unique strings that stand for what must not leak, and finding them in whatever came back.

A canary is a word that occurs nowhere else: its field, and the number of the testimony it belongs
to. Answers are decoded the way somebody who looks for a leak would decode them.
"""

import functools
import gzip
import html
import io
import re
import unicodedata
import urllib.parse
import zipfile
from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """Where a canary was put. What is said of each: may it ever be seen outside?"""

    REAL_NAME = "realname"  # the giver's own name: identity vault
    CONTACT = "contact"  # how the giver can be reached
    FILE_NAME = "filename"  # name the recording came with
    TAG = "tag"  # title, artist, comment inside the recording
    CHAPTER = "chapter"  # title of a chapter inside the recording
    REDACTED = "redacted"  # a word removed for every reader outside
    RESEARCH_ONLY = "forresearch"  # a word removed for the public, open to researchers
    NOTE = "note"  # the redactor's note to the approver
    EMBARGO = "embargo"  # why it is closed
    ORDER = "order"  # number of a restriction order
    PUBLIC_NAME = "publicname"  # the name the giver chose
    SPOKEN = "spoken"  # a word that is published when the testimony is
    SUMMARY = "summary"  # the sentence in lists
    PLACE = "place"  # where it was given
    POINT_TITLE = "pointtitle"  # of an index point, and so on
    POINT_SYNOPSIS = "pointsynopsis"
    POINT_WARNING = "pointwarning"
    POINT_PLACE = "pointplace"
    POINT_LINK = "pointlink"
    POINT_TERM = "pointterm"  # the label of its term


# What is published with the testimony; everything else never leaves the vault.
PUBLISHED = frozenset(
    {
        Field.PUBLIC_NAME,
        Field.SPOKEN,
        Field.SUMMARY,
        Field.PLACE,
        Field.POINT_TITLE,
        Field.POINT_SYNOPSIS,
        Field.POINT_WARNING,
        Field.POINT_PLACE,
        Field.POINT_LINK,
        Field.POINT_TERM,
    }
)


@dataclass(frozen=True)
class Canary:
    field: Field
    number: int

    @property
    def word(self) -> str:
        """Letters only, so that no tokeniser splits it; the number is spelled in letters."""
        digits = "".join("abcdefghij"[int(digit)] for digit in f"{self.number:02d}")
        return f"qx{self.field}{digits}"


_WORDS = re.compile(f"qx(?:{'|'.join(Field)})[a-j]{{2}}")


def words_in(text: str) -> set[str]:
    """The words of canaries in a folded text: gone through once, however many there are."""
    return set(_WORDS.findall(text))


@functools.cache
def decoded(body: bytes) -> str:
    """Everything that can be read out of an answer: unpacked, unescaped, folded, in one string."""
    layers = [body]
    if body[:2] == b"\x1f\x8b":
        layers.append(gzip.decompress(body))
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            layers += [archive.read(name) for name in archive.namelist()]
            layers.append("\n".join(archive.namelist()).encode())
    texts = []
    for layer in layers:
        text = layer.decode("utf-8", errors="ignore")
        texts += [text, html.unescape(text), urllib.parse.unquote(text)]
        texts.append(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text))
        if b"\0" in layer:  # words in two bytes a letter
            texts.append(layer.decode("utf-16-le", errors="ignore"))
    return fold("\n".join(dict.fromkeys(texts)))


def fold(text: str) -> str:
    """Without case, accents, or anything between letters that could hide a word from a search."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_\u0300-\u036f]+", "", plain)

"""A paper as readers get it: its pages, and nothing that they do not see."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from media.confine import Limits, confined
from media.refusal import Refused

# A scan of a hundred pages in colour is held twice as a PDF, one page of it as points. Each page is
# drawn up to four times.
LIMITS = Limits(memory_bytes=3 << 29, cpu_seconds=240, wall_seconds=300)
_ENDED = {"memory", "time", "killed", "crash", "space"}
_NAMED = 5  # numbers of pages in a sentence


@dataclass(frozen=True)
class Cleaned:
    """The copy for readers."""

    data: bytes
    pages: int


def document_clean(path: Path, kind: str) -> Cleaned:
    """The pages of a PDF, or of a picture of one of the kinds of `media.probe`, as a new PDF.

    Text, lines and boxes stay as they are; a page with anything else is drawn as a picture of what
    is seen, with its words behind it for search and for screen readers. So no properties, scripts,
    fields, notes, bookmarks, links or earlier versions are in it, no picture as it came, and no
    part of one that is covered or cut off. Raises Refused for what is locked, broken, needs more
    than is allowed, or holds words that nobody can see, such as under a black box.

    What a machine read in a scan cannot be told from what stands there: a box must be part of the
    scan, and is found where it is of one colour.
    """
    try:
        with confined("paper", LIMITS, path=path, container=kind) as cleaning:
            data = b"".join(cleaning)
            found = cleaning.result
    except Refused as refused:
        if refused.code in _ENDED:
            raise Refused(
                "paper_unsafe",
                _("This document is too large or too intricate. Print it to a new PDF."),
            ) from refused
        raise
    if found["unseen"]:
        raise _unseen(found["unseen"])
    return Cleaned(data, found["pages"])


def _unseen(pages: list[int]) -> Refused:
    numbers = ", ".join(str(number) for number in pages[:_NAMED])
    return Refused(
        "paper_unseen",
        _(
            "Words that nobody can see are in this document, such as under a black box: page "
            "%(pages)s. Anybody can copy them. Take the words out, or print the pages on paper "
            "and scan them."
        )
        % {"pages": numbers + (", …" if len(pages) > _NAMED else "")},
    )

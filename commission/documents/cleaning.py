"""A paper as readers get it: its pages, and nothing that they do not see."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from media.confine import Limits, confined
from media.refusal import Refused

# A scan of a hundred pages in colour is held once as points and once as a PDF. Each page is drawn
# to see whether words lie under something.
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

    No properties, attachments, scripts, fields, notes, thumbnails, bookmarks, links or earlier
    versions are in it, and no remarks in its pictures; notes and fields that can be seen are part
    of their pages. Raises Refused for what is locked, broken, needs more than is allowed, or holds
    words that nobody can see, such as under a black box.

    A picture under a box, or a part of one that is masked or cut off, is not looked for.
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

"""A photograph as readers get it: its points at a few widths, and nothing that it came with."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media.confine import Limits, confined
from media.refusal import Refused

# For a telephone, for a page, and for a page on a fine screen.
WIDTHS = (320, 800, 1600)
# 100 million points with all their colours take 400 MB, and as much again while they are turned.
LIMITS = Limits(memory_bytes=3 << 29, cpu_seconds=120, wall_seconds=180)
UNSAFE = _(
    "This picture cannot be read safely. Open it in a picture program, save it as a new JPEG of at "
    "most 6,000 points each way, and bring that file."
)
_SENTENCES: dict[str, Promise] = {
    "picture_too_large": _(
        "This picture has more than 100 million points. Save it smaller; nothing was received."
    ),
    "picture_unreadable": _(
        "This file begins like a picture, but cannot be read. Copy it from the camera again; "
        "nothing was received."
    ),
    "picture_cut": _(
        "This picture stops before its end. Copy it from the camera again; nothing was received."
    ),
    "picture_unsafe": UNSAFE,
}
_ENDED = frozenset({"memory", "time", "killed", "crash", "space"})


@dataclass(frozen=True)
class Made:
    """One file for readers."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True)
class Photographed:
    """The size of what came, upright and in points, and what was made of it."""

    width: int
    height: int
    files: tuple[Made, ...]


def photograph_make(path: Path, kind: str) -> Photographed:
    """A JPEG, PNG or TIFF at `WIDTHS`, decoded in a confined child.

    No place, camera, name, profile or smaller picture that lay in the file is in what comes of it.
    Raises Refused, with what to do, for what cannot be read within the limits.
    """
    try:
        with confined(
            "photograph", LIMITS, path=path, container=kind, widths=list(WIDTHS)
        ) as making:
            pieces = list(making)
            found = making.result
    except Refused as refused:
        raise restated(refused) from refused
    files = zip(found["files"], pieces, strict=True)
    return Photographed(
        width=found["width"],
        height=found["height"],
        files=tuple(Made(one["width"], one["height"], data) for one, data in files),
    )


def restated(refused: Refused) -> Refused:
    """What is said of a paper, said of a photograph."""
    code = "picture_unsafe" if refused.code in _ENDED else refused.code
    return Refused(code, _SENTENCES.get(code, refused.message))

"""The shape of a published voice, as a path that a stylesheet colours."""

import json
from collections.abc import Sequence

from archive.edition.models import Edition, EditionFile, FileKind
from media.files import file_open


def peaks_of(edition: Edition) -> list[int]:
    """Peaks of the published sound, 0 to 100; empty where no sound was published."""
    file = file_of(edition, FileKind.PEAKS)
    if file is None:
        return []
    with file_open(file.key) as stream:
        return list(json.load(stream)["peaks"])


def file_of(edition: Edition, kind: FileKind) -> EditionFile | None:
    """A file of an edition that has not been purged; reads the prefetched rows."""
    return next(
        (f for f in edition.files.all() if f.kind == kind and f.purged_at is None),
        None,
    )


def path_of(peaks: Sequence[int], *, bars: int) -> str:
    """Bars from the left to the right of a box of 1000 by 100, none taller than 90."""
    if not peaks:
        return ""
    step = len(peaks) / bars
    width = 1000 / bars
    tallest = max(max(peaks), 1)
    path = []
    for bar in range(bars):
        piece = peaks[int(bar * step) : max(int((bar + 1) * step), int(bar * step) + 1)]
        half = max(1, round(45 * max(piece, default=0) / tallest))
        path.append(f"M{bar * width + width / 2:.0f} {50 - half}V{50 + half}")
    return "".join(path)

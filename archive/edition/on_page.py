"""Where a turn stands on the page of its edition, and behind which content note."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from archive.edition.models import Edition, EditionTurn

Range = dict[str, Any]


class Timed(Protocol):
    """Something that was said from one moment to another."""

    @property
    def start_ms(self) -> int: ...

    @property
    def end_ms(self) -> int: ...


def anchors_of(turns: Iterable[EditionTurn]) -> list[str]:
    """The id of each turn's row, from when it begins; turns that begin together stay apart."""
    found: dict[str, None] = {}
    for turn in turns:
        anchor = f"t{turn.start_ms}"
        found[f"{anchor}-{turn.position}" if anchor in found else anchor] = None
    return list(found)


def anchor_of(turn: EditionTurn, turns: Iterable[EditionTurn]) -> str:
    """The id of one turn's row, as `anchors_of` has it.

    `turns` are all turns of its edition, or any of them where the turn was read with the mark
    `begins_again` (`archive.edition.selectors.turns_marked`).
    """
    again = getattr(turn, "begins_again", None)
    if again is None:
        again = any(
            other.start_ms == turn.start_ms and other.position < turn.position for other in turns
        )
    anchor = f"t{turn.start_ms}"
    return f"{anchor}-{turn.position}" if again else anchor


def ranges_of(edition: Edition) -> list[Range]:
    """The stretches behind a content note, in the order in which they are said."""
    return sorted(edition.content_ranges, key=lambda note: note["start_ms"])


def noted_by(turn: Timed, ranges: Sequence[Range]) -> int | None:
    """The number of the first stretch that a turn touches, or None: then it is shown at once."""
    return next(
        (
            number
            for number, note in enumerate(ranges)
            if turn.start_ms < note["end_ms"] and turn.end_ms > note["start_ms"]
        ),
        None,
    )

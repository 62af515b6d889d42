"""The drawing of many recommendations and three voices: boxes that fill as work proceeds.

Nothing here writes SVG: the template does. A row of boxes is a handful of paths, however many boxes
it holds.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from commission.recommendations.vocabulary import Status

WIDE_BAND, NARROW_BAND = 60, 21
LEVEL = {
    Status.PROPOSED: 1 / 3,
    Status.UNDERWAY: 2 / 3,
    Status.COMPLETED: 1.0,
    Status.NOT_STARTED: 0,
}
ORDER: tuple[str | None, ...] = (
    Status.COMPLETED,
    Status.UNDERWAY,
    Status.PROPOSED,
    Status.NOT_STARTED,
    Status.STALLED,
    Status.SUPERSEDED,
    Status.NO_LONGER,
    None,
)


@dataclass(frozen=True)
class Column:
    """One recommendation: its number, and what each of the three voices says or None."""

    number: int
    says: tuple[str | None, str | None, str | None]


@dataclass
class Strokes:
    """The paths of one row of boxes, one for each way in which a box is drawn."""

    cell: list[str] = field(default_factory=list)
    fill: list[str] = field(default_factory=list)
    stall: list[str] = field(default_factory=list)
    cross: list[str] = field(default_factory=list)
    none: list[str] = field(default_factory=list)

    def box(self, status: str | None, x: float, y: float, width: float, height: float) -> None:
        """Draw what one voice says of one recommendation, or of many."""
        outline = _rect(x, y, width, height)
        if status == Status.STALLED:
            self.stall.append(outline)
            self.cross.append(f"M{x + 1:.4g} {y + height - 1:.4g}L{x + width - 1:.4g} {y + 1:.4g}")
        elif status in LEVEL:
            self.cell.append(outline)
            filled = height * LEVEL[Status(status)]
            if filled:
                self.fill.append(_rect(x, y + height - filled, width, filled))
        else:
            self.none.append(outline)

    @property
    def paths(self) -> list[tuple[str, str]]:
        """Class and path of what there is to draw."""
        drawn = {
            "cell": self.cell,
            "fill": self.fill,
            "stall": self.stall,
            "stall-x": self.cross,
            "none": self.none,
        }
        return [(name, "".join(strokes)) for name, strokes in drawn.items() if strokes]


@dataclass(frozen=True)
class Row:
    """One voice: its words, where they stand, its boxes, and how many are done."""

    label: str
    text_y: int
    strokes: Strokes
    done: int | None = None


@dataclass(frozen=True)
class Label:
    """A number under a column or a part of a bar. `x` is text: no language writes 4,5 into it."""

    x: str
    y: int
    text: str


@dataclass(frozen=True)
class Gap:
    """The column behind which the ground is lighter."""

    x: str
    y: int
    width: str
    height: int


@dataclass(frozen=True)
class Drawing:
    """One SVG. `gaps` stand behind the column whose voices are furthest apart."""

    width: int
    height: int
    rows: list[Row]
    labels: list[Label]
    gaps: Sequence[Gap] = ()


def wide(columns: Sequence[Column], labels: list[str], counts: list[Counter]) -> Drawing:
    """For a page with room: a row for each voice, its name at the left and its sum at the right."""
    left, room, height = 190, 914, 30
    bands = _bands(columns, WIDE_BAND)
    pitch = min(room / len(bands[0]), 82)
    width = round(pitch * 0.8, 1) if pitch < 30 else pitch - 20
    rows, numbers, gaps = [], [], []
    furthest = _furthest(columns)
    for band, held in enumerate(bands):
        top = band * 162
        for voice, label in enumerate(labels):
            strokes = Strokes()
            for place, column in enumerate(held):
                strokes.box(
                    column.says[voice], left + place * pitch, top + 4 + voice * 48, width, height
                )
            done = counts[voice][Status.COMPLETED] if band == 0 else None
            rows.append(Row(label, top + 25 + voice * 48, strokes, done))
        numbers += _numbers(held, furthest, left, pitch, width, top + 149)
        if furthest in held and furthest is not None:
            x = left + list(held).index(furthest) * pitch
            gaps.append(_gap(x - pitch * 0.1, top, width + pitch * 0.2, 136))
    return Drawing(1200, 158 + (len(bands) - 1) * 162, rows, numbers, gaps)


def _numbers(
    held: Sequence[Column], furthest: Column | None, left: float, pitch: float, width: float, y: int
) -> list[Label]:
    """Numbers under the first and last column and the one that stands out; under all if few."""
    wanted = held if pitch >= 40 else [held[0], held[-1]]
    if pitch < 40 and furthest in held:
        wanted = [held[0], *([furthest] if furthest else []), held[-1]]
    placed: list[Label] = []
    before = -100.0
    for column in dict.fromkeys(wanted):
        x = left + list(held).index(column) * pitch + width / 2
        if x - before > 34:
            placed.append(Label(f"{x:.5g}", y, str(column.number)))
            before = x
    return placed


def narrow(columns: Sequence[Column], labels: list[str], counts: list[Counter]) -> Drawing:
    """For a phone: the boxes of each voice in lines of a length that a phone holds."""
    pitch, width, height = 17, 13, 26
    bands = _bands(columns, NARROW_BAND)
    furthest = _furthest(columns)
    rows, gaps, y = [], [], 0
    for voice, label in enumerate(labels):
        strokes = Strokes()
        for band, held in enumerate(bands):
            top = y + 25 + band * 32
            for place, column in enumerate(held):
                strokes.box(column.says[voice], place * pitch, top, width, height)
                if column == furthest:
                    gaps.append(_gap(place * pitch - 2, top - 3, width + 4, height + 6))
        rows.append(Row(label, y + 16, strokes, counts[voice][Status.COMPLETED]))
        y += 40 + 32 * len(bands)
    return Drawing(360, y, rows, [], gaps)


def bars(counts: list[Counter], labels: list[str], width: int) -> Drawing:
    """Three bars that are as long as all recommendations together, in parts by status."""
    wide = width > 600
    left, room = (190, 914) if wide else (0, 356)
    rows, numbers, y = [], [], 0
    for label, count in zip(labels, counts, strict=True):
        strokes, x, top = Strokes(), float(left), y + (4 if wide else 25)
        for status in ORDER:
            part = room * count[status] / count.total()
            if not part:
                continue
            strokes.box(status, x, top, max(part - 3, 1), 30)
            if part > 9 * len(str(count[status])) + 8:
                numbers.append(Label(f"{x + part / 2:.5g}", top + 47, str(count[status])))
            x += part
        rows.append(Row(label, top + 21 if wide else y + 16, strokes, count[Status.COMPLETED]))
        y += 62 if wide else 88
    return Drawing(width, y, rows, numbers)


def _furthest(columns: Sequence[Column]) -> Column | None:
    """The first of those whose voices are furthest apart; None where all that speak agree."""

    def apart(column: Column) -> float:
        levels = [
            LEVEL.get(Status(said), 0) if said != Status.STALLED else 0
            for said in column.says
            if said and (said in LEVEL or said == Status.STALLED)
        ]
        return max(levels) - min(levels) if levels else 0

    found = max(columns, key=apart)
    return found if apart(found) > 0 else None


def _bands(columns: Sequence[Column], most: int) -> list[Sequence[Column]]:
    """As few bands as hold all, all as long as the first but the last."""
    each = ceil(len(columns) / ceil(len(columns) / most))
    return [columns[start : start + each] for start in range(0, len(columns), each)]


def _gap(x: float, y: int, width: float, height: int) -> Gap:
    return Gap(f"{x:.5g}", y, f"{width:.5g}", height)


def _rect(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.5g} {y:.5g}h{width:.5g}v{height:.5g}h{-width:.5g}z"

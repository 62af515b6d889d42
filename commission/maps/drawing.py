"""A map drawn by the server: what is seen without script, on paper, and until the script runs."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commission.maps.base import Line, Shape, Town, world
from commission.maps.clipping import lines_in, ring_in
from commission.maps.marks import LAST_LATITUDE, Box, Mark, around

WIDTH, HEIGHT = 760, 560  # units of the drawing
# The packaged shapes are those of a map at 1:50,000,000: drawn any closer they would pretend.
LEAST_DEGREES = 6.0
STEP = 1.5  # each window is so many times as wide as the next smaller one
NEAR = 1.0  # units; points of a line that are nearer to each other are one
MOST_NAMES = 9
NAME_WIDTH, NAME_HEIGHT = 12.5, 30  # units of a letter, and of a line
ROUGH_AT_LEAST = 14.0  # units; half of the least side that an area is drawn with


@dataclass(frozen=True)
class Name:
    """A town on the drawing."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Ground:
    """The shapes under the marks, as paths of SVG."""

    land: str
    lakes: str
    rivers: str
    states: str
    borders: str
    names: Sequence[Name]


@dataclass(frozen=True)
class Placed:
    """A mark on the drawing, and the half sides of its area where it has one."""

    mark: Mark
    x: float
    y: float
    across: float = 0.0
    down: float = 0.0


@dataclass(frozen=True)
class Drawn:
    """A whole map."""

    ground: Ground
    placed: Sequence[Placed]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def rough(self) -> Sequence[Placed]:
        """Those of which only an area is told."""
        return [one for one in self.placed if one.mark.rough]

    @property
    def leads(self) -> bool:
        """Whether there are links on it."""
        return any(one.mark.href for one in self.placed)


@dataclass(frozen=True)
class Window:
    """What a drawing shows, and how many units a degree of it takes."""

    box: Box
    across: float
    down: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the earth is on the drawing, from its upper left corner."""
        return (longitude - self.box.west) * self.across, (self.box.north - latitude) * self.down


def drawn_of(marks: Sequence[Mark]) -> Drawn | None:
    """The map with these marks; None where there is nothing to draw."""
    whole = around(mark.box for mark in marks)
    if whole is None:
        return None
    window = _window(whole)
    return Drawn(_ground(window), [_placed(mark, window) for mark in marks])


def _window(whole: Box) -> Window:
    """A window with room around, from a row of fixed sizes: many pages show the same one."""
    latitude = max(-LAST_LATITUDE, min(LAST_LATITUDE, round(whole.latitude)))
    narrow = max(math.cos(math.radians(latitude)), 0.1)
    needed = max(
        LEAST_DEGREES,
        (whole.north - whole.south) * 1.3 + 1,
        ((whole.east - whole.west) * 1.2 + 1) * narrow * HEIGHT / WIDTH,
    )
    steps = math.ceil(math.log(needed / LEAST_DEGREES, STEP) - 1e-9)
    high = LEAST_DEGREES * STEP**steps
    wide = high * WIDTH / HEIGHT / narrow
    longitude = round(whole.longitude)
    box = Box(latitude - high / 2, longitude - wide / 2, latitude + high / 2, longitude + wide / 2)
    return Window(box, WIDTH / wide, HEIGHT / high)


def _placed(mark: Mark, window: Window) -> Placed:
    x, y = window.place(mark.box.longitude, mark.box.latitude)
    if not mark.rough:
        return Placed(mark, round(x, 1), round(y, 1))
    across = (mark.box.east - mark.box.west) / 2 * window.across
    down = (mark.box.north - mark.box.south) / 2 * window.down
    return Placed(
        mark,
        round(x, 1),
        round(y, 1),
        round(max(across, ROUGH_AT_LEAST), 1),
        round(max(down, ROUGH_AT_LEAST), 1),
    )


@lru_cache(maxsize=64)
def _ground(window: Window) -> Ground:
    shapes, box = world(), window.box
    rings = [[ring_in(one, box) for one in rows] for rows in (shapes.land, shapes.lakes)]
    rivers, states, borders = (
        _path(_lines(rows, box), window) for rows in (shapes.rivers, shapes.states, shapes.borders)
    )
    return Ground(
        land=_path(rings[0], window, close="Z"),
        lakes=_path(rings[1], window, close="Z"),
        rivers=rivers,
        states=states,
        borders=borders,
        names=list(_names(shapes.towns, window)),
    )


def _lines(rows: Iterable[Shape], box: Box) -> Iterator[Line]:
    for one in rows:
        yield from lines_in(one, box)


def _path(lines: Iterable[Line], window: Window, close: str = "") -> str:
    parts = []
    for line in lines:
        points: list[tuple[float, float]] = []
        for longitude, latitude in line:
            x, y = window.place(longitude, latitude)
            if not points or abs(x - points[-1][0]) + abs(y - points[-1][1]) >= NEAR:
                points.append((x, y))
        if len(points) > (2 if close else 1):
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + close)
    return "".join(parts)


def _names(towns: Iterable[Town], window: Window) -> Iterator[Name]:
    """The best known towns, as many as fit without touching each other."""
    taken: list[tuple[float, float, float]] = []
    for town in towns:
        x, y = window.place(town.longitude, town.latitude)
        end = x + 10 + len(town.name) * NAME_WIDTH
        if x < 10 or end > WIDTH - 10 or not NAME_HEIGHT < y < HEIGHT - NAME_HEIGHT:
            continue
        if any(abs(y - b) < NAME_HEIGHT and x < d and end > a for a, b, d in taken):
            continue
        taken.append((x, y, end))
        yield Name(round(x, 1), round(y, 1), town.name)
        if len(taken) == MOST_NAMES:
            return

"""Shapes cut to a window, so that a drawing holds what is seen of them and nothing more.

Rings after Sutherland and Hodgman, "Reentrant polygon clipping" (1974): one side after the other.
"""

from collections.abc import Callable, Iterator

from commission.maps.base import Line, Point, Shape
from commission.maps.marks import Box

Inside = Callable[[Point], bool]
Crossing = Callable[[Point, Point], Point]


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes have nothing in common."""
    return (
        one.east < other.west
        or one.west > other.east
        or one.north < other.south
        or one.south > other.north
    )


def within(one: Box, other: Box) -> bool:
    """Whether one box lies in another altogether."""
    return (
        one.west >= other.west
        and one.east <= other.east
        and one.south >= other.south
        and one.north <= other.north
    )


def ring_in(shape: Shape, window: Box) -> Line:
    """The part of a ring that is in a window; nothing where they are apart."""
    if apart(shape.box, window):
        return []
    if within(shape.box, window):
        return shape.points
    points = shape.points
    for inside, crossing in _sides(window):
        points = list(_cut(points, inside, crossing))
        if not points:
            break
    return points


def lines_in(shape: Shape, window: Box) -> Iterator[Line]:
    """The stretches of a line that a window shows, each with one point beyond it."""
    if apart(shape.box, window):
        return
    if within(shape.box, window):
        yield shape.points
        return
    stretch: list[Point] = []
    for start, end in zip(shape.points, shape.points[1:], strict=False):
        box = Box(
            min(start[1], end[1]),
            min(start[0], end[0]),
            max(start[1], end[1]),
            max(start[0], end[0]),
        )
        if apart(box, window):
            if stretch:
                yield stretch
            stretch = []
        else:
            stretch = stretch or [start]
            stretch.append(end)
    if stretch:
        yield stretch


def _cut(points: Line, inside: Inside, crossing: Crossing) -> Iterator[Point]:
    before = points[-1]
    for point in points:
        if inside(point) != inside(before):
            yield crossing(before, point)
        if inside(point):
            yield point
        before = point


def _sides(window: Box) -> Iterator[tuple[Inside, Crossing]]:
    yield lambda p: p[0] >= window.west, _at_x(window.west)
    yield lambda p: p[0] <= window.east, _at_x(window.east)
    yield lambda p: p[1] >= window.south, _at_y(window.south)
    yield lambda p: p[1] <= window.north, _at_y(window.north)


def _at_x(x: float) -> Crossing:
    return lambda a, b: (x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]))


def _at_y(y: float) -> Crossing:
    return lambda a, b: (a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y)

"""The plain ground under a map where there are no tiles: the shapes that are packaged with it.

Read once a process. Where they come from and how they were made: static/maps/README.md.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from commission.maps.marks import Box

WORLD = Path(__file__).resolve().parent / "static" / "maps" / "world.json"

Point = tuple[float, float]
Line = Sequence[Point]


@dataclass(frozen=True)
class Shape:
    """A closed ring or a line, with the box that it stays in."""

    points: Line
    box: Box


@dataclass(frozen=True)
class Town:
    """A town's name and where it is; the smaller the rank, the better it is known."""

    name: str
    longitude: float
    latitude: float
    rank: int


@dataclass(frozen=True)
class World:
    """Rings of land and lakes; lines of rivers, states and borders; towns, the best known first."""

    land: Sequence[Shape]
    lakes: Sequence[Shape]
    rivers: Sequence[Shape]
    states: Sequence[Shape]
    borders: Sequence[Shape]
    towns: Sequence[Town]


@lru_cache(maxsize=1)
def world() -> World:
    """The packaged shapes."""
    shapes: dict[str, list[Shape]] = {}
    towns: list[Town] = []
    for feature in json.loads(WORLD.read_bytes())["features"]:
        told, geometry = feature["properties"], feature["geometry"]
        if geometry["type"] == "Point":
            longitude, latitude = geometry["coordinates"]
            towns.append(Town(told["name"], longitude, latitude, told["rank"]))
        else:
            shapes[told["what"]] = [_shape(line) for line in _lines(geometry)]
    return World(**shapes, towns=towns)


def _lines(geometry: dict) -> Iterator[list[list[float]]]:
    for one in geometry["coordinates"]:
        if geometry["type"] == "MultiPolygon":
            yield from one
        else:
            yield one


def _shape(line: list[list[float]]) -> Shape:
    points = [(x, y) for x, y in line]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return Shape(points, Box(min(ys), min(xs), max(ys), max(xs)))

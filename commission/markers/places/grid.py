"""The one function that makes a place rough.

The earth is cut into cells that are the same for everybody and never move; a rough place is the
whole cell that the spot lies in. Whatever is asked, however often, the answer is the same, so no
sequence of questions narrows it. The cell of a street lies within one of a neighbourhood: who knows
both knows no more than who knows the first.
"""

from dataclasses import dataclass
from math import cos, floor, radians

from commission.markers.vocabulary import Precision

# Metres. One degree of latitude on the sphere of WGS 84's mean radius (6 371 008.8 m) is 111 195 m.
DEGREE_M = 111_195.0
NEIGHBOURHOOD_M = 1_000.0
# How many streets fit into a neighbourhood, each way: 100 m.
STREETS = 10
# Rows of cells from pole to pole, each at least NEIGHBOURHOOD_M high.
ROWS = floor(180 * DEGREE_M / NEIGHBOURHOOD_M)
# Digits behind the point that an edge is told with: a tenth of a metre.
DIGITS = 6


@dataclass(frozen=True)
class Area:
    """Where something is, for everybody: the middle and the edges, in degrees."""

    latitude: float
    longitude: float
    south: float
    west: float
    north: float
    east: float


def area_of(latitude: float, longitude: float, precision: str) -> Area | None:
    """What may be told of a spot (degrees, WGS 84): itself, the cell around it, or nothing.

    A cell is at least 100 m (street) or 1 000 m (neighbourhood) wide and high wherever it lies: its
    width is counted in metres, so there are fewer of them in a row the nearer it is to a pole.
    Raises ValueError for what is no place on earth, and for a precision that is none.
    """
    asked = Precision(precision)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("no place on earth")
    if asked == Precision.WORDS:
        return None
    if asked == Precision.EXACT:
        latitude, longitude = round(latitude, DIGITS), round(longitude, DIGITS)
        return Area(latitude, longitude, latitude, longitude, latitude, longitude)
    return _cell(latitude, longitude, 1 if asked == Precision.NEIGHBOURHOOD else STREETS)


def _cell(latitude: float, longitude: float, parts: int) -> Area:
    """The cell around a spot: a neighbourhood, or one of `parts` by `parts` pieces of it."""
    high = 180 / ROWS
    row = _index(latitude + 90, high / parts, ROWS * parts)
    columns = _columns(row // parts) * parts
    wide = 360 / columns
    column = _index(longitude + 180, wide, columns)
    south, west = row * high / parts - 90, column * wide - 180
    return Area(
        latitude=round(south + high / parts / 2, DIGITS),
        longitude=round(west + wide / 2, DIGITS),
        south=round(south, DIGITS),
        west=round(west, DIGITS),
        north=round(south + high / parts, DIGITS),
        east=round(west + wide, DIGITS),
    )


def _index(value: float, step: float, most: int) -> int:
    """Which step a value lies in; the far edge of the earth belongs to the last one."""
    return min(floor(value / step), most - 1)


def _columns(row: int) -> int:
    """How many neighbourhoods a row has, each wide enough at the edge that is nearer to a pole."""
    high = 180 / ROWS
    edge = max(abs(row * high - 90), abs((row + 1) * high - 90))
    return max(1, floor(360 * DEGREE_M * cos(radians(edge)) / NEIGHBOURHOOD_M))

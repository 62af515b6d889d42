"""What stands on a map: places as they may be published, and never finer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

# How a pin is drawn: filled, ringed, or dashed.
Pin = Literal["standing", "soon", "gone"]

LAST_LATITUDE = 85.0  # beyond it a map of this kind has no place


@dataclass(frozen=True)
class Box:
    """A stretch of the earth, in degrees."""

    south: float
    west: float
    north: float
    east: float

    @property
    def latitude(self) -> float:
        """Of its middle."""
        return (self.south + self.north) / 2

    @property
    def longitude(self) -> float:
        """Of its middle."""
        return (self.west + self.east) / 2

    @property
    def polygon(self) -> list[list[list[float]]]:
        """Its ring as GeoJSON writes it: against the clock, and closed (RFC 7946, 3.1.6)."""
        corners = [
            [self.west, self.south],
            [self.east, self.south],
            [self.east, self.north],
            [self.west, self.north],
        ]
        return [[*corners, corners[0]]]


@dataclass(frozen=True)
class Mark:
    """One thing on a map. An area means that it is somewhere in there, and no more is told."""

    label: str
    # What is said aloud: "3. Ferry Road bridge, unveiled".
    name: str
    box: Box
    rough: bool = False
    pin: Pin = "standing"
    href: str = ""

    @property
    def feature(self) -> dict[str, Any]:
        """It as a GeoJSON feature, as the map in the browser reads it."""
        box = self.box
        return {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": box.polygon}
            if self.rough
            else {"type": "Point", "coordinates": [box.longitude, box.latitude]},
            "properties": {
                "label": self.label,
                "name": self.name,
                "pin": self.pin,
                "address": self.href,
            },
        }


def mark_at(
    latitude: float,
    longitude: float,
    *,
    label: str,
    name: str,
    pin: Pin = "standing",
    href: str = "",
) -> Mark:
    """A mark at a published point, such as the house in which a hearing is held."""
    box = Box(latitude, longitude, latitude, longitude)
    return Mark(label=label, name=name, box=box, pin=pin, href=href)


def around(boxes: Iterable[Box]) -> Box | None:
    """The smallest box with all of them in it; None where there is none."""
    rows: Sequence[Box] = list(boxes)
    if not rows:
        return None
    return Box(
        min(box.south for box in rows),
        min(box.west for box in rows),
        max(box.north for box in rows),
        max(box.east for box in rows),
    )

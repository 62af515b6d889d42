"""A map as a page shows it: `{% include "maps/_map.html" with map=… %}`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from commission.maps.drawing import Drawn, drawn_of
from commission.maps.marks import Mark, Pin

# Without tiles there is nothing to see any closer than this; with them there are streets.
DEEPEST_PLAIN = 14


@dataclass(frozen=True)
class Map:
    """What the template prints.

    The script draws the marks of this page, or all of those at `source` (a GeoJSON address), which
    come in the order of the list beside the map; `per_page` and `query` say where the list has what
    is not on this page.
    """

    label: str
    marks: Sequence[Mark]
    drawn: Drawn | None
    source: str = ""
    per_page: int = 0
    query: str = ""
    key: str = "map"

    @property
    def features_id(self) -> str:
        """Where on the page the script finds the marks."""
        return f"{self.key}-features"

    @property
    def features(self) -> dict[str, Any]:
        """The marks of the page as GeoJSON."""
        return {"type": "FeatureCollection", "features": [mark.feature for mark in self.marks]}

    @property
    def tiles(self) -> str:
        """Where the browser asks for tiles: always here. Empty where none are set up."""
        return "/tiles/{z}/{x}/{y}.png" if settings.MAP_TILES else ""

    @property
    def attribution(self) -> str:
        """Who made the tiles, or nothing."""
        return settings.MAP_TILES_ATTRIBUTION if settings.MAP_TILES else ""

    @property
    def deepest(self) -> int:
        """The closest zoom."""
        return settings.MAP_TILES_ZOOM if settings.MAP_TILES else DEEPEST_PLAIN

    @property
    def pins(self) -> set[Pin]:
        """The kinds of pins that its key has to explain."""
        return {mark.pin for mark in self.marks}

    @property
    def rough(self) -> bool:
        """Whether its key has to explain areas."""
        return any(mark.rough for mark in self.marks)


def map_of(
    marks: Sequence[Mark],
    *,
    label: str,
    source: str = "",
    per_page: int = 0,
    query: str = "",
    key: str = "map",
) -> Map:
    """The map of a page. `label` says in a sentence what is on it, for who does not see it.

    `key` tells the maps of one page apart.
    """
    return Map(
        label=label,
        marks=marks,
        drawn=drawn_of(marks),
        source=source,
        per_page=per_page,
        query=query,
        key=key,
    )

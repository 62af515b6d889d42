"""Markers as GeoJSON (RFC 7946): a point each, with properties."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from commission.markers.importing.cells import Entries, name_of
from commission.markers.importing.entries import Reading
from media.refusal import Refused


def read_geojson(content: bytes, text: str) -> Reading:
    """The features of a collection. Raises Refused for what is no GeoJSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("not_json", _("This file is not JSON.")) from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or found.get("type") != "FeatureCollection":
        raise Refused("not_geojson", _("This file is no collection of features in GeoJSON."))
    reading = Reading()
    entries = Entries(reading)
    for number, feature in enumerate(features):
        where = f"/features/{number}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            reading.refuse(where, "it has no properties")
            continue
        try:
            spot = _spot(feature.get("geometry"))
        except ValueError as error:
            reading.refuse(where, str(error))
            continue
        entries.take(where, _cells(feature), spot=spot)
    return reading


def _spot(geometry: Any) -> tuple[float, float] | None:
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        raise ValueError("its geometry is no point")
    degrees = geometry.get("coordinates")
    if (
        not isinstance(degrees, list)
        or len(degrees) < 2
        or not all(type(one) in (int, float) for one in degrees)
    ):
        raise ValueError("its point has no longitude and latitude")
    try:
        return float(degrees[1]), float(degrees[0])
    except OverflowError:
        raise ValueError("its point is no place on earth") from None


def _cells(feature: dict[str, Any]) -> dict[str, str]:
    given = {"reference": feature.get("id"), **feature["properties"]}
    cells = {}
    for key, value in given.items():
        if (name := name_of(str(key))) and isinstance(value, str | int | float):
            cells[name] = str(value)
    return cells

"""Markers as GeoJSON (RFC 7946), built from public places and nothing else."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from archive.reading.wording import site_address
from commission.markers.filters import Filter
from commission.markers.vocabulary import Precision
from commission.markers.wording import box_from, pin_of

# What is read of each marker; thousands are told at once, so no rows are made of them.
COLUMNS = (
    "number",
    "title",
    "state_now",
    "erected_on",
    "public_place__precision",
    "public_place__south",
    "public_place__west",
    "public_place__north",
    "public_place__east",
)


def geojson_of(asked: Filter) -> bytes:
    """The collection that a filter leaves, in its order; one query.

    A rough place is its whole cell, never a point. One that is told in words only has no geometry.
    """
    with translation.override(settings.LANGUAGE_CODE):
        page = site_address(reverse("markers:marker", args=[1]))[: -len("1/")]
    # The list reads series and translations of its rows; here the columns are all.
    rows = asked.queryset().select_related(None).values_list(*COLUMNS)
    collection = {
        "type": "FeatureCollection",
        "features": [_feature(page, *row) for row in rows],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(
    page: str,
    number: int,
    title: str,
    state: str | None,
    erected_on: str,
    precision: str | None,
    *edges: float | None,
) -> dict[str, Any]:
    properties = {
        "number": number,
        "title": title,
        "pin": pin_of(state),
        "precision": precision or Precision.WORDS.value,
        "address": f"{page}{number}/",
    }
    if state:
        properties["state"] = state
    if erected_on:
        properties["erected_on"] = erected_on
    return {
        "type": "Feature",
        "id": number,
        "geometry": _geometry(precision, edges),
        "properties": properties,
    }


def _geometry(precision: str | None, edges: tuple[float | None, ...]) -> dict[str, Any] | None:
    box = box_from(edges)
    if box is None:
        return None
    if precision == Precision.EXACT:
        return {"type": "Point", "coordinates": [box.west, box.south]}
    return {"type": "Polygon", "coordinates": box.polygon}

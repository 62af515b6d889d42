"""Markers as rows of a table. Places are those that everybody may be told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from commission.findings.selectors import findings_public
from commission.markers.addresses import marker_address
from commission.markers.filters import Filter
from commission.markers.models import Inscription, Marker
from commission.markers.vocabulary import Precision
from commission.markers.wording import box_from
from commission.recommendations.data.tables import Cells
from commission.recommendations.recommendation.selectors import recommendations_public

TEXTS = (
    "number",
    "title",
    "summary",
    "reference",
    "material",
    "colour",
    "size",
    "erected_on",
    "erected_by",
    "sponsors",
    "upkeep",
    "place_words",
    "directions",
)


def _told(name: str) -> Any:
    return lambda row: row[name]


MARKERS: Cells = {
    name: _told(name)
    for name in (
        *TEXTS,
        "series",
        "themes",
        "state",
        "state_since",
        "condition",
        "condition_seen_on",
        "precision",
        "geometry",
        "inscriptions",
        "findings",
        "recommendations",
        "address",
    )
}


# Read as columns: a thousand rows of everything that a marker is would be slow to make.
READ = (
    "pk",
    *TEXTS,
    "state_now",
    "state_on",
    "condition_now",
    "condition_on",
    "series__slug",
    "public_place__precision",
    "public_place__south",
    "public_place__west",
    "public_place__north",
    "public_place__east",
)


def rows_told(asked: Filter) -> Iterator[dict[str, Any]]:
    """What goes out of each marker that a filter leaves, in its order; five queries.

    Of inscriptions those that were said in testimony are left out: whoever keeps a table has them
    for good, and they may have to leave.
    """
    page = marker_address(1).removesuffix("1/")
    keys = asked.queryset().order_by().values("pk")
    themes = _related(Marker.themes.through, "theme__slug", keys)
    findings = _related(
        Marker.findings.through, "finding__number", keys, finding__in=findings_public()
    )
    recommendations = _related(
        Marker.recommendations.through,
        "recommendation__number",
        keys,
        recommendation__in=recommendations_public(),
    )
    words: dict[Any, list[str]] = defaultdict(list)
    written = Inscription.objects.filter(marker__in=keys, spoken=False)
    ordered = written.order_by("sort_order", "pk")
    for marker, language, text in ordered.values_list("marker", "language", "text"):
        words[marker].append(f"{language}: {text}")
    for row in asked.queryset().select_related(None).values(*READ):
        key, seen_on = row["pk"], row["condition_on"]
        yield {
            **{name: row[name] for name in TEXTS},
            "series": row["series__slug"] or "",
            "themes": themes[key],
            "state": row["state_now"],
            "state_since": row["state_on"],
            "condition": row["condition_now"],
            "condition_seen_on": seen_on and seen_on.isoformat(),
            "precision": row["public_place__precision"] or Precision.WORDS.value,
            "geometry": wkt_of(row),
            "inscriptions": "\n".join(words[key]),
            "findings": findings[key],
            "recommendations": recommendations[key],
            "address": f"{page}{row['number']}/",
        }


def _related(through: Any, name: str, keys: Any, **public: Any) -> dict[Any, str]:
    """What markers are related to, as one cell each; one query."""
    found: dict[Any, list[Any]] = defaultdict(list)
    rows = through.objects.filter(marker__in=keys, **public).order_by(name)
    for marker, value in rows.values_list("marker", name):
        found[marker].append(value)
    cells: dict[Any, str] = defaultdict(str)
    for marker, values in found.items():
        cells[marker] = "; ".join(str(value) for value in values)
    return cells


def wkt_of(row: Mapping[str, Any]) -> str:
    """Its public place as well-known text (ISO 19125-1); empty for one told in words only.

    In one cell and not in two numbers: a spreadsheet takes what begins with a minus for a formula.
    """
    box = box_from([row[f"public_place__{edge}"] for edge in ("south", "west", "north", "east")])
    if box is None:
        return ""
    if row["public_place__precision"] == Precision.EXACT:
        return f"POINT ({box.west} {box.south})"
    ring = ", ".join(f"{x} {y}" for x, y in box.polygon[0])
    return f"POLYGON (({ring}))"

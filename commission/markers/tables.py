"""Markers as rows of a table. Places are those that everybody may be told."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from archive.reading.wording import site_address
from commission.findings.selectors import findings_public
from commission.markers.filters import Filter
from commission.markers.models import Inscription
from commission.markers.vocabulary import Precision
from commission.markers.wording import box_of
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


def rows_told(asked: Filter) -> Iterator[dict[str, Any]]:
    """What goes out of each marker that a filter leaves, in its order; seven queries at most.

    Of inscriptions those that were said in testimony are left out: whoever keeps a table has them
    for good, and they may have to leave.
    """
    rows = asked.queryset().prefetch_related(
        "themes",
        Prefetch("inscriptions", Inscription.objects.filter(spoken=False)),
        Prefetch("findings", findings_public()),
        Prefetch("recommendations", recommendations_public()),
    )
    for row in rows:
        place = getattr(row, "public_place", None)
        yield {
            **{name: getattr(row, name) for name in TEXTS},
            "series": row.series.slug if row.series else "",
            "themes": _joined(theme.slug for theme in row.themes.all()),
            "state": row.state_now,
            "state_since": row.state_on,
            "condition": row.condition_now,
            "condition_seen_on": row.condition_on and row.condition_on.isoformat(),
            "precision": place.precision if place else Precision.WORDS.value,
            "geometry": wkt_of(row),
            "inscriptions": "\n".join(f"{one.language}: {one.text}" for one in _ordered(row)),
            "findings": _joined(sorted(one.number for one in row.findings.all())),
            "recommendations": _joined(sorted(one.number for one in row.recommendations.all())),
            "address": site_address(reverse("markers:marker", args=[row.number])),
        }


def wkt_of(marker: Any) -> str:
    """Its public place as well-known text (ISO 19125-1); empty for one told in words only.

    In one cell and not in two numbers: a spreadsheet takes what begins with a minus for a formula.
    """
    place = getattr(marker, "public_place", None)
    box = box_of(place)
    if place is None or box is None:
        return ""
    if place.precision == Precision.EXACT:
        return f"POINT ({box.west} {box.south})"
    ring = ", ".join(f"{x} {y}" for x, y in box.polygon[0])
    return f"POLYGON (({ring}))"


def _ordered(row: Any) -> list[Inscription]:
    return sorted(row.inscriptions.all(), key=lambda one: (one.sort_order, one.pk))


def _joined(values: Any) -> str:
    return "; ".join(str(value) for value in values)

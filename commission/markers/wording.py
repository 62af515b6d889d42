"""Markers in words: where one stands in its life, its place, and its days."""

import unicodedata
from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from archive.reading.wording import day_of, edtf, short_day_of
from commission.maps.marks import Box, Mark, Pin
from commission.markers.filters import GONE
from commission.markers.models import Marker, PublicPlace
from commission.markers.vocabulary import PREPARED, Precision, State


def pin_of(state: str | None) -> Pin:
    """How it is drawn: filled while it stands, ringed before that, dashed when it is harmed."""
    if state in PREPARED:
        return "soon"
    return "gone" if state in GONE else "standing"


def pin_words(pin: Pin) -> str:
    """What the map's key says of it."""
    if pin == "soon":
        return _("being prepared")
    return _("damaged or removed") if pin == "gone" else _("standing")


def state_words(state: str | None, since: str) -> str:
    """Unveiled, 9 September 2026. Empty where nothing is recorded."""
    if not state:
        return ""
    label = str(State(state).label)
    return (
        pgettext("state, day", "%(state)s, %(day)s")
        % {
            "state": label,
            "day": edtf(since),
        }
        if since
        else label
    )


def condition_words(label: str, seen_on: date) -> str:
    """Good, seen 2 November 2026."""
    return _("%(condition)s, seen %(day)s") % {"condition": label, "day": day_of(seen_on)}


def rough_words(precision: str | None) -> str:
    """How exactly a place is told, where that is less than exactly."""
    if precision in (Precision.STREET, Precision.NEIGHBOURHOOD):
        return _("Shown roughly")
    return _("Place in words only") if precision != Precision.EXACT else ""


def short_day(value: str) -> str:
    """9 Sep 2026 or Sep 2026, for the margin; everything less exact as it is said elsewhere."""
    try:
        if len(value) == len("2026-09"):
            return date_format(
                date.fromisoformat(f"{value}-01"),
                pgettext("format of a month in the margin", "M Y"),
            )
        return short_day_of(date.fromisoformat(value))
    except ValueError:
        return edtf(value)


def direction_of(text: str) -> str:
    """Which way a text runs, by its first letter that has a direction, as browsers decide it."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def box_of(place: PublicPlace | None) -> Box | None:
    """What everybody may be told of a place, in degrees; None where it is told in words only."""
    edges = (place.south, place.west, place.north, place.east) if place else (None,)
    return box_from(edges)


def box_from(edges: Sequence[float | None]) -> Box | None:
    """The same from the edges alone: south, west, north, east."""
    known = [edge for edge in edges if edge is not None]
    if len(known) != len(("south", "west", "north", "east")):
        return None
    return Box(*known)


def mark_of(marker: Marker, *, title: str, state: str | None, href: str) -> Mark | None:
    """A marker as a map shows it; None for one that no map shows."""
    place = getattr(marker, "public_place", None)
    box = box_of(place)
    if place is None or box is None:
        return None
    pin, rough = pin_of(state), place.precision != Precision.EXACT
    name = _("%(number)s. %(title)s, %(state)s") % {
        "number": marker.number,
        "title": title,
        "state": pin_words(pin),
    }
    if rough:
        name = _("%(name)s, place shown roughly") % {"name": name}
    return Mark(label=str(marker.number), name=name, box=box, rough=rough, pin=pin, href=href)

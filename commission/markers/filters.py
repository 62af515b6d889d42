"""What somebody narrowed the markers to; the same for the page, the map and every file."""

import math
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commission.maps.marks import Box
from commission.markers.models import Inscription, Marker, MarkerSeries
from commission.markers.selectors import markers_public, markers_with_now
from commission.markers.vocabulary import PREPARED, STANDING, State
from commission.recommendations.filters import Applied
from commission.reports.models import Theme
from commission.review.models import PublicRecordQuerySet

LONGEST = 200  # characters of words
MOST = 8  # words; what comes after them narrows nothing
GONE = frozenset({State.DAMAGED, State.REMOVED})

# Beside every single state: what a visitor wants to know of it.
KINDS: dict[str, tuple[str | Promise, frozenset[State]]] = {
    "standing": (pgettext_lazy("state of a marker", "Standing"), STANDING - GONE),
    "preparing": (gettext_lazy("Being prepared"), frozenset(PREPARED)),
    "gone": (gettext_lazy("Damaged or removed"), GONE),
}
ORDERS: dict[str, str | Promise] = {
    "number": gettext_lazy("Number"),
    "new": gettext_lazy("Newest first"),
    "title": gettext_lazy("Title"),
}
_ORDER: dict[str, tuple[Any, ...]] = {
    "number": ("number",),
    "new": (F("erected_last").desc(nulls_last=True), "-erected_on", "-number"),
    "title": ("title", "number"),
}


@dataclass(frozen=True)
class Filter:
    """One narrowing. What an address holds that is no value of ours is not in it."""

    words: str = ""
    # One marker alone: what its own page links to.
    number: int | None = None
    state: str = ""
    series: MarkerSeries | None = None
    theme: Theme | None = None
    place: str = ""
    first: int | None = None  # years in which it was put up
    last: int | None = None
    box: Box | None = None
    order: str = "number"

    @classmethod
    def read(cls, query: QueryDict) -> "Filter":
        """The filter that an address asks for. Asks the database for a series or a theme only.

        Only those that a public marker names are known; all others are ignored like nonsense.
        """
        series, theme = _slug(query, "series"), _slug(query, "theme")
        state, order = query.get("state", ""), query.get("order", "")
        number = query.get("number", "")
        return cls(
            words=_words(query.get("q", "")),
            number=int(number) if _is_whole(number, 9) else None,
            state=state if state in State.values or state in KINDS else "",
            series=series_public().filter(slug=series).order_by("pk").first() if series else None,
            theme=themes_public().filter(slug=theme).order_by("pk").first() if theme else None,
            place=_words(query.get("place", "")),
            first=_year(query.get("from", "")),
            last=_year(query.get("to", "")),
            box=_box(query.get("bbox", "")),
            order=order if order in ORDERS else "number",
        )

    def queryset(self) -> PublicRecordQuerySet:
        """The public markers that it leaves, in its order, each with its state and condition now
        (`markers_with_now`) and its public place; one query.
        """
        rows = markers_with_now(markers_public())
        for word in self.words.split()[:MOST]:
            rows = rows.filter(pk__in=_having(word, TEXTS))
        for word in self.place.split()[:MOST]:
            rows = rows.filter(pk__in=_having(word, PLACES))
        if self.number is not None:
            rows = rows.filter(number=self.number)
        if self.state:
            wanted = KINDS[self.state][1] if self.state in KINDS else [self.state]
            rows = rows.filter(state_now__in=list(wanted))
        if self.series:
            rows = rows.filter(series=self.series)
        if self.theme:
            rows = rows.filter(themes=self.theme)
        if self.first is not None or self.last is not None:
            rows = _put_up(rows, self.first, self.last)
        if self.box is not None:
            rows = rows.filter(_touching(self.box))
        rows = rows.select_related("locale", "series", "public_place")
        return rows.order_by(*_ORDER[self.order])

    @property
    def query(self) -> str:
        """The filter as it stands in an address, in one order and without what is not set."""
        return urlencode(self._values())

    def _values(self) -> dict[str, str]:
        box = self.box
        values = {
            "q": self.words,
            "number": f"{self.number}" if self.number is not None else "",
            "state": self.state,
            "series": self.series.slug if self.series else "",
            "theme": self.theme.slug if self.theme else "",
            "place": self.place,
            "from": f"{self.first:04}" if self.first is not None else "",
            "to": f"{self.last:04}" if self.last is not None else "",
            # As exactly as it was asked for: the map, the files and the next page ask for it again.
            "bbox": ",".join(f"{one:.15g}" for one in (box.west, box.south, box.east, box.north))
            if box
            else "",
            "order": self.order if self.order != "number" else "",
        }
        return {name: value for name, value in values.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out; an order does not."""
        return bool(self._values().keys() - {"order"})

    def applied(self, series: str, theme: str) -> list[Applied]:
        """What it is narrowed to, each in words and with what is left without it.

        `series` and `theme` are their names in the language of the page.
        """
        said = {
            "words": _("“%(words)s”") % {"words": self.words},
            "number": _("Number %(number)s") % {"number": self.number},
            "state": state_name(self.state) if self.state else "",
            "series": series,
            "theme": theme,
            "place": _("Place: %(words)s") % {"words": self.place},
            "first": _("Put up in %(year)s or later") % {"year": self.first},
            "last": _("Put up in %(year)s or before") % {"year": self.last},
            "box": _("On a part of the map"),
        }
        empty = Filter()
        return [
            Applied(label, replace(self, **{field: getattr(empty, field)}).query)
            for field, label in said.items()
            if getattr(self, field) != getattr(empty, field)
        ]


def state_name(state: str) -> str:
    """A state, or several of them together, in words."""
    return str(KINDS[state][0] if state in KINDS else State(state).label)


def series_public() -> Any:
    """Series that a public marker belongs to."""
    return MarkerSeries.objects.filter(Exists(markers_public().filter(series=OuterRef("pk"))))


def themes_public() -> Any:
    """Themes that a public marker has."""
    return Theme.objects.filter(Exists(markers_public().filter(themes=OuterRef("pk"))))


TEXTS = ("title", "summary", "commentary", "reference", "place_words", "material")
PLACES = ("place_words", "directions")


def _having(word: str, fields: tuple[str, ...]) -> Any:
    """Originals in whose words, or in those of a public translation, a word stands.

    Words of testimony are never looked through: what they hold would be told by who finds it,
    after they left the page.
    """
    # SQLite folds the case of ASCII letters alone.
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    inside = Q()
    for form in forms:
        for field in fields:
            inside |= Q(**{f"{field}__icontains": form})
        if fields is TEXTS:
            inscriptions = Inscription.objects.filter(marker=OuterRef("pk"), spoken=False)
            inside |= Q(Exists(inscriptions.filter(text__icontains=form)))
    if fields is TEXTS and _is_whole(word, 9):
        inside |= Q(number=int(word))
    rows = Marker.objects.published().filter(inside)
    return rows.annotate(original=Coalesce("translated_from_id", "pk")).values("original")


def _put_up(rows: PublicRecordQuerySet, first: int | None, last: int | None) -> Any:
    """Those that were put up in these years, or may have been: spans and decades overlap them."""
    rows = rows.exclude(erected_on="")
    if last is not None:
        rows = rows.filter(Q(erected_first=None) | Q(erected_first__lte=last))
    if first is not None:
        rows = rows.filter(Q(erected_last=None) | Q(erected_last__gte=first))
    return rows


def _touching(box: Box) -> Q:
    """Public places that have anything in common with a box; of a rough one its whole cell.

    However small a box is asked for, a rough place is in it with all of its cell or not at all.
    """
    across = Q(public_place__west__lte=box.east), Q(public_place__east__gte=box.west)
    wide = across[0] | across[1] if box.west > box.east else across[0] & across[1]
    return Q(public_place__south__lte=box.north, public_place__north__gte=box.south) & wide


def _box(text: str) -> Box | None:
    """west,south,east,north in degrees, as RFC 7946 orders them; west may lie beyond east."""
    try:
        west, south, east, north = (float(part) for part in text[:120].split(","))
    except ValueError:
        return None
    if not all(math.isfinite(one) for one in (west, south, east, north)) or south > north:
        return None
    return Box(south=south, west=west, north=north, east=east)


def _words(text: str) -> str:
    return " ".join(text.replace("\0", " ")[:LONGEST].split())


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and _is_whole(text, 4) and text >= "0001" else None


def _is_whole(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


def _slug(query: QueryDict, name: str) -> str:
    value = query.get(name, "")
    return value if len(value) <= 80 and "\0" not in value else ""

"""The list of markers beside their map: the same markers, the same order, the same narrowing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.maps.showing import Map, map_of
from commission.markers.filters import KINDS, ORDERS, Filter, series_public, themes_public
from commission.markers.models import MarkerSeries
from commission.markers.rows import Row, rows_of
from commission.markers.selectors import markers_public
from commission.markers.vocabulary import State
from commission.recommendations.filters import Applied
from commission.reports.naming import theme_names
from commission.review.translations import translated_all

PER_PAGE = 50
Choices = Sequence[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Listing:
    """What the list page prints."""

    total: int
    found: int
    # How many of those found no map shows.
    undrawn: int
    filter: Filter
    rows: Sequence[Row]
    map: Map
    applied: Sequence[Applied]
    states: Choices
    steps: Choices
    series: Choices
    themes: Choices
    orders: Choices
    page: Page
    page_range: Sequence[int | str]

    @property
    def more_on(self) -> bool:
        """Whether a filter is set that stands under "More"."""
        asked = self.filter
        return bool(asked.theme or asked.place or asked.first or asked.last)

    @property
    def sentence(self) -> str:
        """How many are listed, and how many of them no map shows."""
        listed = ngettext("One marker.", "%(n)s markers.", self.found) % {"n": self.found}
        if not self.undrawn:
            return listed
        return (
            listed
            + " "
            + ngettext(
                "One of them has its place in words only, and is not on the map.",
                "%(n)s of them have their place in words only, and are not on the map.",
                self.undrawn,
            )
            % {"n": self.undrawn}
        )


def listing(query: QueryDict, *, at: datetime) -> Listing:
    """Public markers on a page of the list; what an address holds beside that narrows nothing."""
    asked = Filter.read(query)
    found = asked.queryset()
    page = Paginator(found, PER_PAGE).get_page(query.get("page"))
    rows = rows_of(list(page.object_list), at=at)
    series, themes = _series(), theme_names(themes_public())
    return Listing(
        total=markers_public().count(),
        found=page.paginator.count,
        undrawn=found.filter(public_place__south__isnull=True).count(),
        filter=asked,
        rows=rows,
        map=_map(asked, rows),
        applied=asked.applied(
            dict(series).get(asked.series.slug, "") if asked.series else "",
            dict(themes).get(asked.theme.slug, "") if asked.theme else "",
        ),
        states=[(key, label) for key, (label, _states) in KINDS.items()],
        steps=State.choices,
        series=series,
        themes=themes,
        orders=list(ORDERS.items()),
        page=page,
        page_range=list(page.paginator.get_elided_page_range(page.number)),
    )


def _map(asked: Filter, rows: Sequence[Row]) -> Map:
    """All markers of the filter where a script runs, those of this page where none does."""
    source = reverse("marker_files:geojson")
    return map_of(
        [row.mark for row in rows if row.mark is not None],
        label=_("Map of the markers. The list has the same places in words."),
        source=f"{source}?{asked.query}" if asked.query else source,
        per_page=PER_PAGE,
        query=asked.query,
    )


def _series() -> list[tuple[str, str]]:
    rows: list[MarkerSeries] = list(series_public())
    shown = translated_all(rows)
    return sorted(((row.slug, shown[row.pk].title) for row in rows), key=lambda pair: pair[1])


def lede_of(total: int, undrawn: int) -> str:
    """What the page is about, and how many there are."""
    if not total:
        return _("No marker is in the record yet.")
    said = ngettext(
        "One marker, and what stands behind it: the words on it, who chose them, and what it rests "
        "on.",
        "%(n)s markers, and what stands behind each: the words on it, who chose them, and what it "
        "rests on.",
        total,
    ) % {"n": total}
    if not undrawn:
        return said
    return _("%(said)s Some places are shown roughly, or only in words.") % {"said": said}

"""A series of markers as a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from commission.maps.showing import Map, map_of
from commission.markers.filters import Filter, series_public
from commission.markers.listing import PER_PAGE
from commission.markers.models import MarkerSeries
from commission.markers.rows import Row, rows_of
from commission.review.translations import translated


@dataclass(frozen=True)
class SeriesPage:
    """What the template prints."""

    series: MarkerSeries
    # In the language of the page where there is such a row.
    shown: MarkerSeries
    rows: Sequence[Row]
    map: Map
    page: Page
    page_range: Sequence[int | str]
    query: str


def series_page(slug: str, query: QueryDict, *, at: datetime) -> SeriesPage | None:
    """The page of a series that a public marker belongs to; None for every other."""
    series = series_public().filter(slug=slug).select_related("locale").order_by("pk").first()
    if series is None:
        return None
    asked = Filter(series=series)
    page = Paginator(asked.queryset(), PER_PAGE).get_page(query.get("page"))
    rows = rows_of(list(page.object_list), at=at)
    return SeriesPage(
        series=series,
        shown=translated(series),
        rows=rows,
        map=map_of(
            [row.mark for row in rows if row.mark is not None],
            label=_("Map of the markers of this series. The list has the same places in words."),
            source=f"{reverse('marker_files:geojson')}?{asked.query}",
            per_page=PER_PAGE,
        ),
        page=page,
        page_range=list(page.paginator.get_elided_page_range(page.number)),
        query=asked.query,
    )

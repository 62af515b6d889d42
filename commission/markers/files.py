"""Markers for other programs, and for the map: exactly what the list is narrowed to."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from archive.reading.answers import answer
from commission.markers.feed import feed_of
from commission.markers.filters import Filter
from commission.markers.geo import geojson_of
from commission.markers.tables import MARKERS, rows_told
from commission.recommendations.data.tables import table


@require_safe
@gzip_page  # nothing secret stands in it that its length could tell of
def markers_geojson(request: HttpRequest) -> HttpResponse:
    """A GeoJSON collection (RFC 7946) in the order of the list; one without a place is in it too.

    Its ETag is that of its words: whoever has them already is sent nothing.
    """
    content = geojson_of(Filter.read(request.GET))
    response = HttpResponse(content, content_type="application/geo+json")
    response["Content-Disposition"] = content_disposition_header(False, "markers.geojson") or ""
    response["ETag"] = quote_etag(sha256(content).hexdigest())
    same = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer(request, same or response)


@require_safe
def markers_csv(request: HttpRequest) -> HttpResponse:
    """Public markers as a table, one a row."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = "".join(table(MARKERS, rows_told(Filter.read(request.GET))))
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, "markers.csv") or ""
    return answer(request, response)


@require_safe
def markers_feed(request: HttpRequest) -> HttpResponse:
    """New markers, and what became of them, newest first."""
    with translation.override(settings.LANGUAGE_CODE):
        content = feed_of(Filter.read(request.GET), at=timezone.now())
    response = HttpResponse(content, content_type="application/rss+xml; charset=utf-8")
    return answer(request, response)

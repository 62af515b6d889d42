"""Tiles of the map, from this server alone: no address of a visitor reaches anybody else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commission.maps.tiles.cache import tile_of

KEPT_S = 7 * 24 * 60 * 60  # by the browser


@require_safe
def tile(request: HttpRequest, zoom: int, x: int, y: int) -> HttpResponse:
    """One tile; 404 where none are set up, where there is no such tile, and where none was had.

    The map draws its plain ground below, so that a tile that is missing leaves no hole. A map
    asks for many at once: no page is made for each of them, because nobody reads it.
    """
    inside = zoom <= settings.MAP_TILES_ZOOM and max(x, y) < 2**zoom
    found = tile_of(zoom, x, y) if settings.MAP_TILES and inside else None
    if found is None:
        return HttpResponse(status=404)
    response = HttpResponse(found.data, content_type=found.content_type)
    response["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response

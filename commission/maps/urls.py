"""Addresses of tiles; they have no language."""

from django.urls import path, register_converter

from commission.maps import views


class TileConverter:
    """A zoom, a column or a row as it is written: few digits, none of them a zero in front."""

    regex = r"0|[1-9][0-9]{0,6}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The number as it is written into an address."""
        return str(value)


register_converter(TileConverter, "tile_number")

app_name = "maps"
urlpatterns = [
    path("tiles/<tile_number:zoom>/<tile_number:x>/<tile_number:y>.png", views.tile, name="tile"),
]

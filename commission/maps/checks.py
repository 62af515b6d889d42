"""What an installation that shows tiles must have set, asked by `manage.py check`."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

FIELDS = ("{z}", "{x}", "{y}")


@register()
def map_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """One sentence for each setting that cannot be right; none where no tiles are set up."""
    template = settings.MAP_TILES
    if not template:
        return []
    found: list[CheckMessage] = []
    try:
        address = urlsplit(template.format(z=1, x=2, y=3))
    except (KeyError, IndexError, ValueError):
        address = urlsplit("")
    if address.scheme not in ("http", "https") or not all(one in template for one in FIELDS):
        found.append(
            Error(
                "MAP_TILES is no address of tiles: it begins with https:// and holds {z}, {x} and "
                "{y}, and nothing else in braces. Set it right, or leave it out.",
                id="maps.E001",
            )
        )
    if not settings.MAP_TILES_ATTRIBUTION:
        found.append(
            Warning(
                "MAP_TILES is set, and nobody is told whose tiles they are. Set "
                "MAP_TILES_ATTRIBUTION as their makers ask for it.",
                id="maps.W002",
            )
        )
    return found

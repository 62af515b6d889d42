"""Fetching one tile from the server that the installation chose, and trusting nothing about it.

The server is told which tile is wanted and who runs this site. Nothing of the visitor who caused
the request goes out: no address, no language, no browser, no page.
"""

import time
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

CONNECT_S, READ_S = 3.0, 5.0
WHOLE_S = 8.0  # however slowly it drips
MOST_BYTES = 512 * 1024
CHUNK = 16 * 1024
NOTHING_THERE = (204, 404, 410)
AT_ONCE = 4  # requests that this process has open; others wait

# How files of these kinds begin; WebP has the length of the file in between.
BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class NoTile(Exception):
    """The upstream server did not give a picture."""


class NoSuchTile(NoTile):
    """The upstream server says that it has none there: of open sea, or closer than it goes."""


@dataclass(frozen=True)
class Tile:
    """A picture, and what it is: told from its first bytes, not from what the server calls it."""

    data: bytes
    content_type: str


def tile_from(data: bytes) -> Tile | None:
    """The picture that the bytes are, or None where they are none that belongs on a map."""
    for beginning, content_type in BEGINNINGS.items():
        if data.startswith(beginning):
            return Tile(data, content_type)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Tile(data, "image/webp")
    return None


def tile_fetch(zoom: int, x: int, y: int) -> Tile:
    """The tile as the upstream server has it now.

    Raises NoSuchTile where it says that there is none, NoTile for whatever other reason.

    A redirect is not followed: whoever sends one could send this server anywhere.
    """
    address = settings.MAP_TILES.format(z=zoom, x=x, y=y)
    end = time.monotonic() + WHOLE_S
    try:
        response = _pool().request(
            "GET",
            address,
            headers={"Accept": "image/png,image/jpeg,image/webp", "User-Agent": _name()},
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
            timeout=Timeout(connect=CONNECT_S, read=READ_S),
            pool_timeout=CONNECT_S,
        )
        try:
            if response.status in NOTHING_THERE:
                raise NoSuchTile
            data = bytearray()
            while response.status == 200 and (more := response.read1(CHUNK)):
                data += more
                if len(data) > MOST_BYTES or time.monotonic() > end:
                    raise NoTile
        finally:
            # Closed and not given back: what it still had to say is of no interest.
            response.close()
    except HTTPError as broken:
        raise NoTile from broken
    tile = tile_from(bytes(data))
    if tile is None:
        raise NoTile
    return tile


@lru_cache(maxsize=1)
def _pool() -> PoolManager:
    return PoolManager(maxsize=AT_ONCE, block=True)


def _name() -> str:
    """Servers of tiles ask to be told who is asking: the site, never the visitor."""
    return f"truth-commission-record ({settings.SITE_URL})"

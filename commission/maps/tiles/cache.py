"""Tiles that were fetched before, in DATA_DIR/tiles: a bounded size, and an age.

Whatever lies there can be fetched anew. The files are spread over folders, each with its part of
the whole size, so that keeping the bound looks at one small folder.
"""

import contextlib
import math
import os
import time
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from commission.maps.tiles.upstream import NoSuchTile, NoTile, Tile, tile_fetch, tile_from

FOLDERS = 64
DAY_S = 24 * 60 * 60
# After a failure the upstream server is left alone so long: visitors do not wait for it in turn.
REST_S = 30
NOTHING = b""  # kept in place of a tile that the upstream server does not have


def tile_of(zoom: int, x: int, y: int) -> Tile | None:
    """The tile: kept, fetched, or older than it should be where no other is to be had; or None."""
    path = _path(zoom, x, y)
    kept, age_s = _read(path)
    if age_s <= settings.MAP_TILES_DAYS * DAY_S:
        return kept
    if _resting():
        return kept
    try:
        tile = tile_fetch(zoom, x, y)
    except NoSuchTile:
        tile = None
    except NoTile:
        _failed().touch()
        return kept
    # Whoever asked gets it, also where there is no room to keep it.
    with contextlib.suppress(OSError):
        _write(path, tile.data if tile else NOTHING)
        _tidy(path.parent)
    return tile


def folder() -> Path:
    """Where tiles are kept."""
    path: Path = settings.DATA_DIR / "tiles"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _path(zoom: int, x: int, y: int) -> Path:
    # Tiles of another upstream server are other tiles.
    name = sha256(f"{settings.MAP_TILES} {zoom} {x} {y}".encode()).hexdigest()
    return folder() / f"{int(name[:8], 16) % FOLDERS:02}" / name


def _read(path: Path) -> tuple[Tile | None, float]:
    """What is kept and its age in seconds: no tile and an age is a place where there is none."""
    try:
        age_s = time.time() - path.stat().st_mtime
        return tile_from(path.read_bytes()), age_s
    except FileNotFoundError:
        return None, math.inf


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.replace(file.name, path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def _tidy(shelf: Path) -> None:
    """Remove what was fetched longest ago until the folder keeps its part of the bound."""
    found = []
    for path in shelf.iterdir():
        with contextlib.suppress(FileNotFoundError):
            stat = path.stat()
            found.append((stat.st_mtime, stat.st_size, path))
    room = settings.MAP_TILES_BYTES // FOLDERS
    for _age, size, path in sorted(found, reverse=True):
        room -= size
        if room < 0:
            path.unlink(missing_ok=True)


def _failed() -> Path:
    return folder() / "failed"


def _resting() -> bool:
    try:
        return 0 <= time.time() - _failed().stat().st_mtime < REST_S
    except FileNotFoundError:
        return False

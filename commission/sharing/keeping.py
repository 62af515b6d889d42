"""Pictures are kept under the hash of what they show: other facts are another picture.

Each record has a folder of its own, so that nothing of it is left when it is public no more.
"""

import contextlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from archive.ledger.canonical import sha256_of
from commission.sharing.picture import Facts, picture

# Grows when the drawing changes, so that no older picture is taken for the present one.
DRAWN = 2
MOST = 2_000  # records whose picture is kept; each is some 40 kB


def folder() -> Path:
    """Where pictures are kept; whatever lies there can be made anew."""
    path = settings.DATA_DIR / "pictures"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def picture_of(facts: Facts, *, record: str) -> bytes:
    """The picture of these facts, drawn once; earlier ones of the same record go.

    `record` names it: a kind and a number, such as finding-6. Those that nobody asked for longest
    go when there are too many.
    """
    mine = folder() / record
    path = mine / f"{sha256_of({'drawn': DRAWN, **asdict(facts)})}.png"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = picture(facts)
        _write(path, data)
        _others(path)
        _tidy(sorted(folder().iterdir(), key=_age))
    with contextlib.suppress(FileNotFoundError):
        os.utime(mine)
    return data


def picture_forget(record: str) -> None:
    """Remove every picture of a record, if there are any."""
    shutil.rmtree(folder() / record, ignore_errors=True)
    if (folder() / record).exists():
        # Somebody drew it in this very moment.
        shutil.rmtree(folder() / record)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all. Where its folder is taken away meanwhile there is nothing to keep."""
    with contextlib.suppress(FileNotFoundError):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)


def _others(path: Path) -> None:
    for other in path.parent.glob("*.png"):
        if other != path:
            other.unlink(missing_ok=True)


def _tidy(oldest_first: Sequence[Path]) -> None:
    for path in oldest_first[: max(0, len(oldest_first) - MOST)]:
        shutil.rmtree(path, ignore_errors=True)


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0

"""Pictures are kept under the hash of what they show: other facts are another picture."""

import contextlib
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from archive.ledger.canonical import sha256_of
from commission.sharing.picture import Facts, picture

# Grows when the drawing changes, so that no older picture is taken for the present one.
DRAWN = 1
MOST = 2_000  # pictures that are kept; each is some 40 kB


def folder() -> Path:
    """Where pictures are kept; whatever lies there can be made anew."""
    path = settings.DATA_DIR / "pictures"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def picture_of(facts: Facts) -> bytes:
    """The picture of these facts, drawn once. Old ones go when there are too many."""
    path = folder() / f"{sha256_of({'drawn': DRAWN, **asdict(facts)})}.png"
    try:
        data = path.read_bytes()
        os.utime(path)
        return data
    except FileNotFoundError:
        data = picture(facts)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(data)
    Path(file.name).replace(path)
    _tidy(sorted(path.parent.glob("*.png"), key=_age))
    return data


def _tidy(oldest_first: Sequence[Path]) -> None:
    for path in oldest_first[: max(0, len(oldest_first) - MOST)]:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0

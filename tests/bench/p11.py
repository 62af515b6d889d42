"""P11: what readers get of a photograph of 24 million points."""

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from commission.photographs.making import WIDTHS, photograph_make
from media.decoding.photographs import QUALITY
from tests.bench.row import Row

SIZE = (6000, 4000)


def p11(*, quick: bool) -> Row:
    """Three widths in a confined process of their own, beside Pillow's own loop in this one."""
    size, times = ((1500, 1000), 2) if quick else (SIZE, 7)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "photograph"
        path.write_bytes(_photograph(size))
        ours, bare = [], []
        for _n in range(times):
            ours.append(_seconds(lambda: photograph_make(path, "jpeg")))
            bare.append(_seconds(lambda: _loop(path)))
    ours_ms, bare_ms = statistics.median(ours) * 1000, statistics.median(bare) * 1000
    return Row(
        "P11 a photograph at three widths",
        ours_ms,
        bare_ms,
        ours_ms / bare_ms,
        1.15,
        "ms",
        f"{size[0] * size[1] / 1e6:.0f} million points",
    )


def _photograph(size: tuple[int, int]) -> bytes:
    """A JPEG with as much in it as a camera's: broad shapes, and grain over them."""
    rng = np.random.default_rng(11)
    broad = Image.fromarray(rng.integers(0, 255, (40, 60, 3), dtype=np.uint8))
    points = np.asarray(broad.resize(size, Image.Resampling.BICUBIC)).astype(np.int16)
    points += rng.integers(-12, 12, points.shape, dtype=np.int16)
    out = io.BytesIO()
    Image.fromarray(points.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=90)
    return out.getvalue()


def _loop(path: Path) -> None:
    for width in WIDTHS:
        with Image.open(path) as picture:
            high = round(picture.height * width / picture.width)
            picture.draft("RGB", (width, high))
            small = picture.resize((width, high), Image.Resampling.LANCZOS)
            small.save(io.BytesIO(), "JPEG", quality=QUALITY, optimize=True, progressive=True)


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun

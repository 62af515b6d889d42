"""How loud a stretch of sound is."""

import math
from pathlib import Path

import numpy as np

from media.confine import Limits, confined

SILENT_DBFS = -240.0  # what no sound at all is written as
_LIMITS = Limits(cpu_seconds=3600, wall_seconds=600)


def dbfs(value: float) -> float:
    """A sample or a root mean square, of 1.0, as decibels below full scale; never under -240."""
    return max(SILENT_DBFS, 20 * math.log10(value)) if value > 0 else SILENT_DBFS


def level_dbfs(path: Path, container: str, start_ms: int, end_ms: int) -> float:
    """The largest sample of any channel between two times, in dBFS; -240.0 for no sound at all.

    Raises Refused when the file cannot be opened or holds no sound.
    """
    cells = loudness(path, container, start_ms, end_ms)
    return dbfs(float(cells[:, 1].max())) if len(cells) else SILENT_DBFS


def loudness(
    path: Path, container: str, start_ms: int, end_ms: int, *, steady: bool = False
) -> np.ndarray:
    """For each 10 ms from `start_ms`: root mean square and largest sample, of 1.0.

    A row of two float32 for each 10 ms; fewer where the recording ends before `end_ms`. `steady` as
    for `pcm_stream`.
    """
    with confined(
        "loudness",
        _LIMITS,
        path=path,
        container=container,
        start_ms=start_ms,
        end_ms=end_ms,
        steady=steady,
    ) as measuring:
        parts = [np.frombuffer(data, dtype="<f4").reshape(-1, 2) for data in measuring]
    return np.concatenate(parts) if parts else np.empty((0, 2), dtype=np.float32)

"""Samples, for whoever listens by machine."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from media.confine import Limits, confined

_LIMITS = Limits(cpu_seconds=3600, wall_seconds=300)


def pcm_stream(
    path: Path,
    container: str,
    *,
    rate: int = 16_000,
    start_ms: int = 0,
    end_ms: int | None = None,
    steady: bool = False,
) -> Iterator[np.ndarray]:
    """Mono float32 samples in blocks of about a second, decoded in a confined child.

    However long the recording, no more than a block is held. Times are ms from the first sample
    that is heard; what lies past the end gives no samples. `steady` as the probe found it: without
    it all before `start_ms` is decoded too, which is slower and never wrong.

    Raises Refused when the file cannot be opened or holds no sound.
    """
    with confined(
        "pcm",
        _LIMITS,
        path=path,
        container=container,
        rate=rate,
        start_ms=start_ms,
        end_ms=end_ms,
        steady=steady,
    ) as sound:
        for data in sound:
            yield np.frombuffer(data, dtype="<f4")

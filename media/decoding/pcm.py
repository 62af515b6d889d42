"""Task: sound as a stream of mono samples."""

import numpy as np

from media.decoding.child import send
from media.decoding.frames import opened, samples

_BLOCK = 1 << 14  # samples in one message: a second of what Whisper hears


def task(
    *, path: str, container: str, rate: int, start_ms: int, end_ms: int | None, steady: bool
) -> int:
    """Send float32 samples in blocks; returns how many."""
    waiting: list[np.ndarray] = []
    held = count = 0
    with opened(path, container) as source:
        for block in samples(
            source, rate=rate, layout="mono", start_ms=start_ms, end_ms=end_ms, steady=steady
        ):
            waiting.append(block[0])
            held += block.shape[1]
            if held >= _BLOCK:
                send(b"d", np.concatenate(waiting).astype("<f4", copy=False).tobytes())
                count, held, waiting = count + held, 0, []
    if waiting:
        send(b"d", np.concatenate(waiting).astype("<f4", copy=False).tobytes())
    return count + held

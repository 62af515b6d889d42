"""Task: how loud each hundredth of a second is, over a stretch of a recording."""

import numpy as np

from media.decoding.child import send
from media.decoding.frames import opened, samples

CELL_MS = 10


def task(*, path: str, container: str, start_ms: int, end_ms: int, steady: bool) -> int:
    """Send pairs of float32 for each cell: root mean square, and largest sample of any channel."""
    cells = 0
    with opened(path, container) as source:
        rate = source.rate
        cell = max(1, rate * CELL_MS // 1000)
        rest = np.empty((0, 0), dtype=np.float32)
        for block in samples(
            source,
            rate=rate,
            layout="mono" if source.stream.channels == 1 else "stereo",
            start_ms=start_ms,
            end_ms=end_ms,
            steady=steady,
        ):
            rest = np.concatenate([rest, block], axis=1) if rest.size else block
            if rest.shape[1] >= rate:
                whole = rest.shape[1] // cell * cell
                cells += _send(rest[:, :whole], cell)
                rest = rest[:, whole:]
        if rest.size:
            # The last cell is shorter; nothing is filled up, so nothing is made quieter.
            whole = rest.shape[1] // cell * cell
            for part, length in ((rest[:, :whole], cell), (rest[:, whole:], rest.shape[1] - whole)):
                if part.size:
                    cells += _send(part, length)
    return cells


def _send(block: np.ndarray, cell: int) -> int:
    cut = block.reshape(block.shape[0], -1, cell)
    pairs = np.stack(
        [np.sqrt(np.mean(cut * cut, axis=(0, 2))), np.abs(cut).max(axis=(0, 2))], axis=1
    )
    send(b"d", pairs.astype("<f4").tobytes())
    return len(pairs)

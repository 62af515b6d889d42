"""The shape of a sound: about a thousand heights. Also a task of its own."""

import numpy as np
from av.audio.frame import AudioFrame

from media.decoding.frames import opened, resampled

BARS = 1000
_CELLS_A_SECOND = 50


class Heights:
    """Takes frames one after the other, holds 50 numbers for each second of sound."""

    def __init__(self, rate: int) -> None:
        self._cell = max(1, rate // _CELLS_A_SECOND)
        self._largest = np.zeros(1024, dtype=np.float32)
        self._end = 0

    def add(self, at: int, planes: list[np.ndarray]) -> None:
        """Samples of a frame whose first sample has this number, one array for each channel."""
        count = len(planes[0])
        if not count:
            return
        first = at // self._cell
        edges = np.arange(first * self._cell - at, count, self._cell)
        edges[0] = 0
        end = first + len(edges)
        while end > len(self._largest):
            self._largest = np.concatenate([self._largest, np.zeros_like(self._largest)])
        for plane in planes:
            held = self._largest[first:end]
            np.maximum(held, np.maximum.reduceat(np.abs(plane), edges), out=held)
        self._end = max(self._end, end)

    def bars(self) -> list[int]:
        """Up to 1000 heights from 0 to 100 of full scale, over equal stretches of time."""
        cells = self._largest[: self._end]
        if not len(cells):
            return []
        count = min(BARS, len(cells))
        edges = np.arange(count) * len(cells) // count
        tallest = np.maximum.reduceat(cells, edges)
        return [min(100, int(value)) for value in np.ceil(tallest * 100)]


def planes_of(frame: AudioFrame) -> list[np.ndarray]:
    """A planar float frame's channels, without copying them."""
    return [
        np.frombuffer(memoryview(plane), dtype=np.float32)[: frame.samples]
        for plane in frame.planes
    ]


def task(*, path: str, container: str) -> list[int]:
    """The heights of a whole file."""
    with opened(path, container) as source:
        heights = Heights(source.rate)
        layout = "mono" if source.stream.channels == 1 else "stereo"
        for at, frame in resampled(source, rate=source.rate, layout=layout):
            heights.add(at, planes_of(frame))
        return heights.bars()

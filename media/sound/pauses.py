"""Pauses in speech, and how far a silence must reach so that nothing of a word is left.

A recogniser's word times are not the edges of the sound: words begin up to 700 ms before their time
and end more than 250 ms after it. A silence therefore reaches into the nearest pause on each side.
"""

from pathlib import Path

import numpy as np

from media.sound.levels import loudness

CELL_MS = 10
WIDEN_MS = 250
# The farthest that a pause is looked for: beyond it the pause belongs to other words.
_REACH_MS = 1000
# Closed lips within a word are silent for up to about a tenth of a second.
_SHORTEST_MS = 140
_AROUND_MS = 4000  # on each side, to know how loud speech and how loud the room is here
_FLOOR = 10 ** (-55 / 20)


def pauses(
    path: Path, container: str, start_ms: int, end_ms: int, *, steady: bool = False
) -> list[tuple[int, int]]:
    """Stretches between two times in which nobody speaks, in ms, at least 140 ms long each.

    Quiet is what lies near the level of the room around these times, so that a recording with a fan
    in it has pauses too. A pause at the edge of what was asked for may be longer than is returned.
    `steady` as for `pcm_stream`.

    Raises Refused when the file cannot be opened or holds no sound.
    """
    begin = max(0, start_ms - _AROUND_MS)
    level = loudness(path, container, begin, end_ms + _AROUND_MS, steady=steady)[:, 0]
    quiet = level <= _threshold(level)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(np.int8), [0]])))
    found = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        since = max(start_ms, begin + int(first) * CELL_MS)
        until = min(end_ms, begin + int(last) * CELL_MS)
        if until - since >= _SHORTEST_MS:
            found.append((since, until))
    return found


def _threshold(level: np.ndarray) -> float:
    """Between the room and the voice, nearer to the room."""
    if not len(level):
        return 0.0
    room, voice = np.percentile(level, 10), np.percentile(level, 90)
    # Never so near to the voice that soft speech would be taken for a pause.
    return float(max(min(room * 2.5, voice / 12), min(_FLOOR, voice / 12)))


def widen(
    path: Path,
    container: str,
    start_ms: int,
    end_ms: int,
    *,
    duration_ms: int,
    steady: bool = False,
) -> tuple[int, int]:
    """The span to silence so that nothing of these words can be heard, in ms.

    Each edge moves outwards into the nearest pause within a second, and up to 250 ms into it, never
    past its middle; where there is no pause it moves by 250 ms. Stays within the recording.
    `steady` as for `pcm_stream`.

    Raises Refused when the file cannot be opened or holds no sound.
    """
    begin, end = max(0, start_ms - _REACH_MS), min(duration_ms, end_ms + _REACH_MS)
    found = pauses(path, container, begin, end, steady=steady)
    left, right = start_ms - WIDEN_MS, end_ms + WIDEN_MS
    before = [pause for pause in found if pause[0] < start_ms]
    if before:
        since, until = before[-1]
        left = _into(min(until, start_ms), since)
    after = [pause for pause in found if pause[1] > end_ms]
    if after:
        since, until = after[0]
        right = _into(max(since, end_ms), until)
    return max(0, left), min(duration_ms, right)


def _into(edge: int, far: int) -> int:
    """From a pause's near edge towards its far one: 250 ms, or half of it where it is short."""
    step = min(WIDEN_MS, abs(far - edge) // 2)
    return edge + step if far > edge else edge - step

"""Where to cut a long recording: at the quietest places, found while the sound streams by."""

from pathlib import Path

import numpy as np

from media.sound import pcm_stream

RATE = 16_000
FRAME_MS = 20
# Long enough that half a chunk of 30 s lost at each end of a window hardly counts; short enough
# that memory stays flat and a killed worker loses little.
LONGEST_MS = 300_000
SHORTEST_MS = 200_000
_SMOOTH = 25  # frames: half a second, so that a gap within a word is not taken for a pause


def windows_plan(path: Path, container: str) -> list[tuple[int, int]]:
    """Windows of 200 to 300 s that together cover the recording, in ms; [] when it has no sound.

    The same file gives the same windows on every machine: only sums of squares are compared. What
    is held in memory is the loudness of the window being cut, never the recording.
    """
    windows: list[tuple[int, int]] = []
    loudness = np.empty(0, dtype=np.float32)  # of the part not yet cut off, one value per frame
    start_ms = 0
    rest = np.empty(0, dtype=np.float32)
    samples = 0
    frame = RATE * FRAME_MS // 1000
    most = LONGEST_MS // FRAME_MS
    for block in pcm_stream(path, container, rate=RATE):
        samples += len(block)
        rest = np.concatenate([rest, block])
        whole = len(rest) // frame
        frames = rest[: whole * frame].reshape(whole, frame)
        loudness = np.concatenate([loudness, np.sqrt(np.mean(frames * frames, axis=1))])
        rest = rest[whole * frame :].copy()
        while len(loudness) > most:
            cut = _quietest(loudness[: most + 1])
            end_ms = start_ms + cut * FRAME_MS
            windows.append((start_ms, end_ms))
            loudness = loudness[cut:].copy()
            start_ms = end_ms
    total_ms = samples * 1000 // RATE
    if total_ms > start_ms:
        windows.append((start_ms, total_ms))
    return windows


def _quietest(loudness: np.ndarray) -> int:
    """The frame to cut at: the middle of the longest stretch that is as quiet as it gets."""
    first = SHORTEST_MS // FRAME_MS
    smooth = np.convolve(loudness[first:], np.ones(_SMOOTH) / _SMOOTH, mode="same")
    # The ends of a smoothed row are too low: the convolution fills up with zeros there.
    inner = smooth[_SMOOTH:-_SMOOTH]
    quiet = inner <= inner.min() * 1.5 + 1e-5
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.view(np.int8), [0]])))
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    return first + _SMOOTH + int(starts[longest] + ends[longest]) // 2

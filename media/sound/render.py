"""The sound of an edition, from an original and the spans that must not be heard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from media.confine import Limits, confined
from media.sound.levels import dbfs

_LIMITS = Limits(cpu_seconds=4 * 3600, wall_seconds=600, file_bytes=4 << 30)


@dataclass(frozen=True)
class Rendered:
    """What was made."""

    duration_ms: int
    peaks: list[int]  # up to 1000 heights, 0 to 100, of what was encoded
    core_dbfs: float  # largest sample inside the spans, as it was encoded
    sample_rate: int
    channels: int


def sound_render(
    *,
    source: Path,
    container: str,
    silences: Sequence[tuple[int, int]],
    target: Path,
    length_ms: int = 0,
    on_progress: Callable[[int], None] | None = None,
) -> Rendered:
    """Make the sound that may go out: AAC in MP4 with fast start, and nothing else in the file.

    One confined pass over the recording. Inside the spans, and 40 ms or more around each, every
    sample is zero; the length stays. Whatever stands at `target` is replaced; after a refusal
    nothing stands there.

    Args:
        silences: spans in ms, in any order; they may overlap.
        length_ms, on_progress: the length to count against, and what is called with thousandths;
            what it raises stops the work.

    Raises Refused when the recording cannot be read.
    """
    done = False
    try:
        with confined(
            "render",
            _LIMITS,
            on_progress,
            path=source,
            container=container,
            silences=[list(span) for span in silences],
            target=target,
            length_ms=length_ms,
        ) as rendering:
            for _data in rendering:
                raise AssertionError("this task sends a result only")
            made = rendering.result
        done = True
    finally:
        if not done:
            target.unlink(missing_ok=True)
    return Rendered(
        duration_ms=made["duration_ms"],
        peaks=made["peaks"],
        core_dbfs=dbfs(made["core"]),
        sample_rate=made["rate"],
        channels=made["channels"],
    )

"""Probing: the kind from magic bytes, the rest from decoding the whole file in a confined child."""

from dataclasses import dataclass
from pathlib import Path

from media.blobs.models import Condition
from media.confine import Limits, confined
from media.probe.magic import container_of


@dataclass(frozen=True)
class Probe:
    """What a recording is. Lengths in ms; `header_ms` is None when the file states none."""

    container: str
    codec: str
    channels: int
    sample_rate: int
    header_ms: int | None
    decoded_ms: int
    condition: Condition
    steady: bool  # each frame lies where the file says it does: one may start in the middle
    tracks: int  # streams of sound; the first is the one that is heard


def probe_file(path: Path) -> Probe:
    """Look at a local file without trusting it, and decode all of it.

    A file that stops early, or whose header and sound disagree about the length, is damaged and
    stays welcome. Raises Refused, with what to do, for what is no recording and what cannot be read
    within the limits.
    """
    size = path.stat().st_size
    container = container_of(path, size)
    # An hour of MP3 takes 3 s of a processor, a gigabyte of WAV 10 s.
    limits = Limits(cpu_seconds=60 + size // 500_000, wall_seconds=180 + size / 250_000)
    with confined("probe", limits, path=path, container=container) as measuring:
        for _data in measuring:
            raise AssertionError("this task sends a result only")
        facts = measuring.result
    broken = facts["unfinished"] or facts["errors"] or _disagree(facts)
    return Probe(
        container=container,
        codec=facts["codec"],
        channels=facts["channels"],
        sample_rate=facts["sample_rate"],
        header_ms=facts["header_ms"],
        decoded_ms=facts["decoded_ms"],
        condition=Condition.DAMAGED if broken else Condition.SOUND,
        steady=facts["steady"],
        tracks=facts["tracks"],
    )


def _disagree(facts: dict[str, int | None]) -> bool:
    """Codecs add and cut some hundredths of a second at the ends; more is missing sound."""
    stated, heard = facts["header_ms"], facts["decoded_ms"]
    if stated is None or heard is None:
        return False
    return abs(stated - heard) > max(200, min(500, stated // 20))

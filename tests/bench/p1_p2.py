"""P1, what our pipeline costs over the bare model; P2, what memory it needs on long recordings.

`python -m tests.bench.p1_p2 [--quick]`. A real reading is repeated to the length that is needed.
Every run is a process of its own, with the same weights, options and threads on both sides.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.row import Row, table
from tests.environment import ROOT, SHARED

CLIP = SHARED / "audio" / "en-ljspeech-printing.mp3"
WEIGHTS = os.environ.get("BENCH_WHISPER_MODEL", str(SHARED / "whisper-tiny.en"))
MIB = 1024


def p1(*, quick: bool = False, minutes: float = 10.0, repetitions: int = 5) -> Row:
    """Wall time from the queue to the stored draft, against the bare model on the same file."""
    if quick:
        minutes, repetitions = 4.0, 1
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        sound = _sound(Path(folder), minutes)
        pairs = []
        for _repetition in range(repetitions):
            ours = _run("ours", sound)
            bare = _run("bare", sound)
            pairs.append((ours["seconds"], bare["seconds"]))
    ratios = [ours / bare for ours, bare in pairs]
    return Row(
        name=f"P1 transcription, {minutes:g} min",
        ours=statistics.median(ours for ours, _bare in pairs),
        baseline=statistics.median(bare for _ours, bare in pairs),
        ratio=statistics.median(ratios),
        target=1.05,
        unit="s",
        note=f"{min(ratios):.3f}-{max(ratios):.3f} in {repetitions}",
    )


def p2(*, quick: bool = False) -> Row:
    """Peak memory on a long recording, against that on 10 minutes."""
    minutes = 30.0 if quick else 180.0
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        short = _run("ours", _sound(Path(folder), 10.0))["peak_kib"] / MIB
        long = _run("ours", _sound(Path(folder), minutes))["peak_kib"] / MIB
    return Row(f"P2 memory, {minutes:g} min over 10 min", long, short, long / short, 1.15, "MiB")


def p2_bare(*, quick: bool = False) -> Row:
    """Peak memory on a long recording, against the bare model's on the same."""
    minutes = 30.0 if quick else 180.0
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        sound = _sound(Path(folder), minutes)
        ours = _run("ours", sound)["peak_kib"] / MIB
        # The peak comes before the first word: decoding and features of the whole file.
        bare = _run("bare-memory", sound)["peak_kib"] / MIB
    target = 0.15 if not quick else 1.0
    return Row(f"P2 memory, {minutes:g} min, over bare", ours, bare, ours / bare, target, "MiB")


def _sound(folder: Path, minutes: float) -> Path:
    """The clip again and again, as FLAC at 16 kHz; made once per length."""
    import av

    path = folder / f"{minutes:g}.flac"
    if path.exists():
        return path
    with av.open(str(CLIP)) as clip:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=16_000)
        frames = [out for frame in clip.decode(audio=0) for out in resampler.resample(frame)]
    with av.open(str(path), "w", format="flac") as file:
        stream = file.add_stream("flac", rate=16_000, layout="mono")
        written, wanted = 0, int(minutes * 60 * 16_000)
        while written < wanted:
            for frame in frames:
                frame.pts = written
                file.mux(stream.encode(frame))
                written += frame.samples
                if written >= wanted:
                    break
        file.mux(stream.encode(None))
    return path


def _run(side: str, sound: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="bench-data-") as data:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "COMMISSION_DEV": "1",
            "DATA_DIR": data,
            "WHISPER_MODEL": WEIGHTS,
            "WHISPER_THREADS": os.environ.get("WHISPER_THREADS", "2"),
            "DJANGO_SETTINGS_MODULE": "commission.settings",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", "tests.bench.one_transcription", side, str(sound)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True
        )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    print(table([p1(quick=quick), p2(quick=quick), p2_bare(quick=quick)]))


if __name__ == "__main__":
    main()

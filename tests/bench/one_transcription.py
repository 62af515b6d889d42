"""One transcription in a process of its own: ours from the queue to the draft, or the bare model.

Prints seconds and the peak of memory, with that of the largest child, as JSON. Loading the model is
outside the seconds on both sides: a worker does it once.
"""

import json
import resource
import sys
import time
from pathlib import Path

import django


def ours(sound: Path) -> float:
    """The database is made first; then what a worker does, measured around it."""
    from django.core.management import call_command
    from django.utils import timezone

    from archive.testimony.services import recording_receive
    from archive.transcription.models import TranscriptionJob
    from archive.transcription.services import transcription_request
    from archive.transcription.work import transcription_run_one
    from media.transcription import engine_load, model_find
    from tests.factories import TestimonyFactory, UserFactory

    call_command("migrate", verbosity=0)
    user = UserFactory()
    with sound.open("rb") as file:
        recording, _receipt = recording_receive(
            testimony=TestimonyFactory(consented=True),
            chunks=iter(lambda: file.read(1 << 20), b""),
            original_name="bench.flac",
            by=user,
            at=timezone.now(),
        )
    transcription_request(recording=recording, by=user, at=timezone.now())
    engine_load(model_find())
    begun = time.perf_counter()
    transcription_run_one("bench")
    seconds = time.perf_counter() - begun
    job = TranscriptionJob.objects.get()
    if job.transcript is None:
        raise SystemExit(f"no draft came of it: {job.state} {job.outcome} {job.error_code}")
    return seconds


def bare(sound: Path, *, all_of_it: bool) -> float:
    """The model alone, with the same options. Without `all_of_it` it stops after the first
    words.
    """
    from media.transcription import engine_load, model_find
    from media.transcription.engine import OPTIONS

    engine = engine_load(model_find())
    begun = time.perf_counter()
    segments, _info = engine.model.transcribe(str(sound), language="en", **OPTIONS)
    for _segment in segments:
        if not all_of_it:
            break
    return time.perf_counter() - begun


def main(side: str, sound: Path) -> None:
    django.setup()
    seconds = ours(sound) if side == "ours" else bare(sound, all_of_it=side == "bare")
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)  # decoding is done in a child
    peak = sum(resource.getrusage(one).ru_maxrss for one in who)
    print(json.dumps({"seconds": seconds, "peak_kib": peak}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

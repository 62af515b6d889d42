"""A worker in a process of its own that is killed, or stopped, at a chosen point.

`python -m tests.archive.transcription.worker_that_dies POINT` works on the database and folder that
the environment names, with windows of a few seconds. POINT "" is a worker that nothing happens to.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django


def main(point: str) -> None:
    django.setup()
    import media.transcription.windows as cutting
    from archive.transcription import services, work

    cutting.SHORTEST_MS, cutting.LONGEST_MS = 2_500, 5_000
    places: dict[str, tuple[Any, str, int, str]] = {
        # What is called, at which call of it something happens, and whether before or after it.
        "after planning": (work, "_begin", 1, "after"),
        "before the second window is stored": (work, "window_store", 2, "before"),
        "within the transaction of the second window": (services, "segments_to_json", 2, "before"),
        "after the second window": (work, "window_store", 2, "after"),
        "when all windows are stored": (work, "transcript_from_machine", 1, "before"),
        "within the transaction of the transcript": (services, "ledger_append", 1, "before"),
        "after the transcript": (work, "transcript_from_machine", 1, "after"),
        "asleep before the second window is stored": (work, "window_store", 2, "before"),
    }
    if point:
        module, name, call, when = places[point]
        number = signal.SIGSTOP if point.startswith("asleep") else signal.SIGKILL
        setattr(module, name, _happens(getattr(module, name), call, when, number))
    while work.transcription_run_one(f"worker-{os.getpid()}"):
        pass


def _happens(
    original: Callable[..., Any], call: int, when: str, number: signal.Signals
) -> Callable[..., Any]:
    calls = 0

    def instead(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call and when == "before":
            os.kill(os.getpid(), number)
        result = original(*args, **kwargs)
        if calls == call and when == "after":
            os.kill(os.getpid(), number)
        return result

    return instead


if __name__ == "__main__":
    main(sys.argv[1])

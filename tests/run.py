"""`make test`: the suite in stages, two at a time, with the minutes that each took.

The stages are the packages; then, where POSTGRESQL_TEST_URL names a server, every test that touches
the database once more on PostgreSQL. Arguments go to pytest: `make test ARGS="-k ledger"`. What a
stage prints is shown when it ends; the longest begin first, so that no processor waits long.
"""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORES = os.cpu_count() or 1
LANES = min(2, CORES)
NOTHING_COLLECTED = 5
_printing = threading.Lock()


@dataclass(frozen=True)
class Stage:
    """One call of pytest."""

    name: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ended:
    """How a stage ended."""

    name: str
    seconds: float
    status: int


def stages(postgresql: str) -> list[Stage]:
    """All stages, the longest first."""
    # Tables are made straight from the models; the PostgreSQL stage goes through the migrations.
    names = ("commission", "browser", "archive", "media", "search")
    found = [Stage(name, [f"tests/{name}", "--no-migrations"]) for name in names]
    loose = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").glob("test_*.py"))
    found.append(Stage("ground", [*loose, "--no-migrations"]))
    if postgresql:
        found.insert(1, Stage("postgresql", ["tests", "--only-db"], {"DATABASE_URL": postgresql}))
    return found


def run(stage: Stage) -> Ended:
    """Run one stage to its end and show what it printed."""
    begun = time.monotonic()
    # Stages at once share the processors: Whisper takes no more than its part of them.
    shared = {"WHISPER_THREADS": str(max(1, CORES // LANES))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *stage.arguments, *sys.argv[1:]],
        cwd=ROOT,
        env={**shared, **os.environ, **stage.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with _printing:
        print(f"\n--- {stage.name}\n{done.stdout}", flush=True)
    return Ended(stage.name, time.monotonic() - begun, done.returncode)


def main() -> int:
    """Run all stages; returns 1 when one failed, else 0."""
    postgresql = os.environ.get("POSTGRESQL_TEST_URL", "")
    if not postgresql and os.environ.get("CI") == "true":
        print("POSTGRESQL_TEST_URL is not set, and on CI nothing may be skipped", file=sys.stderr)
        return 1
    begun = time.monotonic()
    with ThreadPoolExecutor(LANES) as lanes:
        done = list(lanes.map(run, stages(postgresql)))
    print("\nMinutes:")
    failed = False
    for ended in done:
        bad = ended.status != 0 and not (ended.status == NOTHING_COLLECTED and sys.argv[1:])
        failed = failed or bad
        print(f"  {ended.name:<12} {ended.seconds / 60:5.1f}  {'failed' if bad else 'passed'}")
    print(f"  {'all':<12} {(time.monotonic() - begun) / 60:5.1f}  on {CORES} processors")
    if not postgresql:
        print("Not run for want of a service: PostgreSQL (set POSTGRESQL_TEST_URL)")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

"""`make test`: the suite in stages, with the minutes that each took.

The stages are the packages; then, where POSTGRESQL_TEST_URL names a server, every test that touches
the database once more on PostgreSQL. Arguments go to pytest: `make test ARGS="-k ledger"`.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("media", "search", "archive", "commission", "browser")
NOTHING_COLLECTED = 5


def stage(name: str, arguments: list[str], **environment: str) -> tuple[str, float, int]:
    """Run pytest once; returns the name, the seconds it took and its exit status."""
    print(f"\n--- {name}", flush=True)
    begun = time.monotonic()
    status = subprocess.call(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    return name, time.monotonic() - begun, status


def main() -> int:
    """Run all stages; returns 1 when one failed, else 0."""
    extra = sys.argv[1:]
    # Tables are made straight from the models; the PostgreSQL stage goes through the migrations.
    done = [stage("ground", [*_loose_tests(), "--no-migrations", *extra])]
    done += [stage(name, [f"tests/{name}", "--no-migrations", *extra]) for name in STAGES]
    postgresql = os.environ.get("POSTGRESQL_TEST_URL", "")
    if postgresql:
        done.append(stage("postgresql", ["tests", "--only-db", *extra], DATABASE_URL=postgresql))
    elif os.environ.get("CI") == "true":
        print("POSTGRESQL_TEST_URL is not set, and on CI nothing may be skipped", file=sys.stderr)
        return 1
    print("\nMinutes:")
    failed = False
    for name, seconds, status in done:
        bad = status not in (0, NOTHING_COLLECTED) or (status == NOTHING_COLLECTED and not extra)
        failed = failed or bad
        print(f"  {name:<12} {seconds / 60:5.1f}  {'failed' if bad else 'passed'}")
    print(f"  {'all':<12} {sum(seconds for _, seconds, _ in done) / 60:5.1f}")
    if not postgresql:
        print("Not run for want of a service: PostgreSQL (set POSTGRESQL_TEST_URL)")
    return int(failed)


def _loose_tests() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").glob("test_*.py"))


if __name__ == "__main__":
    sys.exit(main())

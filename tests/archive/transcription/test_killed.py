"""`kill -9` of a real worker loses at most a window; two workers on one job write it once."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.environment import ROOT

pytestmark = pytest.mark.whisper

ALL = -1
# Where it is killed, and how many windows are kept.
KILLED_AT = {
    "after planning": 0,
    "before the second window is stored": 1,
    "within the transaction of the second window": 1,
    "after the second window": 2,
    "when all windows are stored": ALL,
    "within the transaction of the transcript": ALL,
    "after the transcript": ALL,
}
JOB = "archive_transcriptionjob"


class Queue:
    """A database with one recording in its queue, that other processes can open."""

    def __init__(self, url: str, read: Callable[..., list[tuple[Any, ...]]]) -> None:
        self.url = url
        self.read = read

    def worker(self, point: str = "") -> "subprocess.Popen[bytes]":
        environment = {
            **os.environ,
            "DATABASE_URL": self.url,
            "DATA_DIR": str(settings.DATA_DIR),
            "DJANGO_SETTINGS_MODULE": "commission.settings",
            "WHISPER_THREADS": "1",
        }
        module = "tests.archive.transcription.worker_that_dies"
        return subprocess.Popen([sys.executable, "-m", module, point], cwd=ROOT, env=environment)

    def runs(self, point: str = "") -> int:
        """Run a worker to its end; its exit status, negative for the signal that killed it."""
        return self.worker(point).wait(timeout=300)

    def lease_ends(self) -> None:
        """The five minutes after which a silent worker's job is free have passed."""
        past = (timezone.now() - timedelta(seconds=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
        self.read(f"UPDATE {JOB} SET lease_until = '{past}' WHERE state = 'running'")

    def result(self) -> dict[str, Any]:
        """All that the work left, byte for byte; ids of rows and moments left out."""
        return {
            "job": self.read(f"SELECT state, outcome, language, windows, made_with FROM {JOB}"),
            "windows": self.read(
                "SELECT position, segments FROM archive_transcriptionwindow ORDER BY position"
            ),
            "transcripts": self.read("SELECT version, kind, content_hash FROM archive_transcript"),
            "segments": self.read(
                "SELECT key, position, start_ms, end_ms, words, flags FROM archive_segment "
                "ORDER BY position"
            ),
        }

    def windows_stored(self) -> int:
        return self.read("SELECT count(*) FROM archive_transcriptionwindow")[0][0]


@pytest.fixture
def queue(db, asked, kennedy, tmp_path) -> Callable[[], Queue]:
    """Makes copies of a database in which one recording waits, each in a file of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("copies SQLite's file; what PostgreSQL does is tested below")
    asked(kennedy)
    made = 0

    def make() -> Queue:
        nonlocal made
        made += 1
        path: Path = tmp_path / f"queue{made}.sqlite3"
        path.write_bytes(connection.connection.serialize())

        def read(sql: str) -> list[tuple[Any, ...]]:
            with sqlite3.connect(path, timeout=30) as database:
                return database.execute(sql).fetchall()

        return Queue(f"sqlite:///{path}", read)

    return make


@pytest.fixture
def shared_queue(db, asked, kennedy) -> Queue:
    """The test's own PostgreSQL database, with one recording in its queue."""
    asked(kennedy)
    held = connection.settings_dict
    user, password = held["USER"], held["PASSWORD"]
    url = f"postgres://{user}:{password}@{held['HOST']}:{held['PORT']}/{held['NAME']}"

    def read(sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    return Queue(url, read)


_undisturbed: list[dict[str, Any]] = []


@pytest.fixture
def undisturbed(queue) -> dict[str, Any]:
    """What a worker leaves to which nothing happens; run once for all tests of this module."""
    if not _undisturbed:
        quiet = queue()
        assert quiet.runs() == 0
        _undisturbed.append(quiet.result())
    return _undisturbed[0]


def test_a_worker_that_nothing_happens_to_finishes_in_several_windows(undisturbed):
    assert undisturbed["job"][0][:2] == ("done", "complete")
    assert len(undisturbed["windows"]) >= 3


@pytest.mark.parametrize(("point", "stored"), KILLED_AT.items(), ids=KILLED_AT)
def test_a_killed_worker_loses_at_most_a_window_and_changes_no_byte(
    point, stored, queue, undisturbed
):
    killed = queue()
    assert killed.runs(point) == -signal.SIGKILL
    kept = len(undisturbed["windows"]) if stored == ALL else stored
    assert killed.windows_stored() == kept
    killed.lease_ends()
    assert killed.runs() == 0
    assert killed.result() == undisturbed


def two_at_once(queue: Queue) -> None:
    """Both begin together; one gets the job, the other finds nothing to do."""
    workers = [queue.worker(), queue.worker()]
    assert [worker.wait(timeout=300) for worker in workers] == [0, 0]
    found = queue.result()
    assert [row[:2] for row in found["job"]] == [("done", "complete")]
    assert len(found["transcripts"]) == 1
    assert [row[0] for row in found["windows"]] == list(range(len(found["windows"])))


def one_asleep(queue: Queue) -> None:
    """The first stops in the middle; the second does it all; then the first wakes up."""
    sleeper = queue.worker("asleep before the second window is stored")
    _pid, status = os.waitpid(sleeper.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    queue.lease_ends()
    assert queue.runs() == 0
    found = queue.result()
    assert found["job"][0][:2] == ("done", "complete")
    sleeper.send_signal(signal.SIGCONT)
    assert sleeper.wait(timeout=300) == 0
    assert queue.result() == found


def test_two_workers_at_once_write_one_transcript(queue):
    two_at_once(queue())


def test_a_worker_that_wakes_up_late_writes_nothing(queue):
    one_asleep(queue())


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_transcript_on_postgresql(postgresql, shared_queue):
    two_at_once(shared_queue)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_wakes_up_late_writes_nothing_on_postgresql(postgresql, shared_queue):
    one_asleep(shared_queue)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_is_resumed_on_postgresql(postgresql, shared_queue):
    assert shared_queue.runs("within the transaction of the second window") == -signal.SIGKILL
    assert shared_queue.windows_stored() == 1
    shared_queue.lease_ends()
    assert shared_queue.runs() == 0
    assert shared_queue.result()["job"][0][:2] == ("done", "complete")

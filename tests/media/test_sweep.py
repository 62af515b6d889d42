"""What a crash leaves behind is found, from both sides, and no original is ever deleted."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from media.blobs.models import Accession, Blob
from media.receiving import blob_receive
from media.receiving.selectors import unclaimed
from tests.environment import ROOT
from tests.media.clips import recording
from tests.media.test_receiving import files_in, originals  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    """The command looks at the real clock: an upload of this minute may still become something."""
    return timezone.now()


def sweep(*arguments):
    """Exit code and lines."""
    out = StringIO()
    try:
        call_command("sweep_originals", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def crash(folder, data: bytes, where: str) -> None:
    """Receive in another process that is killed at a point: no cleaning up, as with lost power."""
    (folder / "clip").write_bytes(data)
    code = f"""
        import django, os, signal
        django.setup()
        from datetime import UTC, datetime
        from pathlib import Path
        from media.models import Blob
        from media.receiving import blob_receive, services, incoming
        def die(*a, **k):
            os.kill(os.getpid(), signal.SIGKILL)
        # The tables of this process are in a file of its own: it never gets to use any.
        services.Blob.objects.filter = lambda **given: Blob.objects.none()
        {where}
        data = Path({str(folder / "clip")!r}).read_bytes()
        blob_receive(chunks=[data[:9000], data[9000:]], original_name="a", by=None,
                     at=datetime(2026, 5, 12, tzinfo=UTC))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=ROOT,
        env={
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/rows.sqlite3",
            "DJANGO_SETTINGS_MODULE": "commission.settings",
        },
        capture_output=True,
        check=False,
    )
    (folder / "clip").unlink()
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


def test_a_crash_between_file_and_row_leaves_a_file_that_is_found_and_taken_up(originals, now):  # noqa: F811
    data = recording("wav")
    crash(originals.parent, data, "services._record = die")
    [path] = files_in(originals)
    code, lines = sweep()
    assert code == 1
    assert f"file without a row: {path.relative_to(originals)}" in lines
    assert path.read_bytes() == data, "an original is never deleted"

    receipt = blob_receive(chunks=[data], original_name="again.wav", by=None, at=now)
    assert receipt.blob.size == len(data)
    assert files_in(originals) == [path]
    assert sweep()[0] == 0


def test_a_crash_while_bytes_arrive_leaves_what_the_sweep_removes_once_it_is_old(originals):  # noqa: F811
    where = "incoming.os.fsync = die"
    crash(originals.parent, recording("wav"), where)
    incoming = originals.parent / "incoming"
    [left] = files_in(incoming)
    assert sweep()[0] == 0
    assert files_in(incoming) == [left], "an upload may still be running"
    an_hour_ago = left.stat().st_mtime - 3700
    os.utime(left, (an_hour_ago, an_hour_ago))
    code, lines = sweep()
    assert (code, files_in(incoming)) == (0, [])
    assert lines[0] == "unfinished files removed: 1"


def test_a_row_without_its_file_is_found_and_the_same_bytes_bring_it_back(originals, now):  # noqa: F811
    data = recording("wav")
    receipt = blob_receive(chunks=[data], original_name="a.wav", by=None, at=now)
    [path] = files_in(originals)
    path.unlink()
    code, lines = sweep()
    assert (code, lines[0]) == (1, f"row without a file: {receipt.blob.pk}")
    assert Blob.objects.count() == Accession.objects.count() == 1, "no row is deleted either"

    again = blob_receive(chunks=[data], original_name="a.wav", by=None, at=now)
    assert again.already_held
    assert path.read_bytes() == data
    assert sweep()[0] == 0


def test_a_file_that_lost_its_end_is_found(originals, now):  # noqa: F811
    receipt = blob_receive(chunks=[recording("wav")], original_name="a.wav", by=None, at=now)
    [path] = files_in(originals)
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.truncate(100)
    code, lines = sweep()
    assert (code, lines[0]) == (1, f"file of another size: {receipt.blob.pk}")


def test_originals_are_kept_however_old(originals, now):  # noqa: F811
    blob_receive(chunks=[recording("wav")], original_name="a.wav", by=None, at=now)
    [path] = files_in(originals)
    stray = originals / "zz" / "stray"
    stray.parent.mkdir()
    stray.write_bytes(b"somebody put this here by hand")
    for file in (path, stray):
        os.utime(file, (0, 0))
    code, lines = sweep("--minutes", "0")
    assert code == 1
    assert "file without a row: zz/stray" in lines
    assert path.exists()
    assert stray.exists()


def test_an_arrival_that_became_nothing_is_listed_once_it_is_old_and_kept(originals, now):  # noqa: F811
    receipt = blob_receive(chunks=[recording("wav")], original_name="Ines.wav", by=None, at=now)
    assert sweep()[0] == 0, "it may become a recording at any moment"
    Accession.objects.update(received_at=now - timedelta(hours=2))
    code, lines = sweep()
    assert code == 1
    assert lines[0].startswith(f"of no recording and no proof: accession {receipt.accession.pk}")
    assert "Ines" not in "".join(lines)
    assert Accession.objects.count() == Blob.objects.count() == 1


@pytest.mark.parametrize("use", ["recording", "proof"])
def test_an_arrival_that_is_a_recording_or_proves_something_is_not_listed(originals, now, use):  # noqa: F811
    from tests.factories import ConsentFactory, GiverFactory, RecordingFactory, TestimonyFactory

    receipt = blob_receive(chunks=[recording("wav")], original_name="a.wav", by=None, at=now)
    if use == "recording":
        RecordingFactory(accession=receipt.accession)
    else:
        testimony = TestimonyFactory()
        giver = GiverFactory()
        ConsentFactory(testimony=testimony, giver=giver, proof=receipt.accession)
    blob_receive(chunks=[recording("wav")], original_name="again.wav", by=None, at=now)
    assert Accession.objects.count() == 2
    assert not unclaimed(before=now + timedelta(days=1)).exists()

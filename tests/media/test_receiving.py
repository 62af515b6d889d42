"""A recording arrives, once or twice, under any name; its bytes stay as they came."""

import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.storage.memory import InMemoryStorage
from django.db import connection

from media.blobs import store
from media.blobs.models import Accession, Blob, Condition
from media.receiving import blob_receive, incoming
from media.refusal import Refused
from tests.environment import ROOT
from tests.factories import UserFactory
from tests.media.clips import recording, zip_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def originals(tmp_path, settings):
    """An empty store of originals and an empty folder of arrivals for each test."""
    settings.DATA_DIR = tmp_path
    (tmp_path / "incoming").mkdir()
    kept = settings.STORAGES["originals"]
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {
            **kept,
            "OPTIONS": {**kept["OPTIONS"], "location": str(tmp_path / "originals")},
        },
    }
    return tmp_path / "originals"


def pieces(data: bytes, size: int = 4096):
    return (data[n : n + size] for n in range(0, len(data), size))


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_the_receipt_names_the_hash_of_the_bytes_that_came(now):
    data = recording("flac")
    taker = UserFactory()
    receipt = blob_receive(chunks=pieces(data), original_name="tape 1.flac", by=taker, at=now)
    assert receipt.blob.sha256 == hashlib.sha256(data).hexdigest()
    assert receipt.blob.size == len(data)
    assert (receipt.blob.container, receipt.blob.condition) == ("flac", Condition.SOUND)
    assert not receipt.already_held
    assert receipt.remarks == ()
    assert receipt.accession.received_by == taker
    assert receipt.accession.received_at == receipt.blob.received_at == now
    with store.blob_path(receipt.blob) as path:
        assert path.read_bytes() == data


def test_the_original_can_be_read_by_its_owner_and_written_by_nobody(now, originals):
    blob_receive(chunks=pieces(recording("wav")), original_name="a.wav", by=None, at=now)
    [path] = files_in(originals)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert files_in(originals.parent / "incoming") == []


def test_the_same_bytes_twice_make_one_blob_and_two_accessions(now):
    data = recording("mp3")
    first = blob_receive(chunks=pieces(data), original_name="a.mp3", by=UserFactory(), at=now)
    later = now + timedelta(days=1)
    second = blob_receive(chunks=pieces(data), original_name="b.mp3", by=UserFactory(), at=later)
    assert (first.already_held, second.already_held) == (False, True)
    assert first.blob == second.blob
    assert first.accession != second.accession
    assert Blob.objects.get().received_at == now, "the first arrival stays the first"
    assert list(Accession.objects.order_by("received_at").values_list("original_name")) == [
        ("a.mp3",),
        ("b.mp3",),
    ]


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_twice_at_the_same_instant_make_one_blob_and_two_accessions(now, originals):
    data = recording("wav", 2)
    ready = threading.Barrier(2)
    receipts, failures = [], []

    def bring(name):
        def chunks():
            yield data[:1000]
            ready.wait(30)  # neither ends before the other has begun
            yield data[1000:]

        try:
            receipts.append(blob_receive(chunks=chunks(), original_name=name, by=None, at=now))
        except Exception as error:  # noqa: BLE001, shown by the assertion below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring, args=(name,)) for name in ("a.wav", "b.wav")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Blob.objects.count() == 1
    assert Accession.objects.count() == 2
    assert sorted(receipt.already_held for receipt in receipts) == [False, True]
    [path] = files_in(originals)
    assert path.read_bytes() == data
    assert files_in(originals.parent / "incoming") == []


def test_what_lies_in_the_store_is_never_overwritten(now, originals):
    data = recording("wav")
    blob_receive(chunks=[data], original_name="a.wav", by=None, at=now)
    [path] = files_in(originals)
    before = path.stat()
    blob_receive(chunks=[data], original_name="a.wav", by=None, at=now)
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_damaged_copy_in_the_store_is_told_and_not_taken_for_the_original(now, originals):
    data = recording("wav")
    blob_receive(chunks=[data], original_name="a.wav", by=None, at=now)
    [path] = files_in(originals)
    path.chmod(0o600)
    path.write_bytes(data[:100])
    with pytest.raises(Refused, match="store_damaged"):
        blob_receive(chunks=[data], original_name="a.wav", by=None, at=now)
    assert path.read_bytes() == data[:100]
    assert Accession.objects.count() == 1


def test_bytes_that_rotted_in_the_store_are_not_taken_for_those_that_arrive(originals, now):
    data = recording("wav")
    blob_receive(chunks=[data], original_name="a.wav", by=None, at=now)
    [path] = files_in(originals)
    path.chmod(0o600)
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(Refused, match="store_damaged"):
        blob_receive(chunks=[data], original_name="a.wav", by=None, at=now)
    assert Accession.objects.count() == 1


def test_a_disk_that_fills_up_as_the_file_gets_its_name_is_told_the_same_way(now, monkeypatch):
    def full(part, final):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr("os.link", full)
    with pytest.raises(Refused, match="disk_full"):
        blob_receive(chunks=[recording("wav")], original_name="a.wav", by=None, at=now)
    assert list(incoming.folder().iterdir()) == []
    assert not Blob.objects.exists()


NAMES = {
    "path": "../../x.wav",
    "absolute": "/etc/passwd.wav",
    "windows": "..\\..\\x.wav",
    "right to left": "statement\u202evaw.exe",
    "300 bytes": "é" * 148 + ".wav",
    "line ends": "a\r\nSet-Cookie: x=1.wav",
    "minus": "-rf.wav",
    "device": "CON",
    "markup": '"><script>alert(1)</script>.wav',
    "composed": "Jose\u0301.wav",
    "nothing": "",
    "dots": "..",
}


@pytest.mark.parametrize("what", NAMES)
def test_a_name_is_data_and_part_of_no_path(what, now, originals):
    name = NAMES[what]
    data = recording("wav", 1)
    receipt = blob_receive(chunks=[data], original_name=name, by=None, at=now)
    receipt.accession.refresh_from_db()
    assert receipt.accession.original_name == name
    digest = hashlib.sha256(data).hexdigest()
    assert [path.name for path in files_in(originals.parent)] == [digest]


def test_a_name_that_no_database_takes_is_kept_as_nearly_as_can_be(now):
    data = recording("wav", 1)
    odd = blob_receive(chunks=[data], original_name="a\0b\udcff.wav", by=None, at=now)
    odd.accession.refresh_from_db()
    assert odd.accession.original_name == "a\ufffdb\\udcff.wav"
    long = blob_receive(chunks=[data], original_name="x" * 900 + "end.wav", by=None, at=now)
    assert len(long.accession.original_name) == 400
    assert long.accession.original_name.endswith("end.wav")


def test_an_ending_that_speaks_of_another_kind_is_told_and_the_file_kept(now):
    receipt = blob_receive(chunks=[recording("wav")], original_name="a.MP3", by=None, at=now)
    [remark] = receipt.remarks
    assert "WAV" in str(remark)
    assert receipt.blob.container == "wav"


def test_what_is_refused_leaves_nothing_behind(now, originals, settings):
    for data, code in ((b"", "empty"), (zip_of(), "archive")):
        with pytest.raises(Refused, match=code):
            blob_receive(chunks=[data], original_name="a.mp3", by=None, at=now)
    settings.UPLOAD_MAX_BYTES = 1000
    with pytest.raises(Refused, match="too_large"):
        blob_receive(chunks=pieces(recording("wav")), original_name="a.wav", by=None, at=now)
    assert files_in(originals.parent) == []
    assert Accession.objects.count() == Blob.objects.count() == 0


def test_an_upload_whose_line_is_cut_leaves_nothing_behind(now, originals):
    def cut():
        yield recording("wav")[:20_000]
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        blob_receive(chunks=cut(), original_name="a.wav", by=None, at=now)
    assert files_in(originals.parent) == []


def test_a_full_disk_is_told_in_a_sentence_and_leaves_nothing_behind(now, originals):
    """A real limit on how large a file may get stands in for the disk's end, in a child process."""
    result = _in_child(
        """
        import errno, os
        from media.receiving import incoming
        def full(path, chunks):
            path.write_bytes(b"part of it")
            with open("/dev/full", "wb", buffering=0) as disk:
                disk.write(b"x")
        incoming._write = full
        from media.refusal import Refused
        try:
            with incoming.arriving([b"x"]):
                pass
        except Refused as refusal:
            print(json.dumps({"code": refusal.code, "left": os.listdir(incoming.folder())}))
        """,
        originals.parent,
    )
    assert result == {"code": "disk_full", "left": []}


def test_memory_stays_flat_however_large_the_upload(originals):
    """Eight times as many bytes through all of receiving, in processes of their own."""
    peaks = {}
    for megabytes in (32, 256):
        peaks[megabytes] = _in_child(
            f"""
            import resource, struct
            from datetime import UTC, datetime
            from django.contrib.auth import get_user_model
            from django.db import connection
            from media.models import Accession, Blob
            from media.receiving import blob_receive
            with connection.schema_editor() as tables:
                for model in (get_user_model(), Blob, Accession):
                    tables.create_model(model)
            size = {megabytes} * 1024 * 1024
            form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, 48000, 192000, 4, 16)
            head = struct.pack("<4sI4s", b"RIFF", size + 36, b"WAVE") + form
            def chunks():
                yield head + struct.pack("<4sI", b"data", size)
                piece = bytes(65536)
                for _ in range(size // len(piece)):
                    yield piece
            at = datetime(2026, 5, 12, tzinfo=UTC)
            receipt = blob_receive(chunks=chunks(), original_name="long.wav", by=None, at=at)
            status = open("/proc/self/status").read()
            own = int(status.split("VmHWM:")[1].split()[0])
            child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            print(json.dumps([own, child, receipt.blob.decoded_ms, receipt.blob.condition]))
            """,
            originals.parent / str(megabytes),
        )
    (small, small_child, _ms, _), (large, large_child, length, condition) = peaks.values()
    assert large - small < 16 * 1024, f"kilobytes: {peaks}"
    assert large_child - small_child < 16 * 1024, f"kilobytes: {peaks}"
    assert (length, condition) == (256 * 1024 * 1024 // 192, "sound")


def _in_child(code: str, folder):
    """Run code with Django set up on a data folder of its own; returns what it prints as JSON."""
    import textwrap

    folder.mkdir(exist_ok=True)
    start = "import django, json, os\ndjango.setup()\n"
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/rows.sqlite3",
        "DJANGO_SETTINGS_MODULE": "commission.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", start + textwrap.dedent(code)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_any_other_storage_keeps_originals_as_well(now, settings, tmp_path):
    """Django's storage in memory stands in for one that has no paths, as S3 has none."""
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    data = recording("ogg")
    first = blob_receive(chunks=pieces(data), original_name="a.ogg", by=None, at=now)
    second = blob_receive(chunks=pieces(data), original_name="b.ogg", by=None, at=now)
    assert isinstance(storages["originals"], InMemoryStorage)
    assert (first.already_held, second.already_held) == (False, True)
    with store.blob_path(first.blob) as path:
        assert path.read_bytes() == data
    assert not path.exists(), "a local copy goes away with the block"
    _folders, names = storages["originals"].listdir(store.blob_name(first.blob.pk)[:5])
    assert names == [first.blob.pk]


def test_two_at_once_on_another_storage_keep_one_file(now, settings):
    """Both find nothing; the second is given another name by the store, and takes it back."""
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {"BACKEND": "tests.media.test_receiving.LateStorage"},
    }
    data = recording("wav", 1)
    blob_receive(chunks=[data], original_name="a.wav", by=None, at=now)
    digest = hashlib.sha256(data).hexdigest()
    kept = storages["originals"]
    blob_receive(chunks=[data], original_name="b.wav", by=None, at=now)
    _folders, names = kept.listdir(store.blob_name(digest)[:5])
    assert names == [digest]


class LateStorage(InMemoryStorage):
    """Answers the first question after a name as if the other upload were not there yet."""

    def exists(self, name):
        from inspect import stack

        asked_by_store = stack()[1].function == "blob_keep"
        return False if asked_by_store else super().exists(name)

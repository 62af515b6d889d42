"""Files of editions are whole or not there, written once, and gone when they are said to be."""

import hashlib
import os
import secrets
import stat
import subprocess
import sys

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages

from media.files import (
    file_delete,
    file_exists,
    file_measure,
    file_open,
    file_size,
    file_write,
)
from tests.environment import ROOT


@pytest.fixture(params=["disk", "memory"])
def kept(request, settings):
    """Both kinds of storage: one with paths, one without (Django's in memory, for S3)."""
    if request.param == "memory":
        settings.STORAGES = {
            **settings.STORAGES,
            "editions": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        }
    return request.param


def new_key():
    return secrets.token_hex(16)


def test_bytes_and_paths_are_kept_and_measured(kept, tmp_path):
    source = tmp_path / "source"
    source.write_bytes(b"sound" * 500_000)
    for given, data in ((b"text", b"text"), (source, b"sound" * 500_000), (b"", b"")):
        key = new_key()
        written = file_write(key=key, source=given)
        assert (written.size, written.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        with file_open(key) as stream:
            assert stream.read() == data
        assert file_size(key) == len(data)
        assert file_measure(key) == written
    assert file_size(new_key()) is None
    assert file_measure(new_key()) is None


def test_a_key_in_use_is_never_overwritten(kept):
    key = new_key()
    file_write(key=key, source=b"first")
    with pytest.raises(FileExistsError):
        file_write(key=key, source=b"second")
    with file_open(key) as stream:
        assert stream.read() == b"first"
    # Other tests' files may lie in the same folder of two letters.
    assert [name for name in storages["editions"].listdir(key[:2])[1] if key in name] == [key]


def test_what_is_deleted_is_gone_and_may_be_deleted_again(kept):
    key = new_key()
    file_write(key=key, source=b"x")
    assert file_exists(key)
    assert file_delete(key)
    assert not file_exists(key)
    assert file_delete(key), "gone is gone"
    with pytest.raises(FileNotFoundError):
        file_open(key)


def test_a_removal_that_fails_does_not_look_like_one_that_worked(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "editions": {"BACKEND": "tests.media.test_files.StubbornStorage"},
    }
    key = new_key()
    file_write(key=key, source=b"x")
    with pytest.raises(PermissionError):
        file_delete(key)
    storages["editions"].raises = False
    assert file_delete(key) is False


from django.core.files.storage.memory import InMemoryStorage  # noqa: E402


class StubbornStorage(InMemoryStorage):
    """Keeps what it is told to delete; says so, or does not."""

    raises = True

    def delete(self, name):
        if self.raises:
            raise PermissionError(name)


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b", "", "x", "-" * 20, "a" * 99, "a\0" * 9])
def test_nothing_but_a_key_is_taken_for_one(key):
    for act in (file_open, file_exists, file_delete):
        with pytest.raises(SuspiciousFileOperation):
            act(key)
    with pytest.raises(SuspiciousFileOperation):
        file_write(key=key, source=b"x")


def test_files_are_for_their_owner_alone():
    key = new_key()
    file_write(key=key, source=b"x")
    path = storages["editions"].path(f"{key[:2]}/{key}")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_a_killed_write_leaves_no_half_file_under_the_key():
    key = new_key()
    code = (
        "import django, os, signal; django.setup()\n"
        "from media.blobs import placing\n"
        "placing.os.link = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from media.files import file_write\n"
        f"file_write(key={key!r}, source=b'x' * 100)\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "commission.settings"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=False)
    assert done.returncode == -9
    assert not file_exists(key)
    file_write(key=key, source=b"the second try")
    assert file_exists(key)

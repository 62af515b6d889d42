"""A decoder that goes wrong is stopped, and what it did is told in a sentence."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from media.confine import Limits, confined, parent
from media.confine import wording as sentences
from media.decoding import calls
from media.refusal import Refused
from tests.environment import ROOT
from tests.media.clips import encoded, put, recording

_LIMITS = {"memory_bytes": 1 << 30, "cpu_seconds": 2, "file_bytes": 0}
_WITHOUT_LANDLOCK = "limits.folders_limit = lambda *given, **named: False"
_linux = pytest.mark.skipif(sys.platform != "linux", reason="this is what Linux alone can do")


def confined_code(code: str, *, before: str = "", **limits) -> str:
    """What code prints after the child's limits were put on it."""
    start = (
        "import sys; sys.path.insert(0, '.')\n"
        "from media.decoding import limits\n"
        f"{before}\n"
        f"done = limits.confine(**{json.dumps({**_LIMITS, **limits})})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", start + code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or str(done.returncode)


def outcome(statement: str, **limits) -> str:
    code = (
        f"try:\n    {statement}\n    print('done')\n"
        "except Exception as e:\n    print(type(e).__name__)\n"
    )
    return confined_code(code, **limits)


@_linux
@pytest.mark.parametrize(
    "statement",
    [
        "import socket; socket.socket()",
        "import socket; socket.socketpair()",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import os; os.execv('/bin/true', ['true'])",
        "import subprocess; subprocess.run(['/bin/true'])",
    ],
)
def test_there_is_no_network_and_no_other_program(statement):
    assert outcome(statement) == "PermissionError"


def test_memory_ends_where_it_is_told_to():
    assert outcome("bytearray(3 << 30)") == "MemoryError"
    assert outcome("bytearray(1 << 28)") == "done"


@_linux
@pytest.mark.parametrize("before", ["", _WITHOUT_LANDLOCK])
@pytest.mark.parametrize(
    "statement",
    [
        "open({path!r}, 'wb')",
        "open({path!r}, 'ab')",
        "open({path!r} + '.new', 'xb')",
        "os.open({path!r}, os.O_RDONLY | os.O_TRUNC)",
        "os.truncate({path!r}, 0)",
        "os.unlink({path!r})",
        "os.rename({path!r}, {path!r} + '.new')",
        "os.link({path!r}, {path!r} + '.new')",
        "os.symlink('elsewhere', {path!r} + '.new')",
        "os.chmod({path!r}, 0o777)",
        "os.utime({path!r}, (0, 0))",
        "os.mkdir({path!r} + '.new')",
        "os.rmdir(os.path.dirname({path!r}) + '/empty')",
        "os.mkfifo({path!r} + '.new')",
    ],
)
def test_nothing_that_lies_there_can_be_changed(statement, before, tmp_path):
    path = put(tmp_path, "original", b"what somebody said")
    (tmp_path / "empty").mkdir()
    kept = path.stat()
    statement = "import os; " + statement.format(path=str(path))
    assert outcome(statement, before=before, reads=[str(path)]) == "PermissionError"
    assert path.read_bytes() == b"what somebody said"
    assert (path.stat().st_mode, path.stat().st_mtime_ns) == (kept.st_mode, kept.st_mtime_ns)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["empty", "original"]


@_linux
@pytest.mark.parametrize("before", ["", _WITHOUT_LANDLOCK])
@pytest.mark.parametrize(
    "statement",
    [
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {{}})",
        "os.kill({parent}, 0)",
        "os.setpriority(os.PRIO_PROCESS, {parent}, 19)",
        "import resource; resource.prlimit({parent}, resource.RLIMIT_CPU, (1, 1))",
        "open('/proc/{parent}/environ', 'rb').read()",
        "open('/proc/{parent}/mem', 'rb').read()",
        "os.setuid(os.getuid())",
        "os.chroot('/')",
    ],
)
def test_no_other_process_is_made_stopped_or_looked_into(statement, before):
    statement = "import os; " + statement.format(parent=os.getpid())
    if before and "/proc/" in statement and not _namespaces():
        pytest.skip("neither Landlock nor a user namespace hides other processes here")
    assert outcome(statement, before=before) == "PermissionError"


def _namespaces() -> bool:
    """Whether this user may have a user namespace of its own."""
    code = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x10000000) != 0)"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _landlock() -> bool:
    import ctypes

    return sys.platform == "linux" and ctypes.CDLL(None).syscall(444, None, 0, 1) > 0


@pytest.mark.skipif(not _landlock(), reason="this kernel has no Landlock")
def test_the_one_file_can_be_read_and_no_other(tmp_path):
    one = put(tmp_path, "one", b"1")
    other = put(tmp_path, "other", b"2")
    for path, told in ((one, "done"), (other, "PermissionError")):
        assert outcome(f"open({str(path)!r}, 'rb').read()", reads=[str(one)]) == told
    for path in ("/etc/passwd", "/proc/self/environ", str(ROOT / "manage.py")):
        assert outcome(f"open({path!r}, 'rb').read()", reads=[str(one)]) == "PermissionError"
    assert outcome(f"import os; os.listdir({str(tmp_path)!r})") == "PermissionError"


@pytest.mark.skipif(not _landlock(), reason="this kernel has no Landlock")
def test_the_one_target_can_be_written_and_nothing_beside_it(tmp_path):
    target = str(tmp_path / "target")
    named = {"writes": [target], "file_bytes": 100}
    assert outcome(f"open({target!r}, 'wb').write(b'x')", **named) == "done"
    assert Path(target).read_bytes() == b"x"
    for mode in ("wb", "ab"):
        assert outcome(f"open({target + '.2'!r}, {mode!r})", **named) == "PermissionError"
    assert os.listdir(tmp_path) == ["target"]


def test_no_more_is_written_than_was_said(tmp_path):
    target = str(tmp_path / "target")
    write = f"open({target!r}, 'wb', buffering=0).write(b'x')"
    # The signal for a file that grows too large ends the child, or Python ignores it and raises.
    assert outcome(write, writes=[target]) in ("OSError", "-25")
    assert Path(target).stat().st_size == 0


@_linux
def test_threads_are_made_all_the_same():
    code = "import threading; t = threading.Thread(target=print, args=('here',)); t.start()"
    assert confined_code(code + "; t.join()") == "here"


@_linux
def test_a_decoder_that_aborts_ends():
    assert int(confined_code("import os; os.abort()")) < 0


@_linux
@pytest.mark.parametrize(
    "before",
    [
        "limits.calls_forbid = lambda *given, **named: False",
        "limits.folders_limit = lambda libc, **named: limits._raise()\n"
        "def no(): raise limits.NotTaken\n"
        "limits._raise = no",
    ],
)
def test_what_cannot_be_shut_in_does_not_begin(before, tmp_path, monkeypatch):
    code = "print('it went on')"
    assert confined_code(code, before=before) == "1"
    child = tmp_path / "child.py"
    child.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        f"from media.decoding import child, limits\n{before}\nchild.main()\n"
    )
    monkeypatch.setattr(parent, "_CHILD", str(child))
    path = put(tmp_path, "a.wav", recording("wav", 1))
    with (
        pytest.raises(Refused, match="unconfined") as refusal,
        confined("probe", path=path, container="wav") as probing,
    ):
        list(probing)
    assert "administrator" in str(refusal.value.message)


_HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",
}


@pytest.mark.parametrize("machine", _HEADERS)
def test_the_numbers_of_calls_are_those_of_the_kernel(machine):
    header = Path(_HEADERS[machine])
    if not header.exists():
        pytest.skip("the kernel's headers are not installed here")
    found = re.findall(r"#define\s+__NR(?:3264)?_(\w+)\s+(\d+)\s*$", header.read_text(), re.M)
    known = {name: int(number) for name, number in found}
    named = {
        **calls.DENIED,
        "clone": calls.CLONE,
        "clone3": calls.CLONE3,
        "prlimit64": calls.PRLIMIT,
        "open": calls.OPEN,
        "openat": calls.OPENAT,
        "openat2": calls.OPENAT2,
    }
    newer = {"fchmodat2", "setxattrat", "removexattrat"}  # than some headers
    for name, numbers in named.items():
        if name in known or name not in newer:
            assert numbers[list(_HEADERS).index(machine)] == known.get(name), name


def test_time_ends_where_it_is_told_to():
    assert confined_code("while True: pass", cpu_seconds=1) == "-24"


def test_an_ordinary_recording_needs_a_quarter_of_the_memory(tmp_path):
    path = put(tmp_path, "a.mp3", recording("mp3", 2))
    limits = Limits(memory_bytes=1 << 28)
    with confined("probe", limits, path=str(path), container="mp3") as probing:
        assert list(probing) == []
        assert probing.result["errors"] == 0


@pytest.mark.parametrize(
    ("limits", "codes"),
    [
        ({"cpu_seconds": 1}, {"time"}),
        ({"wall_seconds": 0.5}, {"time"}),
        ({"memory_bytes": 64 << 20}, {"memory", "crash"}),
        ({"file_bytes": 10_000}, {"space"}),
    ],
)
def test_a_child_that_takes_too_much_is_refused_in_a_sentence(limits, codes, tmp_path):
    """Silence for ever in a few kilobytes: the shape of a decompression bomb."""
    silence = np.zeros(3_600 * 8_000, dtype=np.float32)
    path = put(tmp_path, "a.flac", encoded(silence, "flac", rate=8_000))
    limited = Limits(**{"file_bytes": 1 << 30, **limits})
    order = {"path": str(path), "container": "flac", "silences": [], "length_ms": 0}
    target = str(tmp_path / "out.m4a")
    with (
        pytest.raises(Refused) as refusal,
        confined("render", limited, **order, target=target) as made,
    ):
        list(made)
    assert refusal.value.code in codes
    assert str(refusal.value.message).endswith(".")


def test_a_child_ends_when_nobody_listens_any_more(tmp_path):
    from media.sound import pcm_stream

    path = put(tmp_path, "a.wav", recording("wav", 60))
    listening = pcm_stream(path, "wav")
    next(listening)
    listening.close()
    assert _children() == []


def test_a_child_ends_with_its_worker(tmp_path):
    path = put(tmp_path, "a.wav", recording("wav", 120))
    code = (
        "import sys, os, signal; sys.path.insert(0, '.')\n"
        "from pathlib import Path\n"
        "from media.confine import confined\n"
        f"with confined('pcm', path={str(path)!r}, container='wav', rate=16000,"
        " start_ms=0, end_ms=None, steady=False) as child:\n"
        "    next(iter(child)); print(child._process.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == -9
    pid = int(done.stdout)
    until = time.monotonic() + 60
    while _alive(pid):
        assert time.monotonic() < until, "the decoder outlives its worker"


def _alive(pid: int) -> bool:
    try:
        return open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _children() -> list[int]:
    path = f"/proc/{os.getpid()}/task/{os.getpid()}/children"
    pids = [int(pid) for pid in open(path).read().split()]  # noqa: SIM115
    return [pid for pid in pids if b"child.py" in open(f"/proc/{pid}/cmdline", "rb").read()]


def test_every_code_of_a_child_has_a_sentence():
    codes = set(sentences._SENTENCES)
    assert {"memory", "time", "killed", "crash", "space", "too_long", "no_sound"} <= codes
    assert {"nothing_decodes", "unreadable", "unconfined"} <= codes

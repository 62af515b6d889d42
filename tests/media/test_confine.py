"""A decoder that goes wrong is stopped, and what it did is told in a sentence."""

import json
import os
import subprocess
import sys
import time

import numpy as np
import pytest

from media.confine import Limits, confined
from media.confine import wording as sentences
from media.refusal import Refused
from tests.environment import ROOT
from tests.media.clips import encoded, put, recording

_LIMITS = {"memory_bytes": 1 << 30, "cpu_seconds": 2, "file_bytes": 0}


def confined_code(code: str, **limits) -> str:
    """What code prints after the child's limits were put on it."""
    start = (
        "import sys; sys.path.insert(0, '.')\n"
        "from media.decoding.limits import confine\n"
        f"done = confine(**{json.dumps({**_LIMITS, **limits})})\n"
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


@pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")
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


def test_nothing_can_be_written(tmp_path):
    path = tmp_path / "written"
    # The signal for a file that grows too large ends the child, or Python ignores it and raises.
    assert outcome(f"open({str(path)!r}, 'wb', buffering=0).write(b'x')") in ("OSError", "-25")
    assert path.stat().st_size == 0


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
    silence = np.zeros(3600 * 8_000, dtype=np.float32)
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
    assert {"nothing_decodes", "unreadable"} <= codes

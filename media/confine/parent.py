"""The parent's side of a confined task: start it, listen, stop it when it takes too long."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from media.confine.wording import refusal_of
from media.decoding import child
from media.decoding.child import HEAD

_CHILD = str(Path(child.__file__))
_PIECE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What a task may use. The clock runs while somebody waits for the child's next message."""

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 120
    wall_seconds: float = 300
    file_bytes: int = 0  # largest file it may write


class Confined:
    """A running task. Iterate for its data; then `result` holds what it returned."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        out: IO[bytes],
        wall_seconds: float,
        progress: "Progress",
    ) -> None:
        self._process = process
        self._out = out
        self._patience = self._left = wall_seconds
        self._progress = progress
        self.result: Any = None

    def __iter__(self) -> Iterator[bytes]:
        while (message := self._message()) is not None:
            kind, data = message
            if kind == b"d":
                yield data
            elif kind == b"p":
                if self._progress:
                    self._progress(int(data))
            elif kind == b"x":
                raise refusal_of(data.decode())
            else:
                self.result = json.loads(data)
                return
        raise refusal_of(self._how_it_ended())

    def _message(self) -> tuple[bytes, bytes] | None:
        self._left = self._patience
        head = self._read(HEAD.size)
        if len(head) < HEAD.size:
            return None
        kind, size = HEAD.unpack(head)
        data = self._read(size)
        return (kind, data) if len(data) == size else None

    def _read(self, size: int) -> bytes:
        """So many bytes, fewer at the end. Raises Refused when the child's time is up."""
        parts = bytearray()
        while len(parts) < size:
            asked = time.monotonic()
            ready, _, _ = select.select([self._out], [], [], max(self._left, 0))
            self._left -= time.monotonic() - asked
            if not ready:
                raise refusal_of("time")
            part = os.read(self._out.fileno(), min(size - len(parts), _PIECE))
            if not part:
                break
            parts += part
        return bytes(parts)

    def _how_it_ended(self) -> str:
        code = self._process.wait()
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return "time" if code == -signal.SIGXCPU else "killed"
        return "space" if code == -signal.SIGXFSZ else "crash"


Progress = Callable[[int], None] | None


@contextmanager
def confined(
    task: str, limits: Limits | None = None, progress: Progress = None, **given: Any
) -> Iterator[Confined]:
    """Run one task of `media.decoding.child.TASKS` on its own; end it when the block is left.

    Args:
        progress: called with thousandths while the task runs; what it raises ends the task.
        given: the task's arguments. A path may be relative to where the caller stands.

    Raises, while it is iterated: Refused for a file that cannot be done within the limits.
    """
    limits = limits or Limits()
    order = {
        "task": task,
        # The child stands elsewhere, so what is relative here would be nowhere there.
        "given": {
            name: str(value.absolute()) if isinstance(value, Path) else value
            for name, value in given.items()
        },
        "limits": {
            "memory_bytes": limits.memory_bytes,
            "cpu_seconds": limits.cpu_seconds,
            "file_bytes": limits.file_bytes,
        },
    }
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", _CHILD, json.dumps(order)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        # No key, no password and no address of a database: a decoder that is taken over finds none.
        env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"},
    )
    out = cast(IO[bytes], process.stdout)
    try:
        yield Confined(process, out, limits.wall_seconds, progress)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        out.close()

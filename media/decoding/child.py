"""The child's entry: confine, then do one task on one file. Started by `media.confine.parent`.

Nothing of the environment is here. What the child says goes to its standard
output as messages: a letter, a length, the bytes. `d` data, `p` progress, `r` result, `x` refusal.
"""

import errno
import importlib
import json
import os
import struct
import sys
from collections.abc import Callable, Iterable

# Task → where it is done. Modules named here import neither Django nor anything that does.
TASKS = {
    "probe": "media.decoding.measuring",
    "pcm": "media.decoding.pcm",
    "peaks": "media.decoding.peaks",
    "loudness": "media.decoding.loudness",
    "render": "media.decoding.rendering",
    "foreign": "media.decoding.foreign",
    "picture": "media.decoding.pictures",
    "photograph": "media.decoding.photographs",
    "paper": "media.decoding.papers",
}
_WRITING = {errno.EFBIG: b"space", errno.ENOSPC: b"disk_full", errno.EDQUOT: b"disk_full"}
HEAD = struct.Struct(">cI")


class Unreadable(Exception):
    """The file cannot be done; the code says why. The parent turns it into a sentence."""


def send(kind: bytes, data: bytes) -> None:
    """One message to the parent; blocks while the parent is busy, so memory stays flat."""
    for part in (HEAD.pack(kind, len(data)), data):
        view = memoryview(part)
        while view:
            view = view[os.write(1, view) :]


def main() -> int:
    """Confine this process, do the task named in the arguments, and say how it ended."""
    order = json.loads(sys.argv[1])
    from media.decoding.limits import Unconfined, confine

    # The decoder's own remarks quote file names and tags: they go nowhere.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    given = order["given"]
    writes = [given["target"]] if "target" in given else []
    try:
        confine(**order["limits"], reads=[given["path"]], writes=writes)
        task: Callable[..., Iterable[bytes] | object] = importlib.import_module(
            TASKS[order["task"]]
        ).task
        result = task(**given)
        send(b"r", json.dumps(result).encode())
    except Unreadable as refusal:
        send(b"x", str(refusal).encode())
    except Unconfined:
        send(b"x", b"unconfined")
    except MemoryError:
        send(b"x", b"memory")
    except Exception as error:
        # The decoder's library has errors of its own kind with the system's numbers.
        code = _WRITING.get(getattr(error, "errno", None) or 0)
        if code is None:
            raise
        send(b"x", code)
    return 0


if __name__ == "__main__":
    # Run as a script in isolated mode: the project's root has to be named, and this module must be
    # the same one that the tasks import.
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    from media.decoding import child

    sys.exit(child.main())

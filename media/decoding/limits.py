"""What a decoding child gives up before it looks at a file. Runs in the child, first of all."""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Sequence

from media.decoding.calls import calls_forbid, machine_known
from media.decoding.folders import NotTaken, folders_limit

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWUSER = 0x10000000


class Unconfined(Exception):
    """This system can shut a decoder in, and did not."""


def confine(
    *,
    memory_bytes: int,
    cpu_seconds: int,
    file_bytes: int,
    reads: Sequence[str] = (),
    writes: Sequence[str] = (),
) -> bool:
    """Limit memory, processor time and what may be written; forbid network, other programs, every
    act upon another process, and every file but those named, Python and its libraries.

    On Linux without Landlock all files can still be read that this user may read, and written when
    `writes` names any. Returns False where the system has no filter of calls either (anything but
    Linux on the two machines of `calls`): there the limits on memory and time hold, and the
    decoder's own protocol list keeps it to files.

    Raises Unconfined when Linux did not take the filter: then no file may be looked at.
    """
    os.umask(0o077)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    if sys.platform != "darwin":  # which refuses a limit on address space
        _limit(resource.RLIMIT_AS, memory_bytes)
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    # A worker that is killed takes its decoder with it.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return machine_known() and _shut_in(libc, reads, writes)


def _shut_in(libc: ctypes.CDLL, reads: Sequence[str], writes: Sequence[str]) -> bool:
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise Unconfined
    try:
        if not folders_limit(libc, reads=reads, writes=writes):
            # From a user namespace of its own a process can look into no other one either, by way
            # of /proc: what a parent has in its environment stays its own. Not every system allows
            # it, and then there is no more to be had.
            libc.unshare(_CLONE_NEWUSER)
    except NotTaken as error:
        raise Unconfined from error
    if not calls_forbid(libc, writing=bool(writes)):
        raise Unconfined
    return True


def _limit(kind: int, value: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    # Processor time warns one second before it kills: SIGXCPU says what it was.
    spare = 1 if kind == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else 0
    resource.setrlimit(kind, (value, value + spare))

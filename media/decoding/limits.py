"""What a decoding child gives up before it looks at a file. Runs in the child, first of all."""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys

# Linux: numbers of system calls that a decoder never needs, by machine.
_DENIED = {
    # socket connect accept execve ptrace sendto bind listen socketpair accept4 execveat io_uring
    "x86_64": (0xC000003E, (41, 42, 43, 59, 101, 44, 49, 50, 53, 288, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 202, 221, 117, 206, 200, 201, 199, 242, 281, 425)),
}
_X32_CALLS = 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38


def confine(*, memory_bytes: int, cpu_seconds: int, file_bytes: int) -> bool:
    """Limit memory, processor time and what may be written; forbid network and other programs.

    Returns False where the system has no such filter (anything but Linux on these two machines):
    there the limits on memory and time hold, and the decoder's own protocol list keeps it to files.
    """
    os.umask(0o077)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    if sys.platform != "darwin":  # which refuses a limit on address space
        _limit(resource.RLIMIT_AS, memory_bytes)
    return sys.platform == "linux" and _forbid_calls()


def _limit(kind: int, value: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    # Processor time warns one second before it kills: SIGXCPU says what it was.
    spare = 1 if kind == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else 0
    resource.setrlimit(kind, (value, value + spare))


def _forbid_calls() -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    # A worker that is killed takes its decoder with it.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if platform.machine() not in _DENIED:
        return False
    machine, calls = _DENIED[platform.machine()]
    program = _filter(machine, calls)
    code = ctypes.create_string_buffer(b"".join(program))
    described = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return libc.prctl(_PR_SET_SECCOMP, 2, ctypes.c_char_p(described), 0, 0) == 0


def _filter(machine: int, calls: tuple[int, ...]) -> list[bytes]:
    """A filter program: the named calls answer "not permitted", calls of another machine kill."""

    def step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
        return struct.pack("HBBI", code, then, otherwise, value)

    load, equal, above, answer = 0x20, 0x15, 0x35, 0x06
    not_permitted, kill, allow = 0x00050001, 0x80000000, 0x7FFF0000
    program = [step(load, 4), step(equal, machine, 1, 0), step(answer, kill), step(load, 0)]
    program += [step(above, _X32_CALLS, 0, 1), step(answer, kill)]
    for call in calls:
        program += [step(equal, call, 0, 1), step(answer, not_permitted)]
    return [*program, step(answer, allow)]

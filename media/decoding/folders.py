"""What a decoding child can still open: Landlock, where the kernel has it (Linux 5.13 or newer)."""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable, Iterator

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # on every machine
_RULE_BELOW_PATH = 1
_EXECUTE, _WRITE, _READ, _LIST, _TRUNCATE, _DEVICE = 1, 2, 4, 8, 1 << 14, 1 << 15
# What each version of Landlock can forbid: rights over files, over TCP, and over other processes.
_OF_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP, _SIGNALS_AND_SOCKETS = 3, 3
_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# The decoder's libraries come with it; these are what they in turn are built on.
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
_CHANCE = "/dev/urandom"  # whoever undoes an encryption opens it


class NotTaken(Exception):
    """The kernel has Landlock and did not take what it was told."""


def folders_limit(libc: ctypes.CDLL, *, reads: Iterable[str], writes: Iterable[str]) -> bool:
    """Leave this thread, and all that come from it, these files, Python and the libraries.

    A file to be written is made first, empty, so that nothing else in its folder can be touched.
    No other process can be looked into any more, not even by way of /proc. False where the kernel
    has no Landlock. Privileges that could be gained must be given up before. Raises NotTaken.
    """
    version = libc.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    rights = _OF_FILES[max(known for known in _OF_FILES if known <= version)]
    over_tcp = _TCP if version >= 4 else 0
    over_others = _SIGNALS_AND_SOCKETS if version >= 6 else 0
    described = struct.pack("QQQ", rights, over_tcp, over_others)
    # A kernel that knows fewer fields takes more of them as long as they are zero.
    rules = libc.syscall(_CREATE, described, len(described), 0)
    if rules < 0:
        raise NotTaken
    try:
        for path in (*reads, *_needed()):
            _allow(libc, rules, path, _READ | _LIST)
        for path in writes:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
            # Fast start reads what it wrote, to move it.
            _allow(libc, rules, path, _READ | _WRITE | _TRUNCATE & rights)
        if libc.syscall(_RESTRICT, rules, 0):
            raise NotTaken
    finally:
        os.close(rules)
    return True


def _allow(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no rule, and opening it will say so
    try:
        if not os.path.isdir(path):
            rights &= ~_LIST
        if libc.syscall(_ADD, rules, _RULE_BELOW_PATH, struct.pack("=Qi", rights, handle), 0):
            raise NotTaken
    finally:
        os.close(handle)


def _needed() -> Iterator[str]:
    """Python, what is installed for it, and this package; never the project's folder itself,
    which can hold all that the archive writes.
    """
    yield os.path.join(_ROOT, "media")
    yield os.path.join(sys.base_prefix, "lib")
    yield from (path for path in sys.path if os.path.isabs(path) and path != _ROOT)
    yield from _LIBRARIES
    yield _CHANCE

"""Which system calls a decoding child can still make: a filter that the kernel asks each time."""

import ctypes
import errno
import platform
import struct

# Of the kernel, as their numbers are: (x86_64, aarch64), None where a machine never had the call.
DENIED: dict[str, tuple[int | None, int | None]] = {
    # No network, no other program.
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "accept": (43, 202),
    "accept4": (288, 242), "bind": (49, 200), "listen": (50, 201), "sendto": (44, 206),
    "sendmsg": (46, 211), "sendmmsg": (307, 269), "execve": (59, 221), "execveat": (322, 281),
    "fork": (57, None), "vfork": (58, None),
    # Nothing that has a name in a folder is taken away, renamed or given to somebody else.
    "unlink": (87, None), "unlinkat": (263, 35), "rename": (82, None), "renameat": (264, 38),
    "renameat2": (316, 276), "link": (86, None), "linkat": (265, 37), "symlink": (88, None),
    "symlinkat": (266, 36), "truncate": (76, 45), "creat": (85, None), "mkdir": (83, None),
    "mkdirat": (258, 34), "rmdir": (84, None), "mknod": (133, None), "mknodat": (259, 33),
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    # No other process is stopped, looked into or slowed down. Whoever aborts ends all the same.
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "process_madvise": (440, 440), "process_mrelease": (448, 448),
    "kcmp": (312, 272), "setpriority": (141, 140), "sched_setaffinity": (203, 122),
    "sched_setparam": (142, 118), "sched_setscheduler": (144, 119), "sched_setattr": (314, 274),
    "ioprio_set": (251, 30), "migrate_pages": (256, 238), "move_pages": (279, 239),
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190),
    "msgget": (68, 186), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # No other identity, no other view of the system, nothing of what an administrator may do.
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143),
    "setresuid": (117, 147), "setresgid": (119, 149), "setfsuid": (122, 151),
    "setfsgid": (123, 152), "setgroups": (116, 159), "capset": (126, 91), "setns": (308, 268),
    "unshare": (272, 97), "chroot": (161, 51), "pivot_root": (155, 41), "mount": (165, 40),
    "umount2": (166, 39), "mount_setattr": (442, 442), "move_mount": (429, 429),
    "open_tree": (428, 428), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fspick": (433, 433), "open_by_handle_at": (304, 265), "fanotify_init": (300, 262),
    "swapon": (167, 224), "swapoff": (168, 225), "quotactl": (179, 60), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "acct": (163, 89),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266), "sethostname": (170, 161), "setdomainname": (171, 162),
}  # fmt: skip
CLONE, CLONE3, PRLIMIT = (56, 220), (435, 435), (302, 261)
OPEN, OPENAT, OPENAT2 = (2, None), (257, 56), (437, 437)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32_CALLS = 0x40000000
_CLONE_THREAD = 0x10000
_WRITES = 0o1103  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
_PR_SET_SECCOMP = 22
_LOAD, _EQUAL, _ABOVE, _ANY_BIT, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL, _ALLOW, _ERROR = 0x80000000, 0x7FFF0000, 0x00050000


def machine_known() -> bool:
    """Whether the numbers here are those of this machine."""
    return platform.machine() in _MACHINES


def calls_forbid(libc: ctypes.CDLL, *, writing: bool) -> bool:
    """Put the filter on this thread and all that come from it; nothing takes it off again.

    With `writing`, files may be opened to be written (where, another module decides). False when
    the kernel does not take the filter. Privileges that could be gained must be given up before.
    """
    program = _filter(*_MACHINES[platform.machine()], writing)
    code = ctypes.create_string_buffer(b"".join(program))
    described = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    return libc.prctl(_PR_SET_SECCOMP, 2, ctypes.c_char_p(described), 0, 0) == 0


def _filter(which: int, machine: int, writing: bool) -> list[bytes]:
    """What is denied answers "not permitted"; a call in the manner of another machine kills."""
    program = [_step(_LOAD, 4), _step(_EQUAL, machine, 1, 0), _step(_ANSWER, _KILL)]
    program += [_step(_LOAD, 0), _step(_ABOVE, _X32_CALLS, 0, 1), _step(_ANSWER, _KILL)]
    for numbers in DENIED.values():
        program += _answer(numbers[which], errno.EPERM)
    # Threads are made, processes are not. The newer call hides what it is asked for in memory,
    # where no filter sees it: the library takes the older one when it is told that there is none.
    program += _answer(CLONE3[which], errno.ENOSYS)
    program += _answer(CLONE[which], errno.EPERM, argument=0, unless=_CLONE_THREAD)
    program += _answer(OPENAT2[which], errno.ENOSYS)
    # Its own limits it may read; those of others it could set.
    program += _answer(PRLIMIT[which], errno.EPERM, argument=0, when=0xFFFFFFFF)
    if not writing:
        program += _answer(OPEN[which], errno.EPERM, argument=1, when=_WRITES)
        program += _answer(OPENAT[which], errno.EPERM, argument=2, when=_WRITES)
    return [*program, _step(_ANSWER, _ALLOW)]


def _answer(
    number: int | None, error: int, *, argument: int | None = None, when: int = 0, unless: int = 0
) -> list[bytes]:
    """Let a call fail: always, or when an argument has any of these bits, or none of those."""
    if number is None:
        return []
    fail = _step(_ANSWER, _ERROR | error)
    if argument is None:
        return [_step(_EQUAL, number, 0, 1), fail]
    # The lower half of an argument of 64 bits is all that the kernel looks at in these calls.
    load = _step(_LOAD, 16 + 8 * argument)
    test = _step(_ANY_BIT, when, 0, 1) if when else _step(_ANY_BIT, unless, 1, 0)
    # The number is loaded again for the calls that are compared after this one.
    return [_step(_EQUAL, number, 0, 4), load, test, fail, _step(_LOAD, 0)]


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, value)

"""Runs a rewrite and its tests under limits: the script of the process that is started for them.

It is run by its path and uses the standard library alone. Three processes come of it where the
system allows namespaces: this one, the first process of a namespace (with which all others end),
and the one that runs the code. What it has in force is told before any code runs; at the end it
passes on a word that it fetches only then, so that leaving early never counts as passing.
"""

from __future__ import annotations

import ctypes
import json
import linecache
import os
import resource
import struct
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

# From Linux' headers: sched.h, mount.h, prctl.h, capability.h.
NAMESPACES = 0x10000000 | 0x00020000 | 0x40000000 | 0x20000000 | 0x08000000
MOUNT_SETATTR, WHOLE_TREE, READ_ONLY = 442, 0x8000, 1
RECURSIVE, PRIVATE, NO_SUID, NO_DEVICES = 0x4000, 0x40000, 2, 4
NO_NEW_PRIVILEGES, DROP_CAPABILITY = 38, 24
CAPABILITY_VERSION, CAPABILITIES = 0x20080522, 64
# A filter of system calls, from filter.h, seccomp.h and audit.h. With clone3 the kernel cannot see
# what is asked for; told that there is none, the C library takes clone.
SET_FILTER, THREAD, CLONE3 = 22, 0x10000, 435
LOAD, IF_EQUAL, IF_AT_LEAST, IF_ANY, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOWED, NOT_PERMITTED, NO_SUCH_CALL = 0x7FFF0000, 0x50001, 0x50026
# Machine -> its architecture, its clone, and what starts a process otherwise (fork, vfork) or takes
# one out of reach of whoever ends the group (setsid, setpgid).
CALLS: dict[str, tuple[int, int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, 56, (57, 58, 112, 109)),
    "aarch64": (0xC00000B7, 220, (157, 154)),
}
FAILED = 1


def main() -> None:
    """Read the job, take on the limits, say which hold, and run."""
    job = json.load(sys.stdin)
    report, word = job["report"], job["word"]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(1, 2)
    os.chdir(job["folder"])
    limits = _bounded(job)
    isolated = sys.platform == "linux" and _isolate(job, limits)

    def code() -> NoReturn:
        if not _stay_alone():
            # Processes that multiply could take the whole machine down with them.
            print("Nothing was run: this system cannot keep code from starting processes.")  # noqa: T201
            sys.stdout.flush()
            os._exit(FAILED)
        os.write(report, json.dumps([*limits, "no other processes"]).encode() + b"\n")
        passed = _run(job["rewrite"], job["tests"])
        if passed:
            os.write(report, os.read(word, 64))
        os._exit(0 if passed else FAILED)

    _wait_for((lambda: _wait_for(code)) if isolated else code)


def _wait_for(action: Callable[[], NoReturn]) -> NoReturn:
    """Run something in a child and end as it does."""
    child = os.fork()
    if child == 0:
        action()
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) and FAILED)


def _bounded(job: dict[str, Any]) -> list[str]:
    megabyte = 1024 * 1024
    # A core file would be written outside the folder; there is nothing to tell of it.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted: list[tuple[int, int, str | None]] = [
        (resource.RLIMIT_CPU, job["seconds"], None),
        (resource.RLIMIT_FSIZE, megabyte, "1 MB a file"),
        (resource.RLIMIT_NOFILE, 64, None),
    ]
    if sys.platform == "linux":  # elsewhere it is accepted and not kept to
        memory = f"{job['megabytes']} MB of memory"
        wanted.append((resource.RLIMIT_AS, job["megabytes"] * megabyte, memory))
    limits = []
    for kind, most, text in wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
            if text:
                limits.append(text)
    return limits


def _isolate(job: dict[str, Any], limits: list[str]) -> bool:
    """Leave the network, the other processes and the files behind, where this is permitted."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(NAMESPACES) != 0:
        libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return False
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with suppress(OSError):
            Path("/proc/self", name).write_text(text, encoding="ascii")
    limits.append("no network")
    _close_files(libc, job, limits)
    _drop_rights(libc)
    return True


def _close_files(libc: ctypes.CDLL, job: dict[str, Any], limits: list[str]) -> None:
    """Make all files read-only, but for a small folder in memory; hide the home folder."""

    def empty(place: str, size: str) -> bool:
        options = f"size={size},mode=700".encode()
        flags = NO_SUID | NO_DEVICES
        return bool(libc.mount(b"tmpfs", place.encode(), b"tmpfs", flags, options) == 0)

    libc.mount(None, b"/", None, RECURSIVE | PRIVATE, None)
    attributes = (ctypes.c_uint64 * 4)(READ_ONLY, 0, 0, 0)
    frozen = libc.syscall(MOUNT_SETATTR, -100, b"/", WHOLE_TREE, attributes, 32) == 0
    if frozen and empty(job["folder"], "16m"):
        limits.append("writes into an empty folder of 16 MB only")
    os.chdir(job["folder"])
    # Other processes, and the sockets of services, which no network namespace closes.
    for place in ("/proc", "/run"):
        empty(place, "4k")
    if job["home"] and empty(job["home"], "4k"):
        limits.append("your home folder hidden")


def _drop_rights(libc: ctypes.CDLL) -> None:
    """Give up what the new namespace granted, or mounts could be undone."""
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for capability in range(CAPABILITIES):
        libc.prctl(DROP_CAPABILITY, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    libc.capset(header, (ctypes.c_uint32 * 6)())


def _stay_alone() -> bool:
    """Forbid this process to start others, where the system has a way."""
    if sys.platform == "linux" and os.uname().machine in CALLS:
        return _filter_calls()
    # Counts all of a user's processes, and none of root's.
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    return os.getuid() != 0


def _filter_calls() -> bool:
    """Have the kernel refuse what starts a process; threads are allowed, see seccomp(2)."""
    architecture, clone, refused = CALLS[os.uname().machine]
    calls = [(CLONE3, NO_SUCH_CALL), *((call, NOT_PERMITTED) for call in refused)]
    lines = [
        (LOAD, 0, 0, 4),
        (IF_EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, NOT_PERMITTED),
        (LOAD, 0, 0, 0),
        # Another set of calls under the same architecture (x32).
        (IF_AT_LEAST, 0, 1, 0x40000000),
        (RETURN, 0, 0, NOT_PERMITTED),
    ]
    for call, verdict in calls:
        lines += [(IF_EQUAL, 0, 1, call), (RETURN, 0, 0, verdict)]
    lines += [
        (IF_EQUAL, 0, 3, clone),
        (LOAD, 0, 0, 16),
        (IF_ANY, 1, 0, THREAD),
        (RETURN, 0, 0, NOT_PERMITTED),
        (RETURN, 0, 0, ALLOWED),
    ]
    code = b"".join(struct.pack("=HBBI", *line) for line in lines)
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(lines), ctypes.addressof(held))
    return bool(ctypes.CDLL(None).prctl(SET_FILTER, 2, program, 0, 0) == 0)


def _run(rewrite: str, tests: str) -> bool:
    """Run the rewrite and then the tests in one namespace; print what went wrong."""
    space: dict[str, Any] = {"__name__": "rewrite"}
    try:
        for name, source in (("rewrite.py", rewrite), ("tests.py", tests)):
            lines = source.splitlines(keepends=True)
            linecache.cache[name] = (len(source), None, lines, name)
            exec(compile(source, name, "exec"), space)  # noqa: S102 - what it is for
    except SystemExit:
        print("The code ended the program before the tests were through.")  # noqa: T201
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
        _tell(error)
    else:
        sys.stdout.flush()
        return True
    sys.stdout.flush()
    return False


def _tell(error: BaseException) -> None:
    told = traceback.TracebackException.from_exception(error)
    # The first frame is this script's own.
    told.stack = traceback.StackSummary.from_list(told.stack[1:])
    print("".join(told.format()), end="")  # noqa: T201


if __name__ == "__main__":
    main()

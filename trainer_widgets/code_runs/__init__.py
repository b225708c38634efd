"""Runs the tests of an item on a rewrite, in a process with limits.

What somebody typed is code from elsewhere: it runs in a process of its own, in an empty temporary
folder, with a clean environment and with the limits that this system offers, and ends with all
that it started. Those in force are told with the result. A rewrite that is written to deceive its
tests still can (an object that equals everything); leaving early, however, never passes.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(__file__).parent / "confined.py"
SECONDS = 10
MEGABYTES = 512
KEPT = 8_000
MOST_PRINTED = 1_000_000
LOOK = 0.05


class CodeRunError(RuntimeError):
    """Raised where this system cannot run code under limits."""


class CodeRun(NamedTuple):
    """How the tests ended.

    ``output`` is the end of what was printed, ``limits`` names those that were in force.
    """

    passed: bool
    output: str
    limits: list[str]


def run_tests(rewrite: str, tests: str, seconds: float = SECONDS) -> CodeRun:
    r"""Run Python tests on a rewrite.

    Parameters
    ----------
    rewrite
        The code under test.
    tests
        Statements that run after it in the same namespace, such as ``assert``.
    seconds
        How long both may take.

    Raises
    ------
    CodeRunError
        On a system without POSIX process limits.

    Examples
    --------
    >>> run_tests("def double(x):\n    return 2 * x", "assert double(4) == 8").passed
    True
    """
    if os.name != "posix":
        message = "tests run on Linux and macOS only: set run_tests = false"
        raise CodeRunError(message)
    with tempfile.TemporaryDirectory(prefix="rewrite-") as folder:
        process, report, word = _start(rewrite, tests, folder, seconds)
        try:
            output, ending = _watch(process, seconds)
        finally:
            _end(process)
            # Whatever still holds the other end must not be waited for.
            os.set_blocking(report, False)
            with os.fdopen(report, "rb") as told:
                said = told.read() or b""
    told_first, _, passed_on = said.partition(b"\n")
    named = [f"{seconds:g} seconds", *(json.loads(told_first) if told_first else ())]
    passed = not ending and passed_on == word
    if not passed and not (output or ending):
        ending = "The code ended the program before the tests were through."
    return CodeRun(passed, f"{output}{ending}".strip(), named)


@cache
def limits() -> tuple[str, ...]:
    """Return the limits under which tests run here; finds out once, with an empty script.

    Raises
    ------
    CodeRunError
        Where no tests can run, with the reason.

    Examples
    --------
    >>> limits()[0]
    '10 seconds'
    """
    probe = run_tests("", "")
    if not probe.passed:
        raise CodeRunError(probe.output.splitlines()[-1])
    return tuple(probe.limits)


def _start(
    rewrite: str, tests: str, folder: str, seconds: float
) -> tuple[subprocess.Popen[bytes], int, bytes]:
    report_end, report = os.pipe()
    word_end, word_start = os.pipe()
    word = secrets.token_hex(16).encode()
    os.write(word_start, word)
    os.close(word_start)
    job = {
        "rewrite": rewrite,
        "tests": tests,
        "folder": folder,
        "home": _home(),
        "seconds": int(seconds) + 1,
        "megabytes": MEGABYTES,
        "report": report,
        "word": word_end,
    }
    clean = {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603 - our own script; the code goes to its standard input
        [sys.executable, "-I", "-B", "-X", "utf8", str(SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=clean | {"OPENBLAS_NUM_THREADS": "1"},
        pass_fds=(report, word_end),
        start_new_session=True,
    )
    os.close(report)
    os.close(word_end)
    with suppress(BrokenPipeError), process.stdin:  # type: ignore[union-attr]
        process.stdin.write(json.dumps(job).encode("utf-8", "surrogatepass"))  # type: ignore[union-attr]
    return process, report_end, word


def _home() -> str | None:
    """Return the home folder, unless Python itself lives there."""
    home = Path.home().resolve()
    needed = [Path(sys.executable).resolve(), Path(sys.prefix), Path(sys.base_prefix), SCRIPT]
    lives_there = any(one.resolve().is_relative_to(home) for one in needed)
    return None if lives_there else str(home)


def _watch(process: subprocess.Popen[bytes], seconds: float) -> tuple[str, str]:
    """Return the end of what is printed, and why the process has to be ended, if it has."""
    pipe = process.stdout.fileno()  # type: ignore[union-attr]
    until = time.monotonic() + seconds
    kept, printed, ending = b"", 0, ""
    while not ending:
        ready, _, _ = select.select([pipe], [], [], LOOK)
        piece = os.read(pipe, 65_536) if ready else b""
        kept = (kept + piece)[-KEPT:]
        printed += len(piece)
        if (ready and not piece) or (not ready and process.poll() is not None):
            break
        if time.monotonic() > until:
            ending = f"\nStopped after {seconds:g} seconds."
        elif printed > MOST_PRINTED:
            ending = "\nStopped: it printed too much."
    return kept.decode("utf-8", "replace"), ending


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its group, which the code cannot leave."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()

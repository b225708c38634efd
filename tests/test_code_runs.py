"""Code that somebody wrote runs under limits, and leaving early never passes."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from trainer_widgets import code_runs
from trainer_widgets.code_runs import CodeRunError, limits, run_tests

if TYPE_CHECKING:
    from collections.abc import Callable

DOUBLE = "def double(x):\n    return 2 * x"
CHECK = "assert double(4) == 8\nassert double('a') == 'aa'"
NEVER = "assert False"


@pytest.fixture(scope="module")
def in_force() -> str:
    """Return the limits that this system offers."""
    return ", ".join(run_tests("", "").limits)


def test_tests_pass_or_fail() -> None:
    """A right rewrite passes; a wrong one fails with the line of the test that failed."""
    assert run_tests(DOUBLE, CHECK).passed
    wrong = run_tests(DOUBLE.replace("2", "3"), CHECK)
    assert not wrong.passed
    assert "AssertionError" in wrong.output
    assert "assert double(4) == 8" in wrong.output
    assert "confined" not in wrong.output


def test_what_is_printed_is_told() -> None:
    """Prints of the rewrite and of the tests come back in order, also from standard error."""
    run = run_tests("import sys\nprint('one', flush=True)", "print('two', file=sys.stderr)")
    assert run.passed
    assert run.output.split() == ["one", "two"]


@pytest.mark.parametrize(
    "rewrite",
    [
        "import sys; sys.exit(0)",
        "import os; os._exit(0)",
        "raise SystemExit",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import atexit; atexit.register(print, 'passed'); exit(0)",
        "quit()",
        "import os\nfor n in range(3, 20):\n  try: os.write(n, b'passed')\n  except OSError: pass",
        "import os\nos.write(4, b'passed')\nos._exit(0)",
        "raise KeyboardInterrupt",
        "def broken(:",
        "x = '\ud800'",
        "a\0b",
    ],
)
def test_leaving_early_is_not_passing(rewrite: str) -> None:
    """However the code ends before its tests are through, they have not passed."""
    run = run_tests(rewrite, NEVER)
    assert not run.passed
    assert run.output


@pytest.mark.parametrize(
    ("rewrite", "says"),
    [
        ("while True: pass", "Stopped after 1 seconds"),
        ("import time; time.sleep(60)", "Stopped after 1 seconds"),
        ("while True: print('x' * 10_000)", "printed too much"),
        ("x = bytearray(10 * 2**30)", "MemoryError"),
        ("def deep(): deep()\ndeep()", "RecursionError"),
        ("open('big', 'wb').write(bytes(5_000_000))", "File too large"),
        ("[open(str(n), 'w') for n in range(200)]", "Too many open files"),
    ],
)
def test_attacks_end(rewrite: str, says: str) -> None:
    """Code that takes too much of anything ends within its time, and says of what."""
    began = time.monotonic()
    run = run_tests(rewrite, "", seconds=1)
    assert not run.passed
    assert says in run.output
    assert len(run.output) <= code_runs.KEPT + 100
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    "start",
    ["os.fork()", "os.posix_spawn('/bin/true', ['true'], {})", "subprocess.run(['true'])"],
)
def test_no_other_process_can_be_started(in_force: str, start: str) -> None:
    """Where the limits say so, code cannot multiply; its threads still work."""
    if "no other processes" not in in_force:
        pytest.skip("this system does not filter calls")
    run = run_tests(f"import os, subprocess\n{start}", "")
    assert not run.passed
    assert "not permitted" in run.output
    threads = "import threading\nt = threading.Thread(target=print)\nt.start(); t.join()"
    assert run_tests(threads, "").passed


def weaken(monkeypatch: pytest.MonkeyPatch, folder: Path, *changes: tuple[str, str]) -> None:
    """Let runs use a script for a system that offers less."""
    script = code_runs.SCRIPT.read_text(encoding="utf-8")
    for offered, missing in changes:
        assert offered in script
        script = script.replace(offered, missing)
    (folder / "confined.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr(code_runs, "SCRIPT", folder / "confined.py")


def test_nothing_outlives_a_run_with_fewer_limits(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    in_force: str,
    left_over: Callable[[], set[str]],
) -> None:
    """Without namespaces the list says less, and code that tries to leave its group ends."""
    weaken(monkeypatch, tmp_path, ("libc.unshare(NAMESPACES) != 0", "True"))
    began = time.monotonic()
    run = run_tests("import os, time\ntry: os.setsid()\nexcept OSError: time.sleep(60)", "", 1)
    assert time.monotonic() - began < 4
    assert "Stopped after 1 seconds" in run.output
    assert set(run.limits) < {"1 seconds", *in_force.split(", ")}
    assert left_over() == set()


def test_without_a_limit_on_processes_nothing_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where code could multiply, it is not run at all, and the answer says why."""
    weaken(monkeypatch, tmp_path, ("return _filter_calls()", "return False"))
    run = run_tests(DOUBLE, CHECK)
    assert not run.passed
    assert "Nothing was run" in run.output
    limits.cache_clear()
    with pytest.raises(CodeRunError, match="Nothing was run"):
        limits()


def test_the_folder_is_empty_and_temporary(tmp_path: Path) -> None:
    """The code starts in an empty folder, which is its home and is gone afterwards."""
    tell = (
        "import os, pathlib\nprint(os.listdir(), pathlib.Path.home() == pathlib.Path.cwd())\n"
        "open('here', 'w').write('x')\nprint(os.getcwd())"
    )
    run = run_tests(tell, "")
    listed, folder = run.output.splitlines()
    assert listed == "[] True"
    assert not Path(folder).exists()
    assert not list(tmp_path.iterdir())


def test_the_environment_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret of the kernel's environment reaches the code, and no input a shell."""
    monkeypatch.setenv("SECRET_TOKEN", "abc")
    run = run_tests("import os; print(sorted(os.environ))", "")
    assert "SECRET_TOKEN" not in run.output
    assert run_tests("x = '; touch /tmp/owned; $(id) `id`'", "assert len(x) > 9").passed


def test_the_network_is_closed(in_force: str) -> None:
    """Where the limits say so, not even this machine can be reached."""
    if "no network" not in in_force:
        pytest.skip("this system permits no namespaces")
    connect = "import socket\nsocket.create_connection(('127.0.0.1', 9), 1)"
    assert "unreachable" in run_tests(connect, "").output


def test_files_cannot_be_changed(in_force: str, tmp_path: Path) -> None:
    """Where the limits say so, nothing outside the folder can be written, nor made writable."""
    if "empty folder" not in in_force:
        pytest.skip("this system permits no mounts of one's own")
    kept = tmp_path / "kept"
    kept.write_text("label")
    attack = (
        "import ctypes, os\nlibc = ctypes.CDLL(None)\n"
        "libc.mount(None, b'/', None, 32 | 4096, None)\nlibc.umount2(b'/proc', 2)\n"
        f"print(os.listdir('/proc'))\nopen({str(kept)!r}, 'w')"
    )
    run = run_tests(attack, "")
    assert "Read-only file system" in run.output
    assert run.output.startswith("[]")
    assert kept.read_text() == "label"


@pytest.fixture
def left_over() -> Callable[[], set[str]]:
    """Give what tells which processes of our script are there that were not before."""
    before = running()
    return lambda: running() - before


def running() -> set[str]:
    """Return the processes that run our script."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if "confined.py" in path.read_text():
                found.add(path.parent.name)
    return found

"""A file for oneself, among all processes and threads that change it."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, TypeVar

from trainer_widgets.whole_files import replace, write_new

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


PATIENCE = 10.0  # seconds
PAUSE = 0.01


class BusyFileError(OSError):
    """Raised when somebody else holds a file for too long."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(f"{path.name} is being changed by somebody else: try again in a moment")


class KeepingError(OSError):
    """Raised where nothing can be kept in a folder; names it."""

    def __init__(self, folder: Path, error: OSError) -> None:
        """Say which, and why."""
        super().__init__(error.errno, error.strerror or str(error), str(folder))

    def __str__(self) -> str:
        """Return a sentence for whoever runs the cell."""
        return f"nothing can be kept in the folder {self.filename}: {self.strerror}"


@contextmanager
def naming_folder(folder: Path) -> Iterator[None]:
    """Name the folder where the system says only what went wrong with some file in it.

    Raises
    ------
    KeepingError
        For whatever the system says.
    """
    try:
        yield
    except BusyFileError:
        raise
    except OSError as error:
        raise KeepingError(folder, error) from error


@contextmanager
def changed(path: Path, read: Callable[[], T], written: Callable[[T], str]) -> Iterator[T]:
    """Give what a file holds, to be changed by one at a time, and write what it is then.

    Parameters
    ----------
    path
        The file, which need not be there.
    read, written
        What the file holds, and the text that holds it.

    Raises
    ------
    BusyFileError
        When somebody else has held the file for ten seconds.
    KeepingError
        When the folder cannot be written to.

    Examples
    --------
    >>> path = getfixture("tmp_path") / "names"
    >>> with changed(path, list, ",".join) as names:
    ...     names += ["ana", "ben"]
    >>> path.read_text()
    'ana,ben'
    """
    with naming_folder(path.parent), locked(path):
        there = read()
        yield there
        content = written(there).encode("utf-8")
        (replace if path.exists() else write_new)(path, content)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep others from changing a file; the system lets go of it also when a process dies.

    The lock is a hidden file beside it, since the file itself is replaced by whoever writes. It is
    gone afterwards, so that nobody puts it under version control.

    Raises
    ------
    BusyFileError
        When somebody else has held it for ten seconds.

    Examples
    --------
    >>> with locked(getfixture("tmp_path") / "slices.toml"):
    ...     pass
    """
    until = time.monotonic() + PATIENCE
    lock = path.with_name(f".{path.name}.lock")
    while True:
        with lock.open("ab") as file:
            if _is_taken(file) and _is_still(lock, file):
                try:
                    yield
                finally:
                    # Before others can take it; where a file in use stays, it stays.
                    with suppress(OSError):
                        lock.unlink()
                return
        if time.monotonic() > until:
            raise BusyFileError(path)
        time.sleep(PAUSE)


def _is_taken(file: IO[bytes]) -> bool:
    try:
        _take(file)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_still(lock: Path, file: IO[bytes]) -> bool:
    """Whether a lock that was taken is that of all others, and not one that was just removed."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False

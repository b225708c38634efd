"""A file for oneself, among all processes and threads that change it."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep others from changing a file; the system lets go of it also when a process dies.

    The lock is a hidden file beside it, since the file itself is replaced by whoever writes.

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
    with path.with_name(f".{path.name}.lock").open("ab") as file:
        while not _is_taken(file):
            if time.monotonic() > until:
                raise BusyFileError(path)
            time.sleep(PAUSE)
        # It ends with the file's descriptor.
        yield


def _is_taken(file: IO[bytes]) -> bool:
    try:
        _take(file)
    except (BlockingIOError, PermissionError):
        return False
    return True

"""Files that are there as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet.

    Raises
    ------
    FileExistsError
        When it is there; it stays as it was.
    """
    with _beside(path, content) as temporary:
        try:
            # Unlike a rename, this never replaces what another process has just written.
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            _write_in_place(path, content)


def replace(path: Path, content: bytes) -> None:
    """Write a file anew; whoever reads it meanwhile gets the old one or the new one."""
    path = path.resolve()  # a link to it stays one
    with _beside(path, content) as temporary:
        shutil.copymode(path, temporary)
        temporary.replace(path)


@contextmanager
def _beside(path: Path, content: bytes) -> Iterator[Path]:
    # Hidden, and with another ending, so that nobody takes it for a version.
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.new")
    try:
        _write(temporary, content)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _write_in_place(path: Path, content: bytes) -> None:
    """Write where the file system knows no links."""
    try:
        _write(path, content)
    except FileExistsError:
        raise
    except OSError:
        path.unlink(missing_ok=True)
        raise

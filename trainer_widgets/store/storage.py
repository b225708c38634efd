"""Where parts are kept: a folder, or object storage through fsspec.

Both promise the same: :meth:`write` replaces a file as a whole and returns when it is durable,
:meth:`parts` misses no file that was there before the call and has not been removed since.
"""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa

from trainer_widgets.identifiers import uuid7
from trainer_widgets.store.errors import UnreachableError, explained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

SUFFIX = ".parquet"
ASIDE = ".aside"
TEMPORARY = ".tmp"
HIDDEN = (".", "_")  # Spark, Arrow and macOS keep their own files under such names
LISTINGS = 10


@dataclass(frozen=True)
class Part:
    """One file of a task, as a listing shows it; ``mark`` changes whenever the content does."""

    name: str
    size: int
    modified: float
    mark: str

    @property
    def is_aside(self) -> bool:
        """Whether a compaction has renamed it aside, and has not finished."""
        return self.name.endswith(ASIDE)


class Place(Protocol):
    """What a store needs of the storage underneath."""

    url: str

    def parts(self, folder: str) -> list[Part]:
        """Return the parts of a folder, by name; empty where there is no folder."""

    def read(self, folder: str, names: Sequence[str]) -> Iterable[pa.Buffer | OSError]:
        """Give whole files, in order; an error in place of one that cannot be read."""

    def write(self, folder: str, name: str, data: pa.Buffer | bytes) -> None:
        """Replace a file as a whole; durable when it returns."""

    def retire(self, folder: str, part: Part) -> Part | None:
        """Take a part out of its writer's reach; None when it has changed or gone."""

    def remove(self, folder: str, part: Part) -> bool:
        """Remove a retired part, unless it has changed; whether it was removed."""

    def restore(self, folder: str, part: Part, name: str) -> None:
        """Give a retired part back to all readers, under a new name."""

    def sweep(self, folder: str, before: float) -> int:
        """Remove temporary files that nobody has touched since; how many there were."""


def is_part(name: str) -> bool:
    """Tell whether a file name is that of a part."""
    return name.endswith(ASIDE) or (name.endswith(SUFFIX) and not name.startswith(HIDDEN))


def agreed(scan: Callable[[], dict[str, Part]], is_there: Callable[[str], bool]) -> list[Part]:
    """Return a complete listing, by name.

    A listing is not atomic: of a file that is renamed or merged meanwhile it may show neither
    the old nor the new name. Two listings in a row with the same names have missed nothing.
    """
    found: dict[str, Part] = scan()
    for _ in range(LISTINGS):
        earlier, found = found, scan()
        if earlier.keys() == found.keys():
            break
        found |= {n: p for n, p in earlier.items() if n not in found and is_there(n)}
    return [found[name] for name in sorted(found)]


def open_place(url: str, options: Mapping[str, Any]) -> Place:
    """Return the place that a path or an fsspec URL means."""
    if "://" not in url:
        return Folder(url)
    if url.startswith(("file://", "local://")):
        return Folder(url.split("://", 1)[1])
    from trainer_widgets.store.buckets import Bucket  # noqa: PLC0415 - loaded only where it is used

    return Bucket(url, options)


class Folder:
    """A folder of the file system."""

    def __init__(self, path: str) -> None:
        """Remember the path; nothing is made before something is written."""
        # Absolute, since the working directory of a notebook may change later.
        self.root = Path(path).expanduser().absolute()
        self.url = str(self.root)
        self._made: set[str] = set()

    def parts(self, folder: str) -> list[Part]:
        """Return the parts of a folder, by name."""
        return agreed(lambda: self._scan(folder), lambda name: (self.root / folder / name).exists())

    def _scan(self, folder: str) -> dict[str, Part]:
        found = {}
        try:
            with os.scandir(self.root / folder) as entries:
                for entry in entries:
                    with suppress(FileNotFoundError):
                        if is_part(entry.name) and entry.is_file():
                            found[entry.name] = _part(entry.name, entry.stat())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise UnreachableError(str(self.root / folder), error) from error
        return found

    def read(self, folder: str, names: Sequence[str]) -> Iterator[pa.Buffer | OSError]:
        """Give whole files, one at a time."""
        for name in names:
            try:
                # Faster than Path.read_bytes or a memory map for many small files.
                with open(f"{self.root}/{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
                    yield pa.py_buffer(file.read())
            except OSError as error:
                yield error

    def write(self, folder: str, name: str, data: pa.Buffer | bytes) -> None:
        """Replace a file as a whole: write beside it, flush, rename, flush the folder."""
        path = self.root / folder / name
        try:
            if folder not in self._made:
                _make_durable(path.parent)
                self._made.add(folder)
            _replace(path, data)
        except OSError as error:
            if error.errno == errno.ENOENT:
                # Said once; the next label makes the folder anew.
                self._made.discard(folder)
            raise explained(error, path) from error

    def retire(self, folder: str, part: Part) -> Part | None:
        """Rename a part aside, so that its writer can no longer replace it."""
        if part.is_aside:
            return part
        name = f".{part.name}.{uuid7()}{ASIDE}"
        try:
            (self.root / folder / part.name).rename(self.root / folder / name)
            return _part(name, (self.root / folder / name).stat())
        except FileNotFoundError:
            return None

    def remove(self, folder: str, part: Part) -> bool:
        """Remove a part that was renamed aside."""
        try:
            (self.root / folder / part.name).unlink()
        except FileNotFoundError:
            return False
        return True

    def restore(self, folder: str, part: Part, name: str) -> None:
        """Rename a part that was aside."""
        with suppress(FileNotFoundError):
            (self.root / folder / part.name).rename(self.root / folder / name)

    def sweep(self, folder: str, before: float) -> int:
        """Remove what killed writers left: temporary files that were never acknowledged."""
        swept = 0
        for path in (self.root / folder).glob(f".*{SUFFIX}{TEMPORARY}"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()
                    swept += 1
        return swept


def _part(name: str, stat: os.stat_result) -> Part:
    mark = f"{stat.st_ino}-{stat.st_mtime_ns}-{stat.st_size}"
    return Part(name, stat.st_size, stat.st_mtime, mark)


def _replace(path: Path, data: pa.Buffer | bytes) -> None:
    # Hidden, since some programs read every file of a folder, however its name ends.
    temporary = f"{path.parent}/.{path.name}{TEMPORARY}"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)  # noqa: PTH105 - Path.replace costs a Path
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - as above; gives a full disk its room back
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot open a folder, and keeps its journal itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems do not know this call; they are as durable as they are.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def _make_durable(folder: Path) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        _flush_folder(path.parent)


def age(part: Part) -> float:
    """Return the seconds since a part was last written."""
    return time.time() - part.modified

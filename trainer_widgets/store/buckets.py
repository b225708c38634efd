"""Object storage as a place for parts, through fsspec.

A part is one PUT, which replaces an object as a whole or not at all; there are no temporary
files, and nothing is renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import fsspec
import pyarrow as pa

from trainer_widgets.store.errors import (
    FolderGoneError,
    NotWritableError,
    StorageError,
    UnreachableError,
)
from trainer_widgets.store.storage import Part, agreed, is_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

AT_ONCE = 128


class Bucket:
    """A prefix in object storage.

    Parameters
    ----------
    url
        Any fsspec URL of object storage.
    options
        What fsspec needs to open it.
    """

    def __init__(self, url: str, options: Mapping[str, Any]) -> None:
        """Open the file system; nothing is listed yet."""
        # What a cached listing does not show counts as missing: other machines write here.
        cached = {"use_listings_cache": False}
        self._fs, root = fsspec.core.url_to_fs(url, **(cached | dict(options)))
        self._root = root.rstrip("/")
        self.url = url.rstrip("/")

    def parts(self, folder: str) -> list[Part]:
        """Return the parts under a prefix, by name; pages are not one snapshot, so twice."""
        return agreed(lambda: self._scan(folder), self._is_there(folder))

    def _scan(self, folder: str) -> dict[str, Part]:
        try:
            self._fs.invalidate_cache()
            entries = self._fs.ls(f"{self._root}/{folder}", detail=True)
        except FileNotFoundError:
            return {}
        except Exception as error:
            raise UnreachableError(self.url, error) from error
        found = {}
        for entry in entries:
            name = entry["name"].rsplit("/", 1)[-1]
            if entry["type"] == "file" and is_part(name):
                found[name] = _part(name, entry)
        return found

    def _is_there(self, folder: str) -> Any:  # noqa: ANN401 - a predicate
        return lambda name: self._fs.exists(f"{self._root}/{folder}/{name}")

    def read(self, folder: str, names: Sequence[str]) -> Iterator[pa.Buffer | OSError]:
        """Return whole objects, many at a time."""
        for start in range(0, len(names), AT_ONCE):
            paths = [f"{self._root}/{folder}/{name}" for name in names[start : start + AT_ONCE]]
            found = self._fs.cat(paths, on_error="return")
            for path in paths:
                content = found.get(path, FileNotFoundError(path))
                if isinstance(content, bytes):
                    yield pa.py_buffer(content)
                elif isinstance(content, OSError):
                    yield content
                else:
                    raise UnreachableError(self.url, content)

    def write(self, folder: str, name: str, data: pa.Buffer | bytes) -> None:
        """Put an object."""
        path = f"{self._root}/{folder}/{name}"
        try:
            self._fs.pipe_file(path, bytes(data))
        except PermissionError as error:
            raise NotWritableError(path, str(error)) from error
        except FileNotFoundError as error:
            raise FolderGoneError(self.url) from error
        except Exception as error:  # every file system has its own errors
            raise StorageError(path, str(error)) from error

    def retire(self, folder: str, part: Part) -> Part | None:
        """Return the part if it is what it was; objects are not renamed."""
        return part if self._scan_one(folder, part.name) == part.mark else None

    def remove(self, folder: str, part: Part) -> bool:
        """Remove an object if its mark is unchanged; S3 itself compares, in one request."""
        path = f"{self._root}/{folder}/{part.name}"
        if self._scan_one(folder, part.name) != part.mark:
            return False
        try:
            if hasattr(self._fs, "call_s3"):
                bucket, key, _ = self._fs.split_path(path)
                self._fs.call_s3("delete_object", Bucket=bucket, Key=key, IfMatch=part.mark)
            else:
                self._fs.rm_file(path)
        except OSError:
            return False  # changed in this very moment: its rows are safe where they are
        return True

    def _scan_one(self, folder: str, name: str) -> str | None:
        try:
            self._fs.invalidate_cache()
            return _part(name, self._fs.info(f"{self._root}/{folder}/{name}")).mark
        except FileNotFoundError:
            return None

    def restore(self, folder: str, part: Part, name: str) -> None:
        """Do nothing: a part that was not removed is where it was."""

    def sweep(self, folder: str, before: float) -> int:
        """Do nothing: there are no temporary files."""
        del folder, before
        return 0


def _part(name: str, entry: Mapping[str, Any]) -> Part:
    modified: Any = entry.get("LastModified") or entry.get("updated") or entry.get("created")
    if hasattr(modified, "timestamp"):
        modified = modified.timestamp()
    # Without any time a part never counts as untouched for long.
    stamp = round(modified, 6) if isinstance(modified, float) else float("inf")
    mark = entry.get("ETag") or entry.get("etag") or entry.get("md5Hash") or stamp
    return Part(name, entry["size"] or 0, stamp, str(mark))

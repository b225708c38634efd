"""What can go wrong while a file is written, and what to do then."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class StoreError(Exception):
    """Base of everything that goes wrong in a label store."""


class DiskFullError(StoreError):
    """Raised when there is no room; what failed can be recorded again once there is."""

    def __init__(self, path: str) -> None:
        """Name the file that did not fit."""
        super().__init__(
            f"no room left for {path}: it is NOT stored. Free some space (or raise the quota), "
            f"then try again"
        )


class NotWritableError(StoreError):
    """Raised when the folder or bucket may not be written."""

    def __init__(self, path: str, reason: str) -> None:
        """Name the file and what the system said."""
        super().__init__(
            f"{path} may not be written ({reason}): it is NOT stored. Make the place writable, "
            f"or open a LabelStore elsewhere, then try again"
        )


class FolderGoneError(StoreError):
    """Raised when the folder was removed while somebody was recording."""

    def __init__(self, folder: str) -> None:
        """Name the folder."""
        super().__init__(
            f"{folder} was removed while labels were being recorded: this label is NOT stored, "
            f"and parts that were full are gone with the folder. Put the folder back, or record "
            f"again to make a new one with what this session still holds"
        )


class StorageError(StoreError):
    """Raised when the storage fails in a way that nothing more precise is known of."""

    def __init__(self, path: str, reason: str) -> None:
        """Name the file and what the system said."""
        super().__init__(
            f"could not write {path} ({reason}): it is NOT stored. Try again once the storage works"
        )


class UnreachableError(StoreError):
    """Raised when what is stored cannot be listed or read."""

    def __init__(self, url: str, reason: object) -> None:
        """Name the URL and what the system said."""
        super().__init__(
            f"could not read {url} ({reason}): check the address, the rights or "
            f"credentials (storage_options) and the network, then try again"
        )


class UnknownColumnError(StoreError):
    """Raised for a column that events do not have."""

    def __init__(self, unknown: Sequence[str], known: Sequence[str]) -> None:
        """Name it, and those there are."""
        super().__init__(
            f"events have no column {', '.join(unknown)}: choose of " + ", ".join(known)
        )


def explained(error: OSError, path: Path) -> StoreError:
    """Return the store's own error for what the system said."""
    reason = error.strerror or str(error)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return DiskFullError(str(path))
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return NotWritableError(str(path), reason)
        case errno.ENOENT:
            return FolderGoneError(str(path.parent))
        case _:
            return StorageError(str(path), reason)


class ClosedSessionError(StoreError):
    """Raised when something is recorded in a session that has ended."""

    def __init__(self, session: str) -> None:
        """Name the session."""
        super().__init__(f"session {session} has ended: open a new one with store.session(...)")


class ForkedSessionError(StoreError):
    """Raised when a session is used in a process that was forked from its own."""

    def __init__(self, session: str) -> None:
        """Name the session."""
        super().__init__(
            f"session {session} belongs to the process that opened it; both would write the "
            f"same file. Call store.session(...) in this process"
        )

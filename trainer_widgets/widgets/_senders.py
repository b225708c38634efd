"""Who sent the message that is being answered, where the server says so."""

from __future__ import annotations

import contextlib
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from trainer_widgets.server.stamps import SEAL, BrokenSealError, Stamp, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Handlers run on subshells' threads, and slow ones on threads of their own with a copied context.
_sender: ContextVar[Stamp | BrokenSealError | None] = ContextVar("sender", default=None)
# Seals that were used, oldest first, and how many are remembered: those of some hours.
_used: dict[str, None] = {}
_used_lock = threading.Lock()
MOST_USED = 2**14


@contextlib.contextmanager
def answering(message: Mapping[str, Any]) -> Iterator[None]:
    """Remember a kernel message's stamp while it is answered."""
    before = _sender.set(_sender_of(message))
    try:
        yield
    finally:
        _sender.reset(before)


def sender() -> Stamp | None:
    """Return the stamp of the message that is being answered, or None where nobody stamps.

    Raises
    ------
    BrokenSealError
        Where its seal does not hold, or was used before.
    """
    found = _sender.get()
    if isinstance(found, BrokenSealError):
        raise found
    return found


def is_cell_stamped() -> bool:
    """Tell whether the cell that runs came to the kernel through a server that stamps."""
    try:
        from IPython import get_ipython  # noqa: PLC0415 - only where there is a kernel

        return stamp_of(get_ipython().kernel.get_parent(), _kernel_key()) is not None
    except (ImportError, AttributeError, BrokenSealError):
        return False


def _sender_of(message: Mapping[str, Any]) -> Stamp | BrokenSealError | None:
    try:
        stamp = stamp_of(message, _kernel_key())
    except BrokenSealError as error:
        return error
    if stamp is not None and not _is_first_use(message["metadata"][SEAL]):
        return BrokenSealError()
    return stamp


def _is_first_use(seal: str) -> bool:
    with _used_lock:
        if seal in _used:
            return False
        _used[seal] = None
        if len(_used) > MOST_USED:
            del _used[next(iter(_used))]
        return True


def _kernel_key() -> bytes:
    """Return the key of this kernel's connection; empty outside a Jupyter kernel."""
    try:
        from IPython import get_ipython  # noqa: PLC0415 - only where there is a kernel

        return bytes(get_ipython().kernel.session.key)
    except (ImportError, AttributeError):
        return b""

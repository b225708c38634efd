"""Who sent the message that is being answered, where the server says so."""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from trainer_widgets.server.stamps import Stamp, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Handlers run on subshells' threads, and slow ones on threads of their own with a copied context.
_stamp: ContextVar[Stamp | None] = ContextVar("stamp", default=None)


@contextlib.contextmanager
def answering(message: Mapping[str, Any]) -> Iterator[None]:
    """Remember a kernel message's stamp while it is answered."""
    before = _stamp.set(stamp_of(message, _kernel_key()))
    try:
        yield
    finally:
        _stamp.reset(before)


def sender() -> Stamp | None:
    """Return the stamp of the message that is being answered, or None where nobody stamps."""
    return _stamp.get()


def _kernel_key() -> bytes:
    """Return the key of this kernel's connection; empty outside a Jupyter kernel."""
    try:
        from IPython import get_ipython  # noqa: PLC0415 - only where there is a kernel

        return bytes(get_ipython().kernel.session.key)
    except (ImportError, AttributeError):
        return b""

"""Opaque names for items, under which a browser knows them."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from typing import TYPE_CHECKING

from trainer_widgets.store import ChangedNoteError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer_widgets.store import LabelStore

NOTE = "token key"


def token_key(store: LabelStore) -> bytes:
    """Return the secret that tokens are made with; it lies beside the labels, and lasts."""
    kept = store.read_note(NOTE)
    if kept is None:
        # Another kernel may be first, and its key is as good.
        with contextlib.suppress(ChangedNoteError):
            store.keep_note(NOTE, secrets.token_hex(16))
        kept = store.read_note(NOTE)
    return (kept or "").encode()


def token(key: bytes, parts: Iterable[str]) -> str:
    """Return a name that tells nothing of its parts, and is the same for the same parts."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.blake2b(
        text.encode("utf-8", "surrogatepass"), key=key, digest_size=12
    ).hexdigest()

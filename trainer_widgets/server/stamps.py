"""What a stamp on a kernel message looks like, and how a kernel tells it from a forged one.

The server writes the login into the header's ``username`` and seals it. The seal is made with the
key that signs all messages between this server and this kernel: browsers never learn it, whatever
they write into a message, and whatever else they set when they start a kernel. It is in the
message's metadata, which no reply repeats, and it holds for one message only.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SEAL = "trainer_widgets_seal"
# Jupyter signs whole messages with the same key; those begin with a brace.
PURPOSE = b"trainer_widgets stamp "


class Stamp(NamedTuple):
    """What the server says of a message: the sender's login, empty where nobody logged in."""

    login: str


def stamp(header: dict[str, Any], metadata: dict[str, Any], login: str, key: bytes) -> None:
    """Write a login into a message's header, whatever was there, and seal it.

    Examples
    --------
    >>> header, metadata = {"msg_id": "1", "username": "ben"}, {}
    >>> stamp(header, metadata, "ana", key=b"secret")
    >>> stamp_of({"header": header, "metadata": metadata}, key=b"secret")
    Stamp(login='ana')
    >>> stamp_of({"header": header | {"username": "ben"}, "metadata": metadata}, key=b"secret")
    Stamp(login='')
    """
    header["username"] = login
    metadata[SEAL] = _seal(header, key)


def stamp_of(message: Mapping[str, Any], key: bytes) -> Stamp | None:
    """Return what the server said of a message, or None where it stamps nothing.

    A seal that does not hold vouches for nobody: what a forger claims beside it counts no more
    than before.
    """
    header, metadata = message.get("header") or {}, message.get("metadata") or {}
    if SEAL not in metadata:
        return None
    is_whole = bool(key) and hmac.compare_digest(
        _seal(header, key).encode(), str(metadata[SEAL]).encode(errors="replace")
    )
    return Stamp(str(header["username"]) if is_whole else "")


def _seal(header: Mapping[str, Any], key: bytes) -> str:
    # Jupyter reads a text that looks like a time as one, also where it is an id.
    text = json.dumps([header.get("msg_id"), header.get("username")], default=str)
    return hmac.new(key, PURPOSE + text.encode(), hashlib.sha256).hexdigest()

"""What a stamp on a kernel message looks like, and how a kernel tells it from a forged one.

The server seals what it knows of the sender, beside a number of its own that no other message has.
The seal is made with the key that signs all messages between this server and this kernel: browsers
never learn it, whatever they write into a message, and whatever else they set when they start a
kernel. Seal and sealed text are one entry of the message's metadata, which no reply repeats.
Nothing that a browser wrote is sealed: Jupyter changes some of it on the way (an id that looks
like a time becomes one), and a seal that its sender can break is none.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

SEAL = "trainer_widgets_seal"
# Jupyter signs whole messages with the same key; those begin with a brace.
PURPOSE = b"trainer_widgets stamp "


class BrokenSealError(ValueError):
    """Raised for a message with a seal that does not hold."""

    def __init__(self) -> None:
        """Say what may be wrong."""
        super().__init__(
            "The server's seal on this message does not hold, so it counts as nobody's. If nobody "
            "changed it, this kernel cannot check seals: it takes ipykernel, and a Session.key."
        )


class Stamp(NamedTuple):
    """What the server says of a message's sender.

    Parameters
    ----------
    login
        Their login; empty for somebody it does not know, and None where it knows nobody at all.
    """

    login: str | None


def stamp(header: dict[str, Any], metadata: dict[str, Any], login: str | None, key: bytes) -> None:
    """Write a login into a message's header, whatever was there, and seal it.

    Examples
    --------
    >>> header, metadata = {"msg_id": "1", "username": "ben"}, {}
    >>> stamp(header, metadata, "ana", key=b"secret")
    >>> header["username"], stamp_of({"metadata": metadata}, key=b"secret")
    ('ana', Stamp(login='ana'))
    """
    header["username"] = login or ""
    sealed = json.dumps([secrets.token_hex(16), login])
    metadata[SEAL] = f"{_seal(sealed, key)} {sealed}"


def stamp_of(message: Mapping[str, Any], key: bytes) -> Stamp | None:
    """Return what the server said of a message, or None where it stamps nothing.

    Raises
    ------
    BrokenSealError
        For a seal that does not hold: whoever sent it is trying something.

    Examples
    --------
    >>> stamp_of({"metadata": {}}, key=b"secret")
    >>> stamp_of({"metadata": {SEAL: '0 ["1", "ana"]'}}, key=b"secret")
    Traceback (most recent call last):
        ...
    trainer_widgets.server.stamps.BrokenSealError: The server's seal on this message...
    """
    metadata = message.get("metadata")
    if not isinstance(metadata, Mapping) or SEAL not in metadata:
        return None
    seal, _, sealed = str(metadata[SEAL]).partition(" ")
    if not key or not hmac.compare_digest(_bytes(seal), _bytes(_seal(sealed, key))):
        raise BrokenSealError
    _, login = json.loads(sealed)
    return Stamp(login)


def _seal(sealed: str, key: bytes) -> str:
    return hmac.new(key, PURPOSE + _bytes(sealed), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    # A browser can write halves of characters, which have no bytes otherwise.
    return text.encode(errors="surrogatepass")

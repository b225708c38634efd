"""Time-ordered identifiers."""

from __future__ import annotations

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """Return a UUID of version 7 (RFC 9562, section 5.7): later ones of a process sort later.

    The 12 bits behind the milliseconds hold their fraction (method 3 of section 6.2).

    Examples
    --------
    >>> first, second = uuid7(), uuid7()
    >>> first < second, first.version
    (True, 7)
    """
    global _last  # noqa: PLW0603 - what makes two calls within one tick differ
    with _lock:
        milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
        _last = max((milliseconds << 12) | (nanoseconds * 4096 // 1_000_000), _last + 1)
        ticks = _last
    random = int.from_bytes(os.urandom(8)) >> 2
    return uuid.UUID(int=(ticks >> 12) << 80 | 7 << 76 | (ticks & 0xFFF) << 64 | 2 << 62 | random)

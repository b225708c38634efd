"""Which of Jupyter's users are known by a login."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

INVENTED = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
ANONYMOUS = re.compile(r"anonymous\b", re.IGNORECASE)


def login_of(identity: Mapping[str, Any]) -> str:
    """Return the login of a user as ``/api/me`` tells it, or "" for one that Jupyter made up.

    Where nobody logged in, Jupyter makes up a random hexadecimal id and calls it "Anonymous Io".
    Views go by the same rule: ``loginOf`` in ``kit/identity.ts``.

    Examples
    --------
    >>> login_of({"username": "ana", "name": "Ana", "display_name": "Ana"})
    'ana'
    >>> login_of({"username": "3f2b" * 8, "name": "Anonymous Io", "display_name": "Anonymous Io"})
    ''
    """
    username = identity.get("username") or ""
    names = (username, identity.get("display_name"), identity.get("name"))
    is_invented = INVENTED.fullmatch(username.replace("-", "")) is not None
    is_anonymous = any(ANONYMOUS.match(name or "") for name in names)
    return "" if is_invented or is_anonymous else username

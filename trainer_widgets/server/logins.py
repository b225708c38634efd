"""Which of Jupyter's users are known by a login, and which it made up."""

# Jupyter's own classes have no types everywhere.
# mypy: allow-untyped-calls

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.auth.identity import IdentityProvider, User

# What tells a provider who comes. Where all of it is Jupyter's own, nobody has a login: its token
# and its password say that somebody may come in, and not who.
TELLING = (
    *("get_user", "_get_user", "get_user_token", "get_user_cookie", "user_from_cookie"),
    "process_login_form",
)
JUPYTERS_OWN = "jupyter_server.auth."
# As `IdentityProvider.generate_anonymous_user` makes them.
MADE_UP_ID = re.compile(r"[0-9a-f]{32}")
MADE_UP_NAME = re.compile(r"Anonymous \w+")


def login_of(provider: IdentityProvider, user: User) -> str:
    """Return the login by which a provider knows a user, or "" for one that Jupyter made up.

    A provider that knows people can let others in beside them, as Jupyter makes them up: those
    have a random id, and both of their names are "Anonymous Io" or the like. A login may look
    like such an id, and a person may be called so; nobody who is known has both.

    Views can only guess; where messages are stamped, what is said here counts (see `Seats`).

    Examples
    --------
    >>> from jupyter_server.auth.identity import PasswordIdentityProvider, User
    >>> from trainer_widgets.server.shared_lab import LinkIdentityProvider
    >>> login_of(LinkIdentityProvider(), User("ana", "Anonymous Ana"))
    'ana'
    >>> login_of(PasswordIdentityProvider(), User("3f2b" * 8, "Anonymous Io"))
    ''
    """
    found = provider.identity_model(user)
    username, name = str(found.get("username") or ""), str(found.get("name") or "")
    is_made_up = (
        MADE_UP_ID.fullmatch(username) is not None
        and MADE_UP_NAME.fullmatch(name) is not None
        and found.get("display_name") == name
    )
    return "" if is_made_up or knows_nobody(provider) else username


def knows_nobody(provider: IdentityProvider) -> bool:
    """Tell whether a provider lets people in without knowing who they are, as Jupyter's own do."""
    telling = [getattr(type(provider), name) for name in TELLING]
    # A form of one's own may know people, too, and in old settings it alone does.
    telling.append(provider.login_handler_class)
    return all(one.__module__.startswith(JUPYTERS_OWN) for one in telling)

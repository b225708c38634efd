"""Which of a Jupyter server's users have a login, and which it made up."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from jupyter_server.auth.identity import (
    IdentityProvider,
    LegacyIdentityProvider,
    PasswordIdentityProvider,
    User,
)

from trainer_widgets.server.logins import login_of
from trainer_widgets.server.shared_lab import LinkIdentityProvider

HEX = "0123abcd" * 4


class HubProvider(IdentityProvider):
    """Knows everybody who comes, as a hub does."""

    def get_user(self, handler: object) -> User:
        """Return whoever the hub says it is."""
        return User(str(handler))


@pytest.mark.parametrize(
    ("provider", "user", "login"),
    [
        (HubProvider, User("ana"), "ana"),
        (HubProvider, User(HEX, "Zoe"), HEX),
        (HubProvider, User("ben", "Anonymous Io"), "ben"),
        (LinkIdentityProvider, User("anonymous"), "anonymous"),
        (LinkIdentityProvider, User(HEX), HEX),
        (PasswordIdentityProvider, User(HEX, "Zoe"), ""),
        (PasswordIdentityProvider, User("ana"), ""),
        (LegacyIdentityProvider, User("anonymous"), ""),
    ],
)
def test_a_login_is_whom_the_provider_knows(
    provider: type[IdentityProvider], user: User, login: str
) -> None:
    """However a login looks, it is one where people are known; a shared token knows nobody."""
    assert login_of(provider(), user) == login


@pytest.mark.parametrize("provider", [HubProvider, LinkIdentityProvider, PasswordIdentityProvider])
def test_made_up_users_have_no_login(provider: type[IdentityProvider]) -> None:
    """Whom Jupyter makes up has none anywhere, also after they come back with their cookie."""
    handler: Any = SimpleNamespace(log=logging.getLogger())
    made = provider().generate_anonymous_user(handler)
    back = provider().user_from_cookie(provider().user_to_cookie(made))
    assert back is not None
    assert login_of(provider(), made) == login_of(provider(), back) == ""

"""Logins for the tests: who has this token is this user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_server.auth.identity import PasswordIdentityProvider, User

from tests.browser.jupyter import USERS

if TYPE_CHECKING:
    from tornado.web import RequestHandler


class TableIdentityProvider(PasswordIdentityProvider):
    """Knows two people, each by a token of their own."""

    async def get_user_token(self, handler: RequestHandler) -> User | None:
        """Give the user whose token the address or the header carries."""
        token = self.get_token(handler)
        login = next((login for login, known in USERS.items() if known == token), None)
        if login is None:
            return None
        return User(username=login, name=login.title(), display_name=login.title())

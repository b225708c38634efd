"""Who is it? Which annotator a view speaks for."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.wire import Problem

if TYPE_CHECKING:
    from trainer_widgets.records import Identity
    from trainer_widgets.server.stamps import Stamp

MAX_NAME = 120


class Seat(NamedTuple):
    """A view's place at the widget: an opaque token, and the person behind it."""

    token: str
    annotator: str
    identity: Identity


class Seats:
    """Hands out seats.

    Where the server stamps messages, the stamp says who it is, whatever the view claims. Elsewhere
    a view says which login its server told it, or a name that was typed, which could be forged
    from the browser's console. So events carry how the name is known: ``stamped``; ``asserted``
    for a login that the view reports; ``given`` for ``annotator=`` and for a typed name.

    Parameters
    ----------
    annotator
        The one person this widget is for, or None.
    """

    def __init__(self, annotator: str | None) -> None:
        """Start with nobody seated."""
        self._annotator = annotator
        self._login: str | None = None
        self._logins: set[str] = set()
        self._seats: dict[str, Seat] = {}

    def take(
        self, login: str | None, name: str | None, stamp: Stamp | None = None
    ) -> Seat | Problem:
        """Seat a view, or say why not."""
        login = login if stamp is None else stamp.login
        if self._annotator is not None:
            return self._take_fixed(self._annotator, login, stamp)
        if not login:
            name = (name or "").strip()
            return self._refusal(name) or self._new(name, "given")
        if not _is_name(login):
            text = f"The server's login is no name of at most {MAX_NAME} printable characters."
            return Problem("identity", text, final=True)
        self._logins.add(login)
        return self._new(login, "asserted" if stamp is None else "stamped")

    def find(self, token: str, stamp: Stamp | None = None) -> Seat | None:
        """Return the sender's seat, or None when this kernel did not hand the token to them."""
        seat = self._seats.get(token)
        return seat if seat is not None and self._is_of(seat, stamp) else None

    def _is_of(self, seat: Seat, stamp: Stamp | None) -> bool:
        if stamp is None:
            return seat.identity != "stamped"
        if stamp.login:
            return (seat.annotator, seat.identity) == (stamp.login, "stamped")
        return seat.identity == "given" and seat.annotator not in self._logins

    def _refusal(self, name: str) -> Problem | None:
        if not name:
            return Problem("need_name", "Who is labeling? Type your name.", final=False)
        if not _is_name(name):
            text = f"A name is at most {MAX_NAME} printable characters."
            return Problem("need_name", text, final=False)
        if name in self._logins:
            text = f"{name} is the login of somebody who labels here. Type another name."
            return Problem("need_name", text, final=False)
        return None

    def _take_fixed(self, annotator: str, login: str | None, stamp: Stamp | None) -> Seat | Problem:
        if login and stamp is not None:
            if login != annotator:
                return _not_theirs(annotator, f"the server knows you as {login}")
            self._logins.add(login)
            return self._new(annotator, "stamped")
        if annotator in self._logins:
            return _not_theirs(annotator, "the server does not know you")
        if login and self._login and login != self._login:
            return _not_theirs(annotator, f"{self._login} labels here already")
        self._login = self._login or login
        return self._new(annotator, "given")

    def _new(self, annotator: str, identity: Identity) -> Seat:
        for seat in self._seats.values():
            if (seat.annotator, seat.identity) == (annotator, identity):
                return seat
        seat = Seat(secrets.token_urlsafe(12), annotator, identity)
        self._seats[seat.token] = seat
        return seat


def _not_theirs(annotator: str, reason: str) -> Problem:
    text = (
        f"This widget is {annotator}'s: the cell says annotator={annotator!r}, and {reason}. "
        f"Leave `annotator` out to label together."
    )
    return Problem("identity", text, final=True)


def _is_name(text: str) -> bool:
    return len(text) <= MAX_NAME and text.isprintable()

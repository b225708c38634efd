"""Who is it? Which annotator a view speaks for."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.wire import Problem

if TYPE_CHECKING:
    from trainer_widgets.records import Identity

MAX_NAME = 120


class Seat(NamedTuple):
    """A view's place at the widget: an opaque token, and the person behind it."""

    token: str
    annotator: str
    identity: Identity


class Seats:
    """Hands out seats.

    A view says which login its server told it, or a name that was typed. The claim could be
    forged from the browser's console, so events carry how the name is known: ``asserted`` for a
    login that the view reports, ``given`` for ``annotator=`` and for a typed name.

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

    def take(self, login: str | None, name: str | None) -> Seat | Problem:
        """Seat a view, or say why not."""
        if self._annotator is not None:
            return self._take_fixed(self._annotator, login)
        name = (name or "").strip()
        if problem := self._refusal(login, name):
            return problem
        if login:
            self._logins.add(login)
            return self._new(login, "asserted")
        return self._new(name, "given")

    def _refusal(self, login: str | None, name: str) -> Problem | None:
        if login:
            if _is_name(login):
                return None
            text = f"The server's login is no name of at most {MAX_NAME} printable characters."
            return Problem("identity", text, final=True)
        if not name:
            return Problem("need_name", "Who is labeling? Type your name.", final=False)
        if not _is_name(name):
            text = f"A name is at most {MAX_NAME} printable characters."
            return Problem("need_name", text, final=False)
        if name in self._logins:
            text = f"{name} is the login of somebody who labels here. Type another name."
            return Problem("need_name", text, final=False)
        return None

    def find(self, token: str) -> Seat | None:
        """Return the seat of a token, or None when this kernel did not hand it out."""
        return self._seats.get(token)

    def _take_fixed(self, annotator: str, login: str | None) -> Seat | Problem:
        if login and self._login and login != self._login:
            text = (
                f"This widget is {annotator}'s: the cell says annotator={annotator!r}, and "
                f"{self._login} labels here already. Leave `annotator` out to label together."
            )
            return Problem("identity", text, final=True)
        self._login = self._login or login
        return self._new(annotator, "given")

    def _new(self, annotator: str, identity: Identity) -> Seat:
        for seat in self._seats.values():
            if (seat.annotator, seat.identity) == (annotator, identity):
                return seat
        seat = Seat(secrets.token_urlsafe(12), annotator, identity)
        self._seats[seat.token] = seat
        return seat


def _is_name(text: str) -> bool:
    return len(text) <= MAX_NAME and text.isprintable()

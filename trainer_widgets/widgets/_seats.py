"""Who is it? Which annotator a view speaks for."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.names import looks, normal_name
from trainer_widgets.wire import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from trainer_widgets.records import Identity
    from trainer_widgets.server.stamps import Stamp

MAX_NAME = 120
UNKNOWN = ""  # the login of somebody whom a server does not know that knows others


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

    However its letters are put together, a name is the same person's: seats have its normal form.

    Parameters
    ----------
    annotator
        The one person this widget is for, or None.
    """

    def __init__(self, annotator: str | None) -> None:
        """Start with nobody seated."""
        self._annotator = None if annotator is None else normal_name(annotator)
        self._login: str | None = None
        self._logins: dict[str, str] = {}  # by their looks
        self._seats: dict[str, Seat] = {}

    def take(
        self,
        login: str | None,
        name: str | None,
        stamp: Stamp | None = None,
        reserved: Callable[[], Collection[str]] = tuple,
    ) -> Seat | Problem:
        """Seat a view, or say why not.

        Parameters
        ----------
        login, name
            What the view says of itself.
        stamp
            What the server says.
        reserved
            Returns whom a server that knows people has to know; nobody else types their names.
        """
        login = normal_name((login if stamp is None else stamp.login) or "")
        if stamp is None or stamp.login != UNKNOWN:
            reserved = tuple
        if self._annotator is not None:
            return self._take_fixed(self._annotator, login, stamp, reserved)
        if not login:
            name = normal_name(name or "").strip()
            return self._refusal(name, reserved) or self._new(name, "given")
        if not _is_name(login):
            text = f"The server's login is no name of at most {MAX_NAME} printable characters."
            return Problem("identity", text, final=True)
        self._logins[looks(login)] = login
        return self._new(login, "asserted" if stamp is None else "stamped")

    def find(self, token: str, stamp: Stamp | None = None) -> Seat | None:
        """Return the sender's seat, or None when this kernel did not hand the token to them."""
        seat = self._seats.get(token)
        return seat if seat is not None and self._is_of(seat, stamp) else None

    def _is_of(self, seat: Seat, stamp: Stamp | None) -> bool:
        if stamp is None:
            return seat.identity != "stamped"
        if stamp.login:
            return (seat.annotator, seat.identity) == (normal_name(stamp.login or ""), "stamped")
        return seat.identity == "given" and looks(seat.annotator) not in self._logins

    def _refusal(self, name: str, reserved: Callable[[], Collection[str]]) -> Problem | None:
        """Return why nobody may type a name here, or None when they may."""
        if not name:
            return Problem("need_name", "Who is labeling? Type your name.", final=False)
        if not _is_name(name):
            text = f"A name is at most {MAX_NAME} printable characters."
            return Problem("need_name", text, final=False)
        typed = {looks(one.annotator): one.annotator for one in self._seats.values()}
        if theirs := self._logins.get(looks(name)):
            text = f"{theirs} is the login of somebody who labels here. Type another name."
        elif theirs := typed.get(looks(name)):
            if theirs == name:
                return None
            text = (
                f"{name} looks like {theirs}, who labels here. Type {theirs} if that is you, and "
                f"another name if not."
            )
        elif theirs := _alike(name, reserved()):
            text = (
                f"{theirs} is somebody of this project, and the server does not know you by that "
                f"name. Log in as {theirs} if that is you, or type another name."
            )
        else:
            return None
        return Problem("need_name", text, final=False)

    def _take_fixed(
        self,
        annotator: str,
        login: str,
        stamp: Stamp | None,
        reserved: Callable[[], Collection[str]],
    ) -> Seat | Problem:
        if login and stamp is not None:
            if login != annotator:
                return _not_theirs(annotator, f"the server knows you as {login}")
            self._logins[looks(login)] = login
            return self._new(annotator, "stamped")
        if looks(annotator) in self._logins or _alike(annotator, reserved()):
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


def _alike(name: str, others: Collection[str]) -> str | None:
    return next((other for other in others if looks(other) == looks(name)), None)

"""Who is in a calibration session, and how far each one is: counts, and no answers."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import msgspec

from trainer_widgets.wire.calibration import Attendee, Room

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.calibration.running import RunningSession

# Seconds of silence after which a view is taken for gone. Each says every eight that it is there,
# but browsers let a hidden tab speak about once a minute.
PATIENCE = 75.0


class Presence:
    """Which views have said that they are there, and whose they are.

    Parameters
    ----------
    clock
        Tells the seconds.

    Examples
    --------
    >>> presence = Presence()
    >>> presence.hear("ana", "a view")
    >>> presence.people()
    ['ana']
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody."""
        self._clock = clock
        self._began = clock()
        self._lock = threading.Lock()
        self._heard: dict[tuple[str, str], float] = {}

    def hear(self, annotator: str, view: str) -> None:
        """Note that a view is there."""
        with self._lock:
            self._heard[annotator, view] = self._clock()

    def leave(self, annotator: str, view: str) -> None:
        """Note that a view goes away."""
        with self._lock:
            self._heard.pop((annotator, view), None)

    def people(self) -> list[str]:
        """Return who is there, in the order in which they came."""
        until = self._clock() - PATIENCE
        with self._lock:
            for key in [key for key, heard in self._heard.items() if heard < until]:
                del self._heard[key]
            return list(dict.fromkeys(annotator for annotator, _ in self._heard))

    def is_gone(self, annotator: str) -> bool:
        """Whether somebody is not there, and has had the time to come back to a new kernel."""
        return annotator not in self.people() and self._clock() - self._began >= PATIENCE


class RoomKeeper:
    """Says how a session stands, and counts what changes.

    Parameters
    ----------
    session, presence
        The session, and who is there.
    """

    def __init__(self, session: RunningSession, presence: Presence) -> None:
        """Begin with what is stored."""
        self._session, self._presence = session, presence
        self._room: Room | None = None
        self.news = 0

    def now(self) -> tuple[Room, bool]:
        """Return the room, and whether it is another one than the last time."""
        before = self._room
        turn = before.turn if before else len(self._session.events())
        room = self._made(turn)
        if room == before:
            return room, False
        self._room = msgspec.structs.replace(room, turn=turn + 1)
        return self._room, True

    def _made(self, turn: int) -> Room:
        session = self._session
        discussing = session.agenda.discussing
        items = session.present
        n_left_open = sum(one.action == "escalate" for one in session.decisions().values())
        return Room(
            session=session.id,
            name=session.name,
            turn=turn,
            news=self.news,
            phase=session.phase,
            facilitator=session.facilitator,
            people=self._people(),
            n_items=len(items),
            n_decided=len(session.decisions()) - n_left_open,
            n_left_open=n_left_open,
            discussing=session.items.index(discussing) + 1 if discussing in items else None,
        )

    def _people(self) -> list[Attendee]:
        session, there = self._session, self._presence.people()
        leads = [session.facilitator] if session.facilitator else []
        names = dict.fromkeys([*session.agenda.people, *leads, *session.people, *there])
        return [self._attendee(name, is_there=name in there) for name in names]

    def _attendee(self, name: str, *, is_there: bool) -> Attendee:
        session = self._session
        n_labeled = session.n_labeled(name)
        is_listed = not session.agenda.people or name in session.agenda.people
        # Who leads need not label too; with the first label they take part.
        takes_part = bool(n_labeled) or (is_listed and name != session.facilitator)
        takes_part = takes_part or name in session.agenda.people
        is_over = session.phase == "close" or session.has_seen(name)
        is_awaited = takes_part and n_labeled < len(session.present) and not is_over
        return Attendee(name, is_there, is_awaited, n_labeled)

"""What people at a widget put on record beside labels: rulings, reviews, and what they saw."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from trainer_widgets.exposures import exposure
from trainer_widgets.widgets._problems import ProblemError
from trainer_widgets.wire import Problem

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.store import Session
    from trainer_widgets.widgets._seats import Seat


class SeatSessions:
    """A session of the store for each seat, from the first event on. Any thread may ask.

    Parameters
    ----------
    project
        Where events go.
    """

    def __init__(self, project: Project) -> None:
        """Open no session yet."""
        self._project = project
        self._sessions: dict[Seat, Session] = {}
        self._lock = threading.Lock()
        self._is_closed = False

    def of(self, seat: Seat) -> Session:
        """Return somebody's session.

        Raises
        ------
        ProblemError
            When the widget was closed meanwhile: nobody would end a session any more.
        """
        with self._lock:
            if self._is_closed:
                text = "The widget was closed. Run its cell again."
                raise ProblemError(Problem("failed", text, final=False))
            if seat not in self._sessions:
                self._sessions[seat] = self._project.session(
                    annotator=seat.annotator, identity=seat.identity, origin="widget"
                )
            return self._sessions[seat]

    def expose(self, seat: Seat, *item_ids: str) -> None:
        """Note that somebody is about to see what others said of items; each is stored once."""
        project = self._project
        seen = {one: exposure(project, one, seat.annotator) for one in item_ids}
        stored = project.store.find(project.task, [one["event_id"] for one in seen.values()])
        for event in seen.values():
            if event["event_id"] not in stored:
                self.of(seat).record(**event)

    def close(self) -> None:
        """End all sessions, also where one of them fails."""
        with self._lock, contextlib.ExitStack() as stack:
            self._is_closed = True
            for session in self._sessions.values():
                stack.callback(session.close)

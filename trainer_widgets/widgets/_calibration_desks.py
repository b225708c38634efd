"""The desks of a calibration session: where people label, and where they talk."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from trainer_widgets.widgets._portion import Portion
from trainer_widgets.widgets.by_task import desk_type

if TYPE_CHECKING:
    from trainer_widgets.calibration.running import Person, RunningSession
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._desk import Desk

# In a session everybody labels every item, and nobody is told what is right.
OF_ITS_OWN: dict[str, Any] = {
    "people": [],
    "overlap": 0,
    "assignments": {},
    "gold_rate": None,
    "feedback": False,
}


class CalibrationDesks:
    """Each person has two: one with their own order and sides, and one with everybody's.

    Parameters
    ----------
    session
        The session.
    options
        The task's.
    """

    def __init__(self, session: RunningSession, options: Any) -> None:  # noqa: ANN401 - the task's
        """Seat nobody yet."""
        self._session = session
        self._options = options
        _ = session.project.hashes  # which the copy takes over
        # Under the session's id, so that browsers keep its drafts and its outbox apart.
        self._project = session.project.replace(id=session.id, **OF_ITS_OWN)
        self._desks: dict[tuple[Person, bool], Desk] = {}

    def labeling(self, person: Person) -> Desk:
        """Return the desk at which somebody labels."""
        return self._desk(person, is_plain=False)

    def talking(self, person: Person) -> Desk:
        """Return the desk on which items are as on everybody's."""
        return self._desk(person, is_plain=True)

    def knowing(self, person: Person, token: str) -> Desk:
        """Return the one of somebody's desks from which an item with this token comes."""
        plain = self._desks.get((person, True))
        if plain is None and not self.labeling(person).tokens.find(token):
            plain = self.talking(person)  # of a kernel before this one
        return plain if plain and plain.tokens.find(token) else self.labeling(person)

    def take(self, event: Event[Any, Any]) -> None:
        """Take in what somebody said, at all of their desks."""
        for (person, _), desk in self._desks.items():
            if person.annotator == event.annotator:
                desk.take(event)

    def reread_guideline(self) -> None:
        """Take up a new version of the guideline."""
        self._project.reread_guideline()

    def close(self) -> None:
        """End everybody's session; all are closed, also where one of them fails."""
        with contextlib.ExitStack() as stack:
            for desk in self._desks.values():
                stack.callback(desk.close)

    def _desk(self, person: Person, *, is_plain: bool) -> Desk:
        key = person, is_plain
        if key not in self._desks:
            portion = Portion(self._session.present, lambda: self._session.mark, is_plain)
            kind = desk_type(self._project.task)
            desk = kind(self._project, person.annotator, person.identity, self._options, portion)
            # The first label should not wait for it.
            known = {"annotator": person.annotator, "identity": person.identity}
            desk.session = self._project.session(**known, origin=person.origin)
            self._desks[key] = desk
        return self._desks[key]

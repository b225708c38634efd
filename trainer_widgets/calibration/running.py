"""A calibration session that goes on: its moves, who has seen what, and what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from trainer_widgets.calibration.agenda import checked_name
from trainer_widgets.calibration.answering import answering
from trainer_widgets.calibration.exposures import exposures
from trainer_widgets.calibration.phases import TALKING, why_not
from trainer_widgets.calibration.sessions import CalibrationError, StoredSession
from trainer_widgets.records import Calibration
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from trainer_widgets.calibration.settled import Settled
    from trainer_widgets.project import Project
    from trainer_widgets.records import (
        CalibrationPhase,
        Condition,
        Event,
        Identity,
        Origin,
    )
    from trainer_widgets.store import Session

# Whose move it is that makes a session which nobody leads yet.
NOBODY = "nobody"
REVEALED: Condition = "revealed"


class Person(NamedTuple):
    """Somebody of a session, how their name is known, and where they speak from."""

    annotator: str
    identity: Identity = "given"
    origin: Origin = "python"


class RunningSession(StoredSession):
    """A session with those who move it. It is asked by one thread at a time.

    What could not be stored did not happen: each change is an event first.

    Examples
    --------
    >>> from trainer_widgets import Project
    >>> from trainer_widgets.calibration.opening import opened
    >>> project = Project("datasets/response_ranking", labels=getfixture("tmp_path"))
    >>> session = opened(project, ["rr-001", "rr-002"], facilitator="lea")
    >>> session.move_to("reveal", Person("lea"))
    >>> session.phase
    'reveal'
    >>> session.end()
    """

    def __init__(self, project: Project, id: str) -> None:  # noqa: A002 - the field's word
        """Read what is stored; nobody speaks yet."""
        self._clerks: dict[Person, Session] = {}
        super().__init__(project, id)

    @property
    def lead(self) -> Person:
        """Whoever leads, speaking from a cell."""
        return Person(self.facilitator or NOBODY)

    def not_invited(self, annotator: str) -> str | None:
        """Return why somebody does not take part, or None; who leads is always let in."""
        people = self.agenda.people
        if not people or annotator in [*people, self.facilitator]:
            return None
        return f"{annotator} is not among the people of this session: ask its lead to be added."

    def move_to(self, phase: CalibrationPhase, by: Person) -> None:
        """Move the session on, or back from what was not final; again changes nothing.

        Raises
        ------
        CalibrationError
            When this person does not lead, or the phase does not follow.
        """
        self.check_leads(by)
        if phase == self.phase:
            return
        if reason := why_not(self.phase, phase, self.name):
            raise CalibrationError(reason)
        self.move(by, phase)

    def lead_to(self, place: int, by: Person) -> None:
        """Put an item on the screens of all who follow, by its place on the agenda from 1."""
        self.check_leads(by)
        self.check_talking()
        item_id = self.present_at(place)
        if self.agenda.discussing != item_id:
            self.move(by, discussing=item_id)

    def hand_over(self, to: str, by: Person) -> None:
        """Give the lead to somebody else."""
        to = checked_name(to)
        if self.facilitator is not None or by.origin != "python":
            self.check_leads(by)
        if self.agenda.people and to not in [*self.agenda.people, self.facilitator]:
            hint = nearest(to, self.agenda.people)
            message = f"{to} is not among the people of this session: {hint}There are "
            raise CalibrationError(message + ", ".join(self.agenda.people))
        self.take_lead(by._replace(annotator=to), said_by=by)

    def take_lead(self, by: Person, said_by: Person | None = None) -> None:
        """Let somebody lead from now on; whether they may is known to whoever asks."""
        if self.facilitator != by.annotator:
            self.move(said_by or by, facilitator=by.annotator)

    def expose(self, by: Person) -> list[Event[Any, Any]]:
        """Note that somebody is about to see what the others answered; return what is new."""
        if self.phase == "label":
            message = "others' answers are shown when the session is moved on to 'reveal'"
            raise CalibrationError(message)
        if self.has_seen(by.annotator):
            return []
        self._stored.check_there()
        events = exposures(self, by)
        self.project.store.write_events(self.project.task, events)
        for event in events:
            self.add(event)
        return events

    def decide(self, settled: Settled, by: Person) -> Event[Any, Any]:
        """Record what was decided on an item; the same again changes nothing.

        Whoever has escalated the item in this session has an answer with an answer to it, and is
        asked no more; to leave it open takes that back.

        Raises
        ------
        CalibrationError
            When the event's id is taken by another decision.
        """
        known = self.find(settled.event_id)
        if known is not None and not settled.is_stored_as(known, by.annotator):
            message = "This was stored already, with another content."
            raise CalibrationError(message)
        event = known or self._decided(settled, by)
        if self._decisions[event.item_id].event_id == event.event_id:
            for fields in list(answering(self, event)):
                self._recorded(by, **fields)
        return event

    def item_at(self, place: int) -> str:
        """Return the item at a place of the agenda, from 1."""
        items = self.agenda.items
        if not 1 <= place <= len(items):
            message = f"there is no item {place}: they go from 1 to {len(items)}"
            raise CalibrationError(message)
        return items[place - 1]

    def present_at(self, place: int) -> str:
        """Return the item at a place, where the project still has it."""
        item_id = self.item_at(place)
        if item_id not in self.project.items:
            message = f"item {place}, {item_id!r}, is no longer among the project's items"
            raise CalibrationError(message)
        return item_id

    def check_leads(self, by: Person) -> None:
        """Refuse whoever does not lead."""
        if self.facilitator is None:
            message = "nobody leads this session yet: let somebody take the lead first"
            raise CalibrationError(message)
        if by.annotator != self.facilitator:
            message = f"{self.facilitator} leads this session, and only who leads does that"
            raise CalibrationError(message)

    def check_talking(self) -> None:
        """Refuse what belongs after the reveal and before the end."""
        if self.phase not in TALKING:
            when = "people are still labeling" if self.phase == "label" else "it is over"
            message = f"the session cannot do that in phase {self.phase!r}: {when}"
            raise CalibrationError(message)

    def end(self) -> None:
        """Close what is written to; the session itself stays as it is."""
        while self._clerks:
            _, clerk = self._clerks.popitem()
            clerk.close()

    def move(
        self,
        by: Person,
        phase: CalibrationPhase | None = None,
        **changes: Any,  # noqa: ANN401 - fields of the agenda
    ) -> None:
        """Record a move of the session: another phase, or something else on its agenda."""
        agenda = msgspec.structs.replace(self.agenda, **changes)
        self._recorded(
            by,
            action="phase",
            item_id=self.id,
            calibration=Calibration(self.id, phase or self.phase, agenda),
        )

    def _decided(self, settled: Settled, by: Person) -> Event[Any, Any]:
        before = self._decisions.get(settled.item_id)
        is_own = before is not None and before.annotator == by.annotator
        is_open = settled.escalation is not None
        return self._recorded(
            by,
            event_id=settled.event_id,
            action="escalate" if is_open else "adjudicate",
            item_id=settled.item_id,
            condition=REVEALED,
            answer=settled.answer,
            escalation=settled.escalation,
            ruling=settled.ruling,
            rationale=settled.reason or None,
            supersedes=before.event_id if before and is_own else None,
            refers_to=self._moves[-1].event_id if is_open else None,
            calibration=self.mark,
        )

    def _recorded(self, by: Person, **fields: Any) -> Event[Any, Any]:  # noqa: ANN401 - an event's
        self._stored.check_there()
        if by not in self._clerks:
            known = {"annotator": by.annotator, "identity": by.identity, "origin": by.origin}
            self._clerks[by] = self.project.session(**known)
        guideline = self.project.guideline
        version = guideline.version if guideline else None
        event = self._clerks[by].record(guideline=version, **fields)
        self.add(event)
        return event

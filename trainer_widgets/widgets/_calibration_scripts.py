"""A calibration session from Python: what browsers can do, for scripts, replays and notebooks."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from trainer_widgets.calibration.agenda import checked_name
from trainer_widgets.calibration.replaying import as_plain, replayed
from trainer_widgets.calibration.running import Person
from trainer_widgets.calibration.sessions import CalibrationError
from trainer_widgets.calibration.settled import Settled
from trainer_widgets.final_labels.possible_answers import with_scale
from trainer_widgets.identifiers import uuid7
from trainer_widgets.records import Escalation, Record
from trainer_widgets.schema import InvalidRecordError, task_records, validate
from trainer_widgets.store.known import as_record
from trainer_widgets.suggestions import nearest
from trainer_widgets.widgets._calibration_decisions import rule_from
from trainer_widgets.widgets._calibration_requests import AnswersCalibration
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._turns import ClosedWidgetError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from trainer_widgets.records import CalibrationPhase, EscalationReason, Event
    from trainer_widgets.widgets._desk import Desk
    from trainer_widgets.wire.escalations import Rule


class CalibrationScripts(AnswersCalibration):
    """The same events as a browser's, with the origin ``python``."""

    def answer(
        self, person: str, item_id: str, answer: Record | Mapping[str, Any], rationale: str = ""
    ) -> Event[Any, Any]:
        """Record somebody's answer: blind while people label, a revision afterwards.

        Parameters
        ----------
        person
            Who says it.
        item_id
            One of the session's items.
        answer
            The task's answer, or its fields.
        rationale
            Why.

        Raises
        ------
        CalibrationError
            When the item is not of the session, the person does not take part, or the answer
            cannot be one to the item.
        """
        return self._said(person, item_id, answer, rationale, str(uuid7()))

    def replay(self, labels: pd.DataFrame) -> int:
        """Record many answers, in the order of a table; what is recorded already stays.

        Parameters
        ----------
        labels
            ``annotator``, ``item_id``, the answer as ``answer`` or as one column for each of its
            fields, and perhaps ``rationale``.

        Returns
        -------
        int
            How many were new.
        """
        n_new = 0
        for number, row in enumerate(replayed(labels, self.project.task)):
            event_id = str(uuid.uuid5(uuid.UUID(self._session.id), f"replay {row.content}"))
            n_new += self._session.find(event_id) is None
            with row.named(number):
                self._said(*row, event_id)
        return n_new

    def move_to(self, phase: CalibrationPhase) -> None:
        """Move the session on, as its facilitator does.

        Raises
        ------
        CalibrationError
            When the phase does not follow, or nobody leads.
        """
        with self._changing():
            self._session.move_to(phase, self._session.lead)
            self._tell_room()

    def discuss(self, item_id: str) -> None:
        """Put an item on everybody's screen."""
        with self._changing():
            place = self._session.items.index(self._known_item(item_id)) + 1
            self._session.lead_to(place, self._session.lead)
            self._tell_room()

    def hand_over(self, to: str) -> None:
        """Give the lead to somebody; also where nobody leads yet."""
        with self._changing():
            self._session.hand_over(to, self._session.lead)
            self._tell_room()

    def decide(
        self,
        item_id: str,
        answer: Record | Mapping[str, Any],
        reason: str,
        rule: Mapping[str, Any] | str | None = None,
    ) -> Event[Any, Any]:
        """Decide what is right for an item, as the facilitator does.

        Parameters
        ----------
        item_id, answer, reason
            What is right, and why.
        rule
            What it adds to the guideline, as a new version: its text, or any of ``title``,
            ``text``, ``example``, ``counterexample``, ``change``, ``version`` and ``is_case``
            (whether the item becomes a case of the guideline; by default it does).

        Returns
        -------
        Event
            The decision; what stands already with the same reason and rule is not stored again.
        """
        with self._changing():
            self._check_leads(item_id)
            record = self._checked(self._session.lead, item_id, answer)
            added = rule_from(rule, reason, self.project, self._next_version())
            version = added.version if added else None
            settled = Settled(item_id, str(uuid7()), reason, record, version)
            return self._settled(settled, added)

    def leave_open(
        self, item_id: str, reason: EscalationReason = "guideline_silent", note: str = ""
    ) -> Event[Any, Any]:
        """Leave an item open, as an escalation by the facilitator."""
        with self._changing():
            self._check_leads(item_id)
            why = validate({"reason": reason, "note": note}, Escalation)
            return self._settled(Settled(item_id, str(uuid7()), note, escalation=why), None)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the session for a change, unless the widget was closed."""
        with self._lock:
            if self._is_closed:
                raise ClosedWidgetError
            self._take_in()
            yield

    def _settled(self, settled: Settled, rule: Rule | None) -> Event[Any, Any]:
        stands = self._deciding.standing(settled, rule)
        if stands is not None:  # a cell that runs again
            return stands
        self._session.check_talking()
        self._deciding.settle(self._session.lead, settled, rule)
        self._keeper.news += 1
        self._tell_room()
        event = self._session.find(settled.event_id)
        assert event is not None  # noqa: S101 - it was stored just now
        return event

    def _said(
        self, name: str, item_id: str, answer: object, rationale: str, event_id: str
    ) -> Event[Any, Any]:
        with self._changing():
            person = Person(checked_name(name))
            if reason := self._session.not_invited(person.annotator):
                raise CalibrationError(reason)
            self._present_item(item_id)
            known = self._session.find(event_id)
            if known is not None:
                return known
            record = self._checked(person, item_id, answer)
            if self._session.phase != "label":
                self._expose(person)
            desk = self._desks.talking(person)
            desk.refresh()
            event = desk.session.record(
                event_id=event_id,
                item_id=item_id,
                answer=record,
                condition=desk.exposure(item_id),
                rationale=rationale or None,
                supersedes=desk.supersedes(item_id),
                calibration=self._session.mark,
            )
            self._took(event)
            return event

    def _checked(self, person: Person, item_id: str, answer: object) -> Record:
        """Return an answer as a record that can be one to the item."""
        try:
            row = with_scale(as_plain(answer), self.options)
            record: Record = as_record(row, task_records(self.project.task).answer)
        except (InvalidRecordError, TypeError, ValueError) as error:
            message = f"this is no answer of {self.project.task}: {error}"
            raise CalibrationError(message) from None
        if reason := self._misfit(self._desks.talking(person), item_id, record):
            message = f"this cannot be an answer to {item_id!r}: {reason}"
            raise CalibrationError(message)
        return record

    def _misfit(self, desk: Desk, item_id: str, record: Record) -> str | None:
        try:
            return desk.impossible(item_id, desk.to_screen(item_id, record))
        except RefusedError as error:
            return str(error)

    def _known_item(self, item_id: str) -> str:
        items = self._session.items
        if item_id not in items:
            hint = nearest(str(item_id), items)
            message = f"{item_id!r} is no item of this session: {hint}It has {len(items)}"
            raise CalibrationError(message)
        return item_id

    def _present_item(self, item_id: str) -> str:
        return self._session.present_at(self._session.items.index(self._known_item(item_id)) + 1)

    def _check_leads(self, item_id: str) -> None:
        self._session.check_leads(self._session.lead)
        self._present_item(item_id)

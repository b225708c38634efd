"""Calibration sessions as they are stored: who said what before and after, and what was decided."""

from __future__ import annotations

import uuid
from bisect import insort
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.calibration.decided import is_decision
from trainer_widgets.calibration.phases import phase_after
from trainer_widgets.calibration.stored_events import StoredEvents, in_order
from trainer_widgets.queues import Queue
from trainer_widgets.records import Calibration
from trainer_widgets.schema import event_schema, plain
from trainer_widgets.store.labels import LABEL_COLUMNS, as_frame, label_table
from trainer_widgets.store.parts import arrow_rows

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.project import Project
    from trainer_widgets.records import Agenda, CalibrationPhase, Event


class CalibrationError(ValueError):
    """Raised for what a calibration session cannot do; says what to do instead."""


class Said(NamedTuple):
    """What one person said of an item: before they saw the others' answers, and now.

    Each is their answer, skip or escalation; None where there is none.
    """

    annotator: str
    before: Event[Any, Any] | None
    now: Event[Any, Any] | None

    @property
    def is_revised(self) -> bool:
        """Whether they say something else since they saw what the others said."""
        if self.before is None:
            return False
        return self.now is None or self.now.event_id != self.before.event_id


def session_id(project: Project, name: str) -> str:
    """Return the id under which a project's events know a session of this name."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{project.id} calibration {name}"))


def marks(project: Project) -> list[tuple[str, dict[str, Any]]]:
    """Return each event's id with the session that it says it belongs to, oldest first."""
    found = project.store.events(project.task, columns=("event_id", "calibration"))
    pairs = zip(found["event_id"], found["calibration"], strict=True)
    return [(event_id, mark) for event_id, mark in pairs if isinstance(mark, dict)]


class StoredSession:
    """One calibration session of a project, as it was stored until now.

    Parameters
    ----------
    project
        The project.
    id
        The session's; see :func:`session_id`.

    Raises
    ------
    CalibrationError
        When the project has no such session.
    """

    def __init__(self, project: Project, id: str) -> None:  # noqa: A002 - the field's word
        """Read its events."""
        self.project = project
        self.id = id
        self._events: dict[str, Event[Any, Any]] = {}
        self._stored = StoredEvents(project, id)
        self._moves: list[Event[Any, Any]] = []
        self._spoken: list[Event[Any, Any]] = []
        self._said: dict[str, Queue] = {}
        # Who has labeled how many; of those only who said nothing since.
        self._counts: dict[str, int] = {}
        self._exposed: set[str] = set()
        self._decisions: dict[str, Event[Any, Any]] = {}
        self.refresh()
        if not self._moves:
            message = f"{project!r} has no calibration session with the id {id}"
            raise CalibrationError(message)

    def refresh(self) -> list[Event[Any, Any]]:
        """Take in what was stored since, by whomever, and return it, oldest first."""
        events = self._stored.new(self._events)
        for event in events:
            self.add(event)
        return events

    def add(self, event: Event[Any, Any]) -> bool:
        """Take one more of its events into account; return whether it was not known."""
        if event.event_id in self._events:
            return False
        self._events[event.event_id] = event
        self._stored.note(event)
        if event.calibration is not None and event.calibration.agenda is not None:
            insort(self._moves, event, key=in_order)
        elif is_decision(event):
            newest = self._decisions.get(event.item_id, event)
            self._decisions[event.item_id] = max(newest, event, key=in_order)
        elif event.action != "resolve" and not self.is_ruling(event.refers_to):
            if event.action == "phase":
                self._exposed.add(event.annotator)
            self._spoken.append(event)
            self._queue(event.annotator).add(event)
            self._counts.pop(event.annotator, None)
        return True

    def find(self, event_id: str) -> Event[Any, Any] | None:
        """Return one of its events, or None when it has none with this id."""
        return self._events.get(event_id)

    @property
    def mark(self) -> Calibration:
        """How an event says that it is of the session."""
        return Calibration(self.id, self.phase)

    def is_ruling(self, event_id: str | None) -> bool:
        """Whether an id is that of an event with which a decision answers an escalation."""
        event = self._events.get(event_id or "")
        return event is not None and event.action == "resolve"

    @property
    def agenda(self) -> Agenda:
        """What the session is about, and where it stands."""
        mark = self._moves[-1].calibration
        agenda = mark.agenda if mark is not None else None
        assert agenda is not None  # noqa: S101 - a move is what has one
        return agenda

    @property
    def name(self) -> str:
        """What people see."""
        return self.agenda.name

    @property
    def items(self) -> list[str]:
        """The ids of its items, in the agenda's order."""
        return list(self.agenda.items)

    @property
    def present(self) -> list[str]:
        """The ids of those items that the project still has."""
        return [item for item in self.items if item in self.project.items]

    @property
    def facilitator(self) -> str | None:
        """Who leads it."""
        return self.agenda.facilitator

    @property
    def phase(self) -> CalibrationPhase:
        """The phase that it is in."""
        return phase_after(mark.phase for _, mark in self._marked_moves())

    @property
    def reveal(self) -> Event[Any, Any] | None:
        """The move that ended the labeling; None while people label."""
        moved = (move for move, mark in self._marked_moves() if mark.phase != "label")
        return next(moved, None)

    @property
    def people(self) -> list[str]:
        """Those who take part: who is waited for, and whoever said something of an item."""
        spoke = [name for name in self._said if self.n_labeled(name)]
        return list(dict.fromkeys([*self.agenda.people, *spoke]))

    def events(self) -> list[Event[Any, Any]]:
        """Return all of its events, oldest first."""
        return sorted(self._events.values(), key=in_order)

    def said(self, item_id: str) -> list[Said]:
        """Return what people said of an item, by name."""
        found = [self._said_by(name, item_id) for name in sorted(self._said)]
        return [one for one in found if one.before or one.now]

    def n_labeled(self, annotator: str) -> int:
        """Return how many items somebody has answered, skipped or escalated."""
        if annotator not in self._counts:
            queue = self._said.get(annotator) or Queue((), ())
            labeled = [item for item in queue.items if queue.standing(item) is not None]
            self._counts[annotator] = len(labeled)
        return self._counts[annotator]

    def has_seen(self, annotator: str) -> bool:
        """Whether somebody has seen what the others answered."""
        return annotator in self._exposed

    def labels(self, independent: bool) -> pd.DataFrame:
        """Return the labels that were given in this session, as :meth:`Project.labels` has them.

        Parameters
        ----------
        independent
            What people said before they saw others' answers, in this session or anywhere else,
            or what they say now. Decisions are not among either.
        """
        task, counts = self.project.task, self._stored.is_unexposed
        spoken = [event for event in self._spoken if not independent or counts(event)]
        rows = arrow_rows([plain(event) for event in spoken], event_schema(task))
        labels = as_frame(
            label_table(task, rows.select(list(LABEL_COLUMNS)), independent=independent)
        )
        known = labels["item_id"].map(self.project.hashes)
        labels["stale"] = labels["item_hash"].notna() & (labels["item_hash"] != known)
        return labels

    def decisions(self) -> dict[str, Event[Any, Any]]:
        """Return the newest decision on each item: an adjudication, or what leaves it open."""
        return dict(self._decisions)

    def _marked_moves(self) -> list[tuple[Event[Any, Any], Calibration]]:
        marked = [(move, move.calibration) for move in self._moves]
        return [(move, mark) for move, mark in marked if mark is not None]

    def _queue(self, annotator: str) -> Queue:
        if annotator not in self._said:
            self._said[annotator] = Queue(self.present, ())
        return self._said[annotator]

    def _said_by(self, annotator: str, item_id: str) -> Said:
        queue = self._said[annotator]
        unexposed = filter(self._stored.is_unexposed, queue.history(item_id))
        before = Queue([item_id], unexposed).standing(item_id)
        return Said(annotator, before, queue.standing(item_id))

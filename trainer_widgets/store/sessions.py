"""One annotator in one kernel, from start to end: events go in and are durable."""

from __future__ import annotations

import datetime as dt
import os
import threading
from typing import TYPE_CHECKING, Any, Self

from trainer_widgets.identifiers import uuid7
from trainer_widgets.schema import InvalidRecordError, event_type, plain
from trainer_widgets.store.errors import (
    ClosedSessionError,
    FolderGoneError,
    ForkedSessionError,
    StoreError,
)
from trainer_widgets.store.known import normal
from trainer_widgets.store.parts import GrowingPart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from trainer_widgets.records import (
        Calibration,
        Escalation,
        Event,
        Record,
        Review,
        Ruling,
    )
    from trainer_widgets.records.base import Action, Condition
    from trainer_widgets.store.known import KnownEvents
    from trainer_widgets.store.storage import Place

TICK = dt.timedelta(microseconds=1)


class NaiveTimeError(InvalidRecordError):
    """Raised for a time without a time zone."""

    def __init__(self, name: str, value: dt.datetime) -> None:
        """Name the argument."""
        super().__init__(
            f"{name}={value} has no time zone: write {name}={name}.astimezone() for local time, "
            f"or give tzinfo=datetime.UTC"
        )


class SelfSupersessionError(InvalidRecordError):
    """Raised for an event that supersedes or refers to itself."""

    def __init__(self, event_id: str) -> None:
        """Name the event."""
        super().__init__(f"event {event_id!r} cannot supersede or refer to itself: name another")


class Session:
    """Where one annotator's events are recorded; made by :meth:`LabelStore.session`.

    Parameters
    ----------
    place, known
        Where parts go, and what is stored already.
    task
        The task.
    common
        What all events of the session share: annotator, guideline and so on.

    Attributes
    ----------
    hashes
        The fingerprints of items, for events that are given none.

    Examples
    --------
    >>> from trainer_widgets.records import RankingAnswer
    >>> from trainer_widgets.store import LabelStore
    >>> store = LabelStore(getfixture("tmp_path"))
    >>> with store.session("ranking", annotator="ana") as session:
    ...     event = session.record(item_id="q1", answer=RankingAnswer(order=[["b"], ["a"]]))
    >>> event.action
    'answer'
    """

    def __init__(self, place: Place, known: KnownEvents, task: str, common: dict[str, Any]) -> None:
        """Check what is common; nothing is written before the first event."""
        self.id = str(uuid7())
        self.task = task
        self.hashes: Mapping[str, str] = {}
        self._common = common | {"session": self.id}
        self._known = known
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._closed = False
        self._ticking = threading.Lock()
        self._last = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._event(event_id="0", item_id="0", action="skip")
        self._part = GrowingPart(place, task, self.id)

    def __repr__(self) -> str:
        return f"<Session {self.id}: {self.task}, {self._common['annotator']!r}>"

    def record(  # noqa: PLR0913 - the fields of an event, all but one optional
        self,
        *,
        item_id: str,
        answer: Record | None = None,
        event_id: str | None = None,
        action: Action = "answer",
        condition: Condition = "blind",
        shown: Record | None = None,
        item_hash: str | None = None,
        started_at: dt.datetime | None = None,
        submitted_at: dt.datetime | None = None,
        active_ms: int | None = None,
        guideline: str | None = None,
        rationale: str | None = None,
        supersedes: str | None = None,
        refers_to: str | None = None,
        escalation: Escalation | None = None,
        review: Review | None = None,
        ruling: Ruling | None = None,
        calibration: Calibration | None = None,
    ) -> Event[Any, Any]:
        """Store one event; it is durable when this returns.

        Recording the same event id again changes nothing and returns what was stored first, in
        this session, another one, or after a restart.

        Parameters
        ----------
        item_id
            What it is about.
        answer
            The task's answer, where the action is ``"answer"`` or ``"adjudicate"``.
        event_id
            Made where the person is, so that it can be sent twice; by default a new one.
        action, condition, shown, item_hash, rationale, escalation, review, ruling, calibration
            As in :class:`~trainer_widgets.records.Event`.
        started_at, submitted_at
            The person's own clock, with a time zone.
        active_ms
            Milliseconds in which somebody was there.
        guideline
            The version that the person had, where it is not the session's.
        supersedes, refers_to
            Ids of earlier events.

        Returns
        -------
        Event
            As it is stored.

        Raises
        ------
        InvalidRecordError
            When a value does not fit; nothing is stored.
        DuplicateEventError
            When the event id is taken by an event with another content.
        StoreError
            When it could not be stored: a full disk, a folder that may not be written or has
            gone. Record it again, with the same event id, once that is over.
        """
        fields = locals()
        del fields["self"]
        fields["event_id"] = event_id or str(uuid7())
        fields["item_hash"] = item_hash or self.hashes.get(item_id)
        event = self._event(**fields)
        with self._lock:
            self._check_open()
            with self._known.claim(event) as stored:
                if stored is not None:
                    return stored
                self._part.add(plain(event))
        return event

    def close(self) -> None:
        """End the session; what was recorded is durable already.

        Raises
        ------
        FolderGoneError
            When the folder was removed. Closing once more makes it anew, with what the session
            still holds.
        """
        with self._lock:
            if self._closed or self._process != os.getpid():
                return
            try:
                self._part.close()
            except FolderGoneError:
                raise
            except StoreError:
                pass  # only the mark is missing that nobody writes here again; so says a day, too
            self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _event(self, **fields: Any) -> Event[Any, Any]:  # noqa: ANN401 - any field
        for name in ("started_at", "submitted_at"):
            fields[name] = _utc(name, fields.get(name))
        if fields["event_id"] in {fields.get("supersedes"), fields.get("refers_to")}:
            raise SelfSupersessionError(fields["event_id"])
        if fields.get("guideline") is None:
            fields.pop("guideline", None)
        kind = event_type(self.task)
        try:
            event = kind(**self._common | fields | {"recorded_at": self._now()})
        except ValueError as error:
            raise InvalidRecordError(str(error)) from None
        return normal(event, self.task)

    def _now(self) -> dt.datetime:
        """Return a time that no other event of this session has."""
        with self._ticking:
            self._last = max(dt.datetime.now(dt.UTC), self._last + TICK)
            return self._last

    def _check_open(self) -> None:
        if self._process != os.getpid():
            raise ForkedSessionError(self.id)
        if self._closed:
            raise ClosedSessionError(self.id)


def _utc(name: str, value: dt.datetime | None) -> dt.datetime | None:
    if value is not None and value.tzinfo is None:
        raise NaiveTimeError(name, value)
    try:
        return value and value.astimezone(dt.UTC)
    except OverflowError:
        message = f"{name} {value} is no time that can be stored"
        raise InvalidRecordError(message) from None

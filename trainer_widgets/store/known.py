"""Which events are stored already, so that what is sent again is recognised."""

from __future__ import annotations

import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.schema import InvalidRecordError, event_type, plain, validate
from trainer_widgets.store.errors import StoreError
from trainer_widgets.store.reading import Wanted, announce, load_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trainer_widgets.records import Event
    from trainer_widgets.store.storage import Place

# What a person said. The rest of an event is what the kernel knew at the time, and may be
# different when the same submission arrives again after a restart.
CONTENT = (
    "action",
    "item_id",
    "annotator",
    "answer",
    "rationale",
    "supersedes",
    "refers_to",
    "escalation",
    "review",
    "ruling",
)
ATTEMPTS = 5
R = TypeVar("R")


class DuplicateEventError(StoreError):
    """Raised when an event id comes again with another content."""

    def __init__(self, event_id: str, differing: Sequence[str]) -> None:
        """Name the event and the fields that differ."""
        super().__init__(
            f"event {event_id!r} is stored already with another {', '.join(differing)}: events "
            f"never change. Give the new one its own event_id, and supersedes={event_id!r}"
        )


class InvalidEventWarning(UserWarning):
    """Warns of a row that is no valid event; it is left out of what is read as records."""


class KnownEvents:
    """The ids of a task's stored events, and where they are.

    Parameters
    ----------
    places
        Where parts of the task are.
    task
        The task.
    """

    def __init__(self, places: Sequence[Place], task: str) -> None:
        """Start with nothing; :meth:`refresh` reads the ids."""
        self._places = places
        self._task = task
        self._seen: set[tuple[int, str, str]] = set()
        self._part_of: dict[str, tuple[int, str]] = {}
        self._recent: dict[str, Event[Any, Any]] = {}
        self._under_way: set[str] = set()
        self._changed = threading.Condition(threading.RLock())

    def refresh(self) -> None:
        """Read the ids of parts that are new or have changed since."""
        with self._changed:
            for number, place in enumerate(self._places):
                while not self._refreshed(number, place):
                    pass  # a part was compacted meanwhile: its events are in a new one

    def _refreshed(self, number: int, place: Place) -> bool:
        for part in place.parts(self._task):
            if (number, part.name, part.mark) in self._seen:
                continue
            try:
                loaded = load_parts(place, self._task, [part], Wanted(("event_id",)))
            except FileNotFoundError:
                return False
            announce(loaded.problems)
            for table in loaded.tables:
                ids: list[Any] = table["event_id"].to_pylist()
                self._part_of.update(dict.fromkeys(ids, (number, part.name)))
            self._seen.add((number, part.name, part.mark))
        return True

    def add(self, event_ids: Iterable[str], part: str) -> None:
        """Take note of events that were written as a whole part of the first place."""
        with self._changed:
            self._part_of.update(dict.fromkeys(event_ids, (0, part)))

    def find(self, event_ids: Iterable[str]) -> dict[str, Event[Any, Any]]:
        """Return the stored events with these ids; each part that holds some is read once."""
        wanted = set(event_ids)
        found: dict[str, Event[Any, Any]] = {}
        with self._changed:
            for _ in range(ATTEMPTS):
                found |= {i: self._recent[i] for i in wanted & self._recent.keys()}
                missing = (wanted - found.keys()) & self._part_of.keys()
                if not missing:
                    break
                for where in {self._part_of[event_id] for event_id in missing}:
                    found |= self._read(where, missing)
            return found

    def _read(self, where: tuple[int, str], wanted: set[str]) -> dict[str, Event[Any, Any]]:
        place, name = self._places[where[0]], where[1]
        parts = [part for part in place.parts(self._task) if part.name == name]
        try:
            tables = load_parts(place, self._task, parts).tables
        except FileNotFoundError:
            tables = []
        if not tables:  # compacted meanwhile: find out where its rows are now
            self._part_of = {i: w for i, w in self._part_of.items() if w != where}
            self.refresh()
            return {}
        ids = pa.array(wanted, pa.string())
        rows = [table.filter(pc.is_in(table["event_id"], value_set=ids)) for table in tables]
        return {event.event_id: event for row in rows for event in as_events(row, self._task)}

    @contextmanager
    def claim(self, event: Event[Any, Any]) -> Iterator[Event[Any, Any] | None]:
        """Give the stored event with this id, or None and the right to store it.

        Whoever else holds the same id meanwhile waits.

        Raises
        ------
        DuplicateEventError
            When the stored one has another content.
        """
        with self._changed:
            self._changed.wait_for(lambda: event.event_id not in self._under_way)
            stored = self.find([event.event_id]).get(event.event_id)
            if stored is None:
                self._under_way.add(event.event_id)
        if stored is not None:
            check_same(stored, event)
            yield stored
            return
        try:
            yield None
            with self._changed:
                self._recent[event.event_id] = event
        finally:
            with self._changed:
                self._under_way.discard(event.event_id)
                self._changed.notify_all()


def check_same(stored: Event[Any, Any], event: Event[Any, Any]) -> None:
    """Refuse an event whose id is taken by another content."""
    if stored is event:
        return
    differing = [name for name in CONTENT if getattr(stored, name) != getattr(event, name)]
    if differing:
        raise DuplicateEventError(event.event_id, differing)


def as_events(table: Any, task: str) -> list[Event[Any, Any]]:  # noqa: ANN401 - pyarrow.Table
    """Return rows as records; what an older version lacks gets its default."""
    kind = event_type(task)
    return [as_record(row, kind) for row in table.to_pylist()]


def as_record(row: Any, kind: type[R]) -> R:  # noqa: ANN401 - plain data
    """Return plain data as a record; what an older version lacks gets its default.

    Raises
    ------
    InvalidRecordError
        With the path of the first mistake.
    """
    try:
        return validate(_without_nulls(row), kind)
    except InvalidRecordError:
        # A field that may be empty and has no default wants to be named.
        return validate(row, kind)


def valid_events(table: pa.Table, task: str) -> list[Event[Any, Any]]:
    """Return rows as records, with a warning for each row that is none."""
    try:
        return as_events(table, task)
    except InvalidRecordError:
        events: list[Event[Any, Any]] = []
    for position in range(len(table)):
        row = table.slice(position, 1)
        try:
            events += as_events(row, task)
        except InvalidRecordError as error:
            text = f"an event is left out: {row['event_id'][0].as_py()}: {error}"
            warnings.warn(text, InvalidEventWarning, stacklevel=3)
    return events


def normal(event: Event[Any, Any], task: str) -> Event[Any, Any]:
    """Return an event with everything checked, as the records say.

    Raises
    ------
    InvalidRecordError
        With the path of the first mistake.
    """
    return validate(plain(event), event_type(task))


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 - plain data
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nulls(element) for element in value]
    return value

"""What has been recorded since one looked last, without reading everything again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.store.known import valid_events
from trainer_widgets.store.opening import narrowed
from trainer_widgets.store.reading import (
    ATTEMPTS,
    RestlessFolderError,
    Wanted,
    announce,
    load_parts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from trainer_widgets.records import Event
    from trainer_widgets.store.storage import Place
    from trainer_widgets.store.upkeep import Upkeep


class Following:
    """Reads the parts of a task that are new, or have changed since they were read last.

    A part that has changed is read as a whole, and one that was merged from others holds what was
    read before: whoever follows takes the same event more than once.

    Parameters
    ----------
    store
        Where the events are.
    task
        The task.
    columns
        What to read of the schema; by default everything.
    annotator
        Whose events; by default everybody's.

    Examples
    --------
    >>> from trainer_widgets.store import LabelStore
    >>> store = LabelStore(getfixture("tmp_path"))
    >>> following = Following(store, "ranking", ["event_id"])
    >>> with store.session("ranking", annotator="ana") as session:
    ...     _ = session.record(item_id="q1", action="skip")
    ...     len(following.rows()), len(following.rows())
    (1, 0)
    """

    def __init__(
        self,
        store: Upkeep,
        task: str,
        columns: Sequence[str] | None = None,
        annotator: str | None = None,
    ) -> None:
        """Read nothing yet."""
        self._places = store._places  # noqa: SLF001 - of this package
        self._task = task
        self._wanted = Wanted(None if columns is None else tuple(columns), annotator)
        self._seen: set[tuple[str, str, str]] = set()

    def rows(self, actions: Collection[str] | None = None) -> pa.Table:
        """Return the events of the parts that have changed, perhaps only those of some actions."""
        tables = [narrowed(self._task, self._wanted.columns).empty_table()]
        for place in self._places:
            tables += [self._chosen(table, actions) for table in self._changed(place)]
        return pa.concat_tables(tables)

    def events(self, known: Callable[[str], bool]) -> list[Event[Any, Any]]:
        """Return the events of the parts that have changed as records, oldest first.

        Parameters
        ----------
        known
            Tells which ids are left out, since records take longer to make than rows.
        """
        rows = self.rows()
        ids: list[Any] = rows["event_id"].to_pylist()
        is_new = pa.array([not known(one) for one in ids], pa.bool_())
        events = valid_events(rows.filter(is_new), self._task)
        return sorted(events, key=lambda event: (event.recorded_at, event.event_id))

    def is_gone(self) -> bool:
        """Whether nothing is left, where events are written, of what was read there."""
        first = self._places[0]
        was_there = any(url == first.url for url, _, _ in self._seen)
        return was_there and not first.parts(self._task)

    def _changed(self, place: Place) -> list[pa.Table]:
        for _ in range(ATTEMPTS):
            parts = {(place.url, one.name, one.mark): one for one in place.parts(self._task)}
            new = [one for key, one in parts.items() if key not in self._seen]
            if not new:
                return []
            try:
                loaded = load_parts(place, self._task, new, self._wanted)
            except FileNotFoundError:
                continue  # compacted meanwhile: its rows are in another part now
            announce(loaded.problems)
            self._seen |= parts.keys()
            return loaded.tables
        raise RestlessFolderError(place.url, self._task)

    def _chosen(self, table: pa.Table, actions: Collection[str] | None) -> pa.Table:
        if self._wanted.annotator is not None:
            own: Any = pc.equal(table["annotator"], pa.scalar(self._wanted.annotator))
            table = table.filter(own)
        if actions is not None:
            some: Any = pc.is_in(table["action"], value_set=pa.array(actions, pa.string()))
            table = table.filter(some)
        return table

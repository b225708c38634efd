"""The label store: events in, labels out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.schema import event_schema, task_records
from trainer_widgets.store.bulk import write_events
from trainer_widgets.store.errors import UnknownColumnError
from trainer_widgets.store.known import KnownEvents, valid_events
from trainer_widgets.store.labels import LABEL_COLUMNS, as_frame, label_table
from trainer_widgets.store.opening import REQUIRED, narrowed
from trainer_widgets.store.reading import KeptTables, Wanted, announce, combine, load
from trainer_widgets.store.sessions import Session
from trainer_widgets.store.storage import open_place
from trainer_widgets.store.upkeep import Upkeep

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    import ibis
    import pandas as pd

    from trainer_widgets.records import Event
    from trainer_widgets.records.base import AnnotatorKind, Identity, Origin


class LabelStore(Upkeep):
    """Events in, labels out: a folder of parquet files, or a prefix in object storage.

    Parameters
    ----------
    url
        A folder, or any fsspec URL such as ``s3://bucket/prefix``.
    imported
        A second place of the same form that is read along with it and never written, for
        labels that came with the data.
    storage_options
        What fsspec needs to open the URL: keys, ``endpoint_url`` and so on.

    Examples
    --------
    >>> from trainer_widgets.records import RankingAnswer
    >>> store = LabelStore(getfixture("tmp_path"))
    >>> with store.session("ranking", annotator="ana", guideline="1.2") as session:
    ...     _ = session.record(item_id="q1", answer=RankingAnswer(order=[["b"], ["a"]], strength=2))
    >>> store.labels("ranking")[["item_id", "annotator", "choice", "preference"]]
      item_id annotator choice  preference
    0      q1       ana      b           2
    """

    def __init__(
        self,
        url: str | os.PathLike[str],
        *,
        imported: str | os.PathLike[str] | None = None,
        storage_options: Mapping[str, Any] | None = None,
    ) -> None:
        """Remember where; nothing is read or written yet."""
        options = storage_options or {}
        self._place = open_place(str(url), options)
        self._places = [self._place]
        if imported is not None:
            self._places.append(open_place(str(imported), options))
        self._kept = KeptTables()
        self._known: dict[str, KnownEvents] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"LabelStore({self.url!r})"

    def session(  # noqa: PLR0913 - what all events of a session share
        self,
        task: str,
        *,
        annotator: str,
        guideline: str | None = None,
        taxonomy: str | None = None,
        identity: Identity = "given",
        annotator_kind: AnnotatorKind = "person",
        origin: Origin = "python",
    ) -> Session:
        """Open a session: one annotator, from now until it is closed.

        Parameters
        ----------
        task, annotator
            What is done, and who does it.
        guideline, taxonomy
            The versions in force.
        identity, annotator_kind, origin
            As in :class:`~trainer_widgets.records.Event`.

        Raises
        ------
        UnknownTaskError
            When no task has this name.
        InvalidRecordError
            When a value does not fit.
        """
        task_records(task)
        common = {
            "annotator": annotator,
            "guideline": guideline,
            "taxonomy": taxonomy,
            "identity": identity,
            "annotator_kind": annotator_kind,
            "origin": origin,
        }
        session = Session(self._place, self._known_of(task), task, common)
        self._known_of(task).refresh()
        return session

    def events(self, task: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return every event, in the order in which they were recorded.

        Parameters
        ----------
        task
            The task.
        columns
            What to read of the schema; by default everything.

        Raises
        ------
        UnknownColumnError
            When the schema has no such column.

        Examples
        --------
        >>> LabelStore("nowhere").events("ranking").empty
        True
        """
        names = event_schema(task).names if columns is None else columns
        if unknown := set(names) - set(event_schema(task).names):
            raise UnknownColumnError(sorted(unknown), event_schema(task).names)
        table = self._load(task, tuple(dict.fromkeys([*names, *sorted(REQUIRED)])))
        order = pc.sort_indices(
            table, sort_keys=[("recorded_at", "ascending"), ("event_id", "ascending")]
        )
        return as_frame(table.select(list(names)).take(order))

    def events_of(self, task: str, annotator: str | None = None) -> list[Event[Any, Any]]:
        """Return one annotator's events (or everybody's) as records, oldest first.

        Of the parts that hold nothing of theirs, only one column is read.
        """
        table = self._load(task, annotator=annotator)
        if annotator is not None:
            table = table.filter(pc.equal(table["annotator"], pa.scalar(annotator)))
        events = valid_events(table, task)
        return sorted(events, key=lambda event: (event.recorded_at, event.event_id))

    def ids_of(self, task: str, item_id: str) -> list[str]:
        """Return the ids of an item's events."""
        table = self._load(task, tuple(sorted(REQUIRED)))
        own = table.filter(pc.equal(table["item_id"], pa.scalar(item_id)))
        return own["event_id"].to_pylist()  # type: ignore[return-value] # stubs

    def find(self, task: str, event_ids: Iterable[str]) -> dict[str, Event[Any, Any]]:
        """Return events by their ids; what is not there is left out."""
        known = self._known_of(task)
        known.refresh()
        return known.find(event_ids)

    def labels(self, task: str, *, independent: bool = False) -> pd.DataFrame:
        """Return the label that now stands for each item and annotator.

        Which event that is says :mod:`trainer_widgets.heads`.

        Parameters
        ----------
        task
            The task.
        independent
            Take the last answer before any exposure to feedback or to others' answers.

        Returns
        -------
        pandas.DataFrame
            ``item_id``, ``annotator``, the answer's fields, the columns that follow from it
            (``choice``, ``preference``), then what is known about the event.
        """
        return as_frame(self._labels(task, independent=independent))

    def table(self, task: str, *, independent: bool = False) -> ibis.Table:
        """Return the same labels as an Ibis table on DuckDB, to count in.

        It shows the labels of the moment in which it was made, whatever happens to the files.

        Examples
        --------
        >>> LabelStore("nowhere").table("ranking").count().to_pyarrow().as_py()
        0
        """
        import ibis  # noqa: PLC0415 - slow to import, and recording needs none of it

        return ibis.memtable(self._labels(task, independent=independent))

    def _labels(self, task: str, *, independent: bool) -> pa.Table:
        return label_table(task, self._load(task, LABEL_COLUMNS), independent=independent)

    def write_events(self, task: str, events: Iterable[Event[Any, Any]]) -> int:
        """Store many events at once, as an import does; those that are known are skipped.

        Parameters
        ----------
        task
            The task.
        events
            Complete events. With ids that follow from where a row came from (UUIDv5), importing
            twice changes nothing.

        Returns
        -------
        int
            How many were new.

        Raises
        ------
        InvalidRecordError
            When a value does not fit; what came before may be stored already.
        DuplicateEventError
            When an id is taken by an event with another content.
        """
        task_records(task)
        return write_events(self._place, self._known_of(task), task, events)

    def _load(
        self, task: str, columns: tuple[str, ...] | None = None, annotator: str | None = None
    ) -> pa.Table:
        tables: list[pa.Table] = []
        for place in self._places:
            loaded = load(place, task, Wanted(columns, annotator, self._kept))
            announce(loaded.problems)
            tables += loaded.tables
        return combine(tables, narrowed(task, columns))

    def _known_of(self, task: str) -> KnownEvents:
        with self._lock:
            if task not in self._known:
                self._known[task] = KnownEvents(self._places, task)
            return self._known[task]

"""Events as arrays of numbers, which is all that the rule of the label needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.records import LABELING_ACTIONS
from trainer_widgets.schema import event_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from trainer_widgets.records import Event

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SLIM = (
    "event_id",
    "action",
    "item_id",
    "annotator",
    "condition",
    "submitted_at",
    "recorded_at",
    "supersedes",
    "refers_to",
)
NODES = (*sorted(LABELING_ACTIONS), "skip", "escalate")


class Rows(NamedTuple):
    """Events as arrays; ``supersedes`` and ``refers_to`` are positions, -1 where there is none."""

    group: Positions
    node: Flags
    retract: Flags
    supersedes: Positions
    refers_to: Positions


def slim_frame(events: pd.DataFrame, task: str) -> pa.Table:
    """Return the columns ``SLIM`` of a frame of a task's events."""
    return pa.Table.from_pandas(events[list(SLIM)], schema=_slim_schema(task), preserve_index=False)


def slim_records(events: Sequence[Event[Any, Any]], task: str) -> pa.Table:
    """Return the columns ``SLIM`` of a task's events that are records."""
    rows = [{name: getattr(event, name) for name in SLIM} for event in events]
    return pa.Table.from_pylist(rows, schema=_slim_schema(task))


def _slim_schema(task: str) -> pa.Schema:
    return pa.schema([event_schema(task).field(name) for name in SLIM])


def event_rows(events: pa.Table) -> Rows:
    """Return the columns ``SLIM`` as arrays."""
    ids = events["event_id"]
    return Rows(
        group=groups(events),
        node=is_in(events, "action", NODES),
        retract=is_in(events, "action", ["retract"]),
        supersedes=_positions(events["supersedes"], ids),
        refers_to=_positions(events["refers_to"], ids),
    )


def groups(events: pa.Table) -> Positions:
    """Return a number for each row that is the same for the same item and annotator."""
    items, people = _codes(events["item_id"]), _codes(events["annotator"])
    both: Positions = items * (people.max(initial=0) + 1) + people
    return both


def _codes(column: pa.ChunkedArray[Any]) -> Positions:
    encoded = column.combine_chunks().dictionary_encode()
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def _positions(targets: pa.ChunkedArray[Any], ids: pa.ChunkedArray[Any]) -> Positions:
    found = np.full(len(targets), -1, np.int64)
    named = np.flatnonzero(targets.is_valid().to_numpy())
    if named.size:
        values = targets.drop_null().combine_chunks()
        index = pc.index_in(values, value_set=ids.combine_chunks())
        found[named] = index.fill_null(-1).to_numpy(zero_copy_only=False)
    return found


def is_in(events: pa.Table, column: str, values: Iterable[str]) -> Flags:
    """Tell of each row whether a column holds one of these values."""
    flags: Flags = pc.is_in(events[column], value_set=pa.array(values, pa.string())).to_numpy()
    return flags


def micros(events: pa.Table, column: str) -> Positions:
    """Return a column of times as microseconds."""
    times: Positions = events[column].cast(pa.int64()).to_numpy()
    return times


def given_micros(events: pa.Table) -> Positions:
    """Return when events were given, in microseconds: clamped to when they were recorded."""
    submitted = events["submitted_at"].cast(pa.int64())
    recorded = events["recorded_at"].cast(pa.int64())
    clamped: Any = pc.min_element_wise(submitted, recorded)  # skips nulls
    times: Positions = clamped.to_numpy()
    return times

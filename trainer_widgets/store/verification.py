"""Reading everything that is stored, and telling what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.event_arrays import NODES, SLIM, event_rows, micros
from trainer_widgets.heads import cycle_members, links
from trainer_widgets.schema import InvalidRecordError, event_schema
from trainer_widgets.store.known import CONTENT, as_events
from trainer_widgets.store.opening import UnreadableError, open_part
from trainer_widgets.store.reading import Problem, first_of_each, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trainer_widgets.store.reading import Loaded
    from trainer_widgets.store.storage import Place

PATH = "path"


def verify(places: Sequence[Place], task: str) -> Iterator[Problem]:
    """Give what is wrong with a task's files and events."""
    tables = [event_schema(task).append(pa.field(PATH, pa.string())).empty_table()]
    for place in places:
        loaded = load(place, task)
        yield from loaded.problems
        yield from _oddities(place, task, loaded)
        for part, table in zip(loaded.parts, loaded.tables, strict=True):
            path = f"{place.url}/{task}/{part.name}"
            yield from _invalid(table, task, path)
            column = pa.repeat(pa.scalar(path), len(table))
            tables.append(table.append_column(PATH, column))
    events = pa.concat_tables(tables)
    yield from _conflicts(events)
    yield from _wrong_links(events.take(first_of_each(events)))


def _oddities(place: Place, task: str, loaded: Loaded) -> Iterator[Problem]:
    newer = {problem.path for problem in loaded.problems if problem.problem == "newer schema"}
    contents = place.read(task, [part.name for part in loaded.parts])
    for part, content in zip(loaded.parts, contents, strict=True):
        path = f"{place.url}/{task}/{part.name}"
        if part.is_aside:
            yield Problem(path, "unfinished compaction", "the next compact() finishes it")
        try:
            names = open_part(content).schema_arrow.names
        except UnreadableError:
            continue  # compacted since it was loaded
        unknown = sorted(set(names) - set(event_schema(task).names))
        if unknown and path not in newer:
            yield Problem(path, "unknown columns", ", ".join(unknown))


def _invalid(table: pa.Table, task: str, path: str) -> Iterator[Problem]:
    try:
        as_events(table, task)
    except InvalidRecordError:
        for position in range(len(table)):
            row = table.slice(position, 1)
            try:
                as_events(row, task)
            except InvalidRecordError as error:
                yield Problem(path, "invalid event", f"{_text(row, 'event_id')}: {error}")


def _conflicts(events: pa.Table) -> Iterator[Problem]:
    counts = pc.value_counts(events["event_id"].combine_chunks())
    repeated = counts.field("values").filter(pc.greater(counts.field("counts"), pa.scalar(1)))
    rows = events.filter(pc.is_in(events["event_id"], value_set=repeated))
    contents: dict[str, set[str]] = defaultdict(set)
    paths: dict[str, str] = {}
    for row in rows.select([*CONTENT, "event_id", PATH]).to_pylist():
        contents[row["event_id"]].add(repr([row[name] for name in CONTENT]))
        paths.setdefault(row["event_id"], row[PATH])
    for event_id, variants in contents.items():
        if len(variants) > 1:
            detail = f"{event_id}: {len(variants)} contents; the one recorded first counts"
            yield Problem(paths[event_id], "conflicting id", detail)


def _wrong_links(events: pa.Table) -> Iterator[Problem]:
    """Give the links that the rule of :mod:`trainer_widgets.heads` ignores."""
    rows = event_rows(events.select(list(SLIM)))
    link = links(rows)
    counts = {"supersedes": link >= 0, "refers_to": _retractions_that_count(rows)}
    for column, good in counts.items():
        target: np.ndarray[Any, Any] = getattr(rows, column)
        for position in np.flatnonzero(events[column].is_valid().to_numpy() & ~good).tolist():
            row = events.slice(position, 1)
            detail = f"{_text(row, 'event_id')} {column} {_text(row, column)}"
            if target[position] < 0:
                yield Problem(_text(row, PATH), "unknown target", detail)
            else:
                why = f"not a {', '.join(NODES)} of the same annotator and item"
                yield Problem(_text(row, PATH), "wrong target", f"{detail}: {why}")
    for position in cycle_members(link, micros(events, "recorded_at")).tolist():
        row = events.slice(position, 1)
        detail = f"{_text(row, 'event_id')} supersedes {_text(row, 'supersedes')}: ignored"
        yield Problem(_text(row, PATH), "cycle", detail)


def _retractions_that_count(rows: Any) -> np.ndarray[Any, Any]:  # noqa: ANN401 - heads.Rows
    """Tell which ``refers_to`` are in order: any event, or one's own where it is retracted."""
    target = rows.refers_to
    own = rows.node[target] & (rows.group[target] == rows.group)
    good: np.ndarray[Any, Any] = (target >= 0) & (own | ~rows.retract)
    return good


def _text(row: pa.Table, column: str) -> str:
    return str(row[column][0].as_py())

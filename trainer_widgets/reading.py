"""Reading parts: whatever lies in a task's folder becomes one table of the newest schema.

A part that cannot be read is named in a warning and set aside; everything else loads. Nothing
is moved or removed here.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from trainer_widgets.parts import VERSION_KEY
from trainer_widgets.records import SCHEMA_VERSION
from trainer_widgets.schema import event_schema
from trainer_widgets.storage import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trainer_widgets.storage import Part, Place

REQUIRED = frozenset({"event_id", "action", "item_id", "annotator", "session", "recorded_at"})
ATTEMPTS = 20


class UnreadablePartWarning(UserWarning):
    """Warns that a file among the parts cannot be read; everything else was loaded."""


class NewerSchemaWarning(UserWarning):
    """Warns that a part was written by a newer version; what is known of it was loaded."""


class RestlessFolderError(StoreError):
    """Raised when files vanish faster than they can be read."""

    def __init__(self, folder: str) -> None:
        """Name the folder."""
        super().__init__(
            f"files of {folder} vanished again and again while they were read: is something "
            f"other than compact() removing them? Try again once it has stopped"
        )


class Problem(NamedTuple):
    """Something wrong with a part."""

    path: str
    problem: str
    detail: str


class Loaded(NamedTuple):
    """What was read: one table a part (in the order of the parts), and what is wrong."""

    parts: list[Part]
    tables: list[pa.Table]
    problems: list[Problem]


def load(place: Place, task: str, columns: Sequence[str] | None = None) -> Loaded:
    """Read all parts of a task, in the newest schema.

    Parameters
    ----------
    place
        Where the parts are.
    task
        The task.
    columns
        What to read; by default all columns of the schema.

    Raises
    ------
    RestlessFolderError
        When files vanish again and again.
    """
    for _ in range(ATTEMPTS):
        try:
            return load_parts(place, task, place.parts(task), columns)
        except FileNotFoundError:
            continue  # compacted meanwhile: its rows are in another file now
    raise RestlessFolderError(f"{place.url}/{task}")


def load_parts(
    place: Place, task: str, parts: Iterable[Part], columns: Sequence[str] | None = None
) -> Loaded:
    """Read some parts; FileNotFoundError when one has gone."""
    schema = event_schema(task)
    schema = pa.schema([schema.field(name) for name in columns or schema.names])
    loaded = Loaded([], [], [])
    for part in parts:
        path = f"{place.url}/{task}/{part.name}"
        table = _load(place, task, part, schema, loaded.problems, path)
        if table is not None:
            loaded.parts.append(part)
            loaded.tables.append(table)
    return loaded


def _load(  # noqa: PLR0913 - one part's whereabouts
    place: Place, task: str, part: Part, schema: pa.Schema, problems: list[Problem], path: str
) -> pa.Table | None:
    try:
        file = pq.ParquetFile(pa.BufferReader(place.read(task, part.name)))
        names = set(file.schema_arrow.names)
        if missing := sorted(REQUIRED - names):
            problems.append(Problem(path, "foreign", f"no columns {', '.join(missing)}"))
            return None
        raw = file.read([n for n in schema.names if n in names], use_threads=False)
    except FileNotFoundError:
        raise
    except (OSError, pa.ArrowException) as error:
        problem = "unreadable" if isinstance(error, OSError) and error.errno else "torn"
        problems.append(Problem(path, problem, str(error).split("\n")[0]))
        return None
    version = (file.schema_arrow.metadata or {}).get(VERSION_KEY, b"0")
    newer = int(version) > SCHEMA_VERSION if version.isdigit() else False
    if newer:
        detail = f"version {int(version)}, this program knows {SCHEMA_VERSION}: update it"
        problems.append(Problem(path, "newer schema", detail))
    try:
        return conform(raw, schema, lenient=newer)
    except (pa.ArrowException, ValueError) as error:
        problems.append(Problem(path, "wrong schema", str(error).split("\n")[0]))
        return None


def conform(table: pa.Table, schema: pa.Schema, *, lenient: bool = False) -> pa.Table:
    """Return a table of an older version in the newest schema: what it lacks becomes null.

    Parameters
    ----------
    table
        What was read.
    schema
        What is wanted.
    lenient
        Whether columns of a type that cannot be read become null too.
    """
    if table.schema.equals(schema):
        return table
    columns = []
    for field in schema:
        column = pa.nulls(len(table), field.type)
        if field.name in table.column_names:
            try:
                column = table[field.name].cast(field.type)
            except pa.ArrowException as error:
                if not lenient or field.name in REQUIRED:
                    message = f"column {field.name}: {error}"
                    raise ValueError(message) from None
        columns.append(column)
    return pa.table(columns, schema=schema)


def announce(problems: Iterable[Problem]) -> None:
    """Warn about every problem."""
    for path, problem, detail in problems:
        if problem == "newer schema":
            text = f"{path} was written by a newer trainer_widgets ({detail})"
            warnings.warn(text, NewerSchemaWarning, stacklevel=4)
        else:
            text = f"{path} is set aside, everything else is loaded: {problem}, {detail}"
            warnings.warn(text, UnreadablePartWarning, stacklevel=4)


def combine(tables: Iterable[pa.Table], schema: pa.Schema) -> pa.Table:
    """Return tables as one, one row an event id: the one recorded first."""
    table = pa.concat_tables([schema.empty_table(), *tables])
    kept = first_of_each(table)
    return table if len(kept) == len(table) else table.take(kept)


def first_of_each(table: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return ascending positions of one row an event id: the first recorded."""
    encoded = table["event_id"].combine_chunks().dictionary_encode()
    if len(encoded.dictionary) == len(table):
        return np.arange(len(table))
    code = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    recorded = table["recorded_at"].cast(pa.int64()).to_numpy()
    _, session = np.unique(table["session"].to_numpy(), return_inverse=True)
    order = np.lexsort((session, recorded, code))
    first = np.append(True, code[order][1:] != code[order][:-1])
    return np.sort(order[first])

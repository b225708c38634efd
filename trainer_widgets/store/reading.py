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

from trainer_widgets.records import SCHEMA_VERSION
from trainer_widgets.schema import event_schema
from trainer_widgets.store.errors import StoreError
from trainer_widgets.store.parts import VERSION_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trainer_widgets.store.storage import Part, Place

REQUIRED = frozenset({"event_id", "action", "item_id", "annotator", "session", "recorded_at"})
ATTEMPTS = 20


class UnreadablePartWarning(UserWarning):
    """Warns that a file among the parts cannot be read; everything else was loaded."""


class NewerSchemaWarning(UserWarning):
    """Warns that a part was written by a newer version; what is known of it was loaded."""


class RestlessFolderError(StoreError):
    """Raised when files vanish faster than they can be read."""

    def __init__(self, url: str, task: str) -> None:
        """Name the folder."""
        super().__init__(
            f"files of {url}/{task} vanished again and again while they were read: is something "
            f"other than compact() removing them? Try again once it has stopped"
        )


class UnreadableError(StoreError):
    """Raised for one part that cannot be read."""

    def __init__(self, detail: object, problem: str) -> None:
        """Say what the reader said, and what kind of problem it is."""
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = str(detail).split("\n", maxsplit=1)[0]


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


def load(
    place: Place, task: str, columns: Sequence[str] | None = None, *, annotator: str | None = None
) -> Loaded:
    """Read all parts of a task, in the newest schema.

    Parameters
    ----------
    place
        Where the parts are.
    task
        The task.
    columns
        What to read; by default all columns of the schema.
    annotator
        Read nothing but one column of the parts that hold nothing of this annotator.

    Raises
    ------
    RestlessFolderError
        When files vanish again and again.
    """
    for _ in range(ATTEMPTS):
        try:
            return load_parts(place, task, place.parts(task), columns, annotator=annotator)
        except FileNotFoundError:
            continue  # compacted meanwhile: its rows are in another file now
    raise RestlessFolderError(place.url, task)


def narrowed(task: str, columns: Sequence[str] | None = None) -> pa.Schema:
    """Return the schema of some of a task's columns; by default of all."""
    schema = event_schema(task)
    return pa.schema([schema.field(name) for name in columns or schema.names])


def load_parts(
    place: Place,
    task: str,
    parts: Sequence[Part],
    columns: Sequence[str] | None = None,
    *,
    annotator: str | None = None,
) -> Loaded:
    """Read some parts; FileNotFoundError when one has gone."""
    schema = narrowed(task, columns)
    loaded = Loaded([], [], [])
    contents = place.read(task, [part.name for part in parts])
    for part, content in zip(parts, contents, strict=True):
        if isinstance(content, FileNotFoundError):
            raise content
        path = f"{place.url}/{task}/{part.name}"
        try:
            table, newer = read_part(content, schema, annotator)
        except UnreadableError as error:
            loaded.problems.append(Problem(path, error.problem, error.detail))
            continue
        if newer:
            detail = f"version {newer}, this program knows {SCHEMA_VERSION}: update it"
            loaded.problems.append(Problem(path, "newer schema", detail))
        if table is not None:
            loaded.parts.append(part)
            loaded.tables.append(table)
    return loaded


def open_part(content: pa.Buffer | OSError) -> pq.ParquetFile:
    """Return a part as a parquet file.

    Raises
    ------
    UnreadableError
        When it is torn, or holds something else than events.
    """
    if isinstance(content, OSError):
        raise UnreadableError(content, "unreadable")
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
    except (OSError, pa.ArrowException) as error:
        raise UnreadableError(error, "torn") from None
    if missing := sorted(REQUIRED - set(file.schema_arrow.names)):
        detail = f"no columns {', '.join(missing)}"
        raise UnreadableError(detail, "foreign")
    return file


def schema_version(file: pq.ParquetFile) -> int:
    """Return the schema version that a part says it has; 0 where it says nothing."""
    version = said(file, VERSION_KEY)
    return int(version) if version.isdigit() else 0


def said(file: pq.ParquetFile, key: str) -> str:
    """Return one of the facts that a part says of itself; empty where it does not."""
    facts: dict[bytes, bytes] = file.metadata.metadata or {}
    return facts.get(key.encode(), b"").decode("utf-8", "replace")


def read_part(
    content: pa.Buffer | OSError, schema: pa.Schema, annotator: str | None = None
) -> tuple[pa.Table | None, int]:
    """Return a part in the newest schema, and its version where that is newer than ours.

    The table is None where an annotator is given and has no row in it.
    """
    file = open_part(content)
    names = file.schema_arrow.names
    version = schema_version(file)
    newer = version if version > SCHEMA_VERSION else 0
    try:
        if annotator is not None:
            people = file.read(["annotator"], use_threads=False)["annotator"]
            if people.cast(pa.string()).index(annotator).as_py() < 0:
                return None, newer
        raw = file.read([n for n in schema.names if n in names], use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableError(error, "torn") from None
    try:
        return conform(raw, schema, lenient=bool(newer)), newer
    except (pa.ArrowException, ValueError) as error:
        raise UnreadableError(error, "wrong schema") from None


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

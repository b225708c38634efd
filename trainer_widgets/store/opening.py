"""Opening one part: what lies in a file becomes a table of the newest schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from trainer_widgets.records import SCHEMA_VERSION
from trainer_widgets.schema import event_schema
from trainer_widgets.store.errors import StoreError
from trainer_widgets.store.parts import VERSION_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

REQUIRED = frozenset({"event_id", "action", "item_id", "annotator", "session", "recorded_at"})


class UnreadableError(StoreError):
    """Raised for one part that cannot be read."""

    def __init__(self, detail: object, problem: str) -> None:
        """Say what the reader said, and what kind of problem it is."""
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = str(detail).split("\n", maxsplit=1)[0]


def narrowed(task: str, columns: Sequence[str] | None = None) -> pa.Schema:
    """Return the schema of some of a task's columns; by default of all."""
    schema = event_schema(task)
    return pa.schema([schema.field(name) for name in columns or schema.names])


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

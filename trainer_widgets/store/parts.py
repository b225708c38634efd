"""Writing one session's part files.

A part is a complete parquet file at every moment: each label rewrites it as a whole. That costs
less than it sounds, since most of the time of encoding goes into the columns and not the rows,
and it keeps a folder of few files that every parquet reader understands.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from trainer_widgets.records import SCHEMA_VERSION
from trainer_widgets.schema import InvalidRecordError, event_schema
from trainer_widgets.store.storage import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.store.storage import Place

MOST_ROWS = 500
MOST_BYTES = 1_000_000
VERSION_KEY = "trainer_widgets.schema_version"
SEALED_KEY = "trainer_widgets.sealed"
# A writer gives a part up well before compact() may take an untouched one for its own (24 h),
# so the two never meet, however long a notebook stays open.
GIVE_UP_AFTER = 12 * 3600.0


class InvalidTextError(InvalidRecordError):
    """Raised for text that no file can hold."""

    def __init__(self, reason: object) -> None:
        """Say what is wrong with the text."""
        super().__init__(
            f"this event cannot be stored ({reason}): half of a character, as some browsers "
            f"make when text is cut, has to be removed from it first"
        )


def arrow_rows(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """Return plain rows as a table.

    Raises
    ------
    InvalidTextError
        For a lone surrogate.
    InvalidRecordError
        For a number that does not fit.
    """
    try:
        structs: Any = pa.array(rows, pa.struct(list(schema)))
    except UnicodeEncodeError as error:
        raise InvalidTextError(error) from None
    except (OverflowError, pa.ArrowException) as error:
        raise InvalidRecordError(str(error)) from None
    return pa.Table.from_batches([pa.RecordBatch.from_struct_array(structs)], schema)


def encode(table: pa.Table, *, sealed: bool) -> pa.Buffer:
    """Return a table as a parquet file.

    A growing part goes without dictionaries and statistics, which cost a quarter of the time
    of a label; a sealed one has them.
    """
    facts = {VERSION_KEY: str(SCHEMA_VERSION), SEALED_KEY: "1" if sealed else "0"}
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(
        sink,
        table.schema,
        compression="snappy",
        use_dictionary=sealed,
        write_statistics=sealed,
        store_schema=False,  # the parquet types say all there is to say
    ) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(facts)
    return sink.getvalue()


class GrowingPart:
    """The part that one session is writing.

    Parameters
    ----------
    place
        Where parts are kept.
    task
        The task, which is also the folder.
    session
        The session's id, with which its files begin.
    """

    def __init__(self, place: Place, task: str, session: str) -> None:
        """Start empty; no file is made before the first event."""
        self._place = place
        self._task = task
        self._session = session
        self._schema = event_schema(task)
        self._number = 0
        self._table = self._schema.empty_table()
        self._written = time.time()
        encode(self._table, sealed=False)  # the first time costs ten times as much

    def add(self, row: dict[str, Any]) -> None:
        """Store one more event; it is durable when this returns.

        After an error the part holds what it held before, in memory as in the file.
        """
        if abs(time.time() - self._written) > GIVE_UP_AFTER:
            self._roll_over()
        one = arrow_rows([row], self._schema)
        table = pa.concat_tables([self._table, one]).combine_chunks()
        full = len(table) >= MOST_ROWS
        data = encode(table, sealed=full)
        if not full and data.size >= MOST_BYTES:
            full, data = True, encode(table, sealed=True)
        self._place.write(self._task, self._name, data)
        self._table, self._written = table, time.time()
        if full:
            self._roll_over()

    def close(self) -> None:
        """Mark the part as one that nobody will write again."""
        if len(self._table):
            data = encode(self._table, sealed=True)
            self._place.write(self._task, self._name, data)
            self._roll_over()

    @property
    def _name(self) -> str:
        return f"{self._session}-{self._number:05d}{SUFFIX}"

    def _roll_over(self) -> None:
        if len(self._table):
            self._number += 1
            self._table = self._schema.empty_table()

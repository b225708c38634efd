"""Reading parts: whatever lies in a task's folder becomes one table of the newest schema.

A part that cannot be read is named in a warning and set aside; everything else loads. Nothing
is moved or removed here.
"""

from __future__ import annotations

import threading
import warnings
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from trainer_widgets.records import SCHEMA_VERSION
from trainer_widgets.store.errors import StoreError
from trainer_widgets.store.opening import UnreadableError, narrowed, read_part

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from trainer_widgets.store.storage import Part, Place

ATTEMPTS = 20
MOST_KEPT = 200_000_000


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


class KeptTables:
    """Tables of parts that have not changed since they were read, up to some bytes in all.

    A live chart or a queue reads the same thousand files every few seconds, of which one or
    two are new. What was used longest ago goes first.
    """

    def __init__(self, most_bytes: int = MOST_KEPT) -> None:
        """Keep nothing yet."""
        self._most = most_bytes
        self._bytes = 0
        self._tables: OrderedDict[Hashable, pa.Table] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> pa.Table | None:
        """Return a table that was kept."""
        with self._lock:
            if key in self._tables:
                self._tables.move_to_end(key)
            return self._tables.get(key)

    def keep(self, key: Hashable, table: pa.Table) -> None:
        """Keep a table, and let go of others where there are too many."""
        with self._lock:
            self._bytes += table.nbytes
            self._tables[key] = table
            while self._bytes > self._most:
                _, dropped = self._tables.popitem(last=False)
                self._bytes -= dropped.nbytes


class Wanted(NamedTuple):
    """What to read of the parts of a task.

    Parameters
    ----------
    columns
        Names of columns; by default all of the schema.
    annotator
        Read nothing but one column of the parts that hold nothing of this annotator.
    kept
        Tables of parts that were read before.
    """

    columns: tuple[str, ...] | None = None
    annotator: str | None = None
    kept: KeptTables | None = None


EVERYTHING = Wanted()


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


def load(place: Place, task: str, wanted: Wanted = EVERYTHING) -> Loaded:
    """Read all parts of a task, in the newest schema.

    Parameters
    ----------
    place
        Where the parts are.
    task
        The task.
    wanted
        What to read; by default everything.

    Raises
    ------
    RestlessFolderError
        When files vanish again and again.
    """
    for _ in range(ATTEMPTS):
        try:
            parts = place.parts(task)
            return load_parts(place, task, parts, wanted)
        except FileNotFoundError:
            continue  # compacted meanwhile: its rows are in another file now
    raise RestlessFolderError(place.url, task)


def load_parts(
    place: Place,
    task: str,
    parts: Sequence[Part],
    wanted: Wanted = EVERYTHING,
) -> Loaded:
    """Read some parts; FileNotFoundError when one has gone."""
    schema = narrowed(task, wanted.columns)
    kept = KeptTables(0) if wanted.kept is None else wanted.kept
    keys = {part: (place.url, task, part, wanted.columns) for part in parts}
    tables = {part: kept.find(key) for part, key in keys.items()}
    missing = [part for part, table in tables.items() if table is None]
    problems: list[Problem] = []
    contents = place.read(task, [part.name for part in missing])
    for part, content in zip(missing, contents, strict=True):
        if isinstance(content, FileNotFoundError):
            raise content
        path = f"{place.url}/{task}/{part.name}"
        try:
            table, newer = read_part(content, schema, wanted.annotator)
        except UnreadableError as error:
            problems.append(Problem(path, error.problem, error.detail))
            continue
        if newer:
            detail = f"version {newer}, this program knows {SCHEMA_VERSION}: update it"
            problems.append(Problem(path, "newer schema", detail))
        elif table is not None:
            kept.keep(keys[part], table)
        tables[part] = table
    read = {part: table for part, table in tables.items() if table is not None}
    return Loaded(list(read), list(read.values()), problems)


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

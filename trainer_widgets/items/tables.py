"""Tables from anywhere as rows of plain values, with what is wrong told by row and column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from numbers import Integral
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from trainer_widgets.items.errors import InvalidItemsError, MissingColumnError
from trainer_widgets.items.records import builtin
from trainer_widgets.records import Id, Record

SURROGATE = re.compile("[\ud800-\udfff]")


class Table(NamedTuple):
    """The names of a table's columns and its rows; each row has a value for each column."""

    columns: list[str]
    rows: list[dict[str, Any]]


def read_table(source: object) -> Table:
    """Read a DataFrame, an Arrow stream, a parquet file, or a list of dicts or records.

    Raises
    ------
    InvalidItemsError
        For anything else, repeated column names, and text that cannot be stored.
    """
    match source:
        case pd.DataFrame():
            columns = _columns(source.columns)
            rows = [
                {str(key): value for key, value in row.items()}
                for row in source.to_dict(orient="records")
            ]
        case str() | Path():
            columns, rows = _arrow(_parquet(source))
        case pa.Table():
            columns, rows = _arrow(source)
        case _ if hasattr(source, "__arrow_c_stream__"):
            columns, rows = _arrow(pa.table(source))
        case Iterable():
            found = [_plain(row, number) for number, row in enumerate(source)]
            columns = list(dict.fromkeys(name for row in found for name in row))
            rows = [dict.fromkeys(columns) | row for row in found]
        case _:
            message = (
                f"a table is a DataFrame, an Arrow table, a parquet path or a list of dicts, "
                f"not {type(source).__name__}"
            )
            raise InvalidItemsError(message)
    _check_text(rows)
    return Table(columns, rows)


def row_id(row: Mapping[str, Any], number: int) -> str:
    """Return the item id of a row; whole numbers become text.

    Raises
    ------
    InvalidItemsError
        For an empty id, one that is no text, and one that is too long.
    """
    if "item_id" not in row:
        raise MissingColumnError(column="item_id", there=list(row))
    value = row["item_id"]
    if isinstance(value, Integral) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        message = (
            f"row {number}, column 'item_id': {value!r} is no id; give each item a unique text"
        )
        raise InvalidItemsError(message)
    try:
        return str(msgspec.convert(value, Id))
    except msgspec.ValidationError as error:
        message = f"row {number}, column 'item_id': {error}; {value[:20]!r}... has {len(value)}"
        raise InvalidItemsError(message) from None


def _columns(names: Iterable[object]) -> list[str]:
    columns = [str(name) for name in names]
    if repeated := [name for name, n in Counter(columns).items() if n > 1]:
        message = f"column {repeated[0]!r} is there more than once: give each a name of its own"
        raise InvalidItemsError(message)
    return columns


def _arrow(table: pa.Table) -> Table:
    return Table(_columns(table.column_names), table.to_pylist())


def _parquet(path: str | Path) -> pa.Table:
    try:
        return pq.read_table(path)
    except FileNotFoundError:
        message = f"{str(path)!r} is not there: a path names a parquet file"
        raise InvalidItemsError(message) from None
    except pa.ArrowInvalid as error:
        message = f"{str(path)!r} could not be read as parquet: {error}"
        raise InvalidItemsError(message) from None


def _plain(row: object, number: int) -> dict[str, Any]:
    if isinstance(row, Mapping):
        return {str(name): value for name, value in row.items()}
    if isinstance(row, Record):
        plain: dict[str, Any] = builtin(row)
        plain.pop("type", None)
        return plain
    message = f"row {number}: a row is a record or a dict, not {type(row).__name__}"
    raise InvalidItemsError(message)


def _check_text(rows: Iterable[Mapping[str, Any]]) -> None:
    for number, row in enumerate(rows):
        for column, value in row.items():
            if not _is_storable(value):
                message = (
                    f"row {number}, column {column!r}: holds half of a surrogate pair, which no "
                    f"file can store; replace it, such as with text.encode('utf-8', 'replace')"
                )
                raise InvalidItemsError(message)


def _is_storable(value: object) -> bool:
    match value:
        case str():
            return value.isascii() or not SURROGATE.search(value)
        case Mapping():
            return all(_is_storable(one) for one in (*value.keys(), *value.values()))
        case Record():
            return all(_is_storable(one) for one in msgspec.structs.astuple(value))
        case np.ndarray():
            return value.dtype.kind not in "OU" or all(_is_storable(one) for one in value.flat)
        case list() | tuple():
            return all(_is_storable(one) for one in value)
        case _:
            return True

"""Tables to items: any DataFrame or parquet file with a task's columns becomes item records.

What is wrong with a table is told once, with the row and the column, before anybody labels.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from trainer_widgets.items.errors import InvalidItemsError, MissingColumnError
from trainer_widgets.items.ranking import CONTENT_COLUMN, ranking_reader
from trainer_widgets.records import Record

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["InvalidItemsError", "MissingColumnError", "item_hash", "read_items"]


def read_items(source: object, task: str) -> tuple[dict[str, Any], pd.DataFrame]:
    """Turn a table into item records and their features.

    Parameters
    ----------
    source
        A DataFrame, an Arrow table, a list of records or dicts, or the path of a parquet file.
        For ranking: ``item_id``, ``prompt`` (text, or a list of messages with ``role`` and
        ``content``), and either ``response_a``, ``response_b``, ... (with ``model_a``, ... where
        the models are known) or a list column ``responses`` (texts, or structs with
        ``response_id``, ``text``, ``model``).
    task
        The name of the task.

    Returns
    -------
    items : dict
        Item records by item id, in the order of the table.
    features : pandas.DataFrame
        The remaining columns, indexed by ``item_id``.

    Raises
    ------
    InvalidItemsError
        For an empty table, a missing column, an empty or repeated id, or a value of the wrong
        kind.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"item_id": ["q1"], "prompt": ["Hi"], "response_a": ["Yo"], "response_b": ["Hello"]}
    ... )
    >>> items, features = read_items(table, "ranking")
    >>> [response.response_id for response in items["q1"].responses]
    ['a', 'b']
    """
    rows = _rows(source)
    if not rows:
        message = "the table of items is empty: give at least one row"
        raise InvalidItemsError(message)
    columns = list(rows[0])
    reader = _READERS[task](columns)
    items: dict[str, Any] = {}
    for number, row in enumerate(rows):
        item_id = _item_id(row, number)
        if item_id in items:
            message = (
                f"row {number}, column 'item_id': {item_id!r} stands there already; ids are unique"
            )
            raise InvalidItemsError(message)
        items[item_id] = reader(item_id, row, number)
    return items, _features(rows, columns, task)


def item_hash(item: Record) -> str:
    """Return a fingerprint of what an annotator sees of an item (models' names are not part)."""
    shown = msgspec.to_builtins(item)
    for response in shown.get("responses", ()):
        response.pop("model", None)
    return hashlib.blake2b(msgspec.json.encode(shown), digest_size=12).hexdigest()


def _rows(source: object) -> list[dict[str, Any]]:
    match source:
        case pd.DataFrame():
            return [{str(key): value for key, value in row.items()} for row in _records(source)]
        case pa.Table():
            return source.to_pylist()
        case str() | Path():
            return pq.read_table(source).to_pylist()
        case Iterable():
            return [_plain(row) for row in source]
        case _:
            message = (
                f"items come as a DataFrame, an Arrow table, a parquet path or a list, "
                f"not as {type(source).__name__}"
            )
            raise InvalidItemsError(message)


def _records(frame: pd.DataFrame) -> list[dict[Hashable, Any]]:
    return frame.to_dict(orient="records")


def _plain(row: object) -> dict[str, Any]:
    if isinstance(row, Mapping):
        return dict(row)
    if isinstance(row, Record):
        plain: dict[str, Any] = msgspec.to_builtins(row)
        plain.pop("type", None)
        return plain
    message = f"an item is a record or a dict, not {type(row).__name__}"
    raise InvalidItemsError(message)


def _item_id(row: Mapping[str, Any], number: int) -> str:
    if "item_id" not in row:
        raise MissingColumnError(column="item_id", there=list(row))
    value = row["item_id"]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        message = (
            f"row {number}, column 'item_id': {value!r} is no id; give each item a unique text"
        )
        raise InvalidItemsError(message)
    return value


def _features(rows: list[dict[str, Any]], columns: list[str], task: str) -> pd.DataFrame:
    own = _CONTENT[task]
    kept = [name for name in columns if not own.fullmatch(name)]
    table = pd.DataFrame([{name: row[name] for name in kept} for row in rows], columns=kept)
    table["item_id"] = table["item_id"].astype("str")
    return table.set_index("item_id")


_READERS = {"ranking": ranking_reader}
_CONTENT = {"ranking": CONTENT_COLUMN}

"""Tables to items: any DataFrame or parquet file with a task's columns becomes item records.

What is wrong with a table is told once, with the row and the column, before anybody labels.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from trainer_widgets.records import (
    MAX_RESPONSES,
    MIN_RESPONSES,
    Message,
    RankingItem,
    Record,
    Response,
)

R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]
RESPONSE_COLUMN = re.compile(r"response_([a-z0-9]{1,3})")


class InvalidItemsError(ValueError):
    """Raised for a table that cannot be labeled; the message names the row and the column."""


class MissingColumnError(InvalidItemsError):
    """Raised when a column is not there, with the nearest that is."""

    def __init__(self, column: str, there: list[str]) -> None:
        """Suggest the column that may be meant."""
        near = difflib.get_close_matches(column, there, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}? " if near else ""
        super().__init__(f"column {column!r} is missing: {hint}There are {sorted(there)}")


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


def _item_id(row: Row, number: int) -> str:
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


def _ranking_reader(columns: list[str]) -> Callable[[str, Row, int], RankingItem]:
    if "prompt" not in columns:
        raise MissingColumnError(column="prompt", there=columns)
    letters = [match[1] for name in columns if (match := RESPONSE_COLUMN.fullmatch(name))]
    if "responses" not in columns and not letters:
        raise MissingColumnError(column="response_a", there=columns)
    if "responses" not in columns and len(letters) == 1:
        message = f"one response only (column 'response_{letters[0]}'): ranking needs two or more"
        raise InvalidItemsError(message)

    def read(item_id: str, row: Row, number: int) -> RankingItem:
        responses = (
            _listed(row["responses"], number)
            if "responses" in row
            else _spread(row, letters, number)
        )
        if not MIN_RESPONSES <= len(responses) <= MAX_RESPONSES:
            message = (
                f"row {number} ({item_id!r}): {len(responses)} responses; "
                f"ranking needs {MIN_RESPONSES} to {MAX_RESPONSES}"
            )
            raise InvalidItemsError(message)
        try:
            return RankingItem(item_id, _prompt(row["prompt"], number), responses)
        except ValueError as error:
            message = f"row {number} ({item_id!r}): {error}"
            raise InvalidItemsError(message) from None

    return read


def _spread(row: Row, letters: list[str], number: int) -> list[Response]:
    found = []
    for letter in letters:
        value = row[f"response_{letter}"]
        if _is_missing(value):
            continue
        text = _text(value, number, f"response_{letter}")
        model = row.get(f"model_{letter}")
        found.append(Response(letter, text, None if _is_missing(model) else str(model)))
    return found


def _listed(value: object, number: int) -> list[Response]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        message = f"row {number}, column 'responses': {value!r} is no list"
        raise InvalidItemsError(message)
    responses = []
    for index, entry in enumerate(value):
        if isinstance(entry, str):
            responses.append(Response("abcdefgh"[index % MAX_RESPONSES], entry))
            continue
        responses.append(_record(entry, Response, number, "responses"))
    return responses


def _prompt(value: object, number: int) -> list[Message]:
    if isinstance(value, str):
        return [Message("user", value)]
    if _is_missing(value) or not isinstance(value, Iterable):
        message = f"row {number}, column 'prompt': {value!r} is neither text nor a list of messages"
        raise InvalidItemsError(message)
    messages = [_record(entry, Message, number, "prompt") for entry in value]
    if not messages:
        message = f"row {number}, column 'prompt': the list of messages is empty"
        raise InvalidItemsError(message)
    return messages


def _record(entry: object, kind: type[R], number: int, column: str) -> R:
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        message = f"row {number}, column {column!r}: {error}"
        raise InvalidItemsError(message) from None


def _text(value: object, number: int, column: str) -> str:
    if isinstance(value, str):
        return value
    message = f"row {number}, column {column!r}: {value!r} is {type(value).__name__}, not text"
    raise InvalidItemsError(message)


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and value != value) or value is pd.NA  # noqa: PLR0124


def _features(rows: list[dict[str, Any]], columns: list[str], task: str) -> pd.DataFrame:
    own = _CONTENT[task]
    kept = [name for name in columns if not own.fullmatch(name)]
    table = pd.DataFrame([{name: row[name] for name in kept} for row in rows], columns=kept)
    table["item_id"] = table["item_id"].astype("str")
    return table.set_index("item_id")


_READERS = {"ranking": _ranking_reader}
_CONTENT = {"ranking": re.compile(r"prompt|responses|(response|model)_[a-z0-9]{1,3}")}

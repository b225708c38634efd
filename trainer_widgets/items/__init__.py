"""Tables to items: any DataFrame or parquet file with a task's columns becomes item records.

What is wrong with a table is told once, with the row and the column, before anybody labels.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd

from trainer_widgets.images import fingerprint
from trainer_widgets.items.errors import InvalidItemsError, MissingColumnError
from trainer_widgets.items.image_tags import image_tags_content, image_tags_reader
from trainer_widgets.items.ranking import ranking_content, ranking_reader
from trainer_widgets.items.records import record_content, record_reader
from trainer_widgets.items.safety import safety_content, safety_reader
from trainer_widgets.items.tables import Table, read_table, row_id
from trainer_widgets.records import TASKS, ImageTagItem

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.records import Record

__all__ = [
    "InvalidItemsError",
    "MissingColumnError",
    "Table",
    "item_hash",
    "read_items",
    "read_table",
    "row_id",
]


def read_items(source: object, task: str) -> tuple[dict[str, Any], pd.DataFrame]:
    """Turn a table into item records and their features.

    Parameters
    ----------
    source
        A DataFrame, anything that Arrow can stream (an Arrow table, a Polars DataFrame, a DuckDB
        relation), a list of records or dicts, or the path of a parquet file.
        For ranking: ``item_id``, ``prompt`` (text, or a list of messages with ``role`` and
        ``content``), and either ``response_a`` to ``response_h`` (with ``model_a``, ... where
        the models are known) or a list column ``responses`` (texts, or structs with
        ``response_id``, ``text``, ``model``). For image tags: ``image`` (a path inside the
        project, bytes or a PIL image) and perhaps ``auto_tags`` (names, or structs with ``name``,
        ``confidence``, ``place``). For safety: ``conversation`` and perhaps ``reviewed`` (the
        place of the turn under review, by default the last), or ``prompt`` and ``response``.
        For every other task: columns that are called as the fields of its item.
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
        For an empty table, a missing or doubled column, an empty, repeated or overlong id, a
        value of the wrong kind, or text that cannot be stored.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"item_id": ["q1"], "prompt": ["Hi"], "response_a": ["Yo"], "response_b": ["Hello"]}
    ... )
    >>> items, features = read_items(table, "ranking")
    >>> [response.response_id for response in items["q1"].responses]
    ['a', 'b']
    """
    table = read_table(source)
    if not table.rows:
        message = "the table of items is empty: give at least one row"
        raise InvalidItemsError(message)
    if "item_id" not in table.columns:
        raise MissingColumnError(column="item_id", there=table.columns)
    make_reader, content = _reading(task)
    reader = make_reader(table.columns)
    items: dict[str, Any] = {}
    for number, row in enumerate(table.rows):
        item_id = row_id(row, number)
        if item_id in items:
            message = (
                f"row {number}, column 'item_id': {item_id!r} stands there already; ids are unique"
            )
            raise InvalidItemsError(message)
        items[item_id] = reader(item_id, row, number)
    return items, _features(table, list(items), content(table.columns))


def item_hash(item: Record, images: Path | None = None) -> str:
    """Return a fingerprint of what an annotator sees of an item.

    Models' names are not part of it; of an image it is the content and not the place.
    """
    if isinstance(item, ImageTagItem):
        item = msgspec.structs.replace(item, image=fingerprint(item.image, images))
    shown = msgspec.to_builtins(item)
    for response in shown.get("responses", ()):
        response.pop("model", None)
    return hashlib.blake2b(msgspec.json.encode(shown), digest_size=12).hexdigest()


def _features(table: Table, ids: list[str], content: set[str]) -> pd.DataFrame:
    kept = [name for name in table.columns if name not in content and name != "item_id"]
    columns = {name: [row[name] for row in table.rows] for name in kept}
    return pd.DataFrame(columns, index=pd.Index(ids, name="item_id", dtype="str"))


def _reading(task: str) -> tuple[Any, Any]:
    kind = TASKS[task].item
    return _READERS.get(task) or (record_reader(kind), record_content(kind))


_READERS = {
    "ranking": (ranking_reader, ranking_content),
    "image_tags": (image_tags_reader, image_tags_content),
    "safety": (safety_reader, safety_content),
}

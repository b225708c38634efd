"""Gold: right answers, read and held against the items before anybody labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.items import InvalidItemsError, MissingColumnError, read_table, row_id
from trainer_widgets.missing import is_missing
from trainer_widgets.records import NO_RESPONSE, RankingItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEFAULT = "gold.parquet"


class GoldError(ValueError):
    """Raised when right answers are missing or do not fit the items; says which row."""

    def __init__(self, origin: str, problem: str) -> None:
        """Say where the right answers come from."""
        super().__init__(f"{origin}: {problem}")


def read_gold(source: object, items: Mapping[str, Any], folder: Path | None) -> pd.DataFrame:
    """Read right answers.

    Parameters
    ----------
    source
        A table with ``item_id``, ``choice`` (a response id, ``tie`` or ``both_bad``) and perhaps
        ``reason``, in any form that items may have; a path is relative to the working directory.
        None means ``gold.parquet`` in the project's folder, which need not be there.
    items
        The project's items by id.
    folder
        The project's folder, where it has one.

    Returns
    -------
    pandas.DataFrame
        ``choice``, ``reason`` (empty where none is given) and any other column, indexed by
        ``item_id``.

    Raises
    ------
    GoldError
        When what was named is not there, a column or a value is missing, an item has two right
        answers or is none of the project's, or a choice is none of its responses.

    Examples
    --------
    >>> from trainer_widgets.items import read_items
    >>> row = {"item_id": "q1", "prompt": "Hi", "response_a": "Yo", "response_b": "Hello"}
    >>> items, _ = read_items([row], "ranking")
    >>> read_gold([{"item_id": "q1", "choice": "b"}], items, None).loc["q1"].to_dict()
    {'choice': 'b', 'reason': ''}
    """
    if source is None and folder is not None and (folder / DEFAULT).exists():
        source = folder / DEFAULT
    origin = str(source) if isinstance(source, str | Path) else "gold"
    if isinstance(source, pd.DataFrame) and source.index.name == "item_id":
        source = source.reset_index()
    try:
        columns, rows = read_table([] if source is None else source)
        for column in ("item_id", "choice") if rows or columns else ():
            if column not in columns:
                raise MissingColumnError(column, columns)
        ids = [row_id(row, number) for number, row in enumerate(rows)]
    except InvalidItemsError as error:
        raise GoldError(origin, str(error)) from None
    for problem in _problems(ids, rows, items):
        raise GoldError(origin, problem)
    others = [name for name in columns if name not in {"item_id", "choice", "reason"}]
    values: dict[str, Any] = {
        "choice": pd.array([row["choice"] for row in rows], dtype="str"),
        "reason": pd.array([_reason(row) for row in rows], dtype="str"),
    }
    values |= {name: [row[name] for row in rows] for name in others}
    return pd.DataFrame(values, index=pd.Index(ids, name="item_id", dtype="str"))


def _problems(
    ids: list[str], rows: list[dict[str, Any]], items: Mapping[str, Any]
) -> Iterator[str]:
    seen: set[str] = set()
    for number, (item_id, row) in enumerate(zip(ids, rows, strict=True)):
        where = f"row {number} ({item_id!r})"
        if item_id in seen:
            yield f"{where}: the item has a right answer already"
        elif item_id not in items:
            yield f"{where}: no item of the project has this id"
        elif row["choice"] not in (allowed := _choices(items[item_id])):
            there = ", ".join(allowed)
            yield f"{where}, column 'choice': {row['choice']!r} is none of {there}"
        seen.add(item_id)


def _choices(item: object) -> list[str]:
    responses = item.responses if isinstance(item, RankingItem) else []
    return [*(response.response_id for response in responses), *sorted(NO_RESPONSE)]


def _reason(row: Mapping[str, Any]) -> str:
    reason = row.get("reason")
    return "" if is_missing(reason) else str(reason)

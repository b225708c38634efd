"""Gold: right answers, read and held against the items before anybody labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec
import pandas as pd

from trainer_widgets.items import InvalidItemsError, MissingColumnError, read_table, row_id
from trainer_widgets.items.records import builtin
from trainer_widgets.missing import is_missing
from trainer_widgets.records import TASKS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

DEFAULT = "gold.parquet"
Rows = list[dict[str, Any]]


class GoldError(ValueError):
    """Raised when right answers are missing or do not fit the items; says which row."""

    def __init__(self, origin: str, problem: str) -> None:
        """Say where the right answers come from."""
        super().__init__(f"{origin}: {problem}")


def read_gold(
    source: object,
    items: Mapping[str, Any],
    folder: Path | None,
    task: str = "ranking",
    categories: Collection[str] = (),
) -> pd.DataFrame:
    """Read right answers.

    Parameters
    ----------
    source
        A table with ``item_id``, at least one of the task's keys (the columns of its labels that
        can be right or wrong) and perhaps ``reason``, in any form that items may have; a path is
        relative to the working directory. None means ``gold.parquet`` in the project's folder,
        which need not be there. The keys are ``choice`` (a response id, ``tie`` or ``both_bad``)
        for ranking, ``tag_names`` for image tags, ``verdict``, ``categories``, ``refusal`` and
        ``should_refuse`` for safety, ``is_correct``, ``categories`` and ``rewrite`` for
        correction. An empty cell says nothing of that key.
    items
        The project's items by id.
    folder
        The project's folder, where it has one.
    task
        The task's name.
    categories
        The taxonomy's categories, to which the column ``categories`` must keep.

    Returns
    -------
    pandas.DataFrame
        The keys, ``reason`` (empty where none is given) and any other column, indexed by
        ``item_id``.

    Raises
    ------
    GoldError
        When what was named is not there, a column or a value is missing, an item has two right
        answers or is none of the project's, or a value cannot be an answer to its item.

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
    types = key_types(task)
    try:
        columns, rows = read_table([] if source is None else source)
        keys = _keys(columns, rows, list(types))
        ids = [row_id(row, number) for number, row in enumerate(rows)]
    except InvalidItemsError as error:
        raise GoldError(origin, str(error)) from None
    # What pandas reads of a parquet file has arrays where lists were written.
    rows = [row | {key: builtin(row[key]) for key in keys} for row in rows]
    checked = {key: types[key] for key in keys}
    for problem in _problems(ids, rows, items, checked, categories):
        raise GoldError(origin, problem)
    others = [name for name in columns if name not in {"item_id", "reason", *keys}]
    values: dict[str, Any] = {key: _column(rows, key, checked[key]) for key in keys}
    values["reason"] = pd.array([_reason(row) for row in rows], dtype="str")
    values |= {name: [row[name] for row in rows] for name in others}
    return pd.DataFrame(values, index=pd.Index(ids, name="item_id", dtype="str"))


def key_types(task: str) -> dict[str, Any]:
    """Return the columns of a task's labels that can be right or wrong, with their types.

    Examples
    --------
    >>> key_types("image_tags")
    {'tag_names': list[str]}
    """
    answer = TASKS[task].answer
    fields = get_type_hints(answer, include_extras=True)
    types = {}
    for key in getattr(answer, "keys", ()):
        own = getattr(answer, key)
        types[key] = (
            get_type_hints(own.fget)["return"] if isinstance(own, property) else fields[key]
        )
    return types


def missed(gold: pd.DataFrame, item_id: str, answer: Any, task: str) -> dict[str, Any]:  # noqa: ANN401
    """Return the keys that an answer misses, with what is right; empty where all agree.

    What is listed may come in any order; an item without a right answer has nothing to miss.
    """
    right = known_answer(gold, item_id, task)
    return {key: it for key, it in right.items() if not _agree(getattr(answer, key), it)}


def known_answer(gold: pd.DataFrame, item_id: str, task: str) -> dict[str, Any]:
    """Return what is right of an item, by the task's keys; empty where nothing is known."""
    if item_id not in gold.index:
        return {}
    right = {key: gold.loc[item_id, key] for key in key_types(task) if key in gold}
    return {key: value for key, value in right.items() if not is_missing(value)}


def _agree(given: object, right: Any) -> bool:  # noqa: ANN401 - a scalar or a list
    return sorted(given) == sorted(right) if isinstance(given, list) else bool(given == right)


def _keys(columns: list[str], rows: Rows, known: list[str]) -> list[str]:
    if not rows and not columns:
        return known[:1]
    if "item_id" not in columns:
        raise MissingColumnError(column="item_id", there=columns)
    keys = [key for key in known if key in columns]
    if not keys:
        raise MissingColumnError(known[0] if known else "gold of this task", columns)
    return keys


def _column(rows: Rows, key: str, kind: object) -> Any:  # noqa: ANN401 - a pandas array or a list
    values = [None if is_missing(row[key]) else row[key] for row in rows]
    is_text = all(value is None or isinstance(value, str) for value in values)
    if is_text and kind not in {bool, bool | None}:
        return pd.array(values, dtype="str")
    return pd.Series(values, dtype="object").to_numpy()


def _problems(
    ids: list[str],
    rows: Rows,
    items: Mapping[str, Any],
    keys: dict[str, Any],
    categories: Collection[str],
) -> Iterator[str]:
    seen: set[str] = set()
    for number, (item_id, row) in enumerate(zip(ids, rows, strict=True)):
        where = f"row {number} ({item_id!r})"
        if item_id in seen:
            yield f"{where}: the item has a right answer already"
        elif item_id not in items:
            yield f"{where}: no item of the project has this id"
        else:
            there = {key: row[key] for key in keys if not is_missing(row[key])}
            if not there:
                yield f"{where}, column {', '.join(map(repr, keys))}: there is no answer"
            for key, value in there.items():
                if problem := _value_problem(items[item_id], key, value, keys[key], categories):
                    yield f"{where}, column {key!r}: {problem}"
        seen.add(item_id)


def _value_problem(
    item: Any,  # noqa: ANN401 - any task's item
    key: str,
    value: object,
    kind: object,
    categories: Collection[str],
) -> str | None:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        return f"{value!r} will not do: {error}"
    if key == "categories" and categories:
        unknown = [one for one in value if one not in categories]  # type: ignore[attr-defined]
        return f"{unknown[0]!r} is no category of the taxonomy" if unknown else None
    allowed = getattr(item, "right_answers", None)
    if allowed is not None and value not in allowed:
        return f"{value!r} is none of {', '.join(allowed)}"
    return None


def _reason(row: Mapping[str, Any]) -> str:
    reason = row.get("reason")
    return "" if is_missing(reason) else str(reason)

"""Labels held against right answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import ibis
import pandas as pd
import pyarrow as pa

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts.annotators import gold_counts, several_answers
from trainer_widgets.analysis.results import executed
from trainer_widgets.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence


class Gold(NamedTuple):
    """Right answers, or why there are none."""

    table: ibis.Table | None = None
    missing: str = ""


def gold_of(labels: object, gold: object, value: str, item: str) -> Gold:
    """Return the right answers: those given, or those of the project.

    Parameters
    ----------
    labels
        A ``Project`` may have right answers of its own.
    gold
        A table with the items and the column ``value`` (the items may be its index), a mapping
        from item to right answer, a ``Project``, or None.
    value, item
        The columns.

    Raises
    ------
    LabelsError
        When it is no table of items and right answers.
    """
    if gold is None and not isinstance(labels, Project):
        return Gold(missing="no gold was given")
    if gold is None and isinstance(labels, Project):
        gold = labels
    if isinstance(gold, Project):
        if gold.gold.empty or value not in gold.gold.columns:
            return Gold(missing=f"the project has no gold for {value!r}")
        gold = gold.gold
    if isinstance(gold, Mapping):
        if not gold:
            return Gold(missing="no gold was given")
        gold = pd.DataFrame({item: list(gold), value: list(gold.values())})
    if isinstance(gold, pd.DataFrame):
        gold = _with_item(gold, item)
    if not isinstance(gold, str | Path | pd.DataFrame | pa.Table | ibis.Table):
        message = (
            f"gold={gold!r}: give a mapping from item to right answer, such as {{'q1': 'a'}}, or a "
            f"table with the columns {item!r} and {value!r}"
        )
        raise counts.LabelsError(message)
    return Gold(counts.as_table(gold, [item, value]).rename(item_id=item))


def _with_item(table: pd.DataFrame, item: str) -> pd.DataFrame:
    if item in table.columns:
        return table
    return table.reset_index(names=item)


def compared(
    labels: ibis.Table, by: Sequence[str], gold: Gold, value: str, level: str
) -> pd.DataFrame:
    """Count the labels on items with a right answer: ``*by, annotator, truth, key, labels``.

    Raises
    ------
    LabelsError
        When the right answers are of another kind than the labels, or an item has two.
    """
    right = right_answers(labels, gold, value, level)
    keyed = counts.with_keys(labels, value, level)
    return executed(gold_counts(keyed, right, [*by, "annotator"]))


def right_answers(labels: ibis.Table, gold: Gold, value: str, level: str) -> ibis.Table:
    """Return one right answer an item, in the form of the labels' own: ``item_id, key``.

    Raises
    ------
    LabelsError
        When the right answers are of another kind than the labels, or an item has two.
    """
    keyed = counts.with_keys(labels, value, level)
    right = counts.with_keys(gold.table, value, level)
    right = right.filter(counts.has(right, "key") & counts.has(right, "item_id"))
    _check_kinds(right["key"].type(), keyed["key"].type(), value)
    right = right.select("item_id", "key").distinct()
    _check_single(right, value)
    return right


def _check_kinds(right: Any, labels: Any, value: str) -> None:  # noqa: ANN401 - types of Ibis
    alike = (
        right == labels
        or right.is_null()
        or labels.is_null()
        or (_is_number(right) and _is_number(labels))
        or (right.is_string() and labels.is_string())
    )
    if not alike:
        message = (
            f"gold holds {right}, and the labels' column {value!r} holds {labels}, so that none "
            f"could be right: give gold in the labels' own values"
        )
        raise counts.LabelsError(message)


def _is_number(kind: Any) -> bool:  # noqa: ANN401 - a type of Ibis
    return bool(kind.is_numeric() and not kind.is_boolean())


def _check_single(right: ibis.Table, value: str) -> None:
    found = executed(several_answers(right))
    if len(found):
        item, n = found.iloc[0]
        message = (
            f"gold says {n} different things of item {item!r} in column {value!r}: give one right "
            f"answer an item"
        )
        raise counts.LabelsError(message)

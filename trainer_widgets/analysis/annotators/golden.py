"""Labels held against right answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts.annotators import gold_counts
from trainer_widgets.analysis.results import executed
from trainer_widgets.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis


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
        gold = pd.DataFrame({item: list(gold), value: list(gold.values())})
    if isinstance(gold, pd.DataFrame):
        gold = _with_item(gold, item)
    return Gold(counts.as_table(gold, [item, value]).rename(item_id=item))


def _with_item(table: pd.DataFrame, item: str) -> pd.DataFrame:
    if item in table.columns:
        return table
    return table.reset_index(names=item)


def compared(
    labels: ibis.Table, by: Sequence[str], gold: Gold, value: str, level: str
) -> pd.DataFrame:
    """Count the labels on items with a right answer: ``*by, annotator, truth, key, labels``."""
    keyed = counts.with_keys(labels, value, level)
    right = counts.with_keys(gold.table, value, level)
    return executed(gold_counts(keyed, right, [*by, "annotator"]))

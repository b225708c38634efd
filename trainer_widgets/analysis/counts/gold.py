"""Labels beside the right answers of their items."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import NO
from trainer_widgets.analysis.counts.others import with_keys

if TYPE_CHECKING:
    from collections.abc import Mapping


def answer_level(labels: ibis.Table, column: str) -> str:
    """Return how answers are compared: single values as they are, lists in any order."""
    return "multiset" if labels[column].type().is_array() else "nominal"


def with_truths(labels: ibis.Table, answers: Mapping[str, ibis.Table]) -> ibis.Table:
    """Return labels beside the right answers of their items.

    Parameters
    ----------
    labels
        ``item_id`` and the columns that can be right or wrong.
    answers
        For each of these columns ``item_id`` and ``key``, one right answer an item.

    Returns
    -------
    ibis.Table
        The labels with ``given_0, truth_0, given_1, ...``, by the columns' places; a truth is null
        where the item has no right answer.
    """
    for place, (column, right) in enumerate(answers.items()):
        keyed = with_keys(labels, column, answer_level(labels, column))
        labels = keyed.rename({f"given_{place}": "key"})
        book = right.select(told_of=right["item_id"], truth=right["key"])
        joined = labels.left_join(book, _same_item(labels["item_id"], book["told_of"]))
        labels = joined.select(labels, book["truth"].name(f"truth_{place}"))
    return labels


def _same_item(item: Any, other: Any) -> Any:  # noqa: ANN401 - columns
    if item.type().is_string() != other.type().is_string():
        item, other = item.cast("string"), other.cast("string")
    return item == other


def missed(labels: ibis.Table, n_columns: int) -> Any:  # noqa: ANN401 - a column
    """Return 1 where a label misses any right answer, 0 where it has all, null where none is known.

    A column that the label leaves empty misses what is right of it.
    """
    pairs = [(labels[f"given_{one}"], labels[f"truth_{one}"]) for one in range(n_columns)]
    known = reduce(or_, [truth.notnull() for _, truth in pairs])
    wrong = reduce(
        or_,
        [truth.notnull() & (given.isnull() | (given != truth)) for given, truth in pairs],
    )
    return ibis.cases((~known, None), (wrong.fill_null(NO), 1.0), else_=0.0).cast("float64")

"""How heavily each label's marks weigh, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from trainer_widgets.analysis.counts.label_pairs import (
    LABEL,
    group_columns,
    narrowed,
    pairs,
    with_columns,
)
from trainer_widgets.analysis.counts.span_marks import mark_fields, marks, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

DIGITS = 9
KINDS = ("category", "severity")


def mark_kinds(labels: ibis.Table, value: str) -> ibis.Table:
    """Count the marks of each category and severity, empty where a mark has none.

    Returns
    -------
    ibis.Table
        ``category, severity, marks``.
    """
    found = _kinds(narrowed(labels, (), value), labels, value)
    return found.group_by(KINDS).aggregate(marks=found.count())


def _kinds(narrow: ibis.Table, labels: ibis.Table, value: str) -> ibis.Table:
    fields = mark_fields(labels, value)
    found = marks(narrow)
    return found.mutate(**{name: text(found.mark, name, fields) for name in KINDS}).drop("mark")


def score_items(labels: ibis.Table, by: Sequence[str], value: str, weights: pa.Table) -> ibis.Table:
    """Count the items by their labels' scores: the weights of a label's marks added up.

    Parameters
    ----------
    labels
        As :func:`trainer_widgets.analysis.selection.select` returns them.
    by
        Columns to group by.
    value
        The column of marks.
    weights
        ``category, severity, weight`` of all that :func:`mark_kinds` finds.

    Returns
    -------
    ibis.Table
        ``group_0, ..., labels, total, squares, apart, items``: how many labels an item has, the
        sum of their scores and of the squares, the mean absolute difference between two (null
        for one label), and how many items are so.
    """
    narrow = narrowed(labels, by, value)
    found = _kinds(narrow, labels, value)
    book = ibis.memtable(weights)
    weighed = found.join(book, KINDS).select(found, book.weight)
    label = [*group_columns(narrow), *LABEL]
    sums = weighed.group_by(label).aggregate(score=weighed.weight.sum())
    scored = with_columns(narrow.drop("value"), sums, LABEL)
    scored = scored.mutate(score=scored.score.fill_null(0.0).round(DIGITS))
    item = [*group_columns(narrow), "item_id"]
    items = scored.group_by(item).aggregate(
        labels=scored.count(),
        total=scored.score.sum().round(DIGITS),
        squares=(scored.score * scored.score).sum().round(DIGITS),
    )
    met = pairs(scored, "score")
    far = met.group_by(item).aggregate(apart=(met.score - met.other_score).abs().mean())
    items = with_columns(items, far.mutate(apart=far.apart.round(DIGITS)), ["item_id"])
    items = items.drop("item_id")
    return items.group_by(list(items.columns)).aggregate(items=items.count())

"""How many items show each pattern of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import NO, has

if TYPE_CHECKING:
    from collections.abc import Sequence


def totals(
    labels: ibis.Table, by: Sequence[str], value: str, item: str, annotator: str
) -> ibis.Table:
    """Count labels, items, annotators and (item, annotator) pairs of each group.

    Returns
    -------
    ibis.Table
        ``*by, n_labels, n_items, n_annotators, n_pairs``; without ``by`` one row.
    """
    labels = labels.filter(has(labels, value))
    each = labels.group_by([*by, item, annotator]).aggregate(n=labels.count())
    return each.aggregate(
        by=by,
        n_labels=each.n.sum(),
        n_items=each[item].nunique(),
        n_annotators=each[annotator].nunique(),
        n_pairs=each.count(),
    )


def categories(labels: ibis.Table, value: str) -> ibis.Table:
    """Return the values that occur, one row each, in no order."""
    return labels.filter(has(labels, value)).select(value).distinct()


def count_patterns(
    labels: ibis.Table, by: Sequence[str], value: str, item: str, values: Sequence[Any]
) -> ibis.Table:
    """Count the items that show each vector of counts per category.

    Parameters
    ----------
    labels
        One row a label.
    by
        Columns to group by.
    value, item
        The columns that hold the label's value and its item.
    values
        The categories, in the order of the vector.

    Returns
    -------
    ibis.Table
        ``*by, c0, c1, ..., items``: ``c0`` labels of the first category and so on, and how
        many items look so.
    """
    vector = {
        f"c{place}": (labels[value] == category).fill_null(NO).cast("int64").sum()
        for place, category in enumerate(values)
    }
    each = labels.group_by([*by, item]).aggregate(**vector)
    return each.group_by([*by, *vector]).aggregate(items=each.count())


def rater_patterns(  # noqa: PLR0913 - which column is which
    labels: ibis.Table,
    by: Sequence[str],
    *,
    value: str,
    item: str,
    annotator: str,
    values: Sequence[Any],
    annotators: Sequence[Any],
) -> ibis.Table:
    """Count the items that show each vector of who gave which category.

    Returns
    -------
    ibis.Table
        ``*by, a0, a1, ..., items``: ``a0`` the place of the first annotator's category in
        ``values`` counted from 1, 0 where there is no label.
    """
    code = ibis.cases(
        *((labels[value] == category, place) for place, category in enumerate(values, 1)), else_=0
    )
    coded = labels.mutate(coded_value=code.cast("int64"))
    vector = {
        f"a{place}": (coded[annotator] == who).ifelse(coded.coded_value, 0).max()
        for place, who in enumerate(annotators)
    }
    each = coded.group_by([*by, item]).aggregate(**vector)
    return each.group_by([*by, *vector]).aggregate(items=each.count())

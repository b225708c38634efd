"""How often the left response is preferred, how long it takes, how much is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.datatypes as dt

from trainer_widgets.analysis.counts.labels import NO, has

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIR = 2


def side_counts(labels: ibis.Table, by: Sequence[str], item: str, annotator: str) -> ibis.Table:
    """Count the pair labels that prefer the left response, the right one, or neither.

    Parameters
    ----------
    labels
        With ``choice`` and, where it is known, ``shown``: a struct whose ``order`` holds the
        response ids from left to right.
    by
        Columns to group by.
    item, annotator
        The columns that say what was labeled and by whom.

    Returns
    -------
    ibis.Table
        ``*by, left, right, undecided, unknown, n_items, n_annotators``; the last two are those of
        the decided labels, ``unknown`` are pairs whose order on screen is not known.
    """
    labels = labels.filter(has(labels, "choice"))
    order = shown_order(labels)
    left, right = (labels.choice == order[place] for place in (0, 1))
    pair = (order.length() == PAIR).fill_null(NO)
    decided = pair & (left | right)
    return labels.aggregate(
        by=by,
        left=labels.count(where=pair & left),
        right=labels.count(where=pair & right),
        undecided=labels.count(where=pair & ~(left | right)),
        unknown=labels.count(where=order.isnull()),
        n_items=labels[item].nunique(where=decided),
        n_annotators=labels[annotator].nunique(where=decided),
    )


def shown_order(labels: ibis.Table) -> Any:  # noqa: ANN401 - a column of lists
    """Return the response ids from left to right, null where nobody knows."""
    kind = labels.schema().get("shown")
    if isinstance(kind, dt.Struct) and "order" in kind.names:
        return labels.shown["order"]
    return ibis.null("array<string>")


def duration_counts(
    labels: ibis.Table, by: Sequence[str], item: str, annotator: str
) -> tuple[ibis.Table, ibis.Table]:
    """Count how often each active time occurs, in tenths of a second.

    Returns
    -------
    times : ibis.Table
        ``*by, tenths, labels``: no more rows than there are different times.
    sizes : ibis.Table
        ``*by, n_items, n_annotators, n_labels``.
    """
    timed = labels.filter(has(labels, "active_ms"))
    # A table without any time has no type to divide.
    tenths = (timed.active_ms.cast("float64") / 100).round().cast("int64")
    times = timed.mutate(tenths=tenths)
    times = times.aggregate(by=[*by, "tenths"], labels=times.count())
    sizes = timed.aggregate(
        by=by,
        n_items=timed[item].nunique(),
        n_annotators=timed[annotator].nunique(),
        n_labels=timed.count(),
    )
    return times, sizes


def label_counts(labels: ibis.Table, by: Sequence[str], item: str) -> ibis.Table:
    """Count the labels and the items of each group.

    Returns
    -------
    ibis.Table
        ``*by, labels, items``.
    """
    return labels.aggregate(by=by, labels=labels.count(), items=labels[item].nunique())

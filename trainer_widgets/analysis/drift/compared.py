"""Labels in windows of time, each compared with the others' labels of its item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.coding import coded, distances
from trainer_widgets.analysis.counts import windows as counted
from trainer_widgets.analysis.results import executed, note, share_note
from trainer_widgets.analysis.selection import opened, select
from trainer_widgets.analysis.windows import every_of, numbered
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WINDOWS = ("label", "item")
GUIDELINE = "guideline"
OURS = {
    "number",
    "code",
    "moment",
    "others",
    "disagreement",
    "unlike",
    "cell",
    "other",
    "n",
    "window",
}


class Windowed(NamedTuple):
    """Labels that have a code and the number of a window, before they are compared.

    Attributes
    ----------
    table
        ``*by, item_id, annotator, at, code, number`` and the guideline's version.
    values
        The value behind each code.
    by, said, level, guideline
        The groups, what was left out, the level of measurement and the versions' column, if any.
    starts
        When each window begins, UTC.
    """

    table: ibis.Table
    values: list[Any]
    by: list[str]
    said: str
    level: str
    guideline: str
    starts: pd.DatetimeIndex


def windowed(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    value: str,
    every: str | int,
    window: str,
    by: str | Sequence[str] | None,
    *,
    level: str,
    guideline: str | None,
    independent: bool,
    **chosen: Any,  # noqa: ANN401 - handed on to select()
) -> Windowed:
    """Put labels into windows."""
    length = every_of(every)
    if window not in WINDOWS:
        message = f"window={window!r} is unknown: {nearest(str(window), WINDOWS)}"
        message += "a label counts when it was given (label), or when its item was done (item)"
        raise counts.LabelsError(message)
    keys = counts.by_columns(by)
    if OURS & set(keys):
        message = f"cannot group by {sorted(OURS & set(keys))}, names used here: rename the columns"
        raise counts.LabelsError(message)
    labels = opened(labels, independent=independent)
    if guideline is None:
        guideline = GUIDELINE if GUIDELINE in counts.column_names(labels) else ""
    more = list(dict.fromkeys([*keys, *([guideline] if guideline else [])]))
    # The groups are kept as columns: a label is compared with all others of its item.
    selection = select(labels, [value, *more], timed=True, independent=independent, **chosen)
    counts.check_single(selection.table, more)
    found = coded(selection.table, value, level)
    table = counted.with_moments(found.table, window)
    if length.size:
        table = counted.comparable(table)
    table, starts = numbered(table, length, window)
    kept = dict.fromkeys([*more, *("item_id", "annotator", "at", "code", "number")])
    said = selection.said
    return Windowed(table.select(*kept), found.values, keys, said, level, guideline, starts)


def compared(labels: Windowed, without: object = None) -> tuple[ibis.Table, str]:
    """Compare each label with the others of its item.

    Parameters
    ----------
    labels
        As :func:`windowed` returns them.
    without
        An annotator whose labels are left out.

    Returns
    -------
    table : ibis.Table
        With ``disagreement`` at the level of measurement, and ``unlike``: the share of others who
        gave another value.
    said : str
        What was left out.
    """
    table = labels.table
    if without is not None:
        table = table.filter(table.annotator != counts.literal(without, table.annotator))
    table = _cached(counts.with_others(table))
    alone = executed(table.aggregate(n=table.count(where=table.others == 0)))["n"].iloc[0]
    table = table.filter(table.others > 0).mutate(unlike=table.disagreement)
    if labels.level != "nominal":
        table = table.drop("others", "disagreement")
        table = _cached(counts.with_others(table, distances_of(labels, table)))
    return table, note(labels.said, share_note(int(alone), "labels left out: nobody to compare"))


def _cached(table: ibis.Table) -> ibis.Table:
    """Keep compared labels in the engine: comparing is the larger part of every query on them."""
    # Engines keep no column that holds nothing at all and is of no type.
    kinds = table.schema().items()
    table = table.mutate(**{name: table[name].cast("string") for name, k in kinds if k.is_null()})
    executed(table.limit(0))  # PySpark caches no table in memory that no query has made known
    return table.cache()


def distances_of(labels: Windowed, table: ibis.Table) -> Floats:
    """Return how far apart two codes are, V x V, at the labels' level of measurement."""
    if labels.level == "nominal":
        return distances("nominal", labels.values, [])
    found = executed(counted.code_counts(table, []))
    marginals = np.zeros(len(labels.values))
    marginals[found["code"]] = found["n"]
    return distances(labels.level, labels.values, marginals.tolist())

"""Pace and progress: how long an item takes, and how much is done."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import executed, groups, note, result, whole, z
from trainer_widgets.analysis.selection import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray


def pace(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    by: str | Sequence[str] | None = "annotator",
    *,
    item: str = "item_id",
    annotator: str = "annotator",
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure the active time that an item takes: the seconds in which somebody was there.

    The interval of the median needs no assumption about the times: it lies between two of them,
    at the ranks given by the binomial distribution [1]_.

    Needs counts only (form a): how often each time occurs.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or an Ibis table with ``active_ms``,
        milliseconds; labels without it are left out. Times are counted in tenths of a second.
    by
        Columns to group by.
    item, annotator
        The columns that say what was labeled and by whom.
    models
        Keep labels by models, where ``annotator_kind`` tells.
    confidence
        Of the medians' intervals.

    Returns
    -------
    pandas.DataFrame
        One row a group, its ``statistic`` ``median_active_seconds``, with the quartiles ``q1``
        and ``q3`` in seconds beside the common columns.

    Raises
    ------
    LabelsError
        When a column is missing, or the confidence is none.

    References
    ----------
    .. [1] Campbell and Gardner (1988), Calculating confidence intervals for some non-parametric
       analyses, British Medical Journal 296.

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame(
    ...     {"item_id": ["q1", "q2", "q3"], "annotator": "ana", "active_ms": [9000, 12000, 30000]}
    ... )
    >>> pace(labels)[["annotator", "estimate", "q1", "q3"]]
      annotator  estimate    q1    q3
    0       ana      12.0  10.5  21.0
    """
    z(confidence)  # refuses what is none
    keys = counts.by_columns(by)
    columns = [*keys, item, annotator, "active_ms"]
    table = counts.as_table(opened(labels, independent=False), columns, counts.TELLING)
    chosen = counts.selected(table, independent=False, models=models)
    times, sizes = counts.duration_counts(chosen, keys, item, annotator)
    parts = groups(executed(times), keys)
    rows = []
    for key, size in groups(executed(sizes), keys).items():
        row: dict[str, Any] = dict(zip(keys, key, strict=True))
        row |= {"statistic": "median_active_seconds"}
        row |= {name: size[name].iloc[0] for name in ("n_items", "n_annotators", "n_labels")}
        rows.append(row | _spread(parts[key], confidence))
    return result(rows, keys, more=("q1", "q3"))


def _spread(times: pd.DataFrame, confidence: float) -> dict[str, Any]:
    ordered = times.sort_values("tenths")
    seconds = ordered["tenths"].to_numpy(dtype=np.float64) / 10
    up_to = ordered["labels"].to_numpy(dtype=np.int64).cumsum()
    if not len(seconds):
        empty = dict.fromkeys(("estimate", "low", "high", "q1", "q3"), np.nan)
        return empty | {"note": "undefined: no label has an active time"}
    n = int(up_to[-1])
    q1, median, q3 = (_quantile(seconds, up_to, share) for share in (0.25, 0.5, 0.75))
    found = {"estimate": median, "q1": q1, "q3": q3}
    reach = z(confidence) * math.sqrt(n) / 2
    lower = round(n / 2 - reach)
    if lower < 1:
        few = {"low": np.nan, "high": np.nan, "note": f"no interval: {n} labels are too few"}
        return found | few
    upper = round(1 + n / 2 + reach)
    low, high = (float(_ranked(seconds, up_to, rank - 1)) for rank in (lower, upper))
    how = f"{100 * confidence:g} % interval of the median: ranks"
    said = note("q1 and q3 are the quartiles", how)
    return found | {"low": low, "high": high, "note": said}


def _ranked(seconds: NDArray[np.float64], up_to: NDArray[np.int64], rank: int) -> float:
    """Return the value at a rank, counted from 0."""
    return float(seconds[np.searchsorted(up_to, rank, side="right")])


def _quantile(seconds: NDArray[np.float64], up_to: NDArray[np.int64], share: float) -> float:
    """Return a quantile as numpy's default does: linear between neighbours."""
    place = share * (int(up_to[-1]) - 1)
    below, above = math.floor(place), math.ceil(place)
    low, high = _ranked(seconds, up_to, below), _ranked(seconds, up_to, above)
    return low + (place - below) * (high - low)


def progress(
    labels: object,
    total: int | None = None,
    by: str | Sequence[str] = "annotator",
    *,
    item: str = "item_id",
    models: bool = False,
) -> pd.DataFrame:
    """Count what is done.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or an Ibis table.
    total
        How many items there are to label for each group, such as ``len(project.items)``; by
        default as many as the group that has done most.
    by
        The column to group by.
    item
        The column that says what was labeled.
    models
        Keep labels by models, where ``annotator_kind`` tells.

    Returns
    -------
    pandas.DataFrame
        One row a group: ``by, labels, items, total, share``.

    Raises
    ------
    LabelsError
        When there is not one column to group by, or the total is less than what is done.

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": "ana"})
    >>> progress(labels, total=4).to_dict("records")
    [{'annotator': 'ana', 'labels': 2, 'items': 2, 'total': 4, 'share': 0.5}]
    """
    keys = counts.by_columns(by)
    if len(keys) != 1:
        message = f"by={by!r}: progress has one column to group by, such as 'annotator'"
        raise counts.LabelsError(message)
    if total is not None:
        whole("total", total, 1)
    source = opened(labels, independent=False)
    table = counts.as_table(source, [*keys, item], counts.TELLING)
    counts.check_single(table, [*keys, item])
    chosen = counts.selected(table, independent=False, models=models)
    frame = executed(counts.label_counts(chosen, keys, item))
    frame = frame.sort_values(keys, ignore_index=True)
    most = int(frame["items"].max()) if len(frame) else 0
    if total is not None and total < most:
        message = (
            f"total={total!r} is less than the {most:,} items that one group has labels of: give "
            f"how many there are to label for each, such as len(project.items)"
        )
        raise counts.LabelsError(message)
    to_do = most if total is None else int(total)
    return frame.assign(total=to_do, share=frame["items"] / max(to_do, 1))

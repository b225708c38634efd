"""Pace and progress: how long an item takes, and how much is done."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import Z, executed, groups, note, result

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray


def pace(
    labels: object,
    by: str | Sequence[str] | None = "annotator",
    *,
    item: str = "item_id",
    annotator: str = "annotator",
    models: bool = False,
) -> pd.DataFrame:
    """Measure the active time that an item takes: the seconds in which somebody was there.

    The interval of the median needs no assumption about the times: it lies between two of them,
    at the ranks given by the binomial distribution [1]_.

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

    Returns
    -------
    pandas.DataFrame
        One row a group, its ``statistic`` ``median_active_seconds``, with the quartiles ``q1``
        and ``q3`` in seconds beside the common columns.

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
    keys = counts.by_columns(by)
    columns = [*keys, item, annotator, "active_ms"]
    table = counts.as_table(labels, columns, counts.TELLING)
    chosen = counts.selected(table, independent=False, models=models)
    times, sizes = counts.duration_counts(chosen, keys, item, annotator)
    parts = groups(executed(times), keys)
    rows = []
    for key, size in groups(executed(sizes), keys).items():
        row: dict[str, Any] = dict(zip(keys, key, strict=True))
        row |= {"statistic": "median_active_seconds"}
        row |= {name: size[name].iloc[0] for name in ("n_items", "n_annotators", "n_labels")}
        rows.append(row | _spread(parts[key]))
    return result(rows, keys, more=("q1", "q3"))


def _spread(times: pd.DataFrame) -> dict[str, Any]:
    ordered = times.sort_values("tenths")
    seconds = ordered["tenths"].to_numpy(dtype=np.float64) / 10
    up_to = ordered["labels"].to_numpy(dtype=np.int64).cumsum()
    if not len(seconds):
        empty = dict.fromkeys(("estimate", "low", "high", "q1", "q3"), np.nan)
        return empty | {"note": "undefined: no label has an active time"}
    n = int(up_to[-1])
    q1, median, q3 = (_quantile(seconds, up_to, share) for share in (0.25, 0.5, 0.75))
    found = {"estimate": median, "q1": q1, "q3": q3}
    lower = round(n / 2 - Z * math.sqrt(n) / 2)
    if lower < 1:
        few = {"low": np.nan, "high": np.nan, "note": f"no interval: {n} labels are too few"}
        return found | few
    upper = round(1 + n / 2 + Z * math.sqrt(n) / 2)
    low, high = (float(_ranked(seconds, up_to, rank - 1)) for rank in (lower, upper))
    said = note("q1 and q3 are the quartiles", "95 % interval of the median: ranks")
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
    by: str = "annotator",
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
        How many items there are to label for each group, such as ``len(project.items)``.
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

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": "ana"})
    >>> progress(labels, total=4).to_dict("records")
    [{'annotator': 'ana', 'labels': 2, 'items': 2, 'total': 4, 'share': 0.5}]
    """
    table = counts.as_table(labels, [by, item], counts.TELLING)
    chosen = counts.selected(table, independent=False, models=models)
    frame = executed(counts.label_counts(chosen, [by], item))
    frame = frame.sort_values(by, ignore_index=True)
    whole = total if total is not None else int(frame["items"].max()) if len(frame) else 0
    return frame.assign(total=whole, share=frame["items"] / max(whole, 1))

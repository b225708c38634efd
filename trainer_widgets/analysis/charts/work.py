"""Charts of the work itself: how long an item takes, and how much is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import ACCENT, FAINT

if TYPE_CHECKING:
    import pandas as pd

MINUTE = 60


def pace(result: pd.DataFrame) -> alt.LayerChart:
    """Draw what :func:`trainer_widgets.analysis.pace` returns.

    Parameters
    ----------
    result
        One row a group.

    Returns
    -------
    altair.LayerChart
        The median as a dot on its interval, before the middle half of the times.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": ["q1"], "annotator": ["ana"], "active_ms": [9000]})
    >>> analysis.charts.pace(analysis.pace(labels)).description.split(".")[0]
    'An item takes a median of 9 s'
    """
    by = drawn.group_columns(result)
    rows = drawn.rows_of(result)
    lines = [
        drawn.line(
            row,
            drawn.group_name(row, by) if by else "All labels",
            _seconds,
            f"half within {_seconds(row['q1'])} to {_seconds(row['q3'])}, "
            f"{drawn.counted(row['n_labels'], 'label')}",
        )
        for row in rows
        if not drawn.is_missing(row["estimate"])
    ]
    base = drawn.base_of(lines)
    axis = alt.Axis(tickCount=6, labelExpr="datum.value + ' s'")
    x = alt.X("low:Q", scale=alt.Scale(zero=True), axis=axis, title=None)
    half = base.mark_bar(color=FAINT, size=16, cornerRadius=4)
    layers = alt.LayerChart(
        layer=[half.encode(x=alt.X("q1:Q"), x2="q3:Q"), *drawn.dots(base, x), *drawn.words(base)]
    )
    title = _pace_title(rows, by)
    how = (
        f"Dots are medians on their {confidence_of(rows)} intervals; gray bars hold the middle "
        "half of the times"
    )
    return layers.properties(
        width=drawn.WIDTH,
        height=drawn.height(lines),
        title=drawn.heading(title, how),
        description=drawn.description(title, lines),
    )


def _pace_title(rows: list[drawn.Row], by: list[str]) -> str:
    known = [
        (row["estimate"], drawn.group_name(row, by))
        for row in rows
        if not drawn.is_missing(row["estimate"])
    ]
    if not known:
        return "No label tells how long it took"
    (least, fast), (most, slow) = min(known), max(known)
    if _seconds(least) == _seconds(most):
        return f"An item takes a median of {_seconds(least)}"
    return f"An item takes a median of {_seconds(least)} ({fast}) to {_seconds(most)} ({slow})"


def progress(frame: pd.DataFrame) -> alt.LayerChart:
    """Draw what :func:`trainer_widgets.analysis.progress` returns.

    Parameters
    ----------
    frame
        One row a group: the group, ``labels``, ``items``, ``total``, ``share``.

    Returns
    -------
    altair.LayerChart
        A bar for each row, in a track as long as all that is to be done.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": "ana"})
    >>> analysis.charts.progress(analysis.progress(labels, total=4)).description
    '2 of 4 labels are done. ana: 2 of 4, 50 %.'
    """
    by = [str(frame.columns[0])]
    rows = drawn.rows_of(frame)
    lines = [
        {
            "name": drawn.group_name(row, by),
            "items": row["items"],
            "total": row["total"],
            "words": f"{row['items']:,} of {row['total']:,}",
            "sizes": drawn.percent(row["share"]),
            "note": "",
        }
        for row in rows
    ]
    base = drawn.base_of(lines)
    axis = alt.Axis(tickCount=5, format=",d", tickMinStep=1)
    x = alt.X("total:Q", scale=alt.Scale(nice=False), axis=axis, title=None)
    track = base.mark_bar(color=FAINT, size=14, cornerRadius=4).encode(x=x)
    done = base.mark_bar(color=ACCENT, size=14, cornerRadius=4).encode(x=alt.X("items:Q"))
    items, total = (f"{sum(row[name] for row in rows):,}" for name in ("items", "total"))
    title = f"{items} of {total} labels are done"
    return alt.LayerChart(layer=[track, done, *drawn.words(base)]).properties(
        width=drawn.WIDTH,
        height=drawn.height(lines),
        title=drawn.heading(title, "Items with a label"),
        description=drawn.description(title, lines),
    )


def _seconds(value: float) -> str:
    if value < MINUTE:
        return f"{value:.0f} s"
    minutes, seconds = divmod(round(value), MINUTE)
    return f"{minutes}:{seconds:02d} min"

"""How often failures occur as time goes by."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.analysis.counts import failures as counting
from trainer_widgets.analysis.failures.nodes import NODE
from trainer_widgets.analysis.failures.selection import Failures, failures
from trainer_widgets.analysis.failures.windows import Trends, Windows
from trainer_widgets.analysis.false_discoveries import add_q_values
from trainer_widgets.analysis.results import note, result, z
from trainer_widgets.analysis.windows import Every, every_of, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trainer_widgets.records import Taxonomy

MORE = ["p_value", "q_value"]
Row = dict[str, Any]


def failure_trend(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    every: str | int = "1w",
    by: str | Sequence[str] | None = None,
    *,
    taxonomy: Taxonomy | str | Path | None = None,
    depth: int | None = 1,
    value: str | None = None,
    weightless: bool = False,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Follow how often each category of failure occurs, window by window.

    A label counts in the window in which it was given. ``share_of_items`` is that of
    :func:`~trainer_widgets.analysis.failure_rates` within a window. ``trend`` is how much the
    share rises from one window to the next, by least squares over the items, with an interval by
    Student's t. Its test is the Cochran-Armitage test for trend [1]_ [2]_, in the form that takes
    the average over an item's labels as its value and time, so that an item counts once [3]_;
    ``q_value`` is Benjamini and Hochberg's [4]_ over the categories of a group.

    Parameters
    ----------
    labels, taxonomy, value, weightless, items, item, annotator, at
        As for :func:`~trainer_widgets.analysis.failure_rates`. Labels without a time are left out.
    every
        How long a window is, such as ``"1w"`` (weeks begin on Mondays, UTC), ``"1d"`` or
        ``"4h"``; or how many labels it holds.
    by
        Columns to group by; each group has its own trend.
    depth
        The depth of the tree, 1 for the top level; None follows categories as they were given.
    independent, models
        As in :func:`~trainer_widgets.analysis.agreement`.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row a group, category, and window with labels (``share_of_items``), and one for its
        trend: ``*by, category, parent, depth, label, window`` (its begin; missing for the
        trend), ``statistic, estimate, low, high, p_value, q_value, n_items, n_annotators,
        n_labels, note``. What crosses are sums of per-item contributions.

    Raises
    ------
    LabelsError
        When a column is missing, there are no times, or ``every`` is no window.

    References
    ----------
    .. [1] Cochran (1954), Some methods for strengthening the common chi-square tests,
       Biometrics 10(4).
    .. [2] Armitage (1955), Tests for linear trends in proportions and frequencies,
       Biometrics 11(3).
    .. [3] Mantel (1963), Chi-square tests with one degree of freedom; extensions of the
       Mantel-Haenszel procedure, Journal of the American Statistical Association 58(303).
    .. [4] Benjamini and Hochberg (1995), Controlling the false discovery rate, Journal of the
       Royal Statistical Society B 57(1).

    Examples
    --------
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2", "q3", "q4"], "annotator": "ana"})
    >>> labels["submitted_at"] = pd.date_range("2026-03-02", periods=4, freq="4D", tz="UTC")
    >>> labels["categories"] = [[], ["style"], ["style"], ["style"]]
    >>> failure_trend(labels)[["window", "statistic", "estimate", "n_items"]]
                         window       statistic  estimate  n_items
    0 2026-03-02 00:00:00+00:00  share_of_items       0.5        2
    1 2026-03-09 00:00:00+00:00  share_of_items       1.0        2
    2                       NaT           trend       0.5        4
    """
    length = every_of(every)
    z(confidence)
    found = failures(
        labels,
        taxonomy,
        by,
        value=value,
        weightless=weightless,
        timed=True,
        items=items,
        item=item,
        annotator=annotator,
        at=at,
        independent=independent,
        models=models,
    ).at_depth(depth)
    found, starts = _numbered(found, length)
    places = _followed(found, depth)
    windows, trends = Windows(found, confidence), Trends(found, confidence)
    rows: list[Row] = []
    for key in windows.groups:
        named = dict(zip(found.by, key, strict=True))
        last = [_row(named, found, place, trends.row(key, place)) for place in places]
        add_q_values(last)
        for place, trend in zip(places, last, strict=True):
            for number, one in windows.rows(key, place):
                rows.append(_row(named | {"window": starts[number]}, found, place, one))
            rows.append({"window": pd.NaT} | trend)
    frame = result(rows, [*found.by, *NODE, "window"], MORE)
    return frame.astype({"window": "datetime64[us, UTC]"})


def _numbered(found: Failures, every: Every) -> tuple[Failures, pd.DatetimeIndex]:
    """Give labels and marks the number of their window, and tell when each one begins."""
    labels, starts = numbered(found.labels.rename(moment="at"), every)
    keys = list(dict.fromkeys([*found.by, "item_id", "annotator"]))
    same = counting.same(found.marks, labels, keys)
    marks = found.marks.join(labels, same).select(found.marks, labels.number)
    return found._replace(labels=labels, marks=marks), starts


def _followed(found: Failures, depth: int | None) -> list[int]:
    there = {row[2] for row in found.rows}
    return [
        place
        for place, node in enumerate(found.nodes)
        if place in there or (node.depth == depth and not node.is_weightless)
    ]


def _row(group: Row, found: Failures, place: int, row: Row) -> Row:
    node = found.nodes[place]
    said = note(row["note"], node.told, found.said)
    return group | node.row | dict.fromkeys(MORE, math.nan) | row | {"note": said}

"""Which share of the labels is sent back to be done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import reviews as counting
from trainer_widgets.analysis.event_selection import Columns
from trainer_widgets.analysis.results import z
from trainer_widgets.analysis.reviewing.reviewed_events import (
    Counted,
    is_review_table,
    review_events,
    shares,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

REWORK, AGAIN = "rework_rate", "answered_again"


def rework_rate(  # noqa: PLR0913 - columns and choices, all named
    events: object,
    by: str | Sequence[str] | None = None,
    *,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure which share of the labels was sent back, and how much of that was done again.

    ``rework_rate`` is the share of pairs of item and annotator with a label that a reviewer ever
    sent back, however often: rework is what is done so that what does not conform comes to conform
    [1]_. ``answered_again`` is the share of those that their annotator has answered since. A label
    that a reviewer corrected was not sent back. What nobody reviewed counts as not sent back, so
    the rate follows how much is reviewed: compare groups only where they are reviewed alike, and
    see :func:`trainer_widgets.analysis.audit_pass_rate`.

    Intervals are Wilson's [2]_; where labels share an item, for the effective number of labels,
    clustered by item [3]_. Sums over items (form b) are made in the engine: a row a group crosses.

    Parameters
    ----------
    events
        A :class:`~trainer_widgets.Project`, a :class:`~trainer_widgets.LabelStore`, or events as a
        table in any form, with ``action``, ``event_id``, ``refers_to``, ``item_id``,
        ``annotator``, a time, and ``review`` or ``decision``.
    by
        Columns to group by, of the pair's first label or of the items.
    items
        A table with the items' features; a project's own are there without it.
    item, annotator
        The columns that say what was labeled, and by whom.
    models
        Count labels by models too, where ``annotator_kind`` tells.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        Two rows a group, with ``n_counted``: how many pairs were sent back, and answered again;
        ``n_labels`` is of how many pairs.

    Raises
    ------
    LabelsError
        When a column is missing, there are no times, or reviews come without the labels.

    References
    ----------
    .. [1] ISO 9000:2015, Quality management systems, 3.12.8 (rework).
    .. [2] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).
    .. [3] Korn and Graubard (1998), Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data, Survey Methodology 24(2).

    Examples
    --------
    >>> events = pd.DataFrame(
    ...     {
    ...         "event_id": ["e1", "e2", "r1", "e3"],
    ...         "action": ["answer", "answer", "review", "answer"],
    ...         "item_id": ["q1", "q2", "q1", "q1"],
    ...         "annotator": ["ana", "ana", "lead", "ana"],
    ...         "refers_to": [None, None, "e1", None],
    ...         "decision": [None, None, "return", None],
    ...         "recorded_at": pd.date_range("2026-03-02", periods=4, tz="UTC"),
    ...     }
    ... )
    >>> rework_rate(events)[["statistic", "estimate", "n_counted", "n_labels"]]
            statistic  estimate  n_counted  n_labels
    0     rework_rate       0.5          1         2
    1  answered_again       1.0          1         1
    """
    z(confidence)
    if is_review_table(events):
        message = "reviews alone do not tell how much was labeled: give the events, or the project"
        raise counts.LabelsError(message)
    keys, columns = counts.by_columns(by), Columns(item, annotator)
    table, said = review_events(events, keys, columns, items=items, models=models)
    pairs = counting.returned_pairs(table)
    back = counting.return_counts(pairs, keys)
    again = counting.again_counts(pairs, keys)
    parts = [
        shares(back, Counted(REWORK, "n_counted", keys), said, confidence),
        shares(again, Counted(AGAIN, "n_counted", keys), said, confidence),
    ]
    found = pd.concat(parts, ignore_index=True)
    return found.sort_values(keys, kind="stable", ignore_index=True) if keys else found

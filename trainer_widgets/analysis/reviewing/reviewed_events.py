"""The events of reviews in any form, and the shares that are counted in them, as tidy tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trainer_widgets.analysis import counts, wilson
from trainer_widgets.analysis.counts import reviews as counting
from trainer_widgets.analysis.event_selection import Columns, Wanted, columns_of, select_events
from trainer_widgets.analysis.results import executed, note, result
from trainer_widgets.analysis.reviewing.categories import CATEGORY, with_category
from trainer_widgets.analysis.shares import Sums, intervals
from trainer_widgets.project import Project
from trainer_widgets.store import LabelStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis
    import pandas as pd

SIZES = ("n_yes", "n_labels", "n_items", "n_annotators")
SUMMED = ("y", "n", "yy", "yn", "nn", "n_items")  # as Sums has them
ALONE = "no interval: one item only"
WANTED = Wanted(
    (*counting.LABELING, "review"),
    needed=("event_id", "refers_to"),
    optional=("review", "decision", "why"),
    timed=True,
)


def review_events(
    events: object, by: Sequence[str], columns: Columns, *, items: object, models: bool
) -> tuple[ibis.Table, str]:
    """Return labels and reviews with ``decision`` and ``audit``, and what was left out.

    Raises
    ------
    LabelsError
        When a column is missing, or there are no times.
    """
    if CATEGORY in by:
        read = [*by, *columns_of(WANTED, columns)]
        events, items = with_category(events, read, items)
    table, said = select_events(events, WANTED, by, columns, items=items, models=models)
    kept = [name for name in table.columns if name not in {"review", "why", "decision"}]
    found = table.mutate(
        decided=counting.decision(table), audit=counting.is_audit(table).cast("int64")
    )
    return found.select(*kept, "audit", decision="decided"), said


class Counted(NamedTuple):
    """What a share is called, how those that have it are counted, and by what it is grouped."""

    statistic: str
    yes: str
    by: Sequence[str]


def shares(sums: ibis.Table, what: Counted, said: str, confidence: float) -> pd.DataFrame:
    """Return shares of labels with their intervals, one row a group.

    Parameters
    ----------
    sums
        As :func:`trainer_widgets.analysis.counts.reviews.pass_counts` returns them.
    what
        What is counted.
    said
        What was left out and why.
    confidence
        Of the intervals.
    """
    statistic, yes, by = what
    frame = executed(sums).rename(columns={"items": "n_items"})
    numbers = list(dict.fromkeys((*SIZES, *SUMMED)))
    frame[numbers] = frame[numbers].fillna(0)
    frame = frame.sort_values([*by]) if by else frame
    found = Sums(*(frame[name].to_numpy(np.float64) for name in SUMMED))
    estimate, low, high = intervals(found, confidence)
    plain = wilson.name(confidence)
    ways = ["undefined: there is none", ALONE, plain]
    cases = [found.n == 0, np.isnan(low), found.nn == found.n]
    how = np.select(cases, ways, f"{plain}, clustered by item")
    frame = frame.assign(statistic=statistic, estimate=estimate, low=low, high=high)
    frame["note"] = [note(way, said) for way in how]
    frame = frame.rename(columns={"n_yes": yes})
    rows = [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
    return result(rows, by, [yes]).astype({yes: "int64"})


def is_review_table(events: object) -> bool:
    """Return whether these are reviews, as ``project.reviews()`` gives them, and no events."""
    if isinstance(events, Project | LabelStore):
        return False
    there = counts.column_names(events)
    return "decision" in there and "action" not in there

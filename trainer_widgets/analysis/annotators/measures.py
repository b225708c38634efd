"""What can be said of each annotator, one statistic at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.analysis import counts, wilson
from trainer_widgets.analysis.aggregation import dawid_skene
from trainer_widgets.analysis.aggregation import dawid_skene_rates as rates
from trainer_widgets.analysis.annotators import golden
from trainer_widgets.analysis.coding import decoded
from trainer_widgets.analysis.counts.annotators import (
    TERMINAL,
    agreement_sums,
    handled_counts,
    within_groups,
)
from trainer_widgets.analysis.event_selection import Wanted, select_events
from trainer_widgets.analysis.results import Key, executed, groups, note, share_note
from trainer_widgets.analysis.selection import ANNOTATOR, select
from trainer_widgets.analysis.weighting import UNWEIGHTED, weight_matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import ibis
    import pandas as pd

    from trainer_widgets.analysis.annotators.golden import Gold
    from trainer_widgets.analysis.event_selection import Columns

Row = dict[str, Any]
ESCALATED, SKIPPED = "escalation_rate", "skip_rate"


class Rated(NamedTuple):
    """The labels that annotators are measured by.

    Attributes
    ----------
    table
        With ``code``, see :func:`trainer_widgets.analysis.coding.coded`.
    values
        Behind the codes.
    by
        The columns of the groups.
    confidence
        Of the intervals.
    """

    table: ibis.Table
    values: Sequence[Any]
    by: list[str]
    confidence: float

    @property
    def keys(self) -> list[str]:
        """The columns that tell an annotator of a group."""
        return [*self.by, ANNOTATOR]


class Found(NamedTuple):
    """One statistic: a row for each annotator, and why it is undefined for all others."""

    rows: Mapping[Key, Row]
    missing: str


def accuracy(rated: Rated, gold: Gold, value: str, level: str) -> Found:
    """Return each annotator's share of right labels on gold items."""
    if gold.missing:
        return Found({}, gold.missing)
    frame = golden.compared(rated.table, rated.by, gold, value, level)
    truths = {*decoded(frame["truth"].tolist(), level)}
    never = sorted(truths.difference(rated.values), key=str)
    unheard = f"no label at all says {never[0]!r}, as gold does" if never else ""
    rows = {}
    for key, part in groups(frame, rated.keys).items():
        n = int(part["labels"].sum())
        right = int(part.loc[part["key"] == part["truth"], "labels"].sum())
        row = _share(right, n, rated.confidence)
        rows[key] = row | {"note": note(row["note"], unheard)}
    return Found(rows, "no label on a gold item")


def agreement(rated: Rated, weights: str, level: str) -> Found:
    """Return how far the others' labels agree with each annotator's."""
    distances = None
    if weights != UNWEIGHTED:
        distances = 1 - weight_matrix(weights, level, rated.values)
    beside = counts.with_others(within_groups(rated.table, rated.by), distances)
    rows = {}
    for key, part in groups(executed(agreement_sums(beside, rated.keys)), rated.keys).items():
        cell = part.iloc[0]
        n, total = int(cell["n_labels"]), float(cell["total"])
        mean, effective = wilson.of_sums(total, float(cell["squares"]), n)
        said = note(
            f"{weights} weights" if weights != UNWEIGHTED else "",
            "not independent between annotators",
            wilson.name(rated.confidence),
        )
        row = {"n_items": int(cell["n_items"]), "n_labels": n, "note": said}
        rows[key] = wilson.share(mean, effective, rated.confidence) | row
    return Found(rows, "nobody else labeled the same items")


def dawid_skene_accuracy(rated: Rated) -> Found:
    """Return each annotator's expected share of true labels."""
    n_values = len(rated.values)
    if n_values > dawid_skene.MOST_VALUES:
        most = dawid_skene.MOST_VALUES
        return Found({}, f"Dawid and Skene's model takes {most} values, not {n_values:,}")
    rows = {}
    projection = dawid_skene.projection(rated.table, rated.by)
    for key, part in groups(projection, rated.by).items():
        read = dawid_skene.readings(part, n_values)
        if len(read.annotators) <= 1:
            continue
        fit = dawid_skene.fitted(read)
        rate = rates.accuracy(read, fit)
        sizes = rates.sizes(read)
        for place, who in enumerate(read.annotators):
            row = wilson.share(float(rate.share[place]), rate.effective[place], rated.confidence)
            said = note(
                f"counts as {rate.effective[place]:.1f} labels of known truth",
                wilson.name(rated.confidence),
                fit.note,
            )
            rows[(*key, who)] = row | sizes[place] | {"note": said}
    return Found(rows, "nobody else labeled")


def handled(
    events: object, rated: Rated, columns: Columns, *, items: object, models: bool
) -> dict[str, Found]:
    """Return the shares of the items that each annotator escalated and skipped."""
    names = {ESCALATED: "escalated", SKIPPED: "skipped"}
    if events is None:
        return {statistic: Found({}, "no events were given") for statistic in names}
    try:
        table, _ = select_events(
            events,
            Wanted(TERMINAL, optional=["origin"]),
            rated.by,
            columns,
            items=items,
            models=models,
        )
    except counts.LabelsError as error:
        return {statistic: Found({}, str(error)) for statistic in names}
    frame = executed(handled_counts(table, rated.keys))
    rows: dict[str, dict[Key, Row]] = {statistic: {} for statistic in names}
    for key, part in groups(frame, rated.keys).items():
        cell = part.iloc[0]
        came = share_note(int(cell["imported"]), "pairs came with the data")
        for statistic, column in names.items():
            row = _share(int(cell[column]), int(cell["handled"]), rated.confidence)
            rows[statistic][key] = row | {"note": note(row["note"], came)}
    return {name: Found(found, "no item handled") for name, found in rows.items()}


def reused(  # noqa: PLR0913 - what to measure, and of what
    measure: Callable[..., pd.DataFrame],
    source: object,
    needed: Sequence[str],
    rated: Rated,
    options: Mapping[str, Any],
    *,
    statistic: str,
    **more: Any,  # noqa: ANN401 - as the other analysis takes them
) -> Found:
    """Return the rows of another analysis, grouped by annotator.

    Parameters
    ----------
    measure
        :func:`~trainer_widgets.analysis.pace` or
        :func:`~trainer_widgets.analysis.presentation_bias`.
    source, options
        The labels, and how they are selected.
    needed
        The columns that it takes.
    rated
        Whose groups.
    statistic
        Which of its statistics.
    """
    there = counts.column_names(source)
    for name in needed:
        if name not in there:
            return Found({}, f"the labels have no column {name!r}")
    chosen = select(source, needed, rated.by, **options)
    frame = measure(chosen.table, by=rated.keys, **more)
    frame = frame[frame["statistic"] == statistic]
    rows = {
        key: {str(name): cell for name, cell in part.iloc[0].drop(rated.keys).items()}
        for key, part in groups(frame, rated.keys).items()
    }
    return Found(rows, f"no label has {' and '.join(needed)}")


def _share(count: int, n: int, confidence: float) -> Row:
    row: Row = dict(wilson.share(count / n, n, confidence))
    return row | {"n_items": n, "n_labels": n, "note": wilson.name(confidence)}

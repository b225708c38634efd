"""What labels show, group by group, fetched in as few queries as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.coding import MOST_VALUES, check_exact, comparable
from trainer_widgets.analysis.reliability import patterns
from trainer_widgets.analysis.results import Key, executed, groups

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import ibis
    import pandas as pd
    from numpy.typing import NDArray

    from trainer_widgets.analysis.reliability.patterns import Patterns
    from trainer_widgets.analysis.selection import Selection

    Whole = NDArray[np.int64]

MOST_PATTERNS = 50_000
MOST_TALLIES = 500_000
MOST_DRAWN = 500  # values; resamples of more take longer than their contributions
ROW = "\x1frow"  # no column of the labels is called so


class Size(NamedTuple):
    """How much a group's statistics rest on."""

    n_items: int
    n_annotators: int
    n_labels: int


class Raters(NamedTuple):
    """Patterns that tell who gave which label.

    Attributes
    ----------
    codes
        One row a pattern, one column an annotator: the place of the value, -1 for no label.
    items
        How many items show the pattern.
    who
        The annotators.
    """

    codes: Whole
    items: Whole
    who: list[Any]


class Survey(NamedTuple):
    """Which values and annotators there are.

    Attributes
    ----------
    selection
        The labels that were chosen.
    table
        The same with ``key``.
    tallies
        By group, how many labels of each value each annotator gave.
    keys, annotators
        All of them, sorted.
    """

    selection: Selection
    table: ibis.Table
    tallies: dict[Key, pd.DataFrame]
    keys: list[Any]
    annotators: list[Any]

    def marginals(self, key: Key) -> NDArray[np.float64]:
        """Return how many labels of a group have each value."""
        counted = self.tallies[key].groupby("key")["n"].sum()
        return counted.reindex(self.keys, fill_value=0).to_numpy(dtype=np.float64)


class Evidence(NamedTuple):
    """A group's labels.

    Attributes
    ----------
    size
        How many there are.
    patterns
        How many items show each vector of counts; None where there are too many vectors.
    raters
        The same with who gave which; None where there are too many.
    """

    size: Size
    patterns: Patterns | None
    raters: Raters | None


def gathered(
    ask: Callable[..., Selection], value: str, level: str, keys: Sequence[Any] | None
) -> tuple[Survey, dict[Key, Evidence]]:
    """Return what labels show, with who gave which wherever that makes few patterns.

    Whether somebody labeled an item twice is seen in the patterns themselves; only where these do
    not tell, a query of its own asks.

    Parameters
    ----------
    ask
        Gives the labels, with or without ``repeats``.
    value, level
        What is compared, and how.
    keys
        The categories where they were named, otherwise those that occur.
    """
    survey = surveyed(ask(repeats=True), value, level, keys)
    if not survey.tallies or not survey.annotators:
        return survey._replace(tallies={}), {}
    try:
        found = from_raters(survey)
    except DoubledError:
        survey = surveyed(ask(repeats=False), value, level, keys)
        found = from_raters(survey)
    if found is None:
        survey = surveyed(ask(repeats=False), value, level, keys)
        found = from_counts(survey)
    return survey, found


def surveyed(
    selection: Selection, value: str, level: str, named: Sequence[Any] | None = None
) -> Survey:
    """Return which values and annotators there are: one query.

    Raises
    ------
    LabelsError
        When there are more values than can be compared, or others than those named.
    """
    table = counts.with_keys(selection.table, value, level)
    frame = executed(counts.value_counts(table, selection.by).limit(MOST_TALLIES + 1))
    keys, annotators = (sorted(set(frame[name])) for name in ("key", "annotator"))
    if len(frame) > MOST_TALLIES or len(keys) > MOST_VALUES:
        message = (
            f"column {value!r} has more different values than can be compared "
            f"({MOST_VALUES:,}): group or round them first"
        )
        raise counts.LabelsError(message)
    check_exact(keys, value)
    check_exact(annotators, "annotator")
    keys = comparable(keys, value, level, named)
    return Survey(selection, table, groups(frame, selection.by), keys, annotators)


def from_raters(survey: Survey) -> dict[Key, Evidence] | None:
    """Return all that labels show from one query; None where there are too many patterns.

    Raises
    ------
    DoubledError
        When somebody labeled an item twice.
    """
    n_keys, n_people = len(survey.keys), len(survey.annotators)
    if not counts.fits_raters(n_keys, n_people):
        return None
    by = survey.selection.by
    frame = _limited(
        counts.rater_patterns(survey.table, by, survey.keys, survey.annotators), survey
    )
    if frame is None:
        return None
    codes = patterns.rater_codes(frame, n_keys, n_people)
    if ((codes >= 0).sum(axis=1) < frame["labels"].to_numpy()).any():
        raise DoubledError
    frame = frame.assign(**{ROW: np.arange(len(frame))})
    found = {}
    for key, part in groups(frame, by).items():
        own = codes[part[ROW].to_numpy()]
        seen = (own >= 0).any(axis=0)
        who = [one for one, here in zip(survey.annotators, seen, strict=True) if here]
        raters = _ordered(Raters(own[:, seen], part["items"].to_numpy(dtype=np.int64), who))
        merged = patterns.from_raters(raters.codes, raters.items, n_keys)
        found[key] = Evidence(_size(survey.tallies[key], merged.items), merged, raters)
    return found


class DoubledError(Exception):
    """Raised when somebody labeled an item twice, where that was not looked for before."""


def from_counts(survey: Survey) -> dict[Key, Evidence]:
    """Return what labels show without who gave which; no patterns where there are too many."""
    n_keys, most, by = len(survey.keys), len(survey.annotators), survey.selection.by
    if n_keys > MOST_DRAWN:
        return _only_sizes(survey)
    packed = counts.fits_counts(n_keys, most)
    if packed:
        query = counts.count_patterns(survey.table, by, survey.keys, most)
    else:
        query = counts.listed_patterns(counts.with_codes(survey.table, survey.keys), by)
    frame = _limited(query, survey)
    if frame is None:
        return _only_sizes(survey)
    found = {}
    for key, part in groups(frame, by).items():
        read = (
            patterns.from_packed(part, n_keys, most)
            if packed
            else patterns.from_lists(part, n_keys)
        )
        found[key] = Evidence(_size(survey.tallies[key], read.items), read, None)
    return found


def _only_sizes(survey: Survey) -> dict[Key, Evidence]:
    found = sizes(survey.table, survey.selection.by)
    return {key: Evidence(size, None, None) for key, size in found.items()}


def sizes(table: ibis.Table, by: Sequence[str]) -> dict[Key, Size]:
    """Return how many items, annotators and labels each group has."""
    found = groups(executed(counts.sizes(table, by)), by)
    return {
        key: Size(*(int(part[name].iloc[0]) for name in Size._fields))
        for key, part in found.items()
    }


def _limited(query: ibis.Table, survey: Survey) -> pd.DataFrame | None:
    most = MOST_PATTERNS * max(len(survey.tallies), 1)
    frame = executed(query.limit(most + 1))
    return None if len(frame) > most else frame


def _size(tallies: pd.DataFrame, items: Whole) -> Size:
    return Size(int(items.sum()), tallies["annotator"].nunique(), int(tallies["n"].sum()))


def _ordered(raters: Raters) -> Raters:
    # Engines give groups in any order, and sums of floats end as their order has it.
    order = np.lexsort(raters.codes.T) if raters.codes.size else np.arange(len(raters.items))
    return Raters(raters.codes[order], raters.items[order], raters.who)

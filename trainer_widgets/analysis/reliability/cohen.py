"""Cohen's kappa over pairs of annotators, with its infinitesimal jackknife over items."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.bootstrap import OTHER_ITEMS, interval_name
from trainer_widgets.analysis.reliability.coefficients import Estimate
from trainer_widgets.analysis.results import executed, groups, note, share_note, z
from trainer_widgets.analysis.waiting import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from trainer_widgets.analysis.reliability.evidence import Survey
    from trainer_widgets.analysis.results import Key

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

MOST_CELLS = 1_000_000
DIGITS = 14
TOO_MANY = (
    f"undefined: more than {MOST_CELLS:,} combinations of two annotators and what they said; "
    f"group the labels or the values"
)


class Kappa(NamedTuple):
    """Two people's kappa.

    Attributes
    ----------
    kappa
        NaN where chance alone explains the agreement.
    pull
        How strongly an item pulls at it (its influence function), V x V: by what the first and
        what the second said.
    items
        How many items the two share.
    """

    kappa: float
    pull: Floats
    items: int


def pair_kappa(table: Floats, weights: Floats) -> Kappa:
    """Return the kappa of two people.

    Parameters
    ----------
    table
        How many items the first put into the row's category and the second into the column's.
    weights
        How much two categories agree, V x V; the unit matrix for the unweighted kappa.
    """
    items = int(table.sum())
    share = table / items
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    observed, expected = float((share * weights).sum()), float(rows @ weights @ columns)
    if np.isclose(expected, 1, rtol=0, atol=1e-12):
        return Kappa(np.nan, np.zeros_like(share), items)
    chance = np.add.outer(weights @ columns, rows @ weights) - 2 * expected
    pull = (weights - observed) * (1 - expected) - (1 - observed) * chance
    kappa = (observed - expected) / (1 - expected)
    return Kappa(kappa, pull / (1 - expected) ** 2, items)


def from_raters(codes: Whole, items: Whole, weights: Floats, confidence: float) -> Estimate:
    """Return the mean kappa of all pairs of annotators.

    Parameters
    ----------
    codes
        One row a pattern, one column an annotator, -1 where there is no label.
    items
        How many items show each pattern.
    weights, confidence
        As elsewhere.
    """
    found = []
    for one, other in _pairs(codes):
        both = (one >= 0) & (other >= 0)
        if both.any():
            table = np.zeros_like(weights)
            np.add.at(table, (one[both], other[both]), items[both])
            found.append((pair_kappa(table, weights), one, other, both))
    estimate = mean_kappa([kappa for kappa, *_ in found])
    pulls = np.zeros(len(items))
    for kappa, one, other, both in found:
        if not np.isnan(kappa.kappa):
            moved = kappa.pull[one[both], other[both]] + kappa.kappa - estimate.estimate
            pulls[both] += moved
    return with_error(estimate, float(items @ pulls**2), confidence)


def _pairs(codes: Whole) -> Iterator[tuple[Whole, Whole]]:
    # People in an order of their labels, not of their names: sums end the same in every digit.
    yield from itertools.combinations(sorted(codes.T, key=lambda column: column.tobytes()), 2)


class MeanKappa(NamedTuple):
    """The mean over pairs, each counted by the items that it shares."""

    estimate: float
    items: int
    note: str


def mean_kappa(kappas: list[Kappa]) -> MeanKappa:
    """Return the mean of kappas, each counted by the items it rests on."""
    known = [kappa for kappa in kappas if not np.isnan(kappa.kappa)]
    if not known:
        why = "only one category occurs" if kappas else "no two annotators share an item"
        return MeanKappa(np.nan, 0, f"undefined: {why}")
    sizes = np.array([kappa.items for kappa in known])
    whole = sizes @ np.array([kappa.kappa for kappa in known]) / sizes.sum()
    estimate = round(float(whole), DIGITS) + 0.0  # what rounding leaves of chance is 0
    pairs = f"mean of {len(known)} pairs of annotators" if len(known) > 1 else ""
    undefined = len(kappas) - len(known)
    left = share_note(undefined, "pairs left out, who used one category only")
    return MeanKappa(estimate, int(sizes.sum()), note(pairs, left))


def with_error(mean: MeanKappa, squares: float, confidence: float) -> Estimate:
    """Return the mean kappa with its interval.

    Parameters
    ----------
    mean
        As :func:`mean_kappa` gives it.
    squares
        The sum over items of their squared pulls, each the sum over the item's pairs.
    confidence
        Such as 0.95.
    """
    if np.isnan(mean.estimate):
        return Estimate(note=mean.note)
    error = float(np.sqrt(squares)) / mean.items
    if error < np.finfo(float).eps:
        return Estimate(mean.estimate, note=note(mean.note, "no interval: no item moves it"))
    half = z(confidence) * error
    low, high = max(mean.estimate - half, -1.0), min(mean.estimate + half, 1.0)
    name = interval_name(confidence, OTHER_ITEMS, "jackknife")
    return Estimate(mean.estimate, low, high, note(mean.note, name))


def from_pairs(
    survey: Survey, weights: Mapping[Key, Floats], confidence: float
) -> dict[Key, Estimate]:
    """Return the mean kappa of each group from pair counts, for any number of annotators.

    Two self-joins of the labels: one counts what each two annotators said of the items that they
    share, the other sums how strongly items pull.

    Parameters
    ----------
    survey
        The labels.
    weights
        By group, how much two values agree, over all values of the survey.
    confidence
        Of the intervals.
    """
    by = survey.selection.by
    coded = counts.with_codes(survey.table, survey.keys)
    frame = executed(counts.pair_counts(coded, by).limit(MOST_CELLS + 1))
    if len(frame) > MOST_CELLS:
        return dict.fromkeys(weights, Estimate(note=TOO_MANY))
    # Sums of floats end as their order has it, and engines give rows in any.
    frame = frame.sort_values(["annotator", "other_annotator", "code", "other_code"])
    shared = groups(frame, by)
    none = MeanKappa(np.nan, 0, "undefined: no two annotators share an item")
    means = dict.fromkeys(weights, none)
    pulls = []
    for key, part in told(shared.items(), "Pairs of annotators"):
        means[key], pull = _means(part, weights[key])
        pulls.append(part.assign(pull=pull))
    squares: dict[Key, Any] = {}
    if pulls:
        query = counts.squared_pulls(coded, by, pd.concat(pulls))
        squares = groups(executed(query), by)
    return {
        key: with_error(
            mean, float(squares[key]["squares"].iloc[0]) if key in squares else 0.0, confidence
        )
        for key, mean in means.items()
    }


def _means(cells: pd.DataFrame, weights: Floats) -> tuple[MeanKappa, Floats]:
    """Return a group's mean kappa, and the pull of an item in each cell."""
    pair = cells.groupby(["annotator", "other_annotator"], sort=False).ngroup().to_numpy()
    code, other, items = (cells[name].to_numpy() for name in ("code", "other_code", "items"))
    order = np.argsort(pair, kind="stable")
    pulls, moved, kappas = np.zeros(len(cells)), np.zeros(len(cells)), []
    for rows in np.split(order, np.flatnonzero(np.diff(pair[order])) + 1):
        used = np.unique([code[rows], other[rows]])
        one, two = np.searchsorted(used, code[rows]), np.searchsorted(used, other[rows])
        table = np.zeros((len(used), len(used)))
        table[one, two] = items[rows]
        kappa = pair_kappa(table, weights[np.ix_(used, used)])
        kappas.append(kappa)
        pulls[rows] = kappa.pull[one, two]
        moved[rows] = kappa.kappa
    mean = mean_kappa(kappas)
    return mean, np.where(np.isnan(moved), 0.0, pulls + moved - mean.estimate)

"""Coefficients of agreement, from counts of how many items show each pattern."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trainer_widgets.analysis.results import Z, note, share_note

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

SAME_PEOPLE = "95 % interval: other items, same annotators"


class Estimate(NamedTuple):
    """A statistic with its 95 % interval, and what has to be said of it."""

    estimate: float = np.nan
    low: float = np.nan
    high: float = np.nan
    note: str = ""


def percent_agreement(patterns: pd.DataFrame, resamples: int, seed: int) -> Estimate:
    """Return the mean share of agreeing pairs within items, with its bootstrap interval.

    Parameters
    ----------
    patterns
        Columns ``c0, c1, ...`` (labels of each category) and ``items`` (items of this pattern).
    resamples
        Draws of the bootstrap: one multinomial draw over patterns is one resample of the items.
    seed
        Seed of the draws.
    """
    vectors = patterns.filter(regex=r"^c\d+$").to_numpy(dtype=np.int64)
    items = patterns["items"].to_numpy(dtype=np.int64)
    n = vectors.sum(axis=1)
    shared = n > 1
    if not shared.any():
        return Estimate(note="undefined: no item has two labels")
    vectors, items, n = vectors[shared], items[shared], n[shared]
    shares = (vectors * (vectors - 1)).sum(axis=1) / (n * (n - 1))
    # Sorted distinct shares: neither the engine's order nor the categories' names move a draw.
    levels, place = np.unique(shares, return_inverse=True)
    weights = np.bincount(place, weights=items).astype(np.int64)
    total = int(weights.sum())
    estimate = float(weights @ levels / total)
    if len(levels) == 1:
        return Estimate(estimate, note="no interval: all items are alike")
    draws = np.random.default_rng(seed).multinomial(total, weights / total, size=resamples)
    low, high = np.percentile(draws @ levels / total, [2.5, 97.5])
    said = note(f"{total} items with two labels or more", f"{SAME_PEOPLE} (bootstrap)")
    return Estimate(estimate, float(low), float(high), said)


def cohen_kappa(patterns: pd.DataFrame, n_values: int) -> Estimate:
    """Return Cohen's kappa, averaged over the pairs of annotators, with its jackknife interval.

    Parameters
    ----------
    patterns
        Columns ``a0, a1, ...`` (each annotator's category from 1, 0 for none) and ``items``.
    n_values
        How many categories there are.
    """
    codes = patterns.filter(regex=r"^a\d+$").to_numpy(dtype=np.int64)
    items = patterns["items"].to_numpy(dtype=np.int64)
    kappas: list[float] = []
    pull = np.zeros(len(items))
    undefined = 0
    for one, other in itertools.combinations(codes.T, 2):
        both = (one > 0) & (other > 0)
        if not both.any():
            continue
        kappa, influence = _kappa(one[both] - 1, other[both] - 1, items[both], n_values)
        if np.isnan(kappa):
            undefined += 1
            continue
        kappas.append(kappa)
        pull[both] += influence / items[both].sum()
    if not kappas:
        why = "only one category occurs" if undefined else "no two annotators share an item"
        return Estimate(note=f"undefined: {why}")
    estimate = float(np.mean(kappas))
    error = float(np.sqrt(items @ pull**2)) / len(kappas)
    pairs = f"mean of {len(kappas)} pairs of annotators" if len(kappas) > 1 else ""
    left = share_note(undefined, "pairs left out, who used one category only")
    if error == 0:
        return Estimate(estimate, note=note(pairs, left, "no interval: all items are alike"))
    low, high = max(estimate - Z * error, -1.0), min(estimate + Z * error, 1.0)
    return Estimate(estimate, low, high, note(pairs, left, f"{SAME_PEOPLE} (jackknife)"))


def _kappa(one: Whole, other: Whole, items: Whole, n_values: int) -> tuple[float, Floats]:
    """Return kappa, and how strongly each pattern pulls at it (its influence function)."""
    table = np.zeros((n_values, n_values))
    np.add.at(table, (one, other), items)
    table /= table.sum()
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    observed, expected = float(np.trace(table)), float(rows @ columns)
    if np.isclose(expected, 1):
        return np.nan, np.zeros(len(items))
    pull_observed = (one == other) - observed
    pull_expected = columns[one] + rows[other] - 2 * expected
    influence = pull_observed * (1 - expected) - (1 - observed) * pull_expected
    return (observed - expected) / (1 - expected), influence / (1 - expected) ** 2

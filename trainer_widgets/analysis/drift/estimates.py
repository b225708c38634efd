"""A window's agreement with its interval, from sums over its items."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from trainer_widgets.analysis.drift.seasons import Products, Season

EXACT = 1e-12
UNBOUNDED = ("ordinal", "interval", "ratio")


class Interval(NamedTuple):
    """An estimate with its interval."""

    estimate: float = np.nan
    low: float = np.nan
    high: float = np.nan


def mean_of(season: Season, statistic: str, disagreement: float) -> float:
    """Return the agreement that a mean disagreement stands for."""
    if statistic == "percent_agreement":
        return 1 - disagreement
    return 1 - disagreement / season.expected if season.expected > 0 else np.nan


def interval_of(
    season: Season, statistic: str, level: str, number: int, confidence: float
) -> tuple[Interval, str]:
    """Return a window's agreement, and what has to be said of it.

    Parameters
    ----------
    season
        With the sums of all windows.
    statistic
        ``percent_agreement`` or ``krippendorff_alpha``.
    level
        The level of measurement: some have distances without an upper end.
    number
        Which window.
    confidence
        Of the interval.
    """
    n = season.labels[number]
    if not n:
        return Interval(), "no labels"
    percent = statistic == "percent_agreement"
    if not percent and not season.expected > 0:
        return Interval(), "undefined: only one category occurs"
    products = season.unlike_products if percent else season.far_products
    mean = float((season.unlike if percent else season.far)[number] / n)
    items = int(season.items[number])
    estimate = mean_of(season, statistic, mean)
    if items == 1:
        return Interval(estimate), "no interval: one item"
    variance = cluster_variance(products, number, mean, n)
    bounded = percent or level not in UNBOUNDED
    if not bounded and variance <= 0:
        return Interval(estimate), "no interval: all items are alike"
    ends = (
        wilson(mean, variance, items, n, confidence)
        if bounded
        else by_t(mean, variance, items, confidence)
    )
    # Less disagreement is more agreement: the ends change places.
    high, low = (mean_of(season, statistic, end) for end in ends)
    return Interval(estimate, low, high), ""


def cluster_variance(products: Products, cell: int, mean: float, labels: float) -> float:
    """Return the variance of a cell's mean disagreement, its items taken as the clusters."""
    items = products.items[cell, cell]
    squares = products.ff[cell, cell] - 2 * mean * products.fn[cell, cell]
    squares += mean**2 * products.nn[cell, cell]
    # What is left of equal contributions is rounding.
    return float(squares / labels**2 * items / (items - 1)) if squares > EXACT * labels else 0.0


def wilson(
    mean: float, variance: float, items: int, labels: float, confidence: float
) -> tuple[float, float]:
    """Return Wilson's interval of a share from clusters, by its effective number of labels.

    The effective number is what gives the share that variance (Korn and Graubard 1998, Survey
    Methodology 24(2), in Wilson's form): of items that are all alike, one label each.
    """
    n = min(mean * (1 - mean) / variance, labels) if variance > 0 else items
    z = float(stats.norm.ppf((1 + confidence) / 2))
    middle = (mean + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * float(np.sqrt(mean * (1 - mean) / n + z**2 / (4 * n**2)))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def by_t(mean: float, variance: float, items: int, confidence: float) -> tuple[float, float]:
    """Return Student's interval of a mean distance, which is never below zero."""
    half = float(stats.t.ppf((1 + confidence) / 2, items - 1) * np.sqrt(variance))
    return max(mean - half, 0.0), mean + half

"""Shares and their differences, with intervals that know that labels of one item are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NONE = 1e-12  # a variance below this is rounding
DIGITS = 12


class Sums(NamedTuple):
    """What shares need of their items, of which each has ``y`` of ``n``: one entry a share.

    Attributes
    ----------
    y, n
        Sums over items.
    yy, yn, nn
        Sums over items of the squares and the products.
    items
        How many items there are.
    """

    y: Floats
    n: Floats
    yy: Floats
    yn: Floats
    nn: Floats
    items: Floats


class Share(NamedTuple):
    """A share or a difference of two with its interval, and how that was made."""

    estimate: float
    low: float
    high: float
    note: str


def intervals(sums: Sums, confidence: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Return shares and their intervals, which take items as independent and not labels.

    Where each item has one label, yes or no, this is Wilson's interval (Wilson 1927). Otherwise
    it is Wilson's for the effective number of labels, that of independent ones with the variance
    that the items show, with a t quantile for the number of items (Korn and Graubard 1998). Items
    that are all alike count once each; a single item has no interval.
    """
    y, n, yy, yn, nn, items = (np.asarray(column, dtype=np.float64) for column in sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = y / n
        binomial = estimate * (1 - estimate)
        between = (yy - 2 * estimate * yn + estimate**2 * nn) / n**2 * items / (items - 1)
        effective = np.where((between > NONE) & (binomial > NONE), binomial / between, items)
        tail = (1 + confidence) / 2
        quantile = np.where(items > 1, stats.t.ppf(tail, np.maximum(items - 1, 1)), np.nan)
        single = (n == nn) & (n == items) & (y == yy)
        effective = np.where(single, n, effective)
        quantile = np.where(single, stats.norm.ppf(tail), quantile)
        low, high = _wilson(estimate, effective, quantile)
    # Rounded: what engines sum in any order is equal up to here.
    return estimate.round(DIGITS), low.round(DIGITS) + 0.0, high.round(DIGITS)


def _wilson(share: Floats, n: Floats, z: Floats) -> tuple[Floats, Floats]:
    weight = 1 + z * z / n
    middle = (share + z * z / (2 * n)) / weight
    half = z * np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / weight
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def share(sums: Mapping[str, Any], confidence: float = 0.95) -> Share:
    """Return one share of named sums; NaN where there is nothing to share.

    Examples
    --------
    >>> found = share({"y": 3, "n": 4, "yy": 3, "yn": 3, "nn": 4, "items": 4})
    >>> found.note, round(found.low, 3), round(found.high, 3)
    ('95 % interval: Wilson', 0.301, 0.954)
    """
    one = Sums(*(np.array([float(sums[name])]) for name in Sums._fields))
    if not one.n[0]:
        return Share(np.nan, np.nan, np.nan, "")
    estimate, low, high = (float(found[0]) for found in intervals(one, confidence))
    if np.isnan(low):
        return Share(estimate, low, high, "no interval: one item only")
    how = "" if sums["n"] == sums["nn"] else ", clustered by item"
    return Share(estimate, low, high, f"{100 * confidence:g} % interval: Wilson{how}")


def difference(sums: Mapping[str, Any], confidence: float = 0.95) -> Share:
    """Return how much larger one share is than another, where an item may be part of both.

    Parameters
    ----------
    sums
        As :class:`Sums` of the one, and the same with ``other_`` before the names of the other;
        ``y_y, y_n, n_y, n_n``, the sums over items of the products of both; ``all_items``.
    confidence
        Of the interval: t with a variance clustered by item (Liang and Zeger 1986).
    """
    if not sums["n"] or not sums["other_n"]:
        return Share(np.nan, np.nan, np.nan, "undefined: labels of one kind only")
    one, other = sums["y"] / sums["n"], sums["other_y"] / sums["other_n"]
    items, n = int(sums["all_items"]), sums["n"] * sums["other_n"]
    own = (sums["yy"] - 2 * one * sums["yn"] + one**2 * sums["nn"]) / sums["n"] ** 2
    second = sums["other_yy"] - 2 * other * sums["other_yn"] + other**2 * sums["other_nn"]
    both = sums["y_y"] - other * sums["y_n"] - one * sums["n_y"] + one * other * sums["n_n"]
    variance = own + second / sums["other_n"] ** 2 - 2 * both / n
    if items < 2 or variance <= NONE:  # noqa: PLR2004 - one item has no spread
        why = "no interval: items are too few or all alike"
        return Share(one - other, np.nan, np.nan, why)
    error = float(np.sqrt(variance * items / (items - 1)))
    error *= float(stats.t.ppf((1 + confidence) / 2, items - 1))
    low, high = max(one - other - error, -1.0), min(one - other + error, 1.0)
    low, high = round(low, DIGITS), round(high, DIGITS)
    return Share(one - other, low, high, f"{100 * confidence:g} % interval: clustered by item")

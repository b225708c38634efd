"""The difference between the rates of two sets of labels that share items, from sums alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import norm, t

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DIGITS = 10
TINY = 1e-12
ALIKE = "no variation on one side: interval from the common rate"


class Nested(NamedTuple):
    """What the items have in several slices.

    Attributes
    ----------
    totals
        For each slice the count of its labels, and the sum of their outcome.
    products
        The sums over items of the products of what ``totals`` sums up.
    """

    totals: Floats
    products: Floats


class Difference(NamedTuple):
    """How much larger the rate of one set of labels is than that of another."""

    estimate: float
    low: float
    high: float
    p_value: float
    rate: float
    rate_rest: float
    note: str = ""


NOTHING = Difference(math.nan, math.nan, math.nan, math.nan, math.nan, math.nan)


def difference(
    nested: Nested,
    inside: Floats,
    outside: Floats,
    *,
    items: int,
    confidence: float = 0.95,
) -> Difference:
    """Compare two sets of labels, as unions and differences of slices.

    The test is the score test with variances that are robust to clustering by item [1]_, which
    keeps its level with few items, where Wald's test does not [2]_. The interval is Wald's with
    the robust variance and the t distribution, one degree of freedom less than there are items;
    where one set has no variation, the variance is that of the common rate.

    Parameters
    ----------
    nested
        Sums over slices.
    inside, outside
        The weight of each slice in either set, such as 1 for all labels and -1 for a slice: all
        others.
    items
        How many items the set with fewer of them has.
    confidence
        Of the interval.

    References
    ----------
    .. [1] Boos (1992), On generalized score tests, The American Statistician 46(4).
    .. [2] Guo et al. (2005), Small-sample performance of the robust score test and its
       modifications in generalized estimating equations, Statistics in Medicine 24(22).

    Examples
    --------
    >>> # Ten items of one label each: four in the slice (three of these wrong), six others (one).
    >>> totals = np.array([10.0, 4, 4, 3])
    >>> products = np.array([[10.0, 4, 4, 3], [4, 4, 3, 3], [4, 3, 4, 3], [3, 3, 3, 3]])
    >>> all_but, within = np.array([1.0, -1]), np.array([0.0, 1])
    >>> found = difference(Nested(totals, products), within, all_but, items=4)
    >>> round(found.estimate, 3), round(found.p_value, 3)
    (0.583, 0.078)
    """
    sets = np.array([inside, outside])
    n, y = sets @ nested.totals[::2], sets @ nested.totals[1::2]
    if n.min() < 0.5:  # noqa: PLR2004 - counts, as floats
        return NOTHING
    rates, common = y / n, float(y.sum() / n.sum())
    estimate = round(float(rates[0] - rates[1]), DIGITS) + 0.0
    weights = sets / n[:, None] * np.array([[1.0], [-1.0]])
    null = _variance(nested, weights, np.array([common, common]))
    own, said = _variance(nested, weights, rates), ""
    sides = [_variance(nested, weights[[side]], rates[[side]]) for side in (0, 1)]
    if min(sides) < TINY:
        own, said = null, ALIKE
    p_value = 1.0
    if null > TINY:
        p_value = float(2 * norm.sf(round(abs(estimate) / math.sqrt(null), DIGITS)))
    low, high = _interval(estimate, own, items, confidence)
    ends = [round(float(rate), DIGITS) + 0.0 for rate in rates]
    return Difference(estimate, low, high, p_value, ends[0], ends[1], said)


def _interval(
    estimate: float, variance: float, items: int, confidence: float
) -> tuple[float, float]:
    if items <= 1 or variance <= TINY:
        return math.nan, math.nan
    spread = math.sqrt(variance * items / (items - 1))
    reach = float(t.ppf((1 + confidence) / 2, items - 1)) * spread
    low, high = max(estimate - reach, -1.0), min(estimate + reach, 1.0)
    return round(low, DIGITS) + 0.0, round(high, DIGITS) + 0.0


def _variance(nested: Nested, weights: Floats, rates: Floats) -> float:
    """Return the variance of a weighted sum of residuals."""
    each = np.zeros_like(nested.totals)
    each[::2] = -rates @ weights
    each[1::2] = weights.sum(axis=0)
    return max(float(each @ nested.products @ each), 0.0)

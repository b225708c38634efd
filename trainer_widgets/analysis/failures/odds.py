"""The exact interval and test of an odds ratio, which never contradict each other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln, logsumexp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TINY = 1e-9


class Exact(NamedTuple):
    """The interval of an odds ratio, and the p value of no association."""

    low: float
    high: float
    p_value: float


def exact(cells: tuple[float, float, float, float], confidence: float = 0.95) -> Exact:
    """Return the conditional mid-p interval and test of a table's odds ratio.

    Given its margins, the first cell has Fisher's noncentral hypergeometric distribution. A tail
    holds half the chance of what was seen; the p value is twice the smaller tail, and the interval
    holds the odds ratios that this test does not refuse. Fractions of a case, which items have
    that several people labeled, take the gamma function for the factorial, and whole steps.

    Parameters
    ----------
    cells
        How many items have both, the one only, the other only, and neither.
    confidence
        Of the interval.

    Examples
    --------
    Fisher's lady tasting tea:

    >>> found = exact((3, 1, 1, 3))
    >>> round(found.low, 2), round(found.high, 1), round(found.p_value, 3)
    (0.31, 308.6, 0.257)
    """
    both, one, other, neither = (max(cell, 0.0) for cell in cells)
    most = math.floor(min(one, other) + TINY)
    least = -math.floor(min(both, neither) + TINY)
    step = np.arange(least, most + 1, dtype=np.float64)
    places = np.array([both + step, one - step, other - step, neither + step])
    chances = -gammaln(np.maximum(places, 0.0) + 1).sum(axis=0)
    alpha = 1 - confidence
    near = math.log((both + 0.5) * (neither + 0.5) / (one + 0.5) / (other + 0.5))
    low = 0.0 if not least else _solved(chances, step, near, alpha / 2, side=1)
    high = math.inf if not most else _solved(chances, step, near, alpha / 2, side=-1)
    tails = (_tail(chances, step, 0.0, side) for side in (1, -1))
    return Exact(low, high, min(2 * min(tails), 1.0))


def _tail(chances: Floats, step: Floats, log_odds: float, side: int) -> float:
    """Return the chance of what lies beyond what was seen, and half of that itself."""
    tilted = chances + step * log_odds
    tilted = np.exp(tilted - logsumexp(tilted))
    return float(tilted[side * step > 0].sum() + tilted[step == 0].sum() / 2)


def _solved(chances: Floats, step: Floats, near: float, alpha: float, side: int) -> float:
    """Return the odds ratio at which a tail has this chance."""

    def beyond(log_odds: float) -> float:
        return _tail(chances, step, log_odds, side) - alpha

    reach = 1.0
    while beyond(near - side * reach) > 0 or beyond(near + side * reach) < 0:
        reach *= 2
    ends = sorted((near - side * reach, near + side * reach))
    return math.exp(float(brentq(beyond, *ends, xtol=1e-10)))

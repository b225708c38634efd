"""The limits of a p-chart: how far a share moves by chance from one window to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import binom, norm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

FEWEST = 8  # windows that limits can rest on
DEVIATIONS = 3
SIDE = float(norm.sf(DEVIATIONS))  # .00135, what Shewhart's three deviations leave out
MEAN_RANGE = 2 / np.sqrt(np.pi)  # of two standard normal values: 1.128
DRAWS = 999


class Limits(NamedTuple):
    """Between which shares each window lies where nothing but chance moves it.

    ``signal`` is ``fell`` or ``rose`` where a window is outside, otherwise empty.
    """

    lower: Floats
    upper: Floats
    signal: NDArray[np.str_]
    note: str


def share_limits(counts: Whole, sizes: Whole, baseline: int | None = None, seed: int = 0) -> Limits:
    """Return the control limits of shares in consecutive windows.

    They are the exact binomial limits around the share of all windows together, at the
    probabilities of three standard deviations (.00135 a side) [1]_. Where the shares move more from
    window to window than binomial counts do, they are those of Laney's p' chart [2]_:
    ``p +- 3 sqrt(p (1 - p) / n) sigma_z``, with ``sigma_z`` the mean moving range of the
    standardized shares over 1.128; but never narrower than the exact ones, since the normal
    approximation is poor where few are counted. Whether they move more is told by the *median*
    moving range, which one window out of line does not lift, when 95 % of binomial charts simulated
    with these sizes have a smaller one.

    Parameters
    ----------
    counts, sizes
        How many were counted, of how many, in each window.
    baseline
        How many windows at the start the limits come from; by default all. Those are not tested.
    seed
        Seed of the simulated charts.

    References
    ----------
    .. [1] Montgomery (2019), Introduction to Statistical Quality Control, eighth edition, 7.2.
    .. [2] Laney (2002), Improved control charts for attributes, Quality Engineering 14(4).

    Examples
    --------
    >>> limits = share_limits(np.array([5] * 9 + [16]), np.array([50] * 10))
    >>> limits.signal.tolist()[-2:], limits.upper[0].round(2).tolist()
    (['', 'rose'], 0.28)
    """
    nothing = np.full(len(sizes), np.nan)
    base = slice(0, baseline)
    rests_on = len(sizes[base])
    rate = counts[base].sum() / sizes[base].sum() if rests_on else 0.0
    if why := _why_not(rests_on, baseline, rate):
        return Limits(nothing, nothing, np.full(len(sizes), ""), why)
    lower, upper = (binom.ppf(q, sizes, rate) / sizes for q in (SIDE, 1 - SIDE))
    source = f"the rate {rate:.1%} of " + (f"the first {baseline}" if baseline else "all")
    kind = "exact binomial"
    ranges = _moving_ranges(counts[base], sizes[base], rate)
    if np.median(ranges) > _largest_by_chance(sizes[base], rate, seed):
        spread = ranges.mean() / MEAN_RANGE
        reach = DEVIATIONS * spread * np.sqrt(rate * (1 - rate) / sizes)
        lower = np.clip(np.minimum(lower, rate - reach), 0, 1)
        upper = np.clip(np.maximum(upper, rate + reach), 0, 1)
        kind = f"Laney's p' (overdispersed: sigma_z {spread:.2f})"
    shares = counts / sizes
    signal = np.select([shares < lower, shares > upper], ["fell", "rose"], "")
    if baseline:
        signal[base] = ""
    return Limits(lower, upper, signal, f"limits: {kind}, around {source} windows")


def _why_not(rests_on: int, baseline: int | None, rate: float) -> str:
    if rests_on < max(FEWEST, baseline or 0):
        return f"no limits: they rest on {max(FEWEST, baseline or 0)} windows, there are {rests_on}"
    if rate in (0, 1):
        return f"no limits: the windows they rest on all have the rate {rate:.0%}"
    return ""


def _moving_ranges(counts: Whole, sizes: Whole, rate: float) -> Floats:
    z = (counts / sizes - rate) / np.sqrt(rate * (1 - rate) / sizes)
    ranges: Floats = np.abs(np.diff(z, axis=-1))
    return ranges


def _largest_by_chance(sizes: Whole, rate: float, seed: int) -> float:
    draws = np.random.default_rng(seed).binomial(sizes, rate, size=(DRAWS, len(sizes)))
    return float(np.quantile(np.median(_moving_ranges(draws, sizes, rate), axis=-1), 0.95))

"""The difference between two groups that share some of their items, from sums alone."""

from __future__ import annotations

import math
from typing import NamedTuple

from scipy.stats import norm

from trainer_widgets.analysis.failures.intervals import DIGITS, TINY, Estimate, Moments


class Contrast(NamedTuple):
    """A difference with its interval and test; ``note`` says how they were found."""

    estimate: float
    low: float
    high: float
    p_value: float
    baseline_estimate: float
    compared_estimate: float
    note: str


class Side(NamedTuple):
    """One of two groups.

    Attributes
    ----------
    values
        What all its items sum up to.
    shared
        What those of its items sum up to that the other group has too.
    found
        Its own estimate.
    """

    values: Moments
    shared: Moments
    found: Estimate


def contrast(
    baseline: Side, compared: Side, product: float, *, unit: float = 0.0, said: str = ""
) -> Contrast:
    """Return how much larger the second group's mean is than the first one's.

    Parameters
    ----------
    baseline, compared
        The two groups.
    product
        The sum of the products of both groups' values over the shared items.
    unit
        Newcombe's correction of a positive correlation over shared items: 1 for shares.
    said
        How the sides' intervals were found.

    Examples
    --------
    >>> both = Moments(10), Moments(10)
    >>> one = Side(Moments(10, 6.0, 6.0), Moments(10, 6.0, 6.0), Estimate(0.6, 0.31, 0.83, ""))
    >>> other = Side(Moments(10, 2.0, 2.0), Moments(10, 2.0, 2.0), Estimate(0.2, 0.06, 0.51, ""))
    >>> found = contrast(one, other, product=2.0)
    >>> round(found.estimate, 3), round(found.p_value, 4)  # McNemar: 4 changed, all one way
    (-0.4, 0.0455)
    """
    ends = baseline.found.estimate, compared.found.estimate
    if not baseline.values.n or not compared.values.n:
        return undefined(*ends, "undefined: one side has no items to compare")
    estimate = round(ends[1] - ends[0], DIGITS) + 0.0
    low, high = _interval(baseline, compared, _correlation(baseline, compared, product, unit))
    p_value = _score_test(baseline, compared, product)
    if math.isnan(p_value):
        said = f"{said}; no test: the two never differ"
    return Contrast(estimate, min(low, estimate), max(high, estimate), p_value, *ends, said)


def undefined(baseline: float, compared: float, note: str) -> Contrast:
    """Return a difference that is not defined, and why."""
    nan = math.nan
    return Contrast(nan, nan, nan, nan, baseline, compared, note)


def _interval(baseline: Side, compared: Side, correlation: float) -> tuple[float, float]:
    (one, one_low, one_high, _), (other, other_low, other_high, _) = baseline.found, compared.found

    def reach(down: float, up: float) -> float:
        return math.sqrt(max(down * down + up * up - 2 * correlation * down * up, 0.0))

    low = other - one - reach(other - other_low, one_high - one)
    high = other - one + reach(other_high - other, one - one_low)
    return round(low, DIGITS) + 0.0, round(high, DIGITS) + 0.0


def _correlation(baseline: Side, compared: Side, product: float, unit: float) -> float:
    """Return the correlation of the two means."""
    n = baseline.shared.n
    spread = baseline.values.variance * compared.values.variance
    if not n or spread <= TINY * TINY:
        return 0.0
    together = product / n - baseline.shared.total * compared.shared.total / n / n
    if together > 0:
        together = max(together - unit / (2 * n), 0.0)
    share = n / math.sqrt(baseline.values.n * compared.values.n)
    return min(max(together / math.sqrt(spread) * share, -1.0), 1.0)


def _score_test(baseline: Side, compared: Side, product: float) -> float:
    """Return the p value under one common mean, about which variances are taken."""
    one, other, n = baseline.values, compared.values, baseline.shared.n
    mean = (one.total + other.total) / (one.n + other.n)
    spread = (one.squares + other.squares) / (one.n + other.n) - mean * mean
    sums = baseline.shared.total + compared.shared.total
    together = product - mean * sums + n * mean * mean
    variance = spread * (1 / one.n + 1 / other.n) - 2 * together / one.n / other.n
    if variance <= TINY:
        return math.nan
    score = (other.total / other.n - one.total / one.n) / math.sqrt(variance)
    return float(2 * norm.sf(round(abs(score), DIGITS)))

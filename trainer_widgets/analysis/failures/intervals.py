"""Shares and means over items with their intervals, from sums alone."""

from __future__ import annotations

import math
from typing import NamedTuple

from trainer_widgets.analysis import wilson
from trainer_widgets.analysis.results import z

DIGITS = 10
TINY = 1e-9


class Estimate(NamedTuple):
    """An estimate with its interval, and how the interval was found or why there is none."""

    estimate: float
    low: float
    high: float
    note: str


class Moments(NamedTuple):
    """What a number of items sum up to.

    Attributes
    ----------
    n
        How many items.
    total, squares
        The sum of their values, and that of their squares.
    """

    n: int
    total: float = 0.0
    squares: float = 0.0

    @property
    def mean(self) -> float:
        """The mean value."""
        # Engines add up thirds in any order: what is equal shall be equal to the last digit.
        return round(self.total / self.n, DIGITS) + 0.0 if self.n else math.nan

    @property
    def variance(self) -> float:
        """The variance of the values, over n."""
        spread = self.squares / self.n - (self.total / self.n) ** 2 if self.n else math.nan
        return round(max(spread, 0.0), DIGITS)


def share(values: Moments, labels: int, confidence: float = 0.95) -> Estimate:
    """Return a share of items with Wilson's interval on the effective number of items.

    An item that several people labeled has the share of them that flagged it. That varies less
    than a single flag, so the items count for more than their number, and for no more than all
    labels would if they were independent. How much less is estimated with one more item that all
    flagged, or none, whichever is rarer: a few flags tell little of it.

    Parameters
    ----------
    values
        The items' shares, from 0 to 1.
    labels
        How many labels the items have.
    confidence
        Of the interval.

    Examples
    --------
    >>> found = share(Moments(10, 4.0, 4.0), labels=10)
    >>> found.estimate, round(found.low, 3), round(found.high, 3)
    (0.4, 0.168, 0.687)
    """
    if not values.n:
        return Estimate(math.nan, math.nan, math.nan, "undefined: no labels")
    mean = values.mean
    effective = values.n / max(_design_effect(values), values.n / labels)
    found = wilson.share(mean, effective, confidence)
    said = f"{percent(confidence)} interval: Wilson on the effective number of items"
    return Estimate(mean, found["low"], found["high"], said)


def _design_effect(values: Moments) -> float:
    """Return the items' variance over that of single flags, one more item of the rarer kind."""
    total, squares = values.total, values.squares
    if total > values.n / 2:
        total, squares = values.n - total, values.n - 2 * total + squares
    rare = total / values.n
    return ((squares + 1) / (total + 1) - rare) / (1 - rare)


def mean(values: Moments, labels: int, unit: float = 1.0, confidence: float = 0.95) -> Estimate:
    """Return a mean over items, of errors or what they weigh, with a score interval.

    Parameters
    ----------
    values
        The items' values, none negative: averages over their labels.
    labels
        How many labels the items have.
    unit
        How much an error weighs at most.
    confidence
        Of the interval.

    Notes
    -----
    The interval holds the means mu with (m - mu)^2 <= z^2 phi mu / n, where phi is the items'
    variance over their mean, estimated with one more error of the largest weight in one label: a
    few errors tell little of it. It never goes below zero.

    Examples
    --------
    >>> found = mean(Moments(10, 0.0, 0.0), labels=10)
    >>> found.low, round(found.high, 3)
    (0.0, 0.384)
    """
    if not values.n:
        return Estimate(math.nan, math.nan, math.nan, "undefined: no labels")
    found = values.mean
    said = f"{percent(confidence)} interval: score, with the dispersion of the items"
    if values.n == 1 and found > TINY:
        return Estimate(found, math.nan, math.nan, "no interval: one item")
    more = unit * values.n / labels
    dispersion = (values.squares + more * more) / ((values.total + more) or 1) - found
    dispersion *= values.n / max(values.n - 1, 1) if found > TINY else 1
    if dispersion <= TINY < found:
        return Estimate(found, math.nan, math.nan, "no interval: the same in every item")
    half = z(confidence) ** 2 * max(dispersion, 0.0) / values.n / 2
    reach = math.sqrt(half * (2 * found + half))
    low, high = max(found + half - reach, 0.0), found + half + reach
    return Estimate(found, _rounded(low), _rounded(high), said)


def percent(confidence: float) -> str:
    """Return how wide an interval is, in words."""
    return f"{100 * confidence:g} %"


def _rounded(value: float) -> float:
    return round(value, DIGITS) + 0.0

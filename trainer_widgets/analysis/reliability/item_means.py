"""Means over items, with intervals, from how many items contribute what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trainer_widgets.analysis.bootstrap import (
    OTHER_ITEMS,
    drawn,
    interval_name,
    percentile_interval,
)
from trainer_widgets.analysis.reliability.coefficients import Estimate
from trainer_widgets.analysis.results import note, z

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MOST_DRAWN = 5000


def mean_over_items(  # noqa: PLR0913 - all named
    values: ArrayLike,
    items: ArrayLike,
    *,
    confidence: float,
    resamples: int,
    seed: int,
    undefined: str,
    said: str = "",
) -> Estimate:
    """Return the mean of a number that each item has, with its interval.

    The interval is the percentile bootstrap over items [1]_; above 5,000 different numbers it is
    that of the infinitesimal jackknife [2]_, which a mean's bootstrap then cannot be told from.

    Parameters
    ----------
    values
        The different numbers; NaN where an item has none.
    items
        How many items have each.
    confidence
        Of the interval.
    resamples, seed
        Of the bootstrap.
    undefined
        Why there is no mean, where no item has a number.
    said
        What the note has to tell beside.

    References
    ----------
    .. [1] Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    .. [2] Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapter 6.

    Examples
    --------
    >>> found = mean_over_items(
    ...     [0.0, 1.0], [30, 10], confidence=0.95, resamples=1000, seed=0, undefined="no items"
    ... )
    >>> found.estimate, found.low < 0.25 < found.high
    (0.25, True)
    """
    numbers = np.asarray(values, dtype=np.float64)
    counted = np.asarray(items, dtype=np.int64)
    known = ~np.isnan(numbers)
    if not known.any():
        return Estimate(note=note(f"undefined: {undefined}", said))
    # Sorted distinct numbers: no engine's order moves a draw; and no zero has a sign.
    levels, place = np.unique(numbers[known] + 0.0, return_inverse=True)
    weights = np.bincount(place, weights=counted[known]).astype(np.int64)
    total = int(weights.sum())
    estimate = float(weights @ levels / total)
    of = f"mean over {total} {'item' if total == 1 else 'items'}"
    if len(levels) == 1:
        return Estimate(estimate, note=note(of, said, "no interval: all items are alike"))
    if len(levels) > MOST_DRAWN:
        error = np.sqrt(weights @ (levels - estimate) ** 2) / total
        reach = float(z(confidence) * error)
        told = interval_name(confidence, OTHER_ITEMS, "jackknife")
        return Estimate(estimate, estimate - reach, estimate + reach, note(of, said, told))
    means = [draw @ levels / total for draw in drawn(weights, resamples, seed)]
    found = percentile_interval(estimate, np.concatenate(means), confidence)
    return found._replace(note=note(of, said, found.note))

"""The bootstrap over items: one multinomial draw over patterns is one resample of the items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trainer_widgets.analysis.reliability.coefficients import MANY_CELLS, Coefficients, Estimate
from trainer_widgets.analysis.results import note, share_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

OTHER_ITEMS = "other items, same annotators"


def interval_name(confidence: float, whose: str, how: str) -> str:
    """Return the note that tells an interval.

    Examples
    --------
    >>> interval_name(0.95, OTHER_ITEMS, "bootstrap")
    '95 % interval: other items, same annotators (bootstrap)'
    """
    return f"{100 * confidence:g} % interval: {whose} ({how})"


def resampled(
    coefficients: Coefficients, items: Whole, resamples: int, seed: int
) -> NDArray[np.float64]:
    """Return the coefficients of resamples of the items.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    parts = [coefficients.of(draws) for draws in drawn(items, resamples, seed)]
    return np.concatenate(parts)


def drawn(items: Whole, resamples: int, seed: int) -> Iterator[Whole]:
    """Draw items anew, as many resamples at a time as memory holds.

    Parameters
    ----------
    items
        How many items look alike, for each way in which they do.
    resamples, seed
        How many draws in all, and where they start; how many come at a time moves none.

    Yields
    ------
    numpy.ndarray
        Counts, one row a resample and one column a way.
    """
    random = np.random.default_rng(seed)
    total = int(items.sum())
    step = max(MANY_CELLS // len(items), 1)
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        yield random.multinomial(total, items / total, size=size)


def percentile_interval(estimate: float, draws: Floats, confidence: float) -> Estimate:
    """Return the percentile interval, never so short that it misses its own estimate.

    Parameters
    ----------
    estimate
        The statistic of the items themselves.
    draws
        The statistic of each resample; NaN where it was undefined.
    confidence
        Such as 0.95.
    """
    known = draws[~np.isnan(draws)]
    if not len(known) or np.ptp(known) < np.finfo(float).eps:
        return Estimate(estimate, note="no interval: all items are alike")
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    said = share_note(len(draws) - len(known), f"of {len(draws)} resamples undefined")
    name = interval_name(confidence, OTHER_ITEMS, "bootstrap")
    return Estimate(
        estimate, min(float(low), estimate), max(float(high), estimate), note(said, name)
    )

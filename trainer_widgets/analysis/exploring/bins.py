"""Bins between round numbers and moments."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from datetime import datetime

MOST_BINS = 20
MOST_SPANS = 60
STEPS = (1.0, 2.0, 5.0, 10.0)
# From the shortest; "W-MON" begins its weeks on Mondays, "MS" its months with their first day.
SPANS = ("h", "6h", "D", "W-MON", "MS", "QS", "YS", "10YS", "100YS")


def of_numbers(low: float, high: float, *, is_whole: bool, most: int = MOST_BINS) -> list[float]:
    """Return at most about twenty bins' edges with few digits, from the least up to the greatest.

    Parameters
    ----------
    low, high
        The least and the greatest number.
    is_whole
        Whether there are whole numbers only: no bin is narrower than 1.
    most
        How many bins there are at most, and one or two more.

    Examples
    --------
    >>> of_numbers(0.07, 0.9, is_whole=False, most=10)
    [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    >>> of_numbers(3, 5, is_whole=True)
    [3.0, 4.0, 5.0, 6.0]
    """
    if high <= low:
        return [low, low + (1 if is_whole else abs(low) or 1.0)]
    rough = (high - low) / most
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(scale * one for one in STEPS if scale * one >= rough * (1 - 1e-9))
    step = max(step, 1.0) if is_whole else step
    first, last = math.floor(low / step), math.ceil(high / step)
    if is_whole and last * step <= high:
        last += 1
    digits = max(0, 1 - math.floor(math.log10(step)))
    return [round(place * step, digits) + 0.0 for place in range(first, last + 1)]


def of_times(first: datetime, last: datetime, most: int = MOST_SPANS) -> list[datetime]:
    """Return edges at whole hours, days, weeks, months or years, so that there are not too many.

    Examples
    --------
    >>> edges = of_times(pd.Timestamp("2026-01-07", tz="UTC"), pd.Timestamp("2026-03-01", tz="UTC"))
    >>> edges[0].isoformat(), len(edges)
    ('2026-01-07T00:00:00+00:00', 55)
    """
    start, end = (pd.to_datetime(one, utc=True) for one in (first, last))
    start = start.floor("h")
    for span in SPANS:
        offset = pd.tseries.frequencies.to_offset(span)
        begun = offset.rollback(start.normalize()) if span not in ("h", "6h") else start.floor(span)
        if (end - begun) / (begun + offset - begun) > most * 1.1:
            continue
        edges = [begun]
        while edges[-1] <= end:
            edges.append(edges[-1] + offset)
        if len(edges) - 1 <= most:
            return [edge.to_pydatetime() for edge in edges]
    return [start.to_pydatetime(), (end + pd.Timedelta(hours=1)).to_pydatetime()]

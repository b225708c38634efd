"""Bins between round numbers and moments."""

from __future__ import annotations

import math
import sys
from datetime import UTC, datetime
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BINS = 20
MOST_SPANS = 60
STEPS = (1.0, 2.0, 5.0, 10.0)
# From the shortest; "W-MON" begins its weeks on Mondays, "MS" its months with their first day.
SPANS = ("h", "6h", "D", "W-MON", "MS", "QS", "YS", "10YS", "100YS", "1000YS")
# What Python has; pandas has more.
BEGIN = pd.Timestamp(datetime.min.replace(tzinfo=UTC))
END = pd.Timestamp(datetime.max.replace(tzinfo=UTC))


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
        end = low + (1 if is_whole else abs(low) or 1.0)
        return [low, end] if low < end < math.inf else [low / 2, low][:: 1 if low > 0 else -1]
    try:
        edges = _round(low, high, is_whole=is_whole, most=most)
    except ArithmeticError:
        edges = []
    # Next to the largest, the smallest and the closest numbers there are no round ones.
    is_fit = all(a < b < math.inf for a, b in pairwise(edges)) and len(edges) > 1
    return edges if is_fit else _even(low, high, most)


def _round(low: float, high: float, *, is_whole: bool, most: int) -> list[float]:
    rough = (high - low) / most
    scale = 10.0 ** math.floor(math.log10(max(rough, sys.float_info.min)))
    step = next((scale * one for one in STEPS if scale * one >= rough * (1 - 1e-9)), rough)
    step = max(step, 1.0) if is_whole else step
    first, last = math.floor(low / step), math.ceil(high / step)
    if is_whole and last * step <= high:
        last += 1
    digits = max(0, 1 - math.floor(math.log10(step)))
    return [round(place * step, digits) + 0.0 for place in range(first, last + 1)]


def _even(low: float, high: float, most: int) -> list[float]:
    inner = {low * (1 - place / most) + high * (place / most) for place in range(1, most)}
    return [low, *sorted(one for one in inner if low < one < high), high]


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
        edges = [*islice(_edges(start, end, span), most + 2)]
        if len(edges) - 1 <= most:
            return [edge.to_pydatetime() for edge in edges]
    return [start.to_pydatetime(), end.to_pydatetime()]


def _edges(start: pd.Timestamp, end: pd.Timestamp, span: str) -> Iterator[pd.Timestamp]:
    """Yield edges from before the start to behind the end, among the moments that there are."""
    offset = pd.tseries.frequencies.to_offset(span)
    begun = offset.rollback(start.normalize()) if span not in ("h", "6h") else start.floor(span)
    while begun <= end:
        yield max(begun, BEGIN)
        begun += offset
    yield min(begun, END)

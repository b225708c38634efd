"""Windows of a season: so long, or so many labels, one after the other without a gap."""

from __future__ import annotations

import re
from typing import NamedTuple

import ibis
import pandas as pd

from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.counts import windows as counted
from trainer_widgets.analysis.results import executed

SECONDS = {"min": 60, "h": 3600, "d": 86400, "w": 604800}
MONDAY = pd.Timestamp("1970-01-05", tz="UTC")
MOST_WINDOWS = 2000


class Every(NamedTuple):
    """How long a window is.

    Attributes
    ----------
    size
        Labels, or items, in each window; 0 for windows of time.
    seconds
        The length of a window of time.
    unit
        Seconds of the unit that the length is given in: the first window begins with a whole one.
    """

    size: int = 0
    seconds: int = 0
    unit: int = 0


def every_of(every: str | int) -> Every:
    """Return what ``every=`` says.

    Raises
    ------
    LabelsError
        When it is neither a number of labels nor a length such as ``"1w"``.

    Examples
    --------
    >>> every_of("2w")
    Every(size=0, seconds=1209600, unit=604800)
    >>> every_of(500)
    Every(size=500, seconds=0, unit=0)
    """
    if isinstance(every, int) and not isinstance(every, bool) and every > 0:
        return Every(size=every)
    found = re.fullmatch(r"([1-9]\d*)?(min|[hdw])", str(every).strip().lower())
    if found is None:
        message = (
            f"every={every!r} is no window: give a length in weeks, days, hours or minutes such "
            f'as "1w", "2w", "1d", "4h" or "30min", or how many labels a window holds, such as 500'
        )
        raise LabelsError(message)
    unit = SECONDS[found[2]]
    return Every(seconds=int(found[1] or 1) * unit, unit=unit)


def first_start(every: Every, first: pd.Timestamp) -> pd.Timestamp:
    """Return when the window of the first label begins: weeks on Mondays, all in UTC.

    Examples
    --------
    >>> first_start(every_of("2w"), pd.Timestamp("2026-03-05 09:30", tz="UTC"))
    Timestamp('2026-03-02 00:00:00+0000', tz='UTC')
    """
    return MONDAY + (first - MONDAY) // pd.Timedelta(seconds=every.unit) * pd.Timedelta(
        seconds=every.unit
    )


def starts_of(every: Every, start: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
    """Return when each window of time begins, up to the one that holds the last label.

    Raises
    ------
    LabelsError
        When there are more than 2,000.
    """
    step = pd.Timedelta(seconds=every.seconds)
    many = int((last - start) // step) + 1
    if many > MOST_WINDOWS:
        message = (
            f"{many:,} windows between {start:%Y-%m-%d} and {last:%Y-%m-%d}, and "
            f"{MOST_WINDOWS:,} can be told apart: give longer ones with every="
        )
        raise LabelsError(message)
    return pd.DatetimeIndex([start + number * step for number in range(many)])


def numbered(
    table: ibis.Table, every: Every, window: str = "label"
) -> tuple[ibis.Table, pd.DatetimeIndex]:
    """Give labels the ``number`` of their window, and tell when each one begins.

    Parameters
    ----------
    table
        Labels with their ``moment``.
    every
        How long a window is.
    window
        What a window of a size holds so many of: ``"label"`` or ``"item"``.
    """
    if every.size:
        table = counted.numbered_by_size(table, every.size, window)
        begun = executed(counted.starts(table)).sort_values("number")["start"]
        return table, pd.DatetimeIndex(pd.to_datetime(begun, utc=True))
    first, last = executed(counted.spans(table)).iloc[0][["first", "last"]]
    if pd.isna(first):
        nothing = pd.DatetimeIndex([], tz="UTC")
        return table.mutate(number=ibis.literal(0, "int64")), nothing
    start = first_start(every, first)
    starts = starts_of(every, start, last)
    return counted.numbered_by_time(table, start.to_pydatetime(), every.seconds), starts

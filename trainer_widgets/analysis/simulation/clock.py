"""Working time: weeks of five days of nine hours become moments in UTC, and people do one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DAYS, HOURS, OPENING = 5, 9, 8
WEEK = DAYS * HOURS
DAY_MS, HOUR_MS = 86_400_000, 3_600_000


def moments(hours: Floats, start: dt.date) -> NDArray[np.datetime64]:
    """Return working hours since the start as UTC, to the millisecond.

    Examples
    --------
    >>> import datetime as dt
    >>> str(moments(np.array([45.5]), dt.date(2026, 1, 5))[0])
    '2026-01-12T08:30:00.000000'
    """
    day = np.floor(hours / HOURS)
    calendar = day + (7 - DAYS) * np.floor(day / DAYS)
    in_day = hours - day * HOURS + OPENING
    milliseconds = np.rint(calendar * DAY_MS + in_day * HOUR_MS).astype(np.int64)
    found: NDArray[np.datetime64] = np.datetime64(start, "us") + milliseconds.astype(
        "timedelta64[ms]"
    )
    return found


def one_after_another(ready: Floats, takes: Floats, who: NDArray[np.int64]) -> Floats:
    """Return when each piece of work is done, where nobody does two at a time.

    Parameters
    ----------
    ready, takes
        When a piece could be done, at the earliest, and how long it takes, in hours.
    who
        Whose it is.
    """
    done = np.empty_like(ready)
    order = np.lexsort((ready, who))
    ends = np.flatnonzero(np.diff(who[order])) + 1
    for own in np.split(order, ends):
        worked = np.cumsum(takes[own])
        done[own] = worked + np.maximum.accumulate(ready[own] - worked)
    return done

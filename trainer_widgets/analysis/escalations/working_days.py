"""Time in days, or in working days: a clock that stands still on weekends and holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trainer_widgets.analysis.counts import LabelsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Moments = NDArray[np.datetime64]
    Floats = NDArray[np.float64]

DAY = np.timedelta64(1, "D")
EPOCH = np.datetime64("1970-01-01")


def elapsed_days(start: Moments, end: Moments, calendar: np.busdaycalendar | None = None) -> Floats:
    """Return the time between moments, in days of 24 hours.

    Parameters
    ----------
    start, end
        UTC.
    calendar
        Which days count; by default every day.

    Examples
    --------
    >>> friday, monday = (np.array([t], "M8[us]") for t in ("2026-03-06T18", "2026-03-09T06"))
    >>> elapsed_days(friday, monday).tolist()
    [2.5]
    >>> elapsed_days(friday, monday, np.busdaycalendar()).tolist()
    [0.5]
    """
    if calendar is None:
        return (end - start) / DAY
    return _clock(end, calendar) - _clock(start, calendar)


def working_calendar(
    calendar: str | np.busdaycalendar | Iterable[Any] | None,
) -> np.busdaycalendar | None:
    """Return the calendar that ``"workdays"`` or a list of holidays names.

    Raises
    ------
    LabelsError
        When it names none.
    """
    if calendar is None or isinstance(calendar, np.busdaycalendar):
        return calendar
    holidays = [] if isinstance(calendar, str) and calendar == "workdays" else calendar
    try:
        # A text is no list of days: its letters are no dates.
        return np.busdaycalendar(holidays=[np.datetime64(day, "D") for day in holidays])
    except (TypeError, ValueError) as error:
        message = (
            f"calendar={calendar!r} names no days: give 'workdays', a list of holidays such as "
            f"['2026-12-25'], or a numpy.busdaycalendar"
        )
        raise LabelsError(message) from error


def _clock(moments: Moments, calendar: np.busdaycalendar) -> Floats:
    """Return the working days since 1970; a day that counts passes evenly."""
    days = moments.astype("M8[D]")
    passed = (moments - days) / DAY * np.is_busday(days, busdaycal=calendar)
    whole: Floats = np.busday_count(EPOCH, days, busdaycal=calendar) + passed
    return whole

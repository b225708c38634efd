"""Times as people write them in slices."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple


class Stretch(NamedTuple):
    """A time that somebody wrote: a moment, or the whole of a day; ``end`` is not in it."""

    start: datetime
    end: datetime | None


def stretch(text: str) -> Stretch | None:
    """Return the time that a text in ISO 8601 names, in UTC; None where it names none.

    Examples
    --------
    >>> stretch("2026-03-01T10:30+02:00").start.isoformat()
    '2026-03-01T08:30:00+00:00'
    >>> stretch("2026-03-01").end.isoformat()
    '2026-03-02T00:00:00+00:00'
    """
    try:
        found = datetime.fromisoformat(text.strip())
        start = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        return Stretch(start, start + timedelta(days=1) if _is_day(text) else None)
    except (ValueError, OverflowError):
        return None


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text.strip()))
    except ValueError:
        return False

"""Who is there and looks at what: others follow it, and cells read it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from trainer_widgets.records.slices import EVERYTHING
from trainer_widgets.wire.explorer import Present, Sight, SightMoved

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.records.slices import Condition

BEGINNING = Sight(EVERYTHING, [], "rate", descending=True, offset=0, item=None)
# Seconds of silence after which a view is taken for gone: a page can be closed without a word.
PATIENCE = 600.0


class Place(NamedTuple):
    """Whose view it is, and its name."""

    annotator: str
    view: str


class Sights:
    """What each view looks at, and what each person looked at last.

    All that changes something returns what the views are to be told of it, None where nobody
    else is there. It may be called from any thread.

    Parameters
    ----------
    clock
        Tells the seconds.

    Examples
    --------
    >>> sights = Sights()
    >>> sight, news = sights.arrive("ana", "a view")
    >>> sight.sort, news
    ('rate', None)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with everything in sight, and nobody there."""
        self._clock = clock
        self._lock = threading.Lock()
        # In the order in which they moved.
        self._views: dict[Place, Sight] = {}
        self._heard: dict[Place, float] = {}
        self._own: dict[str, Sight] = {}
        self._from_cell: Sight | None = None
        self._last = BEGINNING

    @property
    def last(self) -> Sight:
        """What was looked at last, by anybody or from a cell."""
        return self._last

    def people(self) -> list[Present]:
        """Return everybody who has this explorer open, with their newest view."""
        with self._lock:
            self._forget_silent()
            return self._people()

    def arrive(self, annotator: str, view: str) -> tuple[Sight, SightMoved | None]:
        """Return where somebody goes on: where they were, else a cell, else everything."""
        with self._lock:
            place = Place(annotator, view)
            self._hear(place)
            return self._views[place], self._news(place)

    def hear(self, annotator: str, view: str) -> SightMoved | None:
        """Take in that a view is there; who was taken for gone is back."""
        with self._lock:
            place = Place(annotator, view)
            return self._news(place) if self._hear(place) else None

    def move(self, annotator: str, view: str, sight: Sight) -> SightMoved | None:
        """Take in what somebody looks at now."""
        with self._lock:
            place = Place(annotator, view)
            self._hear(place)
            del self._views[place]  # which now is the newest
            self._views[place] = sight
            self._own[annotator] = self._last = sight
            return self._news(place)

    def leave(self, annotator: str, view: str) -> SightMoved | None:
        """Take in that a view goes away; the person's sight is kept for their next one."""
        with self._lock:
            self._forget_silent()
            place = Place(annotator, view)
            sight = self._forget(place)
            if sight is None or not self._views:
                return None
            return SightMoved(annotator, view, sight, is_order=False, people=self._people())

    def point(self, slice_: Condition) -> SightMoved:
        """Look at a slice from a cell, sorted as whoever looked last has it.

        Where one person is there at most, the cell is theirs, and their views go there too.
        """
        with self._lock:
            self._forget_silent()
            sight = msgspec.structs.replace(self._last, slice=slice_, offset=0, item=None)
            self._from_cell = self._last = sight
            is_order = len({place.annotator for place in self._views}) <= 1
            if is_order:
                self._own = dict.fromkeys(self._own, sight)
                self._views = dict.fromkeys(self._views, sight)
            return SightMoved(None, None, sight, is_order, self._people())

    def _hear(self, place: Place) -> bool:
        """Note that a view is there, and return whether it has just come."""
        self._heard[place] = self._clock()
        self._forget_silent()
        if place in self._views:
            return False
        sight = self._own.get(place.annotator) or self._from_cell or BEGINNING
        self._own.setdefault(place.annotator, sight)
        self._views[place] = sight
        return True

    def _forget_silent(self) -> None:
        until = self._clock() - PATIENCE
        for place in [place for place, heard in self._heard.items() if heard < until]:
            self._forget(place)

    def _forget(self, place: Place) -> Sight | None:
        self._heard.pop(place, None)
        return self._views.pop(place, None)

    def _people(self) -> list[Present]:
        newest = {
            place.annotator: Present(place.annotator, place.view, sight)
            for place, sight in self._views.items()
        }
        return list(newest.values())

    def _news(self, place: Place) -> SightMoved | None:
        if len(self._views) < 2:  # noqa: PLR2004 - itself and another
            return None
        sight = self._views[place]
        return SightMoved(*place, sight, is_order=False, people=self._people())

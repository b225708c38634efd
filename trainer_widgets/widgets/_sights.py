"""Who looks at what: the newest sight of each person, which others follow and cells read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from trainer_widgets.records.slices import EVERYTHING
from trainer_widgets.wire.explorer import Present, Sight

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.records.slices import Condition

BEGINNING = Sight(EVERYTHING, [], "rate", descending=True, offset=0, item=None)


class Moved(NamedTuple):
    """A sight, and whose it is: None where a cell has set it."""

    annotator: str | None
    sight: Sight


class Sights:
    """The newest sight of each person.

    Parameters
    ----------
    spelled
        Writes a slice as people type it.
    """

    def __init__(self, spelled: Callable[[Condition], str]) -> None:
        """Begin with everything in sight, and nobody there."""
        self._spelled = spelled
        self._own: dict[str, Sight] = {}
        self._arrivals = 0
        self._from_cell: Sight | None = None
        self._last = Moved(None, BEGINNING)

    @property
    def last(self) -> Sight:
        """What was looked at last, by anybody or from a cell."""
        return self._last.sight

    @property
    def is_shared(self) -> bool:
        """Whether anybody else may be looking, be it in another view of the same person."""
        return self._arrivals > 1

    def arrive(self, annotator: str) -> Sight:
        """Return where somebody goes on: their own sight, else a cell's, else everything."""
        self._arrivals += 1
        sight = self._own.get(annotator) or self._from_cell or BEGINNING
        self._own.setdefault(annotator, sight)
        return sight

    def move(self, annotator: str, sight: Sight) -> None:
        """Take in what somebody looks at now."""
        self._own[annotator] = sight
        self._last = Moved(annotator, sight)

    def point(self, slice_: Condition) -> Sight:
        """Look at a slice from a cell, sorted as whoever looked last has it."""
        sight = msgspec.structs.replace(self.last, slice=slice_, offset=0, item=None)
        self._from_cell = sight
        self._last = Moved(None, sight)
        if self.is_order:
            self._own = dict.fromkeys(self._own, sight)
        return sight

    @property
    def is_order(self) -> bool:
        """Whether a cell's word moves the views: where one person is there, it is theirs."""
        return len(self._own) <= 1

    def people(self) -> list[Present]:
        """Return everybody who has this explorer open, with what they look at."""
        return [Present(who, self._spelled(sight.slice)) for who, sight in self._own.items()]

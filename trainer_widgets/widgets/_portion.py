"""The part of a project that is worked on apart from everybody's queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.calibration.decided import is_decision

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.records import Calibration, Event


class Portion(NamedTuple):
    """The items of a project that are worked on in a calibration session, anew for everybody.

    Attributes
    ----------
    items
        Their ids.
    calibration
        Says which session it is, and in which phase.
    is_plain
        Whether the items are on screen as they are on everybody's, each in its own order.
    """

    items: list[str]
    calibration: Callable[[], Calibration]
    is_plain: bool = False

    def has(self, event: Event[Any, Any]) -> bool:
        """Return whether an event is what somebody said in this session for themselves."""
        session = self.calibration().session
        is_here = event.calibration is not None and event.calibration.session == session
        return is_here and not is_decision(event)

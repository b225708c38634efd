"""Which events decide on an item of a calibration session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer_widgets.records import Event


def is_decision(event: Event[Any, Any]) -> bool:
    """Whether an event decides on an item for everybody, and is no work of its author's queue.

    A calibration session leaves an item open with an escalation that refers to the session's move
    before it; those of annotators refer to nothing.
    """
    leaves_open = event.action == "escalate" and event.refers_to is not None
    return event.action == "adjudicate" or (leaves_open and event.calibration is not None)

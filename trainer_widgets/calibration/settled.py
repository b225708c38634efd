"""What was decided on an item of a calibration session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.records import Ruling

if TYPE_CHECKING:
    from trainer_widgets.records import Escalation, Event


class Settled(NamedTuple):
    """What was decided on an item: an answer, or an escalation that leaves it open."""

    item_id: str
    event_id: str
    reason: str
    answer: Any = None
    version: str | None = None
    escalation: Escalation | None = None

    @property
    def ruling(self) -> Ruling | None:
        """The ruling on an item that has an answer; ``version`` of the guideline has it."""
        return None if self.escalation else Ruling("answer", self.reason, self.version)

    def is_stored_as(self, event: Event[Any, Any], annotator: str) -> bool:
        """Whether an event is this decision."""
        there = event.item_id, event.annotator, event.answer, event.escalation, event.ruling
        here = self.item_id, annotator, self.answer, self.escalation, self.ruling
        return there == here

"""What the key says of an answer, where the project tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets import wire
from trainer_widgets.gold import missed
from trainer_widgets.records import INDEPENDENT_CONDITIONS

if TYPE_CHECKING:
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._desk import Desk


def told(desk: Desk, event: Event[Any, Any]) -> wire.Feedback | None:
    """Return what the key says of an answer; that it was told is an event of its own."""
    if not desk.project.settings.feedback or event.action != "answer":
        return None
    feedback = _feedback(desk, event)
    if feedback and desk.exposure(event.item_id) in INDEPENDENT_CONDITIONS:
        noted = desk.session.record(
            action="phase",
            item_id=event.item_id,
            condition="feedback",
            refers_to=event.event_id,
        )
        desk.take(noted)
    return feedback


def _feedback(desk: Desk, event: Event[Any, Any]) -> wire.Feedback | None:
    gold, item_id = desk.project.gold, event.item_id
    wrong = missed(gold, item_id, event.answer, desk.task) if event.answer else {}
    if not wrong:
        return None
    return wire.Feedback(
        token=desk.tokens[item_id],
        number=desk.queue.number(item_id),
        expected=desk.expected(item_id, wrong),
        reason=str(gold.at[item_id, "reason"]),
    )

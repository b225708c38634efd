"""Escalations of a calibration session's items: a decision answers them, leaving open reopens."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer_widgets.calibration.sessions import StoredSession
    from trainer_widgets.records import Event


def answering(session: StoredSession, decision: Event[Any, Any]) -> Iterator[dict[str, Any]]:
    """Give the fields of the events with which a decision settles an item's escalations anew.

    An answer resolves those of the people, and those with which the item was left open before; to
    leave it open takes back what an earlier decision answered. The events' ids follow from the
    decision, so that what was interrupted is done once.
    """
    of_item = [one for one in session.events() if one.item_id == decision.item_id]
    taken_back = {one.refers_to for one in of_item if one.action == "retract"}
    wanted = "escalate" if decision.action == "adjudicate" else "resolve"
    for event in of_item:
        if event.action != wanted or event.event_id in {decision.event_id, *taken_back}:
            continue
        event_id = str(uuid.uuid5(uuid.UUID(session.id), f"{event.event_id}\0{decision.event_id}"))
        if session.find(event_id) is None:
            yield {
                "event_id": event_id,
                "item_id": decision.item_id,
                "refers_to": event.event_id,
                "calibration": session.mark,
                **_said_with(decision),
            }


def _said_with(decision: Event[Any, Any]) -> dict[str, Any]:
    if decision.action != "adjudicate":
        return {"action": "retract", "condition": "revealed"}
    return {"action": "resolve", "answer": decision.answer, "ruling": decision.ruling}

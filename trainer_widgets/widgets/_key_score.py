"""How far somebody's first answers agree with the key, for who is told of it anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets import wire
from trainer_widgets.first_answers import first_answers, is_right

if TYPE_CHECKING:
    from trainer_widgets.widgets._desk import Desk


def key_score(desk: Desk) -> wire.KeyScore:
    """Return the score of whoever sits at a desk; nothing where no feedback is given."""
    project = desk.project
    if not project.settings.feedback:
        return wire.KeyScore(0, 0)
    desk.refresh()
    keyed = [item for item in desk.queue.items if item in project.gold.index]
    events = (event for item in keyed for event in desk.queue.history(item))
    right = [is_right(one, project.gold, desk.task) for one in first_answers(events).values()]
    return wire.KeyScore(sum(right), len(right))

"""First answers: what somebody said of an item before anything was told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets.gold import missed
from trainer_widgets.heads import given_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from trainer_widgets.records import Event


def first_answers(events: Iterable[Event[Any, Any]]) -> dict[tuple[str, str], Event[Any, Any]]:
    """Return the first answer of each person to each item, by annotator and item.

    It counts also where it was taken back or replaced since: what was told of it cannot be.
    """
    found: dict[tuple[str, str], Event[Any, Any]] = {}
    for event in sorted(events, key=lambda one: (given_at(one), one.event_id)):
        if event.action == "answer" and event.annotator_kind == "person":
            found.setdefault((event.annotator, event.item_id), event)
    return found


def is_right(event: Event[Any, Any], gold: pd.DataFrame, task: str) -> bool:
    """Return whether an answer agrees with all that is known to be right of its item."""
    return not missed(gold, event.item_id, event.answer, task)

"""Rows to conversations under review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.items.errors import InvalidItemsError, MissingColumnError
from trainer_widgets.items.values import read_text, read_turns
from trainer_widgets.missing import is_missing
from trainer_widgets.records import Message, SafetyItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.items.values import Row

CONTENT = {"conversation", "reviewed", "prompt", "response"}


def safety_reader(columns: list[str]) -> Callable[[str, Row, int], SafetyItem]:
    """Return what makes an item of a row: of a conversation, or of a prompt and its response."""
    if "conversation" not in columns and not {"prompt", "response"} <= set(columns):
        missing = "response" if "prompt" in columns else "conversation"
        raise MissingColumnError(missing, columns)

    def read(item_id: str, row: Row, number: int) -> SafetyItem:
        if "conversation" in columns:
            turns = read_turns(row["conversation"], number, "conversation")
        else:
            response = Message("assistant", read_text(row["response"], number, "response"))
            turns = [*read_turns(row["prompt"], number, "prompt"), response]
        reviewed = row.get("reviewed")
        try:
            return SafetyItem(item_id, turns, _place(reviewed, len(turns)))
        except (TypeError, ValueError, OverflowError) as error:
            message = f"row {number} ({item_id!r}), column 'reviewed': {error}"
            raise InvalidItemsError(message) from None

    return read


def safety_content(columns: list[str]) -> set[str]:
    """Return the columns that are part of the items; the others are features."""
    return CONTENT.intersection(columns)


def _place(reviewed: object, n_turns: int) -> int:
    """Return the place of the turn under review: the last one where none is named."""
    if is_missing(reviewed):
        return n_turns - 1
    place: int = int(reviewed)  # type: ignore[call-overload]
    if place != reviewed or place < 0:
        message = f"{reviewed!r} is no place of a turn: count from 0"
        raise ValueError(message)
    return place

"""Cells of a table as the values that records are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from trainer_widgets.items.errors import InvalidItemsError
from trainer_widgets.items.records import builtin
from trainer_widgets.records import Message, Record

R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]


def read_turns(value: object, number: int, column: str) -> list[Message]:
    """Return a conversation: one user's turn where the cell is a text."""
    value = builtin(value)
    if isinstance(value, str):
        return [Message("user", value)]
    if not isinstance(value, list):
        message = (
            f"row {number}, column {column!r}: {value!r} is neither text nor a list of messages"
        )
        raise InvalidItemsError(message)
    messages = [read_record(entry, Message, number, column) for entry in value]
    if not messages:
        message = f"row {number}, column {column!r}: the list of messages is empty"
        raise InvalidItemsError(message)
    return messages


def read_record(entry: object, kind: type[R], number: int, column: str) -> R:
    """Return a cell, or an entry of its list, as a record."""
    try:
        # Also of a record: what Python code made was not validated yet.
        return msgspec.convert(builtin(entry), kind)
    except msgspec.ValidationError as error:
        message = f"row {number}, column {column!r}: {error}"
        raise InvalidItemsError(message) from None


def read_text(value: object, number: int, column: str) -> str:
    """Return a cell that holds text."""
    if isinstance(value, str):
        return str(value)
    message = f"row {number}, column {column!r}: {value!r} is {type(value).__name__}, not text"
    raise InvalidItemsError(message)

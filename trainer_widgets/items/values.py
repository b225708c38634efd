"""Cells of a table as the values that records are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from trainer_widgets.items.errors import InvalidItemsError
from trainer_widgets.records import Message, Record

R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]


def read_turns(value: object, number: int, column: str) -> list[Message]:
    """Return a conversation: one user's turn where the cell is a text."""
    if isinstance(value, str):
        return [Message("user", value)]
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
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
    if isinstance(entry, Record):
        # What Python code made was not validated yet.
        entry = msgspec.to_builtins(entry)
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        message = f"row {number}, column {column!r}: {error}"
        raise InvalidItemsError(message) from None


def read_text(value: object, number: int, column: str) -> str:
    """Return a cell that holds text."""
    if isinstance(value, str):
        return value
    message = f"row {number}, column {column!r}: {value!r} is {type(value).__name__}, not text"
    raise InvalidItemsError(message)

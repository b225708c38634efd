"""Rows to items to rank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import pandas as pd

from trainer_widgets.items.errors import InvalidItemsError, MissingColumnError
from trainer_widgets.records import (
    MAX_RESPONSES,
    MIN_RESPONSES,
    Message,
    RankingItem,
    Record,
    Response,
)

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]
RESPONSE_COLUMN = re.compile(r"response_([a-z0-9]{1,3})")
CONTENT_COLUMN = re.compile(r"prompt|responses|(response|model)_[a-z0-9]{1,3}")


def ranking_reader(columns: list[str]) -> Callable[[str, Row, int], RankingItem]:
    """Return what makes an item of a row, for a table with these columns."""
    if "prompt" not in columns:
        raise MissingColumnError(column="prompt", there=columns)
    letters = [match[1] for name in columns if (match := RESPONSE_COLUMN.fullmatch(name))]
    if "responses" not in columns and not letters:
        raise MissingColumnError(column="response_a", there=columns)
    if "responses" not in columns and len(letters) == 1:
        message = f"one response only (column 'response_{letters[0]}'): ranking needs two or more"
        raise InvalidItemsError(message)

    def read(item_id: str, row: Row, number: int) -> RankingItem:
        responses = (
            _listed(row["responses"], number)
            if "responses" in row
            else _spread(row, letters, number)
        )
        if not MIN_RESPONSES <= len(responses) <= MAX_RESPONSES:
            message = (
                f"row {number} ({item_id!r}): {len(responses)} responses; "
                f"ranking needs {MIN_RESPONSES} to {MAX_RESPONSES}"
            )
            raise InvalidItemsError(message)
        try:
            return RankingItem(item_id, _prompt(row["prompt"], number), responses)
        except ValueError as error:
            message = f"row {number} ({item_id!r}): {error}"
            raise InvalidItemsError(message) from None

    return read


def _spread(row: Row, letters: list[str], number: int) -> list[Response]:
    found = []
    for letter in letters:
        value = row[f"response_{letter}"]
        if _is_missing(value):
            continue
        text = _text(value, number, f"response_{letter}")
        model = row.get(f"model_{letter}")
        found.append(Response(letter, text, None if _is_missing(model) else str(model)))
    return found


def _listed(value: object, number: int) -> list[Response]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        message = f"row {number}, column 'responses': {value!r} is no list"
        raise InvalidItemsError(message)
    responses = []
    for index, entry in enumerate(value):
        if isinstance(entry, str):
            responses.append(Response("abcdefgh"[index % MAX_RESPONSES], entry))
            continue
        responses.append(_record(entry, Response, number, "responses"))
    return responses


def _prompt(value: object, number: int) -> list[Message]:
    if isinstance(value, str):
        return [Message("user", value)]
    if _is_missing(value) or not isinstance(value, Iterable):
        message = f"row {number}, column 'prompt': {value!r} is neither text nor a list of messages"
        raise InvalidItemsError(message)
    messages = [_record(entry, Message, number, "prompt") for entry in value]
    if not messages:
        message = f"row {number}, column 'prompt': the list of messages is empty"
        raise InvalidItemsError(message)
    return messages


def _record(entry: object, kind: type[R], number: int, column: str) -> R:
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        message = f"row {number}, column {column!r}: {error}"
        raise InvalidItemsError(message) from None


def _text(value: object, number: int, column: str) -> str:
    if isinstance(value, str):
        return value
    message = f"row {number}, column {column!r}: {value!r} is {type(value).__name__}, not text"
    raise InvalidItemsError(message)


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and value != value) or value is pd.NA  # noqa: PLR0124

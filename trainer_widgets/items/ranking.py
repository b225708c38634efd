"""Rows to items to rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.items.errors import InvalidItemsError, MissingColumnError
from trainer_widgets.items.records import builtin
from trainer_widgets.items.values import read_record, read_text, read_turns
from trainer_widgets.missing import is_missing
from trainer_widgets.records import (
    MAX_RESPONSES,
    MIN_RESPONSES,
    RankingItem,
    Response,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.items.values import Row

LETTERS = "abcdefgh"


def ranking_reader(columns: list[str]) -> Callable[[str, Row, int], RankingItem]:
    """Return what makes an item of a row, for a table with these columns."""
    if "prompt" not in columns:
        raise MissingColumnError(column="prompt", there=columns)
    letters = _letters(columns)
    _check_responses(columns, letters)

    def read(item_id: str, row: Row, number: int) -> RankingItem:
        responses = (
            _listed(row["responses"], number)
            if "responses" in row
            else _spread(row, letters, number)
        )
        if not MIN_RESPONSES <= len(responses) <= MAX_RESPONSES:
            there = "one response only" if len(responses) == 1 else f"{len(responses)} responses"
            message = (
                f"row {number} ({item_id!r}): {there}; "
                f"ranking needs {MIN_RESPONSES} to {MAX_RESPONSES}"
            )
            raise InvalidItemsError(message)
        try:
            return RankingItem(item_id, read_turns(row["prompt"], number, "prompt"), responses)
        except ValueError as error:
            message = f"row {number} ({item_id!r}): {error}"
            raise InvalidItemsError(message) from None

    return read


def ranking_content(columns: list[str]) -> set[str]:
    """Return the columns that are part of the items; the others are features."""
    if "responses" in columns:
        return {"prompt", "responses"}
    letters = _letters(columns)
    return {"prompt", *(f"{kind}_{letter}" for kind in ("response", "model") for letter in letters)}


def _letters(columns: list[str]) -> list[str]:
    known = {f"response_{letter}": letter for letter in LETTERS}
    return [known[name] for name in columns if name in known]


def _check_responses(columns: list[str], letters: list[str]) -> None:
    if "responses" not in columns and not letters:
        raise MissingColumnError(column="response_a", there=columns)
    if "responses" in columns and letters:
        message = (
            f"columns 'responses' and 'response_{letters[0]}' are both there: "
            f"rename or leave out what does not hold the responses"
        )
        raise InvalidItemsError(message)
    if len(letters) == MAX_RESPONSES and "response_i" in columns:
        message = (
            f"column 'response_i' is one response too many: ranking needs "
            f"{MIN_RESPONSES} to {MAX_RESPONSES}, response_a to response_h"
        )
        raise InvalidItemsError(message)


def _spread(row: Row, letters: list[str], number: int) -> list[Response]:
    found = []
    for letter in letters:
        value = row[f"response_{letter}"]
        if is_missing(value):
            continue
        text = read_text(value, number, f"response_{letter}")
        model = row.get(f"model_{letter}")
        found.append(Response(letter, text, None if is_missing(model) else str(model)))
    return found


def _listed(value: object, number: int) -> list[Response]:
    value = builtin(value)
    if not isinstance(value, list):
        message = f"row {number}, column 'responses': {value!r} is no list"
        raise InvalidItemsError(message)
    responses = []
    for index, entry in enumerate(value):
        if isinstance(entry, str):
            responses.append(Response(LETTERS[index % MAX_RESPONSES], entry))
            continue
        responses.append(read_record(entry, Response, number, "responses"))
    return responses

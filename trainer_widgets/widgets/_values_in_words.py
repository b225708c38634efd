"""Cells of a table in words, for where nothing else knows how to show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets.items.records import builtin
from trainer_widgets.missing import is_missing
from trainer_widgets.wire.explorer import Fact

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LETTERS = 20_000
MOST_MEMBERS = 1000


def in_words(row: Mapping[Any, Any]) -> list[Fact]:
    """Return what a row says, empty cells left out.

    Examples
    --------
    >>> in_words({"tags": ["night", "dog"], "topic": None})
    [Fact(name='tags', text='night, dog')]
    """
    found = {str(name): words(value) for name, value in row.items() if not is_missing(value)}
    return [Fact(name, text) for name, text in found.items() if text]


def words(value: object) -> str:
    """Return a cell as a text, of a long one its beginning and how much is left out.

    Examples
    --------
    >>> words([{"category": "tone", "severity": "minor"}]), words(3.0), words(True)
    ('category: tone, severity: minor', '3', 'yes')
    """
    text = _words(builtin(value))
    left = len(text) - MOST_LETTERS
    return f"{text[:MOST_LETTERS]}… and {left:,} more characters" if left > 0 else text


def _words(value: Any) -> str:  # noqa: ANN401 - dicts, lists and scalars
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.6g}"
        case bytes():
            return f"{len(value):,} bytes"
        case dict():
            return ", ".join(f"{name}: {_words(one)}" for name, one in value.items())
        case list():
            return _members(value)
        case _:
            return str(value)


def _members(values: list[Any]) -> str:
    left = len(values) - MOST_MEMBERS
    mark = "; " if any(isinstance(one, dict) for one in values) else ", "
    shown = mark.join(_words(one) for one in values[:MOST_MEMBERS])
    return f"{shown}{mark}… and {left:,} more" if left > 0 else shown

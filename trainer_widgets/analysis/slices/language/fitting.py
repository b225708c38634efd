"""What can be said of a feature, by what it holds."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

from trainer_widgets.analysis.slices.language.mistakes import SliceError
from trainer_widgets.analysis.slices.language.spelling import literal, spelt
from trainer_widgets.analysis.slices.times import stretch
from trainer_widgets.records.slices import MOST_CONSTANTS
from trainer_widgets.suggestions import closest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer_widgets.analysis.slices.fields import Field
    from trainer_widgets.records.explored import FieldKind
    from trainer_widgets.records.slices import Constant

LONGEST_TEXT = 1000
LARGEST = sys.float_info.max
FEW_NAMES = 5
SAME = ("=", "!=", "in")
ORDER = ("<", "<=", ">", ">=")
# What can be said of each kind, most wanted first; that a value is missing can be said of all.
OPERATORS: dict[FieldKind, tuple[str, ...]] = {
    "category": (*SAME, "contains"),
    "boolean": SAME,
    "number": ("=", "!=", *ORDER, "in"),
    "time": ("=", "!=", *ORDER, "in"),
    "list": ("has",),
    "text": ("contains",),
}
HOLDS: dict[FieldKind, str] = {
    "category": "text",
    "boolean": "true or false",
    "number": "numbers",
    "time": "times",
    "list": "lists",
    "text": "long texts",
}


def field_of(name: str, fields: Mapping[str, Field]) -> Field:
    """Return what a name stands for.

    Raises
    ------
    SliceError
        When there is nothing of this name; tells the nearest, or some that there are.
    """
    if name in fields:
        return fields[name]
    near = closest(name, fields)
    some = [*[*fields][:FEW_NAMES], *(["..."] if len(fields) > FEW_NAMES else [])]
    message = f"there is no {name!r}"
    if near:
        message += f": did you mean {near!r}?"
    elif some:
        message += f": there {'is' if len(fields) == 1 else 'are'} {', '.join(some)}"
    raise SliceError(message)


def check_operator(field: Field, operator: str) -> None:
    """Refuse what cannot be said of a kind of feature."""
    if operator not in OPERATORS[field.kind]:
        own = f"{spelt(field.name)} holds {HOLDS[field.kind]}"
        message = f"{own}, which {operator} does not fit: use {said_of(field)}"
        raise SliceError(message)


def check_constant(field: Field, constant: Constant) -> None:
    """Refuse a value of another type than a feature holds."""
    if problem := _unfit(field, constant):
        raise SliceError(problem)


def _unfit(field: Field, constant: Constant) -> str | None:
    name, own = spelt(field.name), f"{spelt(field.name)} holds {HOLDS[field.kind]}"
    match field.kind:
        case "boolean":
            fits = isinstance(constant, bool)
            return None if fits else f"{own}: write {name} = true or {name} = false"
        case "number":
            return _unfit_number(own, constant)
        case "time":
            if isinstance(constant, str) and stretch(constant):
                return None
            ways = 'a day as "2026-03-01", or a moment as "2026-03-01T14:30"'
            return f"{own}, and {literal(constant)} is none: write {ways}"
        case _:
            if not isinstance(constant, str):
                what = "lists of texts" if field.kind == "list" else "text"
                return f'{name} holds {what}: write "{literal(constant)}" in quotes'
            return _unreadable(constant)


def _unfit_number(own: str, constant: Constant) -> str | None:
    if isinstance(constant, bool):
        return f"{own}, and {literal(constant)} is none"
    if isinstance(constant, str):
        is_number = constant.strip().lstrip("+-").replace(".", "", 1).isdecimal()
        hint = f": write {constant.strip()} without quotes" if is_number else ""
        return f"{own}, and {literal(constant)} is text{hint}"
    if isinstance(constant, float) and not math.isfinite(constant):
        return f"{own}, and {constant} is none to compare with"
    # What is larger than this has too many digits even to be told.
    return "no label holds a number as large as this" if abs(constant) > LARGEST else None


def check_words(text: Constant) -> None:
    """Refuse words that no text can contain, and those that every text contains."""
    if not isinstance(text, str):
        message = f'write "{literal(text)}" in quotes: words stand in texts'
        raise SliceError(message)
    if not text or len(text) > LONGEST_TEXT:
        message = f"give from 1 to {LONGEST_TEXT:,} letters to search for"
        raise SliceError(message)
    if problem := _unreadable(text):
        raise SliceError(problem)


def _unreadable(text: str) -> str | None:
    """Return why engines could not read a text."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return "half a letter, or the letter \\u0000, stands in no text"
    return None


def said_of(field: Field) -> str:
    """Return what can be said of a feature, in words."""
    return f"{', '.join(OPERATORS[field.kind])} or is missing"


def check_constants(count: int) -> None:
    """Refuse lists of no values, and of too many."""
    if count == 0:
        message = 'there is no value in the list: write some, such as ("a", "b")'
        raise SliceError(message)
    if count > MOST_CONSTANTS:
        message = f"a list has {MOST_CONSTANTS:,} values at most"
        raise SliceError(message)

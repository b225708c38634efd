"""Conditions as text."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import assert_never

from trainer_widgets.analysis.slices.language.conditions import canonical
from trainer_widgets.records.slices import (
    Among,
    Compared,
    Condition,
    Contains,
    Either,
    Every,
    Holds,
    Missing,
    Negated,
)

KEYWORDS = frozenset(
    {"and", "or", "not", "in", "has", "contains", "is", "missing", "true", "false"}
)
PLAIN_NAME = re.compile(r"[^\W\d]\w*")


def spelt(name: str) -> str:
    """Return a feature's name as it stands in a slice.

    Examples
    --------
    >>> spelt("language"), spelt("first language"), spelt("in"), spelt("a`b")
    ('language', '`first language`', '`in`', '`a``b`')
    """
    if PLAIN_NAME.fullmatch(name) and name.lower() not in KEYWORDS:
        return name
    return "`" + name.replace("`", "``") + "`"


def literal(value: object) -> str:
    """Return a value as it stands in a slice.

    Examples
    --------
    >>> literal("ar"), literal(3.0), literal(0.25), literal(True)
    ('"ar"', '3', '0.25', 'true')
    """
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - exact
        value = int(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def spelled(condition: Condition) -> str:
    """Return the text of a condition; that of no condition is empty.

    What :func:`~trainer_widgets.analysis.slices.language.parsed` makes of it is the canonical form
    of the condition.

    Examples
    --------
    >>> night = Holds("tags", "night")
    >>> spelled(Every([Compared("severity", ">=", 3), Negated(Either([night, Missing("topic")]))]))
    'severity >= 3 and not (tags has "night" or topic is missing)'
    """
    condition = canonical(condition)
    return "" if condition == Every([]) else _text(condition)


def _text(condition: Condition) -> str:
    match condition:
        case Every(parts):
            return " and ".join(map(_tight, parts)) or "()"
        case Either(parts):
            return " or ".join(map(_text, parts))
        case Negated(Among() | Missing() as part):
            return _comparison(part, " not")
        case Negated(part):
            return f"not {_tight(part, Every, Either)}"
        case _:
            return _comparison(condition)


def _tight(part: Condition, *weaker: type[Every | Either]) -> str:
    """Return a text that an ``and`` or a ``not`` beside it leaves whole."""
    text = _text(part)
    is_weaker = isinstance(part, weaker or Either) and text != "()"
    return f"({text})" if is_weaker else text


def _comparison(condition: Compared | Among | Holds | Contains | Missing, negated: str = "") -> str:
    name = spelt(condition.feature)
    match condition:
        case Compared(comparator=comparator, constant=constant):
            return f"{name} {comparator} {literal(constant)}"
        case Among(constants=constants):
            return f"{name}{negated} in ({', '.join(map(literal, constants))})"
        case Holds(member=member):
            return f"{name} has {literal(member)}"
        case Contains(text=text):
            return f"{name} contains {literal(text)}"
        case Missing():
            return f"{name} is{negated} missing"
        case _:
            assert_never(condition)

"""Whether a condition fits the features that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis.slices.language.conditions import either, every
from trainer_widgets.analysis.slices.language.fitting import (
    check_constant,
    check_constants,
    check_operator,
    check_words,
    field_of,
)
from trainer_widgets.analysis.slices.language.mistakes import SliceError
from trainer_widgets.records.slices import (
    MOST_PARTS,
    Among,
    Compared,
    Comparison,
    Condition,
    Contains,
    Either,
    Every,
    Holds,
    Missing,
    Negated,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer_widgets.analysis.slices.fields import Field

DEEPEST = 50
TOO_DEEP = f"conditions stand in more than {DEEPEST} others: write them side by side"


def checked(condition: Condition, fields: Mapping[str, Field]) -> Condition:
    """Return the canonical form of a condition that nobody has looked at yet.

    Parameters
    ----------
    condition
        Such as a view sends it.
    fields
        What it may be about, by name.

    Raises
    ------
    SliceError
        When it is about something else, does not fit what its features hold, or is too large.

    Examples
    --------
    >>> from trainer_widgets.analysis.slices.fields import Field
    >>> fields = {"severity": Field("severity", "number", ("severity",))}
    >>> checked(Every([Compared("severity", ">=", 3)]), fields)
    Compared(feature='severity', comparator='>=', constant=3)
    >>> checked(Compared("severty", ">=", 3), fields)
    Traceback (most recent call last):
    trainer_widgets.analysis.slices.language.mistakes.SliceError: there is no 'severty': did you \
mean 'severity'?
    """
    found = _checked(condition, fields, 0)
    check_size(found)
    return found


def _checked(condition: Condition, fields: Mapping[str, Field], depth: int) -> Condition:
    if depth > DEEPEST:
        raise SliceError(TOO_DEEP)
    match condition:
        case Every(parts):
            check_count(len(parts))
            return every([_checked(part, fields, depth + 1) for part in parts])
        case Either(parts):
            check_count(len(parts))
            if not parts:
                message = "an 'or' of no conditions holds nowhere: give it one"
                raise SliceError(message)
            return either([_checked(part, fields, depth + 1) for part in parts])
        case Negated(part):
            return Negated(_checked(part, fields, depth + 1))
        case Compared() | Among() | Holds() | Contains() | Missing():
            _check_comparison(condition, fields)
            return condition
        case _:
            message = f"a slice is made of conditions, and {type(condition).__name__} is none"
            raise SliceError(message)


def _check_comparison(one: Comparison, fields: Mapping[str, Field]) -> None:
    field = field_of(one.feature, fields)
    match one:
        case Compared(comparator=comparator, constant=constant):
            check_operator(field, comparator)
            check_constant(field, constant)
        case Among(constants=constants):
            check_operator(field, "in")
            check_constants(len(constants))
            for constant in constants:
                check_constant(field, constant)
        case Holds(member=member):
            check_operator(field, "has")
            check_constant(field, member)
        case Contains(text=text):
            check_operator(field, "contains")
            check_words(text)
        case Missing():
            pass


def check_count(count: int) -> None:
    """Refuse more conditions than anybody writes."""
    if count > MOST_PARTS:
        message = f"a slice has {MOST_PARTS} conditions at most: lists of values go with 'in'"
        raise SliceError(message)


def check_size(condition: Condition) -> None:
    """Refuse conditions that are too many in all, or nested too deeply."""
    level, count, depth = [condition], 0, 0
    while level:
        below: list[Condition] = []
        for one in level:
            match one:
                case Every(parts) | Either(parts) if parts:
                    below += parts
                case Negated(part):
                    below.append(part)
                case _:
                    count += 1
        level, depth = below, depth + 1
        check_count(count)
        if depth > DEEPEST + 1:
            raise SliceError(TOO_DEEP)

"""A facet shows what remains beside its own condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from trainer_widgets.records.slices import (
    Among,
    Compared,
    Contains,
    Either,
    Every,
    Holds,
    Missing,
    Negated,
)

if TYPE_CHECKING:
    from trainer_widgets.records.slices import Condition


def parts_of(condition: Condition) -> list[Condition]:
    """Return what must hold at once, however it is nested."""
    if not isinstance(condition, Every):
        return [condition]
    return [one for part in condition.parts for one in parts_of(part)]


def features_of(condition: Condition) -> set[str]:
    """Return the features that a condition is about.

    Examples
    --------
    >>> from trainer_widgets.records.slices import Compared, Either, Missing
    >>> sorted(features_of(Either([Compared("language", "=", "ar"), Missing("topic")])))
    ['language', 'topic']
    """
    match condition:
        case Every(parts=parts) | Either(parts=parts):
            return set().union(*(features_of(part) for part in parts))
        case Negated(part=part):
            return features_of(part)
        case Compared() | Among() | Holds() | Contains() | Missing():
            return {condition.feature}
        case _:
            assert_never(condition)


def beside(condition: Condition, feature: str) -> Condition:
    """Return a condition without what it says of one feature alone."""
    return Every([part for part in parts_of(condition) if features_of(part) != {feature}])


def restricted(condition: Condition) -> set[str]:
    """Return the features that a condition says something of, alone."""
    alone = [features_of(part) for part in parts_of(condition)]
    return {feature for features in alone if len(features) == 1 for feature in features}

"""Conditions in conditions: one form for all that mean the same, and what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

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

if TYPE_CHECKING:
    from collections.abc import Iterable


def every(parts: Iterable[Condition]) -> Condition:
    """Return all of several conditions as one, in which no ``and`` stands right in an ``and``.

    Examples
    --------
    >>> from trainer_widgets.records.slices import Missing
    >>> every([Missing("topic")])
    Missing(feature='topic')
    """
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, Every) else [part]
    return flat[0] if len(flat) == 1 else Every(flat)


def either(parts: Iterable[Condition]) -> Condition:
    """Return at least one of several conditions as one, without an ``or`` right in an ``or``."""
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, Either) else [part]
    return flat[0] if len(flat) == 1 else Either(flat)


def canonical(condition: Condition) -> Condition:
    """Return the condition that the text of a condition stands for.

    Examples
    --------
    >>> from trainer_widgets.records.slices import Missing
    >>> canonical(Every([Every([]), Every([Missing("topic")])]))
    Missing(feature='topic')
    """
    match condition:
        case Every(parts):
            return every(canonical(part) for part in parts)
        case Either(parts):
            return either(canonical(part) for part in parts)
        case Negated(part):
            return Negated(canonical(part))
        case _:
            return condition


def parts_of(condition: Condition) -> list[Condition]:
    """Return what must hold at once, however it is nested."""
    if not isinstance(condition, Every):
        return [condition]
    return [one for part in condition.parts for one in parts_of(part)]


def features_of(condition: Condition) -> set[str]:
    """Return the features that a condition is about.

    Examples
    --------
    >>> from trainer_widgets.records.slices import Compared, Missing
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
    """Return a condition without what it says of one feature alone.

    Examples
    --------
    >>> from trainer_widgets.records.slices import Compared, Missing
    >>> beside(Every([Compared("language", "=", "ar"), Missing("topic")]), "language")
    Missing(feature='topic')
    """
    return every(part for part in parts_of(condition) if features_of(part) != {feature})


def restricted(condition: Condition) -> set[str]:
    """Return the features that a condition says something of, alone."""
    alone = [features_of(part) for part in parts_of(condition)]
    return {feature for features in alone if len(features) == 1 for feature in features}

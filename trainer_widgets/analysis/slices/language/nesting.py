"""Conditions in conditions: each way to nest them that means the same becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.records.slices import Condition, Either, Every, Negated

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

"""Conditions on values as conditions on codes: small whole numbers compare fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from trainer_widgets.analysis.counts.condition_values import ORDERS
from trainer_widgets.analysis.slices.fields import Field
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
    from collections.abc import Mapping, Sequence

    from trainer_widgets.analysis.exploring.facets import Coded
    from trainer_widgets.records.slices import Condition, Constant

NOBODYS = "\0"  # begins what hardly anybody calls a column


def code_field(place: int) -> Field:
    """Return what names the codes of a facet."""
    return Field(f"{NOBODYS}code_{place}", "number", (f"code_{place}",))


def in_code(condition: Condition, places: Mapping[str, int], coded: Sequence[Coded]) -> Condition:
    """Return a condition that holds for the same labels, on codes where these tell.

    Parameters
    ----------
    condition
        On the user's fields.
    places
        Those facets of which each value has a code of its own, by name.
    coded
        All facets.
    """
    match condition:
        case Every(parts):
            return Every([in_code(part, places, coded) for part in parts])
        case Either(parts):
            return Either([in_code(part, places, coded) for part in parts])
        case Negated(part):
            return Negated(in_code(part, places, coded))
        case Compared(feature=name) | Among(feature=name) | Missing(feature=name):
            if name not in places:
                return condition
            place = places[name]
            codes = _codes(condition, coded[place].facet.values)
            field = code_field(place).name
            return Among(field, [*codes]) if codes else Either([])
        case Holds() | Contains():
            return condition
        case _:
            assert_never(condition)


def _codes(condition: Compared | Among | Missing, values: Sequence[Constant]) -> list[int]:
    match condition:
        case Missing():
            return [0]
        case Among(constants=constants):
            return [code for code, value in enumerate(values, 1) if value in constants]
        case Compared(comparator=comparator, constant=constant):
            holds = ORDERS[comparator]
            return [code for code, value in enumerate(values, 1) if holds(value, constant)]


def by_value(coded: Sequence[Coded]) -> dict[str, int]:
    """Return the facets of which each value has a code of its own, by name."""
    return {
        one.facet.feature: place
        for place, one in enumerate(coded)
        if one.facet.kind in ("category", "boolean") and one.facet.n_values == len(one.facet.values)
    }

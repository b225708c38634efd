"""Questions about a slice: its rate, what remains of each facet, how it moves and breaks down."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from trainer_widgets.records import Count, Id, Record, explored
from trainer_widgets.records.explored import TimeWindow
from trainer_widgets.records.slices import Condition

# No larger whole number is exact in a browser, and engines end soon after.
BoundedCount = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Standing = Literal["all", "confirmed", "exploratory"]


class Ask(Record, frozen=True):
    """What asks the engine: ``view`` is a name that the view made for itself."""

    seat: Id
    view: Id
    turn: BoundedCount
    slice: Condition


class Overview(explored.Overview, frozen=True):
    """A slice in words and numbers, and what remains of each facet beside its own condition."""

    turn: Count
    text: str
    standing: Standing


class AskTrend(Ask, frozen=True):
    """Ask how the rate of a slice moves."""


class Trend(Record, frozen=True):
    """How the rate of a slice moves."""

    turn: Count
    windows: list[TimeWindow]


class AskBreakdown(Ask, frozen=True):
    """Ask for the rate by each value of one feature, or of two.

    What the slice says of these features alone is left out, as it is of facets.
    """

    by: Annotated[list[Id], Meta(min_length=1, max_length=2)]


class Breakdown(explored.Breakdown, frozen=True):
    """The rate by one feature or two, of the turn that asked for it."""

    turn: Count


class FindValues(Ask, frozen=True):
    """Ask which values of a feature hold some words, beyond those that the facet shows."""

    feature: Id
    search: Annotated[str, Meta(max_length=1000)]


class FoundValues(explored.FoundValues, frozen=True):
    """Values with their counts in the slice, of the turn that asked for them."""

    turn: Count


class CompareSlices(Ask, frozen=True):
    """Ask how two slices differ: the view's own, or any, and another."""

    other: Condition


class ComparedSlices(explored.ComparedSlices, frozen=True):
    """Two slices side by side, in numbers and in words."""

    turn: Count
    texts: list[str]

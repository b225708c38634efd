"""Questions about a slice: its rate, what remains of each facet, how it moves and breaks down."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from trainer_widgets.records import Count, Id, Record
from trainer_widgets.records.slices import Condition, Constant
from trainer_widgets.wire.explorer.beginning import Counted, Rate, TimeWindow

Standing = Literal["all", "confirmed", "exploratory"]


class Ask(Record, frozen=True):
    """What asks the engine: ``view`` is a name that the view made for itself."""

    seat: Id
    view: Id
    turn: Count
    slice: Condition


class Overview(Record, frozen=True):
    """A slice in words and numbers, and what remains of each facet beside its own condition."""

    turn: Count
    text: str
    standing: Standing
    rate: Rate
    rest: Rate
    difference: Rate
    facets: list[Counted]


class AskTrend(Ask, frozen=True):
    """Ask how the rate of a slice moves."""


class Trend(Record, frozen=True):
    """How the rate of a slice moves."""

    turn: Count
    windows: list[TimeWindow]


class AskBreakdown(Ask, frozen=True):
    """Ask for the rate by each value of one feature, or of two."""

    by: Annotated[list[Id], Meta(min_length=1, max_length=2)]


class BreakdownCell(Record, frozen=True):
    """The rate where each feature has the code that stands in its place."""

    codes: list[Count]
    rate: Rate


class Breakdown(Record, frozen=True):
    """The rate by one feature or two, in the facets' own codes."""

    turn: Count
    by: list[Id]
    cells: list[BreakdownCell]


class FindValues(Ask, frozen=True):
    """Ask which values of a feature hold some words, beyond those that the facet shows."""

    feature: Id
    search: Annotated[str, Meta(max_length=1000)]


class FoundValues(Record, frozen=True):
    """Values with their counts in the slice, the most frequent first."""

    turn: Count
    feature: Id
    values: list[Constant]
    n: list[Count]
    rate: list[float | None]


class CompareSlices(Ask, frozen=True):
    """Ask how two slices differ: the view's own, or any, and another."""

    other: Condition


class ComparedSlices(Record, frozen=True):
    """Two slices side by side; ``difference`` is the first less the other, ``both`` the overlap."""

    turn: Count
    texts: list[str]
    rates: list[Rate]
    difference: Rate
    both: Rate

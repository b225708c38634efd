"""What is found in labels that are explored: rates of slices, and what features hold in them."""

from __future__ import annotations

from typing import Literal

from trainer_widgets.records.base import Count, Id, Instant, Record
from trainer_widgets.records.slices import Constant

FacetKind = Literal["category", "boolean", "number", "time", "list"]
FieldKind = Literal["category", "boolean", "number", "time", "list", "text"]
SortKey = Literal["rate", "labels", "time", "item"]


class Rate(Record, frozen=True):
    """A share of labels, or a difference of two, with its interval; None where there is none."""

    estimate: float | None
    low: float | None
    high: float | None
    n_labels: Count
    n_items: Count
    note: str


class Counted(Record, frozen=True):
    """How many labels each code of a feature holds, and their rate."""

    feature: Id
    n: list[Count]
    rate: list[float | None]


class Facet(Record, frozen=True):
    """A feature and what its codes mean.

    Code 0 is a missing value; ``values`` are the codes from 1 on of categories, the most frequent
    first, and after them one code of all others. Numbers and times have bins instead, from each of
    ``edges`` up to the next; the last bin holds its upper edge. ``n_values`` is how many different
    values there are, with those that have no code of their own.
    """

    feature: Id
    kind: FacetKind
    values: list[Constant]
    edges: list[float | Instant]
    n_values: Count

    @property
    def n_codes(self) -> int:
        """How many codes there are, with those of missing and other values."""
        return (len(self.edges) - 1 if self.edges else len(self.values)) + 2


class TimeWindow(Record, frozen=True):
    """A stretch of time, and the rate in it."""

    start: Instant
    end: Instant
    rate: Rate


class Overview(Record, frozen=True):
    """A slice against the rest, and what remains of each facet beside its own condition."""

    rate: Rate
    rest: Rate
    difference: Rate
    facets: list[Counted]


class BreakdownCell(Record, frozen=True):
    """The rate where each feature has the code that stands in its place."""

    codes: list[Count]
    rate: Rate


class Breakdown(Record, frozen=True):
    """The rate by one feature or two, in the facets' own codes."""

    by: list[Id]
    cells: list[BreakdownCell]


class ItemRow(Record, frozen=True):
    """An item: how many of its labels are in the slice, their rate, and the newest one's time."""

    item_id: Id
    excerpt: str
    n_labels: Count
    rate: float | None
    at: Instant | None
    features: list[str]


class ItemPage(Record, frozen=True):
    """Some items of a slice; ``columns`` are what stands in the rows' ``features``."""

    n_items: Count
    columns: list[str]
    rows: list[ItemRow]


class FoundValues(Record, frozen=True):
    """Values with their counts in a slice, the most frequent first."""

    feature: Id
    values: list[Constant]
    n: list[Count]
    rate: list[float | None]


class ComparedSlices(Record, frozen=True):
    """Two slices; ``difference`` is the first less the other, ``both`` the labels in both."""

    rates: list[Rate]
    difference: Rate
    both: Rate

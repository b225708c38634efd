"""What an exploration finds, with the names that the messages to a view have, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from trainer_widgets.records.slices import Constant


class Rate(NamedTuple):
    """A share of labels, or a difference of two, with its interval; None where there is none."""

    estimate: float | None
    low: float | None
    high: float | None
    n_labels: int
    n_items: int
    note: str


class Counted(NamedTuple):
    """How many labels each code of a feature holds, and their rate."""

    feature: str
    n: list[int]
    rate: list[float | None]


class Facet(NamedTuple):
    """A feature and what its codes mean.

    Attributes
    ----------
    field, kind
        What it is called, and ``"category"``, ``"boolean"``, ``"number"``, ``"time"`` or
        ``"list"``.
    values
        Those of the codes from 1 on; all others share one more code, and 0 is a missing value.
    edges
        Of the bins of numbers and times, from each up to the next; the last holds its upper edge.
    is_whole
        Whether the numbers are whole.
    n_values
        How many different values there are.
    """

    field: str
    kind: str
    values: list[Constant]
    edges: list[float] | list[datetime]
    is_whole: bool
    n_values: int

    @property
    def n_codes(self) -> int:
        """How many codes there are, with those of missing and other values."""
        return (len(self.edges) - 1 if self.edges else len(self.values)) + 2


class TimeWindow(NamedTuple):
    """A stretch of time, and the rate in it."""

    start: datetime
    end: datetime
    rate: Rate


class Overview(NamedTuple):
    """A slice against the rest, and what remains of each facet beside its own condition."""

    rate: Rate
    rest: Rate
    difference: Rate
    facets: list[Counted]


class BreakdownCell(NamedTuple):
    """The rate where each feature has the code that stands in its place."""

    codes: list[int]
    rate: Rate


class Breakdown(NamedTuple):
    """The rate by one feature or two, in the facets' codes."""

    by: list[str]
    cells: list[BreakdownCell]


class Order(NamedTuple):
    """In which order items stand, and which of them are wanted."""

    sort: str = "rate"
    descending: bool = True
    offset: int = 0
    limit: int = 50


class ItemRow(NamedTuple):
    """An item: how many of its labels are in the slice, their rate, and the newest one's time."""

    item_id: str
    excerpt: str
    n_labels: int
    rate: float | None
    at: datetime | None
    features: list[str]


class ItemPage(NamedTuple):
    """Some items of a slice; ``columns`` are what stands in the rows' ``features``."""

    n_items: int
    columns: list[str]
    rows: list[ItemRow]


class FoundValues(NamedTuple):
    """Values with their counts in a slice, the most frequent first."""

    feature: str
    values: list[Constant]
    n: list[int]
    rate: list[float | None]


class ComparedSlices(NamedTuple):
    """Two slices, the first less the second, and the labels that are in both."""

    rates: list[Rate]
    difference: Rate
    both: Rate

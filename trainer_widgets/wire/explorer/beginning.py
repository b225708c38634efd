"""What a view needs to begin."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from trainer_widgets.records import Count, Id, Identity, Record, Taxonomy
from trainer_widgets.records.slices import Condition, Constant
from trainer_widgets.wire.messages import GuidelineText, Instant

FacetKind = Literal["category", "boolean", "number", "time", "list"]
FieldKind = Literal["category", "boolean", "number", "time", "list", "text"]
SortKey = Literal["rate", "labels", "time", "item"]
Name = Annotated[str, Meta(min_length=1, max_length=120)]


class Rate(Record, frozen=True):
    """A share of labels with its interval; None where there is nothing to share."""

    estimate: float | None
    low: float | None
    high: float | None
    n_labels: Count
    n_items: Count
    note: str


class SliceField(Record, frozen=True):
    """What a condition can be about."""

    name: Id
    kind: FieldKind


class Counted(Record, frozen=True):
    """How many labels each code of a feature holds, and their rate."""

    feature: Id
    n: list[Count]
    rate: list[float | None]


class Facet(Record, frozen=True):
    """A feature on the left: what its codes mean, and what they hold in all labels.

    Code 0 is a missing value; ``values`` are the codes from 1 on of categories, the most frequent
    first, and after them one code of all others. Numbers and times have bins instead, from each of
    ``edges`` up to the next; the last bin holds its upper edge. Edges of times are ISO 8601.
    """

    feature: Id
    kind: FacetKind
    values: list[Constant]
    edges: list[float | str]
    is_whole: bool
    n_values: Count
    all: Counted


class TimeWindow(Record, frozen=True):
    """A stretch of time, and the rate in it."""

    start: Instant
    end: Instant
    rate: Rate


class Sight(Record, frozen=True):
    """What one person looks at: what others follow and a cell reads and sets."""

    slice: Condition
    by: Annotated[list[Id], Meta(max_length=2)]
    sort: SortKey
    descending: bool
    offset: Count
    item: Id | None


class SavedSlice(Record, frozen=True):
    """A slice with a name; ``problem`` says why it does not fit these labels."""

    name: Name
    text: str
    slice: Condition | None
    outcome: str
    saved_by: str
    saved_at: Instant
    problem: str | None


class Suggestion(Record, frozen=True):
    """A slice that was found on one half of the items and confirmed on the other."""

    text: str
    slice: Condition
    rate: float
    rate_rest: float
    difference: Rate
    q_value: float


class Suggestions(Record, frozen=True):
    """What the search for slices has found so far; ``note`` tells how many it looked at."""

    state: Literal["asleep", "searching", "done", "failed"]
    slices: list[Suggestion]
    note: str


class Present(Record, frozen=True):
    """Somebody who has this explorer open."""

    annotator: str
    text: str


class Explored(Record, frozen=True):
    """Everything that a view needs to begin; where there is no project, its parts are None.

    ``unit`` is what the rate is a share of, such as ``"labels"``; ``is_slow`` that the engine is a
    remote one, which takes seconds; ``trend`` that of all labels.
    """

    seat: Id
    annotator: str
    identity: Identity
    project_id: Id
    project_name: str
    task: str | None
    options: Any
    guideline: GuidelineText | None
    taxonomy: Taxonomy | None
    outcome: str
    unit: str
    is_slow: bool
    total: Rate
    note: str
    fields: list[SliceField]
    facets: list[Facet]
    trend: list[TimeWindow]
    sight: Sight
    can_save: bool
    saved: list[SavedSlice]
    suggestions: Suggestions
    people: list[Present]

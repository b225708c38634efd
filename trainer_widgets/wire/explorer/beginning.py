"""What a view needs to begin."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from trainer_widgets.records import Count, Id, Identity, Instant, Record, Taxonomy, explored
from trainer_widgets.records.explored import Counted, FieldKind, Rate, SortKey, TimeWindow
from trainer_widgets.records.slices import Condition
from trainer_widgets.wire.messages import GuidelineText

Name = Annotated[str, Meta(min_length=1, max_length=120)]


class SliceField(Record, frozen=True):
    """What a condition can be about."""

    name: Id
    kind: FieldKind


class Facet(explored.Facet, frozen=True):
    """A feature on the left: what its codes mean, and what they hold in all labels."""

    all: Counted


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
    """Somebody who has this explorer open: their newest view, and what they look at there."""

    annotator: str
    view: Id
    sight: Sight


class Explored(Record, frozen=True):
    """Everything that a view needs to begin; where there is no project, its parts are None.

    ``unit`` is what the rate is a share of, such as ``"labels"``; ``is_slow`` that the engine is a
    remote one, which takes seconds; ``confidence`` that of all intervals, such as 0.95; ``trend``
    that of all labels.
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
    confidence: float
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

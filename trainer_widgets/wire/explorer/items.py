"""The items of a slice, and one of them with all that was said of it."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from trainer_widgets.records import Count, Id, Instant, Record, explored
from trainer_widgets.records.explored import SortKey
from trainer_widgets.records.slices import Condition
from trainer_widgets.wire.escalations import Escalated
from trainer_widgets.wire.explorer.slices import Ask, BoundedCount


class AskItems(Ask, frozen=True):
    """Ask for some of the items of a slice."""

    sort: SortKey
    descending: bool
    offset: BoundedCount
    limit: Annotated[int, Meta(ge=1, le=100)]


class ItemPage(explored.ItemPage, frozen=True):
    """Some items of a slice, of the turn that asked for them."""

    turn: Count


class OpenItem(Record, frozen=True):
    """Ask for one item with all that was said of it."""

    seat: Id
    item_id: Id
    slice: Condition


class Fact(Record, frozen=True):
    """Something that is known of an item or a label, in words."""

    name: str
    text: str


class Said(Record, frozen=True):
    """What one annotator said of an item.

    ``item`` and ``answer`` are as on their own screen; ``plain`` is the answer in the letters of
    the item's own order, in which all annotators can be compared. ``columns`` tell the label where
    no task does.
    """

    annotator: str
    annotator_kind: str
    action: str
    item: Any
    answer: Any
    plain: Any
    is_stale: bool
    in_slice: bool
    outcome: float | None
    condition: str | None
    guideline: str | None
    rationale: str | None
    submitted_at: Instant | None
    active_ms: Count | None
    columns: list[Fact]


class KnownAnswer(Record, frozen=True):
    """What the key says of an item, in words, and why.

    The words name things by the letters of the item's own order. The key seldom holds a whole
    answer, so that it is none of those that stand side by side.
    """

    expected: str
    reason: str


class OpenedItem(Record, frozen=True):
    """An item with all that was said of it; ``item`` in its own order, None without a project.

    ``letters`` say what each letter of the plain order stands for, such as a model's name.
    """

    item_id: Id
    item: Any
    gold: KnownAnswer | None
    letters: list[Fact]
    features: list[Fact]
    said: list[Said]
    escalations: list[Escalated]

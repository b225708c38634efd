"""The items of a slice, and one of them with all that was said of it."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from trainer_widgets.records import Count, Id, Record
from trainer_widgets.records.slices import Condition
from trainer_widgets.wire.escalations import Escalated
from trainer_widgets.wire.explorer.beginning import SortKey
from trainer_widgets.wire.explorer.slices import Ask
from trainer_widgets.wire.messages import Instant


class AskItems(Ask, frozen=True):
    """Ask for some of the items of a slice."""

    sort: SortKey
    descending: bool
    offset: Count
    limit: Annotated[int, Meta(ge=1, le=100)]


class ItemRow(Record, frozen=True):
    """An item in the list: how many of its labels are in the slice, and their rate."""

    item_id: Id
    excerpt: str
    n_labels: Count
    rate: float | None
    at: Instant | None
    features: list[str]


class ItemPage(Record, frozen=True):
    """Some items of a slice; ``columns`` are what stands in the rows' ``features``."""

    turn: Count
    n_items: Count
    columns: list[str]
    rows: list[ItemRow]


class OpenItem(Record, frozen=True):
    """Ask for one item with all that was said of it."""

    seat: Id
    item_id: Id
    slice: Condition


class Told(Record, frozen=True):
    """Something that is known of an item, in words."""

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
    columns: list[Told]


class KnownAnswer(Record, frozen=True):
    """What the key says of an item, in words and in the letters of its own order, and why."""

    expected: str
    reason: str


class OpenedItem(Record, frozen=True):
    """An item with all that was said of it; ``item`` in its own order, None without a project.

    ``letters`` say what each letter of the plain order stands for, such as a model's name.
    """

    item_id: Id
    item: Any
    gold: KnownAnswer | None
    letters: list[Told]
    features: list[Told]
    said: list[Said]
    escalations: list[Escalated]

"""What a view shares with others: suggestions, saved slices, lists of items, what it looks at."""

from __future__ import annotations

from typing import Literal

from trainer_widgets.records import Count, Id, Record
from trainer_widgets.records.slices import Condition
from trainer_widgets.wire.explorer.beginning import Name, Present, SavedSlice, Sight
from trainer_widgets.wire.messages import Hello

Purpose = Literal["review", "calibration"]


class Arrive(Hello, frozen=True):
    """Introduce a view of an explorer, which has a name that it made for itself."""

    view: Id


class Suggest(Record, frozen=True):
    """Ask for the confirmed slices; begins to look for them where nobody has."""

    seat: Id
    begin: bool


class SaveSlice(Record, frozen=True):
    """Keep a slice by a name; one's own older one of this name is replaced."""

    seat: Id
    name: Name
    slice: Condition


class DropSlice(Record, frozen=True):
    """Forget a slice that oneself has saved."""

    seat: Id
    name: Name


class SavedSlices(Record, frozen=True):
    """The slices that are saved now."""

    saved: list[SavedSlice]


class SendItems(Record, frozen=True):
    """Put the items of a slice on the list of those to review, or of a calibration."""

    seat: Id
    purpose: Purpose
    slice: Condition


class TakeBack(Record, frozen=True):
    """Take what this person sent to a list last off it again."""

    seat: Id
    purpose: Purpose


class SentItems(Record, frozen=True):
    """How many items are on the list now, and the line of Python that takes it.

    ``n_added`` of them were not there before; taken back, they are counted no more.
    """

    purpose: Purpose
    n_items: Count
    n_added: Count
    code: str


class MoveSight(Record, frozen=True):
    """Tell the kernel what this view looks at; others may follow."""

    seat: Id
    view: Id
    sight: Sight


class Leave(Record, frozen=True):
    """Tell the kernel that a view goes away."""

    seat: Id
    view: Id


class SightMoved(Record, frozen=True):
    """Told to all views: somebody, or a cell (``annotator`` None), looks at something else.

    ``view`` is the view that moved, came or went; ``is_order`` that every view goes there, as when
    a cell says so and nobody else is there.
    """

    annotator: str | None
    view: str | None
    sight: Sight
    is_order: bool
    people: list[Present]


class Done(Record, frozen=True):
    """It was done."""

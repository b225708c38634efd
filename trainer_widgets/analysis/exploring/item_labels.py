"""The labels of one item, with all that is known of it and of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.analysis.selection import ANNOTATOR, ITEM
from trainer_widgets.missing import is_missing

if TYPE_CHECKING:
    from trainer_widgets.analysis.exploring.prepared_labels import PreparedLabels
    from trainer_widgets.records.slices import Condition

OUTCOME, IN_SLICE = "y", "in_slice"


class ItemLabel(NamedTuple):
    """One label: whose it is, where that is known, and what its own columns hold."""

    annotator: str | None
    outcome: float
    in_slice: bool
    columns: dict[str, Any]


class ItemLabels(NamedTuple):
    """An item's labels that have an outcome; ``features`` are what all of them share."""

    features: dict[str, Any]
    labels: list[ItemLabel]


def of_item(prepared: PreparedLabels, item_id: str, condition: Condition) -> ItemLabels:
    """Return the labels of an item, and whether they are in a slice."""
    table = prepared.labels.mutate(**{IN_SLICE: prepared.holds(condition)})
    table = table.filter(table[ITEM].cast("string") == item_id).order_by(ANNOTATOR)
    columns = [one for one in prepared.columns if one.held not in (ITEM, ANNOTATOR)]
    query = table.select(ANNOTATOR, OUTCOME, IN_SLICE, *(one.held for one in columns))
    rows = prepared.engine.run(query).to_dict("records")
    of_items = {one.held: one.name for one in columns if one.of_items}
    own = {one.held: one.name for one in columns if not one.of_items}
    features = _called(rows[0], of_items) if rows else {}
    return ItemLabels(features, [_label(row, own) for row in rows])


def _label(row: dict[Any, Any], own: dict[str, str]) -> ItemLabel:
    who = None if is_missing(row[ANNOTATOR]) else str(row[ANNOTATOR])
    return ItemLabel(who, float(row[OUTCOME]), bool(row[IN_SLICE]), _called(row, own))


def _called(row: dict[Any, Any], names: dict[str, str]) -> dict[str, Any]:
    return {name: row[held] for held, name in names.items()}

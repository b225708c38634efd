"""An item of a table of labels, where no project knows how people saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.widgets._values_in_words import in_words
from trainer_widgets.wire.explorer import OpenedItem, Said

if TYPE_CHECKING:
    from trainer_widgets.analysis.exploring.item_labels import ItemLabel, ItemLabels

MOST_LABELS = 200


def item_of_table(item_id: str, found: ItemLabels) -> OpenedItem:
    """Return an item with what the table says of it and of its labels."""
    return OpenedItem(
        item_id=item_id,
        item=None,
        gold=None,
        letters=[],
        features=in_words(found.features),
        said=[_said(one) for one in found.labels[:MOST_LABELS]],
        escalations=[],
    )


def _said(label: ItemLabel) -> Said:
    return Said(
        annotator=label.annotator or "",
        annotator_kind=str(label.columns.get("annotator_kind", "person")),
        action="answer",
        item=None,
        answer=None,
        plain=None,
        is_stale=False,
        in_slice=label.in_slice,
        outcome=label.outcome,
        condition=None,
        guideline=None,
        rationale=None,
        submitted_at=None,
        active_ms=None,
        columns=in_words(label.columns),
    )

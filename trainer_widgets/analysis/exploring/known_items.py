"""What is known of the items beside their labels: features and texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import exploring as counting
from trainer_widgets.analysis.exploring.columns import Column
from trainer_widgets.analysis.exploring.renaming import named
from trainer_widgets.analysis.item_rows import one_row_an_item
from trainer_widgets.analysis.selection import ITEM
from trainer_widgets.project import Project
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    import ibis

    from trainer_widgets.analysis.exploring.renaming import Named
    from trainer_widgets.analysis.slices.asked import Asked

TEXT = "text"


def items_known(items: object, asked: Asked, roles: Collection[str]) -> Named | None:
    """Return what is known of items, one row each.

    Raises
    ------
    LabelsError
        When they do not tell which items they are, or rows of an item differ.
    """
    if items is None:
        return None
    item = asked.columns.item
    found = named(_with_index(items, item), roles, "items")
    found.check([item, asked.outcome, *(asked.features or [])])
    names = [*found.names.values()]
    if item not in names:
        message = (
            f"the items have no column {item!r}: {nearest(item, names)}There are {', '.join(names)}"
        )
        raise counts.LabelsError(message)
    return found._replace(table=one_row_an_item(found.table, item, found.names))


def _with_index(items: object, item: str) -> object:
    if isinstance(items, Project):
        items = items.features
    if isinstance(items, pd.DataFrame) and items.index.name == item:
        return items.reset_index()
    return items


def with_items(
    table: ibis.Table, columns: list[Column], features: Named | None, item: str
) -> tuple[ibis.Table, list[Column]]:
    """Return labels with what only the items have.

    Raises
    ------
    LabelsError
        When items are of another type there.
    """
    if features is None:
        return table, columns
    there = {one.name for one in columns}
    new = {held: name for held, name in features.names.items() if name not in there}
    first = len(columns)
    beside = {
        f"column_{first + place}": counting.typed(features.table[held])
        for place, held in enumerate(new)
    }
    shared = features.table.select(of_item=features.table[item], **beside)
    kinds = (table[ITEM].type(), shared.of_item.type())
    if kinds[0].is_string() != kinds[1].is_string():
        message = (
            f"column {item!r} holds {kinds[0]} in the labels and {kinds[1]} in the items: make "
            f"them the same"
        )
        raise counts.LabelsError(message)
    joined = table.left_join(shared, table[ITEM] == shared.of_item)
    table = joined.select(table, *(shared[name] for name in beside))
    more = [
        Column(name, held, of_items=True) for held, name in zip(beside, new.values(), strict=True)
    ]
    return table, [*columns, *more]


def texts_known(texts: object) -> ibis.Table | None:
    """Return the texts of the items, which can be searched for words, by what they are called."""
    if texts is None:
        return None
    if isinstance(texts, Mapping):
        pairs = [(str(item), text) for item, text in texts.items()]
        items, held = zip(*pairs, strict=True) if pairs else ((), ())
        texts = pa.table({ITEM: pa.array(items, pa.string()), TEXT: pa.array(held, pa.string())})
    book = counts.as_table(texts, [ITEM, TEXT])
    book = book.select(of_item=book[ITEM].cast("string"), text=book[TEXT].cast("string"))
    return one_row_an_item(book, "of_item")

"""The items of a slice, some at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import exploring_items as listing
from trainer_widgets.analysis.exploring import rates
from trainer_widgets.records.explored import ItemPage, ItemRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import ibis

    from trainer_widgets.analysis.exploring.columns import Column
    from trainer_widgets.analysis.exploring.engine import Wanted
    from trainer_widgets.analysis.exploring.prepared_labels import PreparedLabels
    from trainer_widgets.records.slices import Condition

SORTS = ("rate", "labels", "time", "item")
MOST_COLUMNS = 6
EXCERPT = 200


class Order(NamedTuple):
    """In which order items stand, and which of them are wanted."""

    sort: str = "rate"
    descending: bool = True
    offset: int = 0
    limit: int = 50


def page(prepared: PreparedLabels, condition: Condition, order: Order, wanted: Wanted) -> ItemPage:
    """Return some items of a slice.

    Raises
    ------
    LabelsError
        When they cannot be sorted so.
    """
    if order.sort not in SORTS:
        message = f"items are sorted by {', '.join(SORTS)}, not by {order.sort!r}"
        raise counts.LabelsError(message)
    labels, columns = prepared.within(condition), _shown(prepared)
    query = partial(listing.item_page, **order._asdict())
    frame = prepared.engine.run_over(labels, {f"page {order}": query}, wanted)
    items = [int(item) for item in frame["item"]]
    held = {f"feature_{nth}": one.held for nth, one in enumerate(columns)}
    book = _features(prepared, items, held, wanted)
    texts = _excerpts(prepared, items, wanted)
    rows = [
        ItemRow(
            str(book["item_id"][row["item"]]),
            texts.get(row["item"], ""),
            int(row["n"]),
            rates.known(row["rate"]),
            moment(row["at"]),
            [spoken(book[name][row["item"]]) for name in held],
        )
        for row in frame.to_dict("records")
    ]
    return ItemPage(_n_items(prepared, labels, frame, wanted), [one.name for one in columns], rows)


def _n_items(
    prepared: PreparedLabels, labels: ibis.Table, frame: pd.DataFrame, wanted: Wanted
) -> int:
    """Return how many items there are, also where the page is beyond the last of them."""
    if frame.empty:
        query = labels.aggregate(n_items=labels["item"].nunique())
        frame = prepared.engine.run(query, wanted)
    return int(frame["n_items"].iloc[0])


def _features(
    prepared: PreparedLabels, items: list[int], columns: Mapping[str, str], wanted: Wanted
) -> pd.DataFrame:
    """Return what is known of items, by their code."""
    of_items = prepared.labels.filter(prepared.labels["item"].isin(items))
    query = partial(listing.features_of_items, columns=columns)
    frame = prepared.engine.run_over(of_items, {"features of items": query}, wanted)
    return frame.set_index("item")


def _shown(prepared: PreparedLabels) -> list[Column]:
    """Return the columns of facets that all labels of an item share, beside the labels' time."""
    faceted = [one.held for one in prepared.coded]
    shared = {
        one.held: one for one in prepared.columns if one.of_items and one.name not in counts.TIMES
    }
    return [shared[held] for held in faceted if held in shared][:MOST_COLUMNS]


def _excerpts(prepared: PreparedLabels, items: list[int], wanted: Wanted) -> dict[int, str]:
    texts = prepared.engine.texts
    if texts is None:
        return {}
    found = texts.filter(texts["item"].isin(items))
    frame = prepared.engine.run(found.mutate(text=found.text.substr(0, EXCERPT)), wanted)
    known = frame.dropna(subset=["text"])
    return {int(item): str(text) for item, text in zip(known["item"], known["text"], strict=True)}


def moment(value: Any) -> datetime | None:  # noqa: ANN401 - a time, or none
    """Return a time as Python's own, None where it is missing."""
    if pd.isna(value):
        return None
    # Some engines leave out that it is UTC.
    found: datetime = pd.to_datetime(value, utc=True).to_pydatetime()
    return found


def spoken(value: Any) -> str:  # noqa: ANN401 - any value
    """Return a value as people read it: nothing where it is missing, and lists with commas."""
    if isinstance(value, np.ndarray | list | tuple):
        return ", ".join(str(one) for one in value)
    if pd.isna(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)

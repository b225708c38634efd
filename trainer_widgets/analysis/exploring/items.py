"""The items of a slice, some at a time, and the values of a feature that are not shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import exploring_items as listing
from trainer_widgets.analysis.exploring import rates
from trainer_widgets.analysis.exploring.crossing import beside
from trainer_widgets.analysis.exploring.found import FoundValues, ItemPage, ItemRow
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import ibis

    from trainer_widgets.analysis.exploring.engine import Wanted
    from trainer_widgets.analysis.exploring.found import Order
    from trainer_widgets.analysis.exploring.ground import Ground
    from trainer_widgets.analysis.exploring.preparing import Column
    from trainer_widgets.records.slices import Condition

SORTS = ("rate", "labels", "time", "item")
MOST_COLUMNS = 6
MOST_VALUES = 50
EXCERPT = 200


def page(ground: Ground, condition: Condition, order: Order, wanted: Wanted) -> ItemPage:
    """Return some items of a slice.

    Raises
    ------
    LabelsError
        When they cannot be sorted so.
    """
    if order.sort not in SORTS:
        message = f"items are sorted by {', '.join(SORTS)}, not by {order.sort!r}"
        raise counts.LabelsError(message)
    labels, columns = ground.within(condition), _shown(ground)
    query = partial(listing.item_page, **order._asdict())
    frame = ground.engine.run_over(labels, {f"page {order}": query}, wanted)
    items = [int(item) for item in frame["item"]]
    told = {f"told_{nth}": one.held for nth, one in enumerate(columns)}
    book = _told(ground, items, told, wanted)
    texts = _excerpts(ground, items, wanted)
    rows = [
        ItemRow(
            str(book["item_id"][row["item"]]),
            texts.get(row["item"], ""),
            int(row["n"]),
            rates.known(row["rate"]),
            moment(row["at"]),
            [spoken(book[name][row["item"]]) for name in told],
        )
        for row in frame.to_dict("records")
    ]
    return ItemPage(_n_items(ground, labels, frame, wanted), [one.name for one in columns], rows)


def _n_items(ground: Ground, labels: ibis.Table, frame: pd.DataFrame, wanted: Wanted) -> int:
    """Return how many items there are, also where the page is beyond the last of them."""
    if frame.empty:
        query = labels.aggregate(n_items=labels["item"].nunique())
        frame = ground.engine.run(query, wanted)
    return int(frame["n_items"].iloc[0])


def _told(
    ground: Ground, items: list[int], columns: Mapping[str, str], wanted: Wanted
) -> pd.DataFrame:
    """Return what is known of items, by their code."""
    of_items = ground.labels.filter(ground.labels["item"].isin(items))
    query = partial(listing.told_of_items, columns=columns)
    return ground.engine.run_over(of_items, {"told of items": query}, wanted).set_index("item")


def _shown(ground: Ground) -> list[Column]:
    """Return the columns of facets that all labels of an item share."""
    faceted = [one.held for one in ground.coded]
    shared = {one.held: one for one in ground.columns if one.of_items}
    return [shared[held] for held in faceted if held in shared][:MOST_COLUMNS]


def _excerpts(ground: Ground, items: list[int], wanted: Wanted) -> dict[int, str]:
    texts = ground.engine.texts
    if texts is None:
        return {}
    found = texts.filter(texts["item"].isin(items))
    frame = ground.engine.run(found.mutate(text=found.text.substr(0, EXCERPT)), wanted)
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


def values(
    ground: Ground, condition: Condition, feature: str, search: str, wanted: Wanted
) -> FoundValues:
    """Return the values of a feature that hold some words, in a slice beside its own condition.

    Raises
    ------
    LabelsError
        When there is no such feature.
    """
    field = ground.fields.get(feature)
    if field is None or not field.columns:
        hint = nearest(feature, ground.fields)
        message = f"there is no feature {feature!r}: {hint}There are {', '.join(ground.fields)}"
        raise counts.LabelsError(message)
    labels = ground.within(beside(condition, feature))
    query = listing.found_values(labels, field.columns[0], search, MOST_VALUES)
    frame = ground.engine.run(query, wanted)
    found = [one.item() if hasattr(one, "item") else one for one in frame["value"]]
    found = [one.isoformat() if hasattr(one, "isoformat") else one for one in found]
    n = [int(count) for count in frame["n"]]
    return FoundValues(feature, found, n, rates.shares(frame["y"].tolist(), n))

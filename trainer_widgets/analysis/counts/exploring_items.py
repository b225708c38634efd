"""Labels that are being explored to their items, values and people; see :mod:`.exploring`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import has
from trainer_widgets.analysis.counts.slices import is_list

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN = 9  # digits of a rate by which items are sorted


def item_page(
    labels: ibis.Table, sort: str, *, descending: bool, offset: int, limit: int
) -> ibis.Table:
    """Return some items of a slice, in order: ``item, n, rate, at``, and ``n_items`` of all.

    Parameters
    ----------
    labels
        Those in the slice.
    sort
        ``"rate"``, ``"labels"``, ``"time"`` or ``"item"``; items that are alike are in their own
        order.
    descending
        The largest or newest first.
    offset, limit
        Which of them.
    """
    has_time = "at" in labels.columns
    each = labels.group_by("item").aggregate(
        n=labels.count(),
        rate=labels.y.mean().round(SHOWN),
        at=labels["at"].max() if has_time else ibis.null("timestamp('UTC')"),
    )
    each = each.mutate(n_items=each.count().over(ibis.window()))
    column = {"rate": each.rate, "labels": each.n, "time": each["at"], "item": each["item"]}[sort]
    first = ibis.desc(column, nulls_first=False) if descending else ibis.asc(column)
    order = [first] if sort == "item" else [first, each["item"]]
    return each.order_by(order).limit(limit, offset=offset)


def features_of_items(labels: ibis.Table, columns: Mapping[str, str]) -> ibis.Table:
    """Return what items are called, and what one of their labels holds: ``item, item_id`` ..."""
    return labels.group_by("item").aggregate(
        item_id=labels.item_id.min(),
        **{name: labels[held].first() for name, held in columns.items()},
    )


def found_values(labels: ibis.Table, column: str, search: str, limit: int) -> ibis.Table:
    """Return the most frequent values in which words stand, capitals or not: ``value, n, y``."""
    held = labels[column]
    if is_list(labels, column):
        held = held.cast("array<string>").unique().unnest()
    each = labels.select(value=held, y=labels.y)
    each = each.filter(has(each, "value"))
    if search:
        words = ibis.literal(search).lower()
        each = each.filter(each.value.cast("string").lower().contains(words))
    found = each.group_by("value").aggregate(n=each.count(), y=each.y.sum())
    return found.order_by([ibis.desc("n"), "value"]).limit(limit)


def people(labels: ibis.Table, inside: Any) -> ibis.Table:  # noqa: ANN401 - a boolean column
    """Count the annotators in a slice, outside of it, and all: one row."""
    who = labels.annotator
    return labels.aggregate(
        inside=who.nunique(where=inside), outside=who.nunique(where=~inside), all=who.nunique()
    )

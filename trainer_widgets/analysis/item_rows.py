"""Tables of items with one row an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import executed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis
    import pandas as pd


def one_row_an_item(
    items: ibis.Table, item: str, names: Mapping[str, str] | None = None
) -> ibis.Table:
    """Return a table with each item once.

    Parameters
    ----------
    items
        Rows of items; those of one item are all alike.
    item
        The column that names the items.
    names
        What its other columns are really called, where that differs.

    Raises
    ------
    LabelsError
        When rows of an item differ; names it and the column.
    """
    each = items.group_by(item).aggregate(n=items.count())
    most = executed(each.aggregate(most=each.n.max(where=counts.has(each, item))))["most"]
    if int(most.fillna(0).iloc[0]) <= 1:
        return items
    # No engine compares maps.
    plain = [name for name in items.columns if not items[name].type().is_map()]
    rows = items.filter(counts.has(items, item)).select(*plain).distinct()
    several = rows.group_by(item).having(rows.count() > 1).aggregate(first=rows.count())
    differing = rows.semi_join(several.order_by(item).limit(1), item)
    _refuse_differing(executed(differing), item, names or {})
    return items.distinct(on=item)


def _refuse_differing(rows: pd.DataFrame, item: str, names: Mapping[str, str]) -> None:
    for held in rows.columns:
        if len({*rows[held].map(repr)}) > 1:
            message = (
                f"item {rows[item].iloc[0]!r} has several rows, which differ in "
                f"{names.get(held, held)!r}: keep one row an item"
            )
            raise counts.LabelsError(message)

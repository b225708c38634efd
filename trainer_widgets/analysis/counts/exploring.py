"""Labels with an outcome to what an exploration shows: sums over items, and counts of codes.

The labels are prepared: ``item`` (a whole number), ``item_id``, ``annotator``, ``y`` (the outcome),
``at`` (where there is a time), ``n_all`` and ``y_all`` (the count and the sum of all labels of the
item), ``window``, ``column_0, ...`` (the user's columns) and ``code_0, ...`` (the facets).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.datatypes as dt

from trainer_widgets.analysis.counts.labels import has, literal

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "int16"
MISSING = 0


def with_items(labels: ibis.Table) -> ibis.Table:
    """Return the labels with ``item``, ``n_all`` and ``y_all``."""
    of_item = ibis.window(group_by="item_id")
    return labels.mutate(
        item=ibis.dense_rank().over(order_by=labels.item_id).cast("int64"),
        n_all=labels.count().over(of_item).cast("float64"),
        y_all=labels.y.sum().over(of_item),
    )


def typed(column: Any) -> Any:  # noqa: ANN401 - a column
    """Return a column in which nothing is known, all or part of it, as one of texts."""
    kind = _typed(column.type())
    return column if kind == column.type() else column.cast(kind)


def _typed(kind: dt.DataType) -> dt.DataType:
    match kind:
        case dt.Null():
            return dt.string
        case dt.Array():
            return dt.Array(_typed(kind.value_type))
        case dt.Struct():
            return dt.Struct({name: _typed(one) for name, one in kind.fields.items()})
        case dt.Map():
            return dt.Map(_typed(kind.key_type), _typed(kind.value_type))
        case _:
            return kind


def varieties(labels: ibis.Table, columns: Sequence[str]) -> ibis.Table:
    """Count the labels, and the different and the missing values of columns: one row.

    Returns
    -------
    ibis.Table
        ``labels``, ``items``, and by the columns' places ``values_0, missing_0, letters_0`` (the
        mean length of a text) and so on.
    """
    found: dict[str, Any] = {"labels": labels.count(), "items": labels["item"].nunique()}
    for place, name in enumerate(columns):
        held, there = labels[name], has(labels, name)
        kind = held.type()
        if kind.is_array():
            there &= held.length() > 0
        found[f"values_{place}"] = held.nunique(where=there)
        found[f"missing_{place}"] = labels.count() - labels.count(where=there)
        if kind.is_string():
            found[f"letters_{place}"] = held.length().mean().fill_null(0.0)
    return labels.aggregate(**found)


def ends(labels: ibis.Table, column: str) -> ibis.Table:
    """Tell the least and the greatest of numbers, or the first and the last of times: one row."""
    held = comparable(labels, column)
    there = has(labels, column)
    return labels.aggregate(low=held.min(where=there), high=held.max(where=there))


def comparable(labels: ibis.Table, column: str) -> Any:  # noqa: ANN401 - a column
    """Return times as those of UTC, and numbers as floats."""
    held = labels[column]
    return held.cast("timestamp('UTC')" if held.type().is_temporal() else "float64")


def value_code(labels: ibis.Table, column: str, values: Sequence[Any]) -> Any:  # noqa: ANN401
    """Return the place of each value from 1 on, 0 for a missing and one more for any other one."""
    held = labels[column]
    known = [(held == literal(value, held), place) for place, value in enumerate(values, 1)]
    code = ibis.cases((~has(labels, column), MISSING), *known, else_=len(values) + 1)
    return code.cast(CODE)


def bin_code(labels: ibis.Table, column: str, edges: Sequence[Any]) -> Any:  # noqa: ANN401
    """Return which of the bins between edges holds each number or time; 0 for a missing one."""
    held = comparable(labels, column)
    inner = [(held < literal(edge, held), place) for place, edge in enumerate(edges[1:-1], 1)]
    code = ibis.cases((~has(labels, column), MISSING), *inner, else_=len(edges) - 1)
    return code.cast(CODE)


def list_codes(labels: ibis.Table, column: str, values: Sequence[str]) -> Any:  # noqa: ANN401
    """Return the codes of each list's members, each once; [0] where there are none."""
    members = labels[column].cast("array<string>").unique()
    codes = members.map(
        lambda member: ibis.cases(
            *((member == value, place) for place, value in enumerate(values, 1)),
            (member.isnull(), MISSING),
            else_=len(values) + 1,
        ).cast(CODE)
    ).unique()
    no_members = labels[column].isnull() | (labels[column].length() == 0)
    return ibis.ifelse(no_members, ibis.array([ibis.literal(MISSING, CODE)]), codes)


def item_texts(labels: ibis.Table, texts: ibis.Table) -> ibis.Table:
    """Return the texts of the items that have labels: ``item, text``."""
    items = labels.select("item", of_item=labels.item_id.cast("string")).distinct()
    joined = items.join(texts, "of_item")
    return joined.select("item", "text")


def shared(labels: ibis.Table, columns: Sequence[str]) -> ibis.Table:
    """Count the items in which a code differs from label to label: one row, by the columns."""
    each = labels.group_by("item").aggregate(
        **{name: (labels[name].min() != labels[name].max()).cast("int64") for name in columns}
    )
    return each.aggregate(**{name: each[name].sum() for name in columns})

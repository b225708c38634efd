"""Labels that are being explored to sums over their items; see :mod:`.exploring`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.exploring import CODE
from trainer_widgets.analysis.counts.share_sums import share_sums
from trainer_widgets.analysis.counts.slices import ALL, OWN, is_list, products

if TYPE_CHECKING:
    from collections.abc import Mapping

PAIR = 4  # what an item has in two slices: labels and outcome of each


def facet_counts(labels: ibis.Table, number: int) -> ibis.Table:
    """Count the labels of each code of a facet: ``facet`` (its number), ``code, n, y``."""
    each = labels.select(code=unnested(labels, f"code_{number}"), y=labels.y)
    found = each.group_by("code").aggregate(n=each.count(), y=each.y.sum())
    code = found.code.cast(CODE)  # some engines widen those of lists
    return found.select(facet=ibis.literal(number, CODE), code=code, n=found.n, y=found.y)


def unnested(labels: ibis.Table, column: str) -> Any:  # noqa: ANN401 - a column
    """Return a column of codes, with a row for each member of lists."""
    return labels[column].unnest() if is_list(labels, column) else labels[column]


def whole(labels: ibis.Table) -> ibis.Table:
    """Sum what the items have in all: one row, ``y, n, yy, yn, nn, items``, and ``most`` labels.

    ``most`` is how many labels the item with the most has.
    """
    each = labels.group_by("item").aggregate(n=labels.n_all.max(), y=labels.y_all.max())
    return each.aggregate(**share_sums(each), most=each.n.max())


def slice_sums(labels: ibis.Table, *, is_single: bool) -> ibis.Table:
    """Sum what the items have in a slice, and its products with what they have in all: one row.

    Parameters
    ----------
    labels
        Those in the slice.
    is_single
        Whether no item has more than one label.

    Returns
    -------
    ibis.Table
        ``items`` (with labels in the slice), ``inside`` (with all of theirs), ``n, y``, and the
        sums over items of products: ``n_n, n_y, y_y, n_n_all, n_y_all, y_n_all, y_y_all``.
    """
    if is_single:
        each = labels.select("n_all", "y_all", "y", n=labels.n_all)
    else:
        each = labels.group_by("item").aggregate(
            n=labels.count().cast("float64"),
            y=labels.y.sum(),
            n_all=labels.n_all.max(),
            y_all=labels.y_all.max(),
        )
    return each.aggregate(
        items=each.count(),
        inside=each.count(where=each.n == each.n_all),
        n=each.n.sum().fill_null(0.0),
        y=each.y.sum().fill_null(0.0),
        **{name: one.fill_null(0.0) for name, one in products(each, OWN, ALL).items()},
    )


def shares_by(labels: ibis.Table, codes: Mapping[str, str]) -> ibis.Table:
    """Sum what the items have in each cell of one or several codes.

    Parameters
    ----------
    labels
        Those in the slice.
    codes
        Columns of codes, and what they are to be called; a list counts in the cell of each of its
        members.

    Returns
    -------
    ibis.Table
        The codes, ``y, n, yy, yn, nn, items``.
    """
    for name, code in codes.items():
        labels = labels.mutate(**{name: unnested(labels, code)})
    each = labels.group_by([*codes, "item"]).aggregate(
        n=labels.count().cast("float64"), y=labels.y.sum()
    )
    return each.group_by([*codes]).aggregate(**share_sums(each))


def pair_sums(labels: ibis.Table, one: Any, other: Any) -> ibis.Table:  # noqa: ANN401 - columns
    """Sum what the items have in two slices, in both, and the products of the two: one row.

    Returns
    -------
    ibis.Table
        ``items_0, items_1, items_2`` (in each, and in both at once), ``total_0`` to ``total_5``
        (the labels and the outcome of each and of both), and ``product_0_0, product_0_1, ...``.
    """
    parts = {"a": one, "b": other, "c": one & other}
    labels = labels.select("item", "y", **parts)
    labels = labels.filter(labels.a | labels.b)
    sums = {}
    for place, name in enumerate(parts):
        sums[f"x{2 * place}"] = labels.count(where=labels[name]).cast("float64")
        sums[f"x{2 * place + 1}"] = labels.y.sum(where=labels[name]).fill_null(0.0)
    each = labels.group_by("item").aggregate(**sums)
    pairs = [(a, b) for b in range(len(sums)) for a in range(b + 1) if b < PAIR or a >= PAIR]
    return each.aggregate(
        **{f"items_{place}": each.count(where=each[f"x{2 * place}"] > 0) for place in range(3)},
        **{f"total_{place}": each[name].sum().fill_null(0.0) for place, name in enumerate(sums)},
        **{
            f"product_{a}_{b}": (each[f"x{a}"] * each[f"x{b}"]).sum().fill_null(0.0)
            for a, b in pairs
        },
    )

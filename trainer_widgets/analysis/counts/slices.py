"""Labels to sums over slices, and to how these vary from item to item."""

from __future__ import annotations

from functools import reduce
from itertools import combinations_with_replacement, product
from operator import or_
from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import NO, has, literal
from trainer_widgets.analysis.counts.others import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MISSING, OTHERS = 0, -1
HEX_DIGITS = "01234567"  # of sixteen: half of them
OWN, ALL = ("n", "y"), ("n_all", "y_all")


def is_list(labels: ibis.Table, column: str) -> bool:
    """Return whether a column holds lists."""
    return bool(labels[column].type().is_array())


def varieties(labels: ibis.Table, columns: Sequence[str]) -> ibis.Table:
    """Count the different values of each column, and whether some are missing: one row.

    Returns
    -------
    ibis.Table
        ``values_0, missing_0, values_1, ...``, by the columns' places.
    """
    found = {}
    for place, name in enumerate(columns):
        there = has(labels, name)
        found[f"values_{place}"] = labels[name].nunique(where=there)
        found[f"missing_{place}"] = labels.count(where=~there)
    return labels.aggregate(**found)


def frequencies(labels: ibis.Table, column: str, most: int) -> ibis.Table:
    """Return the most frequent values of a column: ``value, n``."""
    known = _each(labels, column) if is_list(labels, column) else labels.select(value=column)
    known = known.filter(has(known, "value"))
    each = known.group_by("value").aggregate(n=known.count())
    return each.order_by([ibis.desc("n"), "value"]).limit(most)


def _each(labels: ibis.Table, column: str) -> ibis.Table:
    """Return the members of lists, each once a list."""
    return labels.select(value=labels[column].cast("array<string>").unique().unnest())


def quantiles(labels: ibis.Table, column: str, shares: Sequence[float]) -> ibis.Table:
    """Return quantiles of a column of numbers, interpolated: one row, ``at_0, at_1, ...``."""
    there = has(labels, column)
    numbers = labels[column].cast("float64")
    return labels.aggregate(
        **{f"at_{place}": numbers.quantile(one, where=there) for place, one in enumerate(shares)}
    )


def time_part(moments: Any, name: str) -> Any:  # noqa: ANN401 - columns
    """Return the ``hour`` (UTC) of times, or else their ``weekday``."""
    return moments.hour() if name == "hour" else moments.day_of_week.full_name()


def value_code(labels: ibis.Table, column: str, values: Sequence[Any]) -> Any:  # noqa: ANN401
    """Return the place of each value from 1 on, 0 for a missing and -1 for any other one."""
    held = labels[column]
    known = [(held == literal(value, held), place) for place, value in enumerate(values, 1)]
    return ibis.cases((~has(labels, column), MISSING), *known, else_=OTHERS).cast("int64")


def bin_code(labels: ibis.Table, column: str, edges: Sequence[float]) -> Any:  # noqa: ANN401
    """Return which of the bins between edges holds each number, from 1 on; 0 for a missing one."""
    numbers = labels[column].cast("float64")
    below = [(numbers < literal(edge, numbers), place) for place, edge in enumerate(edges, 1)]
    whole = ibis.cases((~has(labels, column), MISSING), *below, else_=len(edges) + 1)
    return whole.cast("int64")


def list_codes(labels: ibis.Table, column: str, values: Sequence[str]) -> Any:  # noqa: ANN401
    """Return the codes of each list's members, as a list; [0] where there are none."""
    names = labels[column].cast("array<string>").unique()
    codes = names.map(
        lambda name: ibis.cases(
            *((name == value, place) for place, value in enumerate(values, 1)), else_=OTHERS
        ).cast("int64")
    ).unique()
    empty = (labels[column].isnull() | (labels[column].length() == 0)).fill_null(NO)
    return ibis.ifelse(empty, ibis.array([ibis.literal(MISSING, "int64")]), codes)


def has_marks(lists: Any, weightless: Iterable[tuple[str, str]]) -> Any:  # noqa: ANN401 - columns
    """Return whether lists of categories, or of structs with one, hold any that has weight."""
    out = [SEPARATOR.join(one) for one in weightless]
    if not out:
        return lists.length() > 0
    names = getattr(lists.type().value_type, "names", None)

    def spelled(mark: Any) -> Any:  # noqa: ANN401 - columns
        if names is None:
            return mark + SEPARATOR
        category, severity = (
            mark[name].cast("string").fill_null("") if name in names else ibis.literal("", "string")
            for name in ("category", "severity")
        )
        return category + SEPARATOR + severity

    return lists.filter(lambda mark: spelled(mark).notin(out)).length() > 0


def sides(labels: ibis.Table, codes: Mapping[str, Any], seed: int) -> ibis.Table:
    """Split the items into a half to search and a half to test.

    Parameters
    ----------
    labels
        ``item_id``, ``annotator`` and ``y``, the outcome.
    codes
        An expression for each feature.
    seed
        Another seed splits otherwise; the same splits alike on every engine.

    Returns
    -------
    ibis.Table
        ``item`` (a code), ``annotator``, ``y``, ``is_searched``, the codes, and ``n_all`` and
        ``y_all``, the count and the sum of the item's labels.
    """
    digest = (labels.item_id.cast("string") + f" {seed}").hexdigest("md5")
    of_item = ibis.window(group_by="item_id")
    return labels.select(
        "annotator",
        "y",
        item=ibis.dense_rank().over(order_by=labels.item_id),
        is_searched=digest.substr(0, 1).isin(list(HEX_DIGITS)),
        n_all=labels.count().over(of_item).cast("float64"),
        y_all=labels.y.sum().over(of_item),
        **codes,
    )


def totals(labels: ibis.Table) -> ibis.Table:
    """Sum over the items: one row, ``items, n, y, n_n, n_y, y_y``."""
    each = labels.group_by("item").aggregate(n=labels.n_all.max(), y=labels.y_all.max())
    return each.aggregate(items=each.count(), n=each.n.sum(), y=each.y.sum(), **products(each, OWN))


def cells(labels: ibis.Table, columns: Sequence[str], least: int, most: int) -> ibis.Table:
    """Sum over the items of each combination of values.

    Parameters
    ----------
    labels
        As :func:`sides` gives them.
    columns
        Columns of codes; a list counts in the cell of each of its members.
    least, most
        How many items a cell must and may have.

    Returns
    -------
    ibis.Table
        ``*columns, items, n, y`` (labels in the cell, their outcome), and as ``n_n, n_y, n_n_all``
        and so on the sums over items of products of what an item has in the cell and in all.
    """
    for name in columns:
        if is_list(labels, name):
            labels = labels.mutate(**{name: labels[name].unnest()})
    each = labels.group_by(["item", *columns]).aggregate(
        n=labels.count().cast("float64"),
        y=labels.y.sum(),
        n_all=labels.n_all.max(),
        y_all=labels.y_all.max(),
    )
    sums = products(each, OWN, ALL)
    each = each.group_by(list(columns)).aggregate(
        items=each.count(), n=each.n.sum(), y=each.y.sum(), **sums
    )
    found = each.filter((each["items"] >= least) & (each["items"] <= most))
    for name in columns:
        found = found.filter(found[name] != OTHERS)
    return found


def is_in(labels: ibis.Table, conditions: Mapping[str, int]) -> Any:  # noqa: ANN401
    """Return whether labels are in a slice: each column has its code."""
    inside = ibis.literal(value=True)
    for name, code in conditions.items():
        column = labels[name]
        inside &= column.contains(code) if is_list(labels, name) else column == code
    return inside


def nested_sums(labels: ibis.Table, slices: Sequence[Mapping[str, int]]) -> ibis.Table:
    """Sum the products of what the items have in all and in several slices: one row.

    Parameters
    ----------
    labels
        As :func:`sides` gives them.
    slices
        The columns and codes of a slice behind those of larger ones that hold it.

    Returns
    -------
    ibis.Table
        ``items`` and ``inside`` (in the last slice with any, and with all, of their labels), and
        for each slice with itself, all and the last ``total_2, ...`` and ``product_0_2, ...``: 2k
        is the labels in slice k, 2k + 1 their outcome, slice 0 all labels of items that have any.
    """
    labels = labels.filter(reduce(or_, [is_in(labels, conditions) for conditions in slices]))
    sums = {"x0": labels.n_all.max(), "x1": labels.y_all.max()}
    for place, conditions in enumerate(slices, 1):
        one = is_in(labels, conditions)
        sums[f"x{2 * place}"] = labels.count(where=one).cast("float64")
        sums[f"x{2 * place + 1}"] = labels.y.sum(where=one).fill_null(0.0)
    each = labels.group_by("item").aggregate(**sums)
    pairs = [
        (a, b)
        for a, b in combinations_with_replacement(range(len(sums)), 2)
        if b > 1 and (a // 2 in (0, b // 2) or b // 2 == len(slices))
    ]
    own = each[f"x{len(sums) - 2}"]
    return each.aggregate(
        items=each.count(where=own > 0),
        inside=each.count(where=own == each.x0),
        **{f"total_{one}": each[f"x{one}"].sum() for one in range(2, len(sums))},
        **{f"product_{a}_{b}": (each[f"x{a}"] * each[f"x{b}"]).sum() for a, b in pairs},
    )


def annotator_counts(labels: ibis.Table, slices: Sequence[Mapping[str, int]]) -> ibis.Table:
    """Count the annotators of each slice: one row, ``n_0, n_1, ...``."""
    found = {
        f"n_{place}": labels.annotator.nunique(where=is_in(labels, conditions))
        for place, conditions in enumerate(slices)
    }
    return labels.aggregate(**found)


def products(each: ibis.Table, own: Sequence[str], others: Sequence[str] = ()) -> dict[str, Any]:
    """Return the sums of the products of columns with each other and with other columns."""
    pairs = [*combinations_with_replacement(own, 2), *product(own, others)]
    return {f"{a}_{b}": (each[a] * each[b]).sum() for a, b in pairs}

"""How often each category of failure occurs, alone, together, over time and by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.datatypes as dt
import pyarrow as pa

from trainer_widgets.analysis.counts.sources import LabelsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MEASURES = ("share", "errors", "penalty")


def marks(labels: ibis.Table, value: str) -> ibis.Table:
    """Return one row for each thing that a label says is wrong.

    Parameters
    ----------
    labels
        One row a label.
    value
        A list of categories, or of structs that hold ``category`` and perhaps ``severity``.

    Returns
    -------
    ibis.Table
        The labels' other columns, ``category`` and ``severity``; both are empty texts where
        nobody said.

    Raises
    ------
    LabelsError
        When the column holds something else.
    """
    kept = [name for name in labels.columns if name != value]
    kind = labels.schema()[value]
    within = kind.value_type if isinstance(kind, dt.Array) else None
    # Lists that are all empty have no type.
    if isinstance(kind, dt.Null) or isinstance(within, dt.Null):
        none = ibis.literal("", "string")
        return labels.filter(ibis.literal(value=False)).select(*kept, category=none, severity=none)
    if not isinstance(within, dt.String) and "category" not in getattr(within, "names", ()):
        message = (
            f"column {value!r} holds {kind}: give one with lists of categories, or of structs "
            f"that have a category, such as 'categories', 'errors' or 'flags'"
        )
        raise LabelsError(message)
    each = labels.select(*kept, mark=labels[value].unnest())
    each = each.filter(each.mark.notnull())
    if isinstance(within, dt.String):
        return each.select(*kept, category=each.mark, severity=ibis.literal("", "string"))
    named = {name: _text(each.mark, within, name) for name in ("category", "severity")}
    return each.select(*kept, **named)


def _text(mark: Any, kind: Any, name: str) -> Any:  # noqa: ANN401 - columns and types of Ibis
    if name not in kind.names:
        return ibis.literal("", "string")
    return mark[name].cast("string").fill_null("")


def marked(marks: ibis.Table) -> ibis.Table:
    """Count each category and severity.

    Returns
    -------
    ibis.Table
        ``category, severity, n``.
    """
    return marks.group_by(["category", "severity"]).aggregate(n=marks.count())


def book(rows: Iterable[tuple[str, str, int, float]]) -> ibis.Table:
    """Return to which nodes of the tree a category and severity count, and how much they weigh."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    kinds = {
        "category": pa.string(),
        "severity": pa.string(),
        "node": pa.int64(),
        "weight": pa.float64(),
    }
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds.values(), strict=True)]
    return ibis.memtable(pa.table(arrays, names=list(kinds)))


def contributions(
    labels: ibis.Table,
    marks: ibis.Table,
    nodes: ibis.Table,
    unit: Sequence[str],
    *,
    severities: bool = False,
) -> ibis.Table:
    """Average what the labels of a unit say of each node of the tree.

    Parameters
    ----------
    labels, marks
        One row a label, and one a thing marked in it, both with the columns of ``unit``.
    nodes
        As :func:`book` gives them.
    unit
        What counts once, however many people labeled it: the columns of an item and its group.
    severities
        Keep the severities apart.

    Returns
    -------
    ibis.Table
        ``*unit, node, [severity], share, errors, penalty``: which share of the unit's labels has
        the node, how many errors they have on average, and how much these weigh; no rows where
        nobody marked anything.
    """
    split = ["severity"] if severities else []
    who = list(dict.fromkeys([*unit, "item_id", "annotator"]))
    given = marks.group_by([*who, "category", "severity"]).aggregate(n=marks.count())
    joined = given.join(nodes, ["category", "severity"]).select(given, nodes.node, nodes.weight)
    of_label = joined.group_by([*who, "node", *split]).aggregate(
        errors=joined.n.sum(), penalty=(joined.n * joined.weight).sum()
    )
    of_unit = of_label.group_by([*unit, "node", *split]).aggregate(
        share=of_label.count(), errors=of_label.errors.sum(), penalty=of_label.penalty.sum()
    )
    raters = labels.group_by(list(unit)).aggregate(raters=labels.count())
    each = of_unit.join(raters, same(of_unit, raters, unit)).select(of_unit, raters.raters)
    part = {name: each[name].cast("float64") / each.raters for name in MEASURES}
    return each.mutate(**part).drop("raters")


def same(one: ibis.Table, other: ibis.Table, columns: Sequence[str]) -> list[Any]:
    """Return that columns are equal; missing values, which a plain join drops, equal each other."""
    return [one[name].identical_to(other[name]) for name in columns]


def moments(each: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum the units' contributions and their squares.

    Returns
    -------
    ibis.Table
        ``*by, share, share_squares, errors, errors_squares, penalty, penalty_squares``.
    """
    sums = {name: each[name].sum() for name in MEASURES}
    squares = {f"{name}_squares": (each[name] * each[name]).sum() for name in MEASURES}
    return each.group_by(list(by)).aggregate(**sums, **squares)


def label_sizes(labels: ibis.Table, by: Sequence[str], unit: str = "item_id") -> ibis.Table:
    """Count the units, annotators and labels of each group.

    Returns
    -------
    ibis.Table
        ``*by, n_items, n_annotators, n_labels``; without ``by`` one row.
    """
    return labels.aggregate(
        by=list(by),
        n_items=labels[unit].nunique(),
        n_annotators=labels.annotator.nunique(),
        n_labels=labels.count(),
    )


def times(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Return the mean window of each item: ``*by, item_id, when``."""
    when = labels.number.cast("float64")
    return labels.mutate(when=when).group_by([*by, "item_id"]).aggregate(when=ibis._.when.mean())


def time_moments(when: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum the items' times and their squares: ``*by, when, when_squares``."""
    squares = (when.when * when.when).sum()
    return when.aggregate(by=list(by), when=when.when.sum(), when_squares=squares)


def time_products(each: ibis.Table, when: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum the products of the items' times and shares: ``*by, node, product``."""
    joined = each.join(when, same(each, when, [*by, "item_id"])).select(each, when.when)
    product = (joined.share * joined.when).sum()
    return joined.group_by([*by, "node"]).aggregate(product=product)

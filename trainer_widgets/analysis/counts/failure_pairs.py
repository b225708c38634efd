"""What occurs together: two categories in a label or an item, two groups in a unit."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa

from trainer_widgets.analysis.counts.failures import MEASURES, same
from trainer_widgets.analysis.counts.labels import has

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIR = ["baseline", "compared"]


def occurrences(
    labels: ibis.Table, marks: ibis.Table, nodes: ibis.Table, by: Sequence[str], *, items: bool
) -> ibis.Table:
    """Return which nodes each label has, and how much that label counts.

    Parameters
    ----------
    labels, marks, nodes
        As for :func:`trainer_widgets.analysis.counts.failures.contributions`.
    by
        Columns to group by.
    items
        Take what anybody marked in an item; otherwise each label by itself, so that the labels of
        an item count as one together.

    Returns
    -------
    ibis.Table
        ``*by, item_id, [annotator], node, part``.
    """
    of_item = list(dict.fromkeys([*by, "item_id"]))
    unit = of_item if items else list(dict.fromkeys([*of_item, "annotator"]))
    joined = marks.join(nodes, ["category", "severity"]).select(marks, nodes.node)
    each = joined.select(*unit, "node").distinct()
    if items:
        return each.mutate(part=ibis.literal(1.0))
    raters = labels.group_by(of_item).aggregate(raters=labels.count())
    each = each.join(raters, same(each, raters, of_item)).select(each, raters.raters)
    return each.mutate(part=1 / each.raters.cast("float64")).drop("raters")


def node_counts(each: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count the items that have each node: ``*by, node, n``."""
    return each.group_by([*by, "node"]).aggregate(n=each.part.sum())


def together(each: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count the items that have two nodes: ``*by, node, other, n``, the smaller node first."""
    keys = [name for name in each.columns if name not in ("node", "part")]
    other = each.view()
    both: list[Any] = [*same(each, other, keys), each.node < other.node]
    joined = each.join(other, both).select(each, other=other.node)
    return joined.group_by([*by, "node", "other"]).aggregate(n=joined.part.sum())


def sided(table: ibis.Table, by: str, unit: Sequence[str]) -> ibis.Table:
    """Call what is compared ``group`` and what belongs together ``unit``; drop what lacks one.

    Several columns become one text, each part behind its length, so that no two units are alike.
    """
    whole = table[unit[0]]
    if len(unit) > 1:
        texts = [table[name].cast("string") for name in unit]
        parts = [text.length().cast("string") + ":" + text for text in texts]
        whole = reduce(lambda one, other: one + other, parts)
    there = [has(table, name) for name in dict.fromkeys([by, *unit])]
    return table.mutate(group=table[by], unit=whole).filter(there)


def group_pairs(pairs: Sequence[tuple[Any, Any]], kind: Any) -> ibis.Table:  # noqa: ANN401 - Ibis
    """Return the pairs of groups that are compared: ``baseline, compared``."""
    columns = {name: [pair[place] for pair in pairs] for place, name in enumerate(PAIR)}
    table = ibis.memtable(pa.table(columns))
    return table.mutate(**{name: table[name].cast(kind) for name in PAIR})


def shared_units(units: ibis.Table, pairs: ibis.Table) -> ibis.Table:
    """Return the units that both groups of a pair have.

    Parameters
    ----------
    units
        ``group, unit, labels``, one row each.
    pairs
        As :func:`group_pairs` gives them.

    Returns
    -------
    ibis.Table
        ``unit, baseline, compared, baseline_labels, compared_labels``.
    """
    one = units.rename(baseline="group", baseline_labels="labels")
    other = units.view().rename(compared="group", compared_labels="labels")
    both = one.join(other, "unit").select(one, other.compared, other.compared_labels)
    return both.join(pairs, PAIR).select(both)


def shared_sizes(shared: ibis.Table) -> ibis.Table:
    """Count the shared units and their labels on each side: ``baseline, compared, n, ...``.

    The sums of labels are called as the sides are, with ``_labels``.
    """
    sums = {name: shared[name].sum() for name in (f"{side}_labels" for side in PAIR)}
    return shared.group_by(PAIR).aggregate(n=shared.count(), **sums)


def shared_moments(each: ibis.Table, shared: ibis.Table, side: str) -> ibis.Table:
    """Sum what one group of each pair contributes in the units that the pair shares.

    Returns
    -------
    ibis.Table
        ``baseline, compared, node``, and for each measure its sum and that of its squares.
    """
    where = [each.unit == shared.unit, each.group == shared[side]]
    joined = each.join(shared, where).select(each, *(shared[name] for name in PAIR))
    sums = {name: joined[name].sum() for name in MEASURES}
    squares = {f"{name}_squares": (joined[name] * joined[name]).sum() for name in MEASURES}
    return joined.group_by([*PAIR, "node"]).aggregate(**sums, **squares)


def products(each: ibis.Table, pairs: ibis.Table) -> ibis.Table:
    """Sum the products of what the two groups of a pair contribute in the same unit.

    Returns
    -------
    ibis.Table
        ``baseline, compared, node, share, errors, penalty``.
    """
    one = each.rename(baseline="group")
    other = each.view().rename(compared="group")
    joined = one.join(other, ["unit", "node"]).select(
        "node",
        baseline=one.baseline,
        compared=other.compared,
        **{name: one[name] * other[name] for name in MEASURES},
    )
    kept = joined.join(pairs, PAIR).select(joined)
    sums = {name: kept[name].sum() for name in MEASURES}
    return kept.group_by([*PAIR, "node"]).aggregate(**sums)

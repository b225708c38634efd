"""What each item contributes to coefficients of agreement, summed in the engine."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    Distance = Callable[[Any, Any], Any]

FEATURES = (
    "one", "shared", "pairable", "agreeing", "partial", "apart", "pull", "ranks", "fleiss", "gwet"
)  # fmt: skip


def cells(labels: ibis.Table) -> ibis.Table:
    """Count the labels of each item by their code.

    Parameters
    ----------
    labels
        One group's labels, with ``code``.

    Returns
    -------
    ibis.Table
        ``item_id, code, n`` and ``total``: how many labels the item has.
    """
    each = labels.group_by(["item_id", "code"]).aggregate(n=labels.count())
    return each.mutate(total=each.n.sum().over(ibis.window(group_by="item_id")))


def code_marginals(each: ibis.Table) -> ibis.Table:
    """Count the labels of each code: ``code, pairable, share``.

    ``pairable`` counts the labels of items with two labels or more, ``share`` sums the share that
    the code has of each item's labels.
    """
    share = each.n.cast("float64") / each.total
    return each.group_by("code").aggregate(
        pairable=each.n.sum(where=each.total > 1).fill_null(0), share=share.sum()
    )


def code_distances(each: ibis.Table, book: pd.DataFrame) -> ibis.Table:
    """Sum over items how fast their distance in ranks grows with a code's rank: ``code, growth``.

    Parameters
    ----------
    each
        As :func:`cells` gives it.
    book
        ``code`` and ``score``, its rank.
    """
    scored = with_book(each.filter(each.total > 1), book)
    scored = scored.mutate(weight=scored.n * scored.score)
    scored = scored.mutate(middle=scored.weight.sum().over(ibis.window(group_by="item_id")))
    growth = 4 * scored.n * (scored.total * scored.score - scored.middle) / (scored.total - 1)
    return scored.group_by("code").aggregate(growth=growth.sum())


def with_book(each: ibis.Table, book: pd.DataFrame) -> ibis.Table:
    """Join what is known of each code."""
    kinds = {"code": "int64"} | {name: "float64" for name in book.columns if name != "code"}
    known = ibis.memtable(book, schema=ibis.schema(kinds))
    return each.join(known, "code").select(each, *(known[name] for name in kinds if name != "code"))


def far_in_items(each: ibis.Table, apart: Distance, partial: Distance) -> ibis.Table:
    """Sum the distances of each two labels within items: ``item_id, apart, partial``.

    Parameters
    ----------
    each
        As :func:`cells` gives it, with what the distances need.
    apart, partial
        How far two cells are apart for alpha, and for weighted kappas.
    """
    right = each.view()
    pairs = each.join(right, [each.item_id == right.item_id, each.code < right.code])
    times = 2 * each.n * right.n
    pairs = pairs.select(
        item_id=each.item_id, apart=times * apart(each, right), partial=times * partial(each, right)
    )
    return pairs.group_by("item_id").aggregate(apart=pairs.apart.sum(), partial=pairs.partial.sum())


def similar_in_items(each: ibis.Table, book: pd.DataFrame) -> ibis.Table:
    """Do the same with a table of distances: ``code, other, apart, partial``, 1 for all others."""
    kinds = {"code": "int64", "other": "int64", "apart": "float64", "partial": "float64"}
    known = ibis.memtable(book, schema=ibis.schema(kinds))
    right = each.view()
    pairs = each.join(right, [each.item_id == right.item_id, each.code < right.code])
    pairs = pairs.select(
        item_id=each.item_id, code=each.code, other=right.code, times=2 * each.n * right.n
    )
    pairs = pairs.left_join(known, ["code", "other"]).select(pairs, known.apart, known.partial)
    return pairs.group_by("item_id").aggregate(
        apart=(pairs.times * pairs.apart.fill_null(1.0)).sum(),
        partial=(pairs.times * pairs.partial.fill_null(1.0)).sum(),
    )


def features(each: ibis.Table, far: ibis.Table) -> ibis.Table:
    """Return a row an item with its ``FEATURES``.

    Parameters
    ----------
    each
        As :func:`cells` gives it, with ``pull``, ``ranks``, ``fleiss`` and ``gwet`` of each code.
    far
        As :func:`far_in_items` gives it.
    """
    own = each.group_by("item_id").aggregate(
        total=each.n.sum(),
        same=(each.n * (each.n - 1)).sum(),
        pull=(each.n * each.pull).sum(),
        ranks=(each.n * each.ranks).sum(),
        fleiss=(each.n * each.fleiss).sum(),
        gwet=(each.n * each.gwet).sum(),
    )
    joined = own.left_join(far, "item_id").select(own, far.apart, far.partial)
    shared = (joined.total > 1).ifelse(1.0, 0.0)
    pairs = (joined.total * (joined.total - 1)).nullif(0).cast("float64")
    return joined.select(
        one=ibis.literal(1.0),
        shared=shared,
        pairable=shared * joined.total,
        agreeing=(joined.same / pairs).fill_null(0.0),
        partial=(joined.partial / pairs).fill_null(0.0),
        apart=(joined.apart / (joined.total - 1).nullif(0)).fill_null(0.0),
        pull=shared * joined.pull,
        ranks=shared * joined.ranks,
        fleiss=joined.fleiss / joined.total,
        gwet=joined.gwet / joined.total,
    )


def products(items: ibis.Table) -> ibis.Table:
    """Sum the products of each two of the items' ``FEATURES``: one row, ``one_shared`` and so on.

    Sums of the features themselves are their products with ``one``.
    """
    pairs = itertools.combinations_with_replacement(FEATURES, 2)
    return items.aggregate(
        **{f"{one}_{other}": (items[one] * items[other]).sum() for one, other in pairs}
    )


def of_group(labels: ibis.Table, group: Mapping[str, Any]) -> ibis.Table:
    """Return the labels of one group; a missing value is a group of its own."""
    for name, value in group.items():
        labels = labels.filter(labels[name].identical_to(literal(value, labels[name])))
    return labels

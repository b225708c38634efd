"""How many items show each pattern of labels, and how pairs of annotators label what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

BITS = 62  # what an int64 holds beside its sign, one spared
EXACT_BITS = 53  # up to which floats hold every whole number
MOST_CASES = 32


def value_counts(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count the labels of each annotator by their value.

    Parameters
    ----------
    labels
        With ``key`` (see :func:`with_keys`) and ``annotator``.
    by
        Columns to group by.

    Returns
    -------
    ibis.Table
        ``*by, annotator, key, n``.
    """
    keys = dict.fromkeys([*by, "annotator", "key"])
    return labels.group_by(list(keys)).aggregate(n=labels.count())


def sizes(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count the items, annotators and labels of each group.

    Returns
    -------
    ibis.Table
        ``*by, n_items, n_annotators, n_labels``.
    """
    return labels.aggregate(
        by=list(by),
        n_items=labels.item_id.nunique(),
        n_annotators=labels.annotator.nunique(),
        n_labels=labels.count(),
    )


def occasions(labels: ibis.Table, by: Sequence[str], value: str, at: str | None) -> ibis.Table:
    """Take the labels that somebody gave to one item on several occasions as several people's.

    Returns
    -------
    ibis.Table
        The labels of items that somebody labeled twice or more: that person as ``person``, and as
        ``annotator`` which of the person's labels of the item it is, the first 0.
    """
    keys = list(dict.fromkeys([*by, "item_id", "annotator"]))
    window = ibis.window(group_by=keys)
    # Without times any order will do that is the same on every run.
    nth = ibis.row_number().over(ibis.window(group_by=keys, order_by=labels[at or value]))
    told = labels.mutate(person=labels.annotator, nth=nth, given=labels.count().over(window))
    told = told.filter(told.given > 1)
    return told.mutate(annotator=told.nth).drop("nth", "given")


def rater_patterns(
    labels: ibis.Table, by: Sequence[str], keys: Sequence[Any], annotators: Sequence[Any]
) -> ibis.Table:
    """Count the items that show each vector of who gave which value, as one integer.

    Each annotator has :func:`rater_bits` bits, the first annotator the lowest: 0 for no label, 1
    for the first key and so on. ``labels`` is how many labels the item has: more than there are
    annotators in the pattern mean that somebody labeled it twice.

    Returns
    -------
    ibis.Table
        ``*by, pattern, labels, items``.
    """
    bits = rater_bits(len(keys), len(annotators))
    code = _place(labels.key, [(key, place) for place, key in enumerate(keys, 1)])
    own = [(who, 1 << bits * place) for place, who in enumerate(annotators)]
    # Engines give small literals small integers, whose product may not fit.
    place = _place(labels.annotator, own).cast("float64")
    coded = labels.mutate(field=code.cast("float64") * place)
    each = coded.group_by([*_beside(by, "item_id"), "item_id"]).aggregate(
        total=coded.field.sum(), labels=coded.count()
    )
    # More labels than annotators could run over into others' bits.
    fits = each.labels <= len(annotators)
    each = each.mutate(pattern=fits.ifelse(each.total, 0.0).cast("int64"))
    return each.group_by([*by, "pattern", "labels"]).aggregate(items=each.count())


def rater_bits(n_keys: int, n_annotators: int) -> int:
    """Return how many bits an annotator takes: as many as hold all of an item's labels at once."""
    return (n_keys * n_annotators).bit_length()


def fits_raters(n_keys: int, n_annotators: int) -> bool:
    """Whether rater patterns can be told by one integer."""
    return n_keys <= MOST_CASES and n_annotators * rater_bits(n_keys, n_annotators) <= EXACT_BITS


def count_patterns(
    labels: ibis.Table, by: Sequence[str], keys: Sequence[Any], most: int
) -> ibis.Table:
    """Count the items that show each vector of counts per value, as one integer.

    Each value has as many bits as ``most`` takes, the first key the lowest.

    Parameters
    ----------
    labels
        One row a label: ``key``, ``item_id`` and the columns of ``by``.
    by
        Columns to group by.
    keys
        The values, in the order of the vector.
    most
        How many labels an item has at most.

    Returns
    -------
    ibis.Table
        ``*by, pattern, items``.
    """
    bits = most.bit_length()
    own = [(key, 1 << bits * place) for place, key in enumerate(keys)]
    coded = labels.mutate(field=_place(labels.key, own).cast("int64"))
    each = coded.group_by([*_beside(by, "item_id"), "item_id"]).aggregate(pattern=coded.field.sum())
    return each.group_by([*by, "pattern"]).aggregate(items=each.count())


def fits_counts(n_keys: int, most: int) -> bool:
    """Whether count patterns can be told by one integer."""
    return n_keys <= MOST_CASES and n_keys * most.bit_length() <= BITS


def listed_patterns(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count the items that show each list of codes, however many codes there are.

    Parameters
    ----------
    labels
        With ``code``, see :func:`with_codes`.
    by
        Columns to group by.

    Returns
    -------
    ibis.Table
        ``*by, pattern, items``: the pattern a text of the codes between commas.
    """
    codes = labels.code.cast("string").collect()
    each = labels.group_by([*_beside(by, "item_id"), "item_id"]).aggregate(codes=codes)
    each = each.mutate(pattern=each.codes.sort().join(","))
    return each.group_by([*by, "pattern"]).aggregate(items=each.count())


def paired(labels: ibis.Table, by: Sequence[str], columns: Sequence[str]) -> ibis.Table:
    """Put each label beside the other labels of its item, each two people once.

    Returns
    -------
    ibis.Table
        ``*by, item_id, annotator, other_annotator`` and each of ``columns`` twice, the second time
        as ``other_...``.
    """
    keys = _beside(by, "item_id")
    right = labels.select(
        **{f"other_{name}": labels[name] for name in [*keys, "item_id", "annotator", *columns]}
    )
    # Groups may be missing values, which a plain join would drop.
    same = [labels[name].identical_to(right[f"other_{name}"]) for name in keys]
    joined = labels.join(
        right,
        [
            labels.item_id == right.other_item_id,
            *same,
            labels.annotator < right.other_annotator,
        ],
    )
    kept = dict.fromkeys([*by, "item_id", "annotator", *columns])
    return joined.select(*kept, "other_annotator", *(f"other_{name}" for name in columns))


def pair_counts(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count for each two annotators the items that they share, by what they said.

    Parameters
    ----------
    labels
        With ``code``, see :func:`with_codes`.
    by
        Columns to group by.

    Returns
    -------
    ibis.Table
        ``*by, annotator, other_annotator, code, other_code, items``.
    """
    pairs = paired(labels, by, ["code"])
    keys = dict.fromkeys([*by, "annotator", "other_annotator", "code", "other_code"])
    return pairs.group_by(list(keys)).aggregate(items=pairs.count())


def _place(column: Any, places: Sequence[tuple[Any, int]]) -> Any:  # noqa: ANN401 - columns
    cases = [(literal(key, column), ibis.literal(place, "int64")) for key, place in places]
    return column.cases(*cases)


def _beside(by: Sequence[str], *names: str) -> list[str]:
    return [name for name in by if name not in names]


def squared_pulls(labels: ibis.Table, by: Sequence[str], pulls: pd.DataFrame) -> ibis.Table:
    """Sum the squares of how strongly items pull at what is estimated from pairs of annotators.

    Parameters
    ----------
    labels
        As for :func:`pair_counts`.
    by
        Columns to group by.
    pulls
        The columns of :func:`pair_counts` but for ``items``, and ``pull``: that of an item where
        these two said so. An item's own pull is the sum over its pairs.

    Returns
    -------
    ibis.Table
        ``*by, squares``.
    """
    pairs = paired(labels, by, ["code"])
    keys = list(dict.fromkeys([*by, "annotator", "other_annotator", "code", "other_code"]))
    kinds = {name: pairs.schema()[name] for name in keys} | {"pull": "float64"}
    book = ibis.memtable(pulls[[*keys, "pull"]], schema=ibis.schema(kinds))
    same = [pairs[name].identical_to(book[name]) for name in keys]
    each = pairs.join(book, same).select(pairs, book.pull)
    each = each.group_by([*_beside(by, "item_id"), "item_id"]).aggregate(pull=each.pull.sum())
    return each.aggregate(by=list(by), squares=(each.pull * each.pull).sum())

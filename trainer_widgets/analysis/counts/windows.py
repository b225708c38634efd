"""Labels in windows of time, and what the windows share: sums over items and over annotators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import has

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

OF_ITEM = ibis.window(group_by="item_id")


def comparable(labels: ibis.Table) -> ibis.Table:
    """Return the labels of items that have two labels or more."""
    return labels.filter(labels.count().over(OF_ITEM) > 1)


def with_moments(labels: ibis.Table, window: str) -> ibis.Table:
    """Return the labels with ``moment``: what puts them into a window.

    Parameters
    ----------
    labels
        With ``item_id`` and ``at``.
    window
        ``"label"``: when the label was given; ``"item"``: when its item was labeled last.
    """
    return labels.mutate(moment=labels["at"].max().over(OF_ITEM) if window == "item" else labels.at)


def spans(labels: ibis.Table) -> ibis.Table:
    """Tell the first and the last ``moment`` in one row, both null where there are no labels."""
    return labels.aggregate(first=labels.moment.min(), last=labels.moment.max())


def numbered_by_time(labels: ibis.Table, start: datetime, seconds: int) -> ibis.Table:
    """Return the labels with ``number``: how many windows lie before theirs.

    Parameters
    ----------
    labels
        With ``moment``.
    start
        When the first window begins.
    seconds
        How long a window is.
    """
    # Fractions of a second are cut first: engines differ in how they round them.
    moments = labels.moment.truncate("s").epoch_seconds().cast("int64")
    since = moments - int(start.timestamp())
    return labels.mutate(number=((since - since % seconds) / seconds).cast("int64"))


def numbered_by_size(labels: ibis.Table, size: int, window: str) -> ibis.Table:
    """Return the labels with ``number``, so many labels (or items) in each window."""
    order = [labels.moment, labels.item_id]
    if window == "item":
        place: Any = ibis.dense_rank().over(order_by=order)
    else:
        place = ibis.row_number().over(order_by=[*order, labels.annotator])
    labels = labels.mutate(place=place.cast("int64"))
    number = ((labels.place - labels.place % size) / size).cast("int64")
    return labels.mutate(number=number).drop("place")


def starts(labels: ibis.Table) -> ibis.Table:
    """Tell the first moment of each window: ``number, start``."""
    return labels.group_by("number").aggregate(start=labels.moment.min())


def item_sums(labels: ibis.Table, by: Sequence[str], cell: str) -> ibis.Table:
    """Sum the disagreement of each item's labels in each cell, a window or a guideline version.

    Parameters
    ----------
    labels
        With ``item_id``, ``disagreement`` and ``unlike``.
    by
        Columns to group by.
    cell
        The column of the cells.

    Returns
    -------
    ibis.Table
        ``*by, item_id, cell, n, far, unlike``.
    """
    labels = labels.filter(has(labels, cell)).mutate(cell=labels[cell])
    return labels.group_by([*dict.fromkeys([*by, "item_id", "cell"])]).aggregate(
        n=labels.count(), far=labels.disagreement.sum(), unlike=labels.unlike.sum()
    )


def shared_sums(sums: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum products over the items that two cells share, which tell how the cells vary together.

    Parameters
    ----------
    sums
        As :func:`item_sums` returns them.
    by
        Columns to group by.

    Returns
    -------
    ibis.Table
        ``*by, cell, other, items, nn, ff, fn, nf, uu, un, nu``, for cells up to their others:
        ``fn`` is the sum of the cell's ``far`` times the other's ``n``, and so on. With itself a
        cell shares all of its items.
    """
    others = sums.view()
    on = [sums.item_id == others.item_id, sums["cell"] <= others["cell"]]
    on += [sums[name].identical_to(others[name]) for name in by]
    pairs = sums.join(others, on, rname="{name}_other")
    letters = {"n": "n", "f": "far", "u": "unlike"}
    products = {
        one + other: (pairs[letters[one]] * pairs[f"{letters[other]}_other"]).cast("float64").sum()
        for one, other in ("nn", "ff", "fn", "nf", "uu", "un", "nu")
    }
    pairs = pairs.rename(other="cell_other")
    return pairs.group_by([*by, "cell", "other"]).aggregate(items=pairs.count(), **products)


def annotator_sums(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum each annotator's disagreement with the others in each window.

    Returns
    -------
    ibis.Table
        ``*by, annotator, number, n, far, squares, unlike``; ``squares`` are of the disagreement.
    """
    return labels.group_by([*dict.fromkeys([*by, "annotator", "number"])]).aggregate(
        n=labels.count(),
        far=labels.disagreement.sum(),
        squares=(labels.disagreement * labels.disagreement).sum(),
        unlike=labels.unlike.sum(),
    )


def annotator_pair_sums(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum what two annotators' labels of the same items have in common, over those items.

    Returns
    -------
    ibis.Table
        ``*by, annotator, other, n, ff, xx, f, f_other, x, x_other`` for annotators before their
        others: ``f`` is the disagreement of a label, ``x`` the number of its window.
    """
    kept = [*by, "item_id", "annotator", "disagreement", "number"]
    labels = labels.select(*dict.fromkeys(kept))
    others = labels.view()
    on = [labels.item_id == others.item_id, labels.annotator < others.annotator]
    on += [labels[name].identical_to(others[name]) for name in by]
    pairs = labels.join(others, on, rname="{name}_other").rename(other="annotator_other")
    far, far_other = pairs.disagreement, pairs.disagreement_other
    x, x_other = pairs.number, pairs.number_other
    return pairs.group_by([*dict.fromkeys([*by, "annotator"]), "other"]).aggregate(
        n=pairs.count(),
        ff=(far * far_other).sum(),
        xx=(x * x_other).cast("float64").sum(),
        f=far.sum(),
        f_other=far_other.sum(),
        x=x.cast("float64").sum(),
        x_other=x_other.cast("float64").sum(),
    )


def code_counts(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count the labels of each code: ``*by, code, n``."""
    return labels.group_by([*by, "code"]).aggregate(n=labels.count())


def item_counts(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count the items of each group: ``*by, items``."""
    return labels.aggregate(by=by, items=labels.item_id.nunique())


def version_counts(labels: ibis.Table, guideline: str) -> ibis.Table:
    """Tell since when each guideline version is used in each window: ``number, version, since``."""
    labels = labels.filter(has(labels, guideline)).mutate(version=labels[guideline])
    return labels.group_by(["number", "version"]).aggregate(since=labels["at"].min())


def version_sums(labels: ibis.Table, by: Sequence[str], guideline: str) -> ibis.Table:
    """Sum the disagreement under each guideline version.

    Returns
    -------
    ibis.Table
        ``*by, version, since, number, n, far, n_items, n_annotators``; ``number`` is that of the
        first window with a label under the version.
    """
    labels = labels.filter(has(labels, guideline)).mutate(version=labels[guideline])
    return labels.group_by([*by, "version"]).aggregate(
        since=labels["at"].min(),
        number=labels.number.min(),
        n=labels.count(),
        far=labels.disagreement.sum(),
        n_items=labels.item_id.nunique(),
        n_annotators=labels.annotator.nunique(),
    )

"""How right each annotator was, how far the others agree, and what became of the items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis.counts.labels import NO, has
from trainer_widgets.analysis.counts.others import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

TERMINAL = ("answer", "skip", "escalate")


def within_groups(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Return the labels with an ``item_id`` that tells items of different groups apart."""
    if not by:
        return labels
    parts = [labels[name].cast("string").fill_null("") for name in ("item_id", *by)]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + SEPARATOR + part
    return labels.mutate(item_id=whole)


def agreement_sums(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum up how far the others agree with each annotator.

    Parameters
    ----------
    labels
        As :func:`~trainer_widgets.analysis.counts.with_others` returns them.
    by
        Columns to group by, ``annotator`` among them.

    Returns
    -------
    ibis.Table
        ``*by, total, squares`` (of one less the disagreement), ``n_items, n_labels``.
    """
    labels = labels.filter(labels.others > 0)
    labels = labels.mutate(agreed=1 - labels.disagreement)
    return labels.aggregate(
        by=by,
        total=labels.agreed.sum(),
        squares=(labels.agreed * labels.agreed).sum(),
        n_items=labels.item_id.nunique(),
        n_labels=labels.count(),
    )


def gold_counts(labels: ibis.Table, gold: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count each annotator's labels on items with a right answer, by what was right.

    Parameters
    ----------
    labels, gold
        Both with ``item_id`` and ``key``, the value in a form that can be compared.
    by
        Columns to group by, such as ``annotator``.

    Returns
    -------
    ibis.Table
        ``*by, truth, key, labels``.
    """
    right = gold.filter(has(gold, "key")).rename(truth="key")
    right = right.mutate(item_id=right.item_id.cast(labels.item_id.type()))
    joined = labels.join(right, "item_id").select(labels, right.truth)
    return joined.group_by([*by, "truth", "key"]).aggregate(labels=joined.count())


def several_answers(gold: ibis.Table) -> ibis.Table:
    """Return the first item that has several right answers, and how many: one row, or none.

    Parameters
    ----------
    gold
        ``item_id`` and ``key``, each pair once.
    """
    each = gold.group_by("item_id").aggregate(n=gold.count())
    return each.filter(each.n > 1).order_by("item_id").limit(1)


def handled_counts(events: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Count what annotators did with the items that they handled: answered, skipped or escalated.

    Parameters
    ----------
    events
        One row an event: ``item_id``, ``annotator``, ``action``, the columns of ``by``, and
        ``origin`` where it is known.
    by
        Columns to group by, ``annotator`` among them.

    Returns
    -------
    ibis.Table
        ``*by, handled, escalated, skipped``: numbers of (item, annotator) pairs that ever were,
        and ``imported``, of those of which all came with the data.
    """
    events = events.filter(events.action.isin(TERMINAL))
    came = (events["origin"] == "import").fill_null(NO) if "origin" in events.columns else NO
    events = events.mutate(came=came.ifelse(1, 0))

    def ever(action: str) -> ibis.Value:
        return (events.action == action).ifelse(1, 0).max()

    each = events.group_by([*dict.fromkeys([*by, "item_id", "annotator"])]).aggregate(
        escalated=ever("escalate"), skipped=ever("skip"), imported=events.came.min()
    )
    sums = {name: each[name].sum() for name in ("escalated", "skipped", "imported")}
    return each.aggregate(by=by, handled=each.count(), **sums)

"""What was on screen beside what was answered: places, lengths and prelabels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.datatypes as dt

from trainer_widgets.analysis.counts.labels import has
from trainer_widgets.analysis.counts.share_sums import SQUARES, share_sums
from trainer_widgets.analysis.counts.sources import LabelsError
from trainer_widgets.analysis.counts.tags import with_auto_tags
from trainer_widgets.analysis.counts.tallies import PAIR, shown_order

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = r"\s+"
BASE = 2**31  # two lengths below it are one int64


def with_choice(labels: ibis.Table) -> ibis.Table:
    """Return ranking labels with ``choice``, which the order tells where it is not there."""
    if "choice" in labels.columns:
        return labels.mutate(choice=labels.choice.cast("string"))
    best = labels.order.cast("array<array<string>>")[0]
    return labels.mutate(choice=(best.length() == 1).ifelse(best[0], "tie"))


def chosen_places(labels: ibis.Table) -> ibis.Table:
    """Return each decided label once for each place on screen.

    Of two places the first tells all, so the second is left out.

    Returns
    -------
    ibis.Table
        The labels with ``responses`` (how many were on screen), ``place`` (from 0, from left to
        right), ``y`` (1 where the response there was preferred) and ``n`` (1).
    """
    labels = labels.mutate(ids=shown_order(labels).cast("array<string>"))
    labels = labels.mutate(responses=labels.ids.length(), chosen=labels.ids.index(labels.choice))
    labels = labels.filter((labels.responses >= PAIR) & (labels.chosen >= 0))
    places = (labels.responses == PAIR).ifelse(1, labels.responses)
    rows = labels.mutate(place=ibis.range(0, places).unnest())
    is_chosen = (rows.place == rows.chosen).cast("int64")
    return rows.mutate(y=is_chosen, n=ibis.literal(1, "int64")).drop("ids", "chosen")


def cluster_sums(rows: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum what each item adds to a share ``y`` of ``n`` (form b).

    Returns
    -------
    ibis.Table
        ``*by, y, n, yy, yn, nn, items, n_annotators, n_labels``: sums over items of what each
        has, of its squares and products; how many items, annotators and rows there are.
    """
    each = rows.group_by([*by, "item_id"]).aggregate(y=rows.y.sum(), n=rows.n.sum())
    sums = each.aggregate(by=by, **share_sums(each))
    sizes = rows.aggregate(by=by, n_annotators=rows.annotator.nunique(), n_labels=rows.count())
    if not by:
        return sums.cross_join(sizes)
    # Groups may be missing values, which a plain join would drop.
    same = [sums[name].identical_to(sizes[name]) for name in by]
    return sums.join(sizes, same).select(sums, sizes.n_annotators, sizes.n_labels)


def arm_sums(rows: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum what each item adds to the difference of two shares (form b).

    Parameters
    ----------
    rows
        With ``y`` of ``n`` and ``arm``, whether a row belongs to the first share.
    by
        Columns to group by.

    Returns
    -------
    ibis.Table
        ``*by`` and what :func:`trainer_widgets.analysis.shares.difference` takes.
    """
    names = {"y": ("y", rows.arm), "n": ("n", rows.arm)}
    names |= {"other_y": ("y", ~rows.arm), "other_n": ("n", ~rows.arm)}
    each = rows.group_by([*by, "item_id"]).aggregate(
        **{name: rows[of].sum(where=arm).fill_null(0) for name, (of, arm) in names.items()}
    )
    products = {name: (one, other) for name, one, other in SQUARES}
    products |= {f"other_{k}": (f"other_{a}", f"other_{b}") for k, a, b in SQUARES}
    products |= {f"{a}_{b}": (a, f"other_{b}") for a in "yn" for b in "yn"}
    return each.aggregate(
        by=by,
        **{name: each[name].sum() for name in names},
        **{name: (each[one] * each[other]).sum() for name, (one, other) in products.items()},
        all_items=each.count(),
    )


def with_lengths(responses: ibis.Table, unit: str) -> ibis.Table:
    """Return responses with ``length``, in words (what is between spaces) or characters."""
    text = responses.text.strip()
    if unit == "characters":
        return responses.mutate(length=text.length().cast("int64"))
    words = text.re_split(WORDS).length()
    return responses.mutate(length=(text == "").ifelse(0, words).cast("int64"))


def with_length_codes(pairs: ibis.Table) -> ibis.Table:
    """Return the decided pairs of known lengths with ``code``: both lengths, the preferred first.

    ``code`` is the length of the preferred response times :data:`BASE`, plus the other's.
    """
    decided = pairs.filter(
        pairs.winner.isin(["left", "right"])
        & pairs.left_length.notnull()
        & pairs.right_length.notnull()
    )
    is_left = decided.winner == "left"
    better = is_left.ifelse(decided.left_length, decided.right_length)
    worse = is_left.ifelse(decided.right_length, decided.left_length)
    return decided.mutate(code=better * BASE + worse)


def with_arms(labels: ibis.Table) -> ibis.Table:
    """Return the labels of which it is known with ``arm``: whether a prelabel was on screen.

    Raises
    ------
    LabelsError
        When neither ``shown.prelabels`` nor ``condition`` is there to tell.
    """
    kind = labels.schema().get("shown")
    if isinstance(kind, dt.Struct) and "prelabels" in kind.names:
        labels = labels.mutate(arm=labels.shown["prelabels"])
        return labels.filter(labels.arm.notnull())
    if "condition" not in labels.columns:
        message = (
            "nothing tells whether prelabels were on screen: give 'shown' with 'prelabels', or "
            "'condition' with 'prelabel' and 'blind'"
        )
        raise LabelsError(message)
    labels = labels.filter(labels.condition.isin(["prelabel", "blind"]))
    return labels.mutate(arm=labels.condition == "prelabel")


def accepted(labels: ibis.Table, value: str, prelabel: str) -> ibis.Table:
    """Return the labels with ``y``, whether they agree with the prelabel, and ``n``, 1."""
    labels = labels.filter(has(labels, value) & has(labels, prelabel))
    same = (labels[value] == labels[prelabel]).cast("int64")
    return labels.mutate(y=same, n=ibis.literal(1, "int64"))


def accepted_tags(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Return the labels with ``y``, how many of the auto tags were kept, and ``n``, of how many.

    Tags are a multiset: of three proposed bananas where somebody sees two, two are kept.
    """
    who = list(dict.fromkeys([*by, "item_id", "annotator", "arm"]))
    labels = with_auto_tags(labels)
    given = labels.select(*who, tag=labels.tag_names.cast("array<string>").unnest())
    given = given.mutate(given=ibis.literal(1, "int64"), n=ibis.literal(0, "int64"))
    auto: Any = labels.select(*who, auto=labels.auto_tags.unnest())
    auto = auto.select(*who, tag=auto.auto["name"])
    auto = auto.mutate(given=ibis.literal(0, "int64"), n=ibis.literal(1, "int64"))
    both = ibis.union(given, auto)
    each = both.group_by([*who, "tag"]).aggregate(given=both.given.sum(), n=both.n.sum())
    each = each.mutate(y=ibis.least(each.given, each.n))
    return each.group_by(who).aggregate(y=each.y.sum(), n=each.n.sum())

"""Marked stretches of texts, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.label_pairs import (
    LABEL,
    group_columns,
    narrowed,
    pairs,
    same,
    with_columns,
)
from trainer_widgets.analysis.counts.span_marks import (
    check_match,
    mark_fields,
    stretches,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS = 9
F1 = ("exact", "overlap", "characters")
PAIR = (*LABEL, "other_annotator")


def span_items(
    labels: ibis.Table, by: Sequence[str], value: str, match: Sequence[str] = ()
) -> ibis.Table:
    """Count the items by what each contributes to the agreement of spans.

    Parameters
    ----------
    labels
        As :func:`trainer_widgets.analysis.selection.select` returns them.
    by
        Columns to group by.
    value
        The column of marks: lists of structs with ``start`` and ``end``, or with one field that
        holds a list of those.
    match
        Fields that two marks have to have in common to match.

    Returns
    -------
    ibis.Table
        ``group_0, ..., exact, overlap, characters, labels, marked, empty_pairs, backwards,
        unplaced, items``: the mean F1 over the item's pairs of labels in which somebody marked
        something (null where there is none), how many labels it has and how many with a mark, how
        many pairs without any, how many spans end before they start, how many lack their start or
        end (which count for nothing else), and how many items are so.

    Raises
    ------
    LabelsError
        When the column holds no marks, or they have no such field to match.
    """
    fields = mark_fields(labels, value)
    check_match(match, fields)
    labels = narrowed(labels, by, value)
    found = stretches(labels, fields, match)
    spans = found.filter(_is_placed(found))
    sized = _with_sizes(labels.drop("value"), found, spans)
    item = [*group_columns(labels), "item_id"]
    items = sized.group_by(item).aggregate(
        labels=sized.count(),
        marked=sized.count(where=sized.spans > 0),
        backwards=sized.backwards.sum(),
        unplaced=sized.unplaced.sum(),
    )
    items = with_columns(items, _agreement(sized, spans), ["item_id"])
    items = items.select(
        *(items[name] for name in group_columns(items)),
        **{name: items[name].round(DIGITS) for name in F1},
        **{name: items[name].fill_null(0).cast("int64") for name in WHOLE},
    )
    return items.group_by(list(items.columns)).aggregate(items=items.count())


WHOLE = ("labels", "marked", "empty_pairs", "backwards", "unplaced")


def _is_placed(found: ibis.Table) -> Any:  # noqa: ANN401 - a boolean column
    return found.start.notnull() & found.end.notnull()


def _with_sizes(labels: ibis.Table, found: ibis.Table, spans: ibis.Table) -> ibis.Table:
    """Return the labels with how many spans and how many characters they mark."""
    label = [*group_columns(labels), *LABEL]
    each = found.group_by(label).aggregate(
        spans=found.count(where=_is_placed(found)),
        backwards=found.count(where=found.end < found.start),
        unplaced=found.count(where=~_is_placed(found)),
    )
    merged = _merged(spans)
    covered = merged.group_by(label).aggregate(covered=(merged.end - merged.start).sum())
    sized = with_columns(with_columns(labels, each, LABEL), covered, LABEL)
    names = ("spans", "backwards", "unplaced", "covered")
    return sized.mutate(**{name: sized[name].fill_null(0).cast("float64") for name in names})


def _merged(spans: ibis.Table) -> ibis.Table:
    """Return what each label covers of each text, as stretches that do not touch."""
    text_of_label = [*group_columns(spans), *LABEL, "text"]
    order = {"group_by": text_of_label, "order_by": ["start", "end"]}
    before = ibis.window(**order, preceding=(None, 1))
    reached = spans.mutate(reached=spans.end.max().over(before))
    is_new = (reached.reached.isnull() | (reached.start > reached.reached)).cast("int64")
    parted = reached.mutate(is_new=is_new)
    so_far = ibis.window(**order, preceding=None, following=0)
    parted = parted.mutate(part=parted.is_new.sum().over(so_far))
    return parted.group_by([*text_of_label, "part"]).aggregate(
        start=parted.start.min(), end=parted.end.max()
    )


def _agreement(sized: ibis.Table, spans: ibis.Table) -> ibis.Table:
    """Return the mean F1 of each item over its pairs of labels."""
    met = pairs(sized, "spans", "covered")
    found = with_columns(met, _hits(spans), PAIR)
    found = with_columns(found, _hits(spans, turned=True), PAIR)
    found = with_columns(found, _shared_characters(_merged(spans)), PAIR)
    found = found.mutate(
        **{name: found[name].fill_null(0).cast("float64") for name in ("hits", "other_hits")},
        **{name: found[name].fill_null(0).cast("float64") for name in ("equal", "shared")},
    )
    is_empty = found.spans + found.other_spans == 0
    crossed = found.hits * found.other_spans + found.other_hits * found.spans
    overlap = 2 * found.hits * found.other_hits / crossed.nullif(0)
    found = found.mutate(
        exact=2 * found.equal / (found.spans + found.other_spans).nullif(0),
        overlap=ibis.ifelse(is_empty, ibis.null("float64"), overlap.fill_null(0.0)),
        characters=2 * found.shared / (found.covered + found.other_covered).nullif(0),
        is_empty=is_empty.cast("int64"),
    )
    return found.group_by([*group_columns(found), "item_id"]).aggregate(
        **{name: found[name].mean() for name in F1}, empty_pairs=found.is_empty.sum()
    )


def _overlapping(spans: ibis.Table, *, turned: bool) -> tuple[ibis.Table, ibis.Table, Any]:
    others = spans.view()
    in_order = spans.annotator > others.annotator if turned else spans.annotator < others.annotator
    meet = [spans.start < others.end, others.start < spans.end]
    return spans, others, [*same(spans, others, "item_id", "text"), in_order, *meet]


def _hits(spans: ibis.Table, *, turned: bool = False) -> ibis.Table:
    """Count of each pair of labels the spans of one that meet any of the other, and equal ones.

    Turned, those of the other that meet any of the one, as ``other_hits``.
    """
    stretch = [*group_columns(spans), *LABEL, "text", "start", "end"]
    distinct = spans.group_by(stretch).aggregate(times=spans.count())
    one, other, conditions = _overlapping(distinct, turned=turned)
    is_equal = (one.start == other.start) & (one.end == other.end)
    met = one.join(other, conditions).select(
        *(one[name] for name in (*stretch, "times")),
        other_annotator=other.annotator,
        equal=is_equal.ifelse(ibis.least(one.times, other.times), 0),
    )
    each = met.group_by([*stretch, "other_annotator"]).aggregate(
        times=met.times.max(), equal=met.equal.max()
    )
    if turned:
        each = each.rename(annotator="other_annotator", other_annotator="annotator")
    pair = each.group_by([*group_columns(each), *PAIR])
    if turned:
        return pair.aggregate(other_hits=each.times.sum())
    return pair.aggregate(hits=each.times.sum(), equal=each.equal.sum())


def _shared_characters(merged: ibis.Table) -> ibis.Table:
    one, other, conditions = _overlapping(merged, turned=False)
    met = one.join(other, conditions).select(
        *(one[name] for name in (*group_columns(one), *LABEL)),
        other_annotator=other.annotator,
        shared=ibis.least(one.end, other.end) - ibis.greatest(one.start, other.start),
    )
    return met.group_by([*group_columns(met), *PAIR]).aggregate(shared=met.shared.sum())

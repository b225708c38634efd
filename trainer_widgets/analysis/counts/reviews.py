"""Events to counts of which labels passed their review, and which were sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import NO
from trainer_widgets.analysis.counts.share_sums import share_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

LABELING = ("answer",)  # a decision on an item is nobody's label, and never reviewed
AUDIT = "audit"
PAIR = ("item_id", "annotator")


def decision(events: ibis.Table) -> Any:  # noqa: ANN401 - a column of text
    """Return what reviews decided: of the ``review`` that events carry, or ``decision``."""
    return _of_review(events, "decision", "string")


def is_audit(events: ibis.Table) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether labels were drawn at random to be reviewed; null where nothing tells."""
    why = _of_review(events, "why", "array<string>")
    return ibis.ifelse(
        why.notnull() & (why.length() > 0), why.contains(AUDIT), ibis.null("boolean")
    )


def _of_review(events: ibis.Table, name: str, kind: str) -> Any:  # noqa: ANN401 - a column
    if name in events.columns:
        return events[name].cast(kind)
    held = events["review"] if "review" in events.columns else None
    if held is not None and held.type().is_struct() and name in held.type().names:
        return held[name].cast(kind)
    return ibis.null(kind)


def newest_reviews(events: ibis.Table) -> ibis.Table:
    """Return the review that counts of each label: ``target, decision, audit, reviewer``.

    ``audit`` tells whether any of the label's reviews was of a random sample; it is null where no
    review tells how it came about.
    """
    reviews = events.filter(events["action"] == "review")
    reviews = reviews.mutate(target=reviews["refers_to"].cast("string"))
    reviews = reviews.filter(reviews["target"].notnull() & reviews["decision"].notnull())
    each = ibis.window(group_by="target")
    nth = ibis.row_number().over(
        group_by="target",
        order_by=[ibis.desc(reviews["ruled_at"]), ibis.desc(reviews["event_id"])],
    )
    audited = reviews["audit"].cast("int64").max().over(each)
    numbered = reviews.mutate(nth=nth, audited=audited)
    newest = numbered.filter(numbered["nth"] == 0)
    return newest.select("target", "decision", audit="audited", reviewer="annotator")


def reviewed_labels(events: ibis.Table) -> ibis.Table:
    """Return the labels that were reviewed, with the review that counts.

    Returns
    -------
    ibis.Table
        The label's own columns, ``passed`` (0 or 1), ``audit`` (0, 1 or null), ``reviewer``, and
        ``is_rework``: whether it replaces one that was sent back. It is there because that failed,
        and so in no random sample.
    """
    labels, reviews = _answers(events), newest_reviews(events)
    joined = labels.inner_join(reviews, labels["event_id"] == reviews["target"])
    passed = (reviews["decision"] == "pass").cast("int64")
    return joined.select(
        labels, passed=passed, audit=reviews["audit"], reviewer=reviews["reviewer"]
    )


def review_table(reviews: ibis.Table) -> ibis.Table:
    """Return the same of a table of reviews, as ``project.reviews()`` gives them.

    A label that was reviewed first after its annotator's other one was sent back is rework.
    """
    counting = reviews["counts"].fill_null(NO) if "counts" in reviews.columns else ~NO
    is_rework = NO
    if {"label", "reviewed_at"} <= set(reviews.columns):
        when = reviews["reviewed_at"]
        returned = ibis.ifelse(reviews["decision"] == "return", when, ibis.null(when.type()))
        since = returned.min().over(ibis.window(group_by=list(PAIR)))
        is_rework = (when.min().over(ibis.window(group_by="label")) > since).fill_null(NO)
    reviews = reviews.mutate(audit=is_audit(reviews).cast("int64"), is_rework=is_rework)
    reviews = reviews.filter(counting)
    return reviews.mutate(passed=(reviews["decision"] == "pass").cast("int64"))


def sampled(labels: ibis.Table) -> ibis.Table:
    """Count the reviewed labels by how they came to be reviewed: one row."""
    audit, first = labels["audit"], ~labels["is_rework"]
    return labels.aggregate(
        audited=labels.count(where=(audit == 1).fill_null(NO) & first),
        targeted=labels.count(where=(audit == 0).fill_null(NO) & first),
        unknown=labels.count(where=audit.isnull() & first),
        reworked=labels.count(where=labels["is_rework"]),
    )


def weighed(
    labels: ibis.Table, events: ibis.Table, by: Sequence[str], strata: Sequence[str]
) -> ibis.Table:
    """Return reviewed labels with ``weight``, by which each stratum has its share of all labels.

    The weights of a group add up to how many labels it has.
    """
    cells = [*dict.fromkeys([*by, *strata])]
    labeled = _answers(events)
    pairs = labeled.filter(~labeled["is_rework"]).select(*dict.fromkeys([*cells, *PAIR])).distinct()
    there = pairs.group_by(cells).aggregate(there=pairs.count())
    drawn = labels.group_by(cells).aggregate(drawn=labels.count())
    right = drawn.rename({f"{name}_": name for name in cells})
    same = [there[name].identical_to(right[f"{name}_"]) for name in cells]
    both = there.inner_join(right, same).select(there, right["drawn"])
    group = ibis.window(group_by=list(by)) if by else ibis.window()
    scale = both["drawn"].sum().over(group) / both["there"].sum().over(group)
    both = both.mutate(weight=both["there"] / both["drawn"] * scale)
    right = both.rename({f"{name}_": name for name in cells})
    same = [labels[name].identical_to(right[f"{name}_"]) for name in cells]
    return labels.inner_join(right, same).select(labels, right["weight"])


def pass_counts(labels: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum what the shares of labels that passed need of items.

    Returns
    -------
    ibis.Table
        ``*by, y, n, yy, yn, nn, items`` (see :func:`share_sums`), ``n_yes, n_labels`` (without
        weights) and ``n_annotators``.
    """
    return _summed(labels, "passed", by)


def returned_pairs(events: ibis.Table) -> ibis.Table:
    """Return what somebody labeled of each item, and whether it was ever sent back.

    Returns
    -------
    ibis.Table
        One row a pair of item and annotator: the columns of its first label, ``returned`` (0 or
        1) and ``again`` (1 where its annotator answered after it was sent back first).
    """
    labels = _answers(events)
    nth = ibis.row_number().over(
        group_by=list(PAIR), order_by=[labels["ruled_at"], labels["event_id"]]
    )
    again = labels["is_rework"].cast("int64").max().over(ibis.window(group_by=list(PAIR)))
    numbered = labels.mutate(nth=nth, again=again)
    return numbered.filter(numbered["nth"] == 0).drop("nth", "is_rework")


def _answers(events: ibis.Table) -> ibis.Table:
    """Return the labels, with whether an annotator's label of the item was ``returned`` (0 or 1).

    ``is_rework`` tells whether a label was recorded after the first return.
    """
    labels = events.filter(events["action"].isin(LABELING)).drop("decision", "audit")
    reviews = events.filter((events["action"] == "review") & (events["decision"] == "return"))
    back = reviews.mutate(target=reviews["refers_to"].cast("string"))
    targets = labels.select(target="event_id", whose_item="item_id", whose="annotator")
    sent = back.inner_join(targets, "target")
    sent = sent.group_by("whose_item", "whose").aggregate(since=sent["ruled_at"].min())
    same = [labels["item_id"] == sent["whose_item"], labels["annotator"] == sent["whose"]]
    joined = labels.left_join(sent, same)
    return joined.select(
        labels,
        returned=joined["since"].notnull().cast("int64"),
        is_rework=(joined["ruled_at"] > joined["since"]).fill_null(NO),
    )


def return_counts(pairs: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum what the share of pairs that were sent back needs of items, as :func:`pass_counts`."""
    return _summed(pairs, "returned", by)


def again_counts(pairs: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """Sum the same of the pairs that were answered again, among those that were sent back."""
    back = pairs.filter(pairs["returned"] == 1)
    return _summed(back, "again", by)


def _summed(labels: ibis.Table, yes: str, by: Sequence[str]) -> ibis.Table:
    weight = labels["weight"] if "weight" in labels.columns else ibis.literal(1, "int64")
    labels = labels.mutate(yes=labels[yes], weighs=weight)
    people = labels.aggregate(by=list(by), n_annotators=labels["annotator"].nunique())
    each = labels.aggregate(
        by=[*dict.fromkeys([*by, "item_id"])],
        y=(labels["yes"] * labels["weighs"]).sum(),
        n=labels["weighs"].sum(),
        yes=labels["yes"].sum(),
        labels=labels.count(),
    )
    numbers = {"n_yes": each["yes"].sum(), "n_labels": each["labels"].sum()}
    sums = each.aggregate(by=list(by), **share_sums(each), **numbers)
    right = people.rename({f"{name}_": name for name in by})
    same: Any = [sums[name].identical_to(right[f"{name}_"]) for name in by]
    joined = sums.inner_join(right, same) if by else sums.cross_join(right)
    return joined.select(sums, right["n_annotators"])

"""Which share of the labels passes a reviewer's audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import reviews as counting
from trainer_widgets.analysis.event_selection import Columns
from trainer_widgets.analysis.results import executed, note, share_note, z
from trainer_widgets.analysis.reviewing.reviewed_events import (
    Counted,
    is_review_table,
    review_events,
    shares,
)
from trainer_widgets.analysis.selection import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis
    import pandas as pd

STATISTIC = "audit_pass_rate"
REVIEWER = "reviewer"


def audit_pass_rate(  # noqa: PLR0913 - columns and choices, all named
    events: object,
    by: str | Sequence[str] | None = None,
    *,
    audit: bool = True,
    strata: str | Sequence[str] | None = None,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure which share of the reviewed labels passed.

    A label that was sent back or corrected has failed. Of several reviews of a label the newest
    counts. Only a random sample speaks for the labels that nobody reviewed: what was reviewed
    because gold was missed, people differed or a lead chose it fails more often. So labels of the
    random audit count by default, where reviews tell why they were made; where none does, all
    count, and ``note`` says that nobody knows whether they are a sample. What was answered anew
    after it had been sent back is never in the sample: the label that was drawn has failed.

    Intervals are Wilson's [1]_; where labels share an item, for the effective number of labels,
    clustered by item [2]_. Sums over items (form b) are made in the engine: a row a group crosses.

    Parameters
    ----------
    events
        A :class:`~trainer_widgets.Project`, a :class:`~trainer_widgets.LabelStore`, or a table in
        any form: events with ``action``, ``event_id``, ``refers_to``, ``item_id``, ``annotator``,
        a time, and ``review`` or ``decision`` and ``why``; or reviews as ``project.reviews()``
        gives them.
    by
        Columns to group by, of the label that was reviewed (``"annotator"``, ``"guideline"``,
        ``"category"``) or of its item; ``"reviewer"`` is who reviewed it.
    audit
        Leave out what was reviewed for another reason than the random audit, and rework.
    strata
        Columns that the sample was stratified by, such as ``["annotator", "category"]``, the
        strata of a :class:`~trainer_widgets.ReviewWidget`. Give them where strata were not sampled
        in proportion to their labels, as by a number of labels (``audit=50``): each then weighs as
        many labels as it has [3]_. ``"category"`` is all of an answer's categories.
    items
        A table with the items' features; a project's own are there without it.
    item, annotator
        The columns that say what was labeled, and by whom.
    models
        Count labels by models too, where ``annotator_kind`` tells.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row a group with the ``statistic`` ``audit_pass_rate`` and ``n_passed``; ``n_labels``
        are the labels that were reviewed and count.

    Raises
    ------
    LabelsError
        When a column is missing, or there are no times.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).
    .. [2] Korn and Graubard (1998), Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data, Survey Methodology 24(2).
    .. [3] Cochran (1977), Sampling Techniques, 3rd edition, Wiley, chapter 5.

    Examples
    --------
    >>> import pandas as pd
    >>> reviews = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q2", "q3", "q4"],
    ...         "annotator": ["ana", "ana", "ben", "ben"],
    ...         "decision": ["pass", "pass", "pass", "return"],
    ...         "why": [["audit"], ["audit"], ["audit"], ["audit"]],
    ...     }
    ... )
    >>> audit_pass_rate(reviews)[["estimate", "low", "high", "n_passed", "n_labels"]].round(2)
       estimate  low  high  n_passed  n_labels
    0      0.75  0.3  0.95         3         4
    """
    z(confidence)
    keys, columns = counts.by_columns(by), Columns(item, annotator)
    layers = counts.by_columns(strata)
    if layers and REVIEWER in (*keys, *layers):
        message = "what a stratum's labels weigh does not follow from who reviewed them: leave "
        raise counts.LabelsError(message + "out strata=, or by='reviewer'")
    table = None
    if is_review_table(events):
        _check_no_strata(layers)
        labels, said = _reviews(events, keys, columns, items=items)
    else:
        others = [name for name in dict.fromkeys([*keys, *layers]) if name != REVIEWER]
        table, said = review_events(events, others, columns, items=items, models=models)
        labels = counting.reviewed_labels(table)
    labels, told = _sample(labels, audit=audit)
    if layers and table is not None:
        labels = counting.weighed(labels, table, keys, layers)
        told = note(told, f"weighted by {', '.join(layers)}")
    sums = counting.pass_counts(labels, keys)
    return shares(sums, Counted(STATISTIC, "n_passed", keys), note(told, said), confidence)


def _check_no_strata(strata: Sequence[str]) -> None:
    if strata:
        message = (
            "reviews alone do not tell how many labels a stratum has: give the events, or the "
            "project, with strata="
        )
        raise counts.LabelsError(message)


def _reviews(
    reviews: object, keys: list[str], columns: Columns, *, items: object
) -> tuple[ibis.Table, str]:
    there = counts.column_names(reviews)
    more = [name for name in ("why", "counts", "label", "reviewed_at") if name in there]
    chosen = select(
        reviews, ["decision", *more], keys, item=columns.item, annotator=columns.annotator,
        items=items, independent=False, models=True, repeats=True, unnamed=True,
    )  # fmt: skip
    return counting.review_table(chosen.table), chosen.said.replace("labels ", "reviews ")


def _sample(labels: ibis.Table, *, audit: bool) -> tuple[ibis.Table, str]:
    """Return the labels that count, and what is to be said of how they were chosen."""
    found = executed(counting.sampled(labels)).iloc[0].astype("int64")
    audited, targeted, unknown, reworked = found[["audited", "targeted", "unknown", "reworked"]]
    again = "labels that replace one sent back"
    if audit:
        labels = labels.filter(~labels["is_rework"])
        said = share_note(reworked, f"{again} left out")
    else:
        said = share_note(reworked, f"{again}: no random sample")
    if audit and (audited or targeted):
        out = note(
            share_note(targeted, "labels reviewed for another reason than the audit left out"),
            share_note(unknown, "reviewed for no known reason left out"),
            said,
        )
        return labels.filter(labels["audit"] == 1), out
    return labels, note(
        share_note(targeted, "labels reviewed for another reason: no random sample"),
        share_note(unknown, "labels reviewed for no known reason: maybe no random sample"),
        said,
    )

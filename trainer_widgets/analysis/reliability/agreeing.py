"""Agreement between annotators."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis.reliability import evidence
from trainer_widgets.analysis.reliability import requests as agreement_requests
from trainer_widgets.analysis.reliability.group_estimates import Choices, estimated
from trainer_widgets.analysis.reliability.other_annotators import over_annotators
from trainer_widgets.analysis.selection import opened, select
from trainer_widgets.analysis.weighting import chosen_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from trainer_widgets.records import Taxonomy


def agreement(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    value: str = "choice",
    level: str = "nominal",
    by: str | Sequence[str] | None = None,
    *,
    weights: str | None = None,
    categories: Sequence[Any] | None = None,
    match: str | Sequence[str] = (),
    taxonomy: Taxonomy | str | None = None,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
    intra: bool = False,
    resample: str = "items",
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how far annotators agree on the items that they share.

    Any number of annotators, and any gaps. Where somebody labeled an item twice, the newest label
    counts. With n(i, k) of the n(i) labels of item i in category k:

    - ``percent_agreement`` is the share of agreeing pairs of labels within an item, averaged over
      items with two labels or more [1]_. It counts exact agreement at every level.
    - ``krippendorff_alpha`` is 1 less observed over expected disagreement, with the distances of
      its level [2]_: of sets by MASI [3]_, of multisets by Jaccard.
    - ``fleiss_kappa`` [1]_, for items with different numbers of labels as Gwet defines it
      [4]_ (section 2.4): chance agreement is the sum over k of p(k) squared, with p(k) the mean of
      n(i, k) / n(i) over all items with a label; weighted, the sum of w(k, l) p(k) p(l).
    - ``gwet_ac1`` [5]_, with the same observed agreement and p(k), but chance agreement
      sum p(k) (1 - p(k)) / (q - 1) for q categories; ``gwet_ac2`` where it is weighted [4]_: times
      the sum of all weights over q. The q categories are those that the group uses, or
      ``categories``.
    - ``cohen_kappa`` is Cohen's kappa [6]_, weighted for ordered levels [7]_; for more than two
      annotators the mean over their pairs, each counted by the items that it shares [8]_.

    Levels ``"ranking"`` and ``"spans"`` have statistics of their own, see
    :func:`trainer_widgets.analysis.reliability.rankings.estimates` and
    :func:`trainer_widgets.analysis.reliability.spans.estimates`.

    Count patterns are enough (form a of what is sufficient): how many items show each vector of
    who gave which category, or of counts per category. A multinomial draw over patterns is a
    bootstrap over items, and gives the percentile intervals [9]_; Cohen's kappa has the
    infinitesimal jackknife over items [10]_, from pair counts (form c) where there are many
    annotators. More than 50,000 patterns or 500 values give way to sums of what each item
    contributes (form b), and all intervals to that jackknife.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or glob, an Ibis table, a ``LabelStore`` or a
        ``Project``; one row a label.
    value
        The column whose values are compared. Labels without a value are left out.
    level
        The values' level of measurement: ``"nominal"``, ``"ordinal"``, ``"interval"``,
        ``"ratio"``, ``"set"`` (lists without order or repetition), ``"multiset"`` (lists without
        order), ``"ranking"`` or ``"spans"``.
    by
        Columns to group by, such as ``"guideline"``, of the labels or of the items.
    weights
        How partial agreement counts in kappas and AC2: ``"linear"`` (the default for ordinal
        values, by their places in the order), ``"quadratic"`` (for interval and ratio) or
        ``"unweighted"``. Sets take MASI, multisets Jaccard.
    categories
        All categories, in their order: needed for ordinal values that are text, and elsewhere to
        count those too that nobody used.
    match, taxonomy
        For spans, see :func:`trainer_widgets.analysis.reliability.spans.estimates`.
    items
        A table with the items' features, joined on ``item``.
    item, annotator, at
        The columns that say what was labeled, by whom and when.
    independent
        Leave out labels given after feedback, reveal or rework, where ``condition`` tells.
    models
        Keep labels by models, where ``annotator_kind`` tells.
    intra
        Measure how far each annotator agrees with oneself, on the items that somebody labeled twice
        or more; one group for each annotator. Not of rankings and spans.
    resample
        ``"items"``: intervals speak of other items and the same annotators. ``"annotators"``: of
        the same items and other annotators, from ten on, by the jackknife over annotators [11]_.
    confidence
        Of the intervals.
    resamples, seed
        Of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        One row a group and statistic: ``*by, statistic, estimate, low, high, prevalence, weights,
        n_items, n_annotators, n_labels, note``. ``prevalence`` is the share of the most frequent
        category, ``weights`` how partial agreement counts. What is undefined is NaN, and ``note``
        says why.

    Raises
    ------
    LabelsError
        When a column is missing or of the wrong kind, a level or its weights are unknown, there are
        more than 5,000 different values (numbers too, at any level: round them first), an option
        does not go with the level, or somebody labeled an item twice and no time tells which label
        is the newest.

    References
    ----------
    .. [1] Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological
       Bulletin 76(5).
    .. [2] Krippendorff (2011), Computing Krippendorff's alpha-reliability.
    .. [3] Passonneau (2006), Measuring agreement on set-valued items, LREC.
    .. [4] Gwet (2014), Handbook of Inter-Rater Reliability, fourth edition.
    .. [5] Gwet (2008), Computing inter-rater reliability and its variance in the presence of high
       agreement, British Journal of Mathematical and Statistical Psychology 61(1).
    .. [6] Cohen (1960), A coefficient of agreement for nominal scales, Educational and
       Psychological Measurement 20(1).
    .. [7] Cohen (1968), Weighted kappa, Psychological Bulletin 70(4).
    .. [8] Light (1971), Measures of response agreement for qualitative data, Psychological
       Bulletin 76(5), whose mean has no weights: the same where all pairs share all items.
    .. [9] Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    .. [10] Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapter 6.
    .. [11] Gwet (2008), Variance estimation of nominal-scale inter-rater reliability with random
       selection of raters, Psychometrika 73(3).

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q1", "q2", "q2", "q3", "q3", "q4", "q4"],
    ...         "annotator": ["ana", "ben"] * 4,
    ...         "choice": ["a", "a", "b", "b", "a", "b", "b", "b"],
    ...     }
    ... )
    >>> agreement(labels)[["statistic", "estimate", "n_items"]].round(3)
                statistic  estimate  n_items
    0   percent_agreement     0.750        4
    1  krippendorff_alpha     0.533        4
    2        fleiss_kappa     0.467        4
    3            gwet_ac1     0.529        4
    4         cohen_kappa     0.500        4
    """
    agreement_requests.check(level, resample, confidence, resamples, seed)
    agreement_requests.check_options(
        level,
        weights=weights is not None,
        categories=categories is not None,
        intra=intra,
        match=match,
        taxonomy=taxonomy,
    )
    labels = opened(labels, independent=independent)
    columns: dict[str, Any] = {"item": item, "annotator": annotator, "at": at, "items": items}
    ask = partial(select, labels, [value], by, **columns, independent=independent, models=models)
    if level in agreement_requests.ELSEWHERE:
        drawing = {"confidence": confidence, "resamples": resamples, "seed": seed}
        spans = {"match": match, "taxonomy": taxonomy} if level == "spans" else {}
        return agreement_requests.elsewhere(ask(), value, level, drawing | spans)
    named, every = chosen_weights(level, weights), categories is not None
    choices = Choices(level, named, every, confidence, resamples, seed)
    if intra:
        ask = partial(
            agreement_requests.occasions, ask, value, timed=agreement_requests.is_timed(labels, at)
        )
    survey, found = evidence.gathered(ask, value, level, categories)
    if not survey.tallies:
        return agreement_requests.nothing(survey.selection, choices)
    estimate = over_annotators if resample == "annotators" else estimated
    return agreement_requests.told(survey, found, estimate(survey, found, choices), choices)

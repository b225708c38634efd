"""Which categories of failure come together."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import failure_pairs as pairing
from trainer_widgets.analysis.counts import failures as counting
from trainer_widgets.analysis.failures.intervals import DIGITS, percent
from trainer_widgets.analysis.failures.odds import TINY, exact
from trainer_widgets.analysis.failures.selection import Failures, failures, keyed
from trainer_widgets.analysis.false_discoveries import add_q_values
from trainer_widgets.analysis.results import Key, note, result, z
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import ibis
    import pandas as pd

    from trainer_widgets.records import Taxonomy

WITHIN = ("label", "item")
NAMES = ["category", "label", "other", "other_label"]
MORE = ["n_both", "n_category", "n_other", "expected", "lift", "phi", "p_value", "q_value"]
HALF = 0.5
Row = dict[str, Any]


def co_occurrence(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    taxonomy: Taxonomy | str | Path | None = None,
    by: str | Sequence[str] | None = None,
    *,
    within: str = "label",
    depth: int | None = None,
    value: str | None = None,
    weightless: bool = False,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure which categories of failure come together more or less often than by chance.

    ``odds_ratio`` is how much larger the odds of one category are where the other is, with half a
    case added to each cell of the table [1]_; 1 means that they have nothing to do with each
    other. Interval and p value are those of one exact test, Fisher's [2]_ with mid-p tails [3]_:
    the 95 % interval leaves 1 out where p is below 5 %. It has no upper end where nothing speaks
    against one always coming with the other. ``q_value`` is Benjamini and Hochberg's [4]_ over
    all pairs of a group. The labels of an item count as one item together (a third each where
    there are three), since they are not independent.

    Needs contributions of items (form b), summed in the engine: a row a pair of categories crosses.

    Parameters
    ----------
    labels, taxonomy, by, value, weightless, items, item, annotator, at
        As for :func:`~trainer_widgets.analysis.failure_rates`.
    within
        ``"label"`` asks what the same person marked together, ``"item"`` what anybody marked in
        the same item.
    depth
        Roll categories up to this depth of the tree, 1 for the top level. By default they are
        taken as they were given.
    independent, models
        As in :func:`~trainer_widgets.analysis.agreement`.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row a group and pair of categories that both occur there: ``*by, category, label,
        other, other_label, statistic`` (``odds_ratio``), ``estimate, low, high, n_both,
        n_category, n_other`` (items with both, with the one, with the other), ``expected``
        (items with both by chance), ``lift`` (both over expected), ``phi, p_value, q_value,
        n_items, n_annotators, n_labels, note``. What crosses are counts of pairs.

    Raises
    ------
    LabelsError
        When a column is missing or an option is unknown.

    References
    ----------
    .. [1] Gart and Zweifel (1967), On the bias of various estimators of the logit and its
       variance, Biometrika 54(1/2).
    .. [2] Fisher (1935), The logic of inductive inference, Journal of the Royal Statistical
       Society 98(1).
    .. [3] Mehta and Walsh (1992), Comparison of exact, mid-p, and Mantel-Haenszel confidence
       intervals for the common odds ratio across several 2x2 contingency tables, The American
       Statistician 46(2).
    .. [4] Benjamini and Hochberg (1995), Controlling the false discovery rate, Journal of the
       Royal Statistical Society B 57(1).

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2", "q3", "q4"], "annotator": "ana"})
    >>> labels["categories"] = [["style", "tone"], ["style", "tone"], [], []]
    >>> co_occurrence(labels)[["category", "other", "n_both", "expected", "estimate"]]
      category other  n_both  expected  estimate
    0    style  tone     2.0       1.0      25.0
    """
    if within not in WITHIN:
        message = (
            f"within={within!r} is unknown: {nearest(str(within), WITHIN)}There are label, item"
        )
        raise counts.LabelsError(message)
    z(confidence)
    found = failures(
        labels,
        taxonomy,
        by,
        value=value,
        weightless=weightless,
        items=items,
        item=item,
        annotator=annotator,
        at=at,
        independent=independent,
        models=models,
    ).at_depth(depth)
    each = pairing.occurrences(
        found.labels, found.marks, found.book, found.by, items=within == "item"
    )
    sizes = keyed(counting.label_sizes(found.labels, found.by), found.by)
    alone = _counted(pairing.node_counts(each, found.by), [*found.by, "node"])
    both = _counted(pairing.together(each, found.by), [*found.by, "node", "other"])
    rows: list[Row] = []
    for key, size in sizes.items():
        group = dict(zip(found.by, key, strict=True)) | size
        of_group = _pairs(found, key, group, alone, both, confidence)
        add_q_values(of_group)
        rows += of_group
    return result(rows, [*found.by, *NAMES], MORE)


def _counted(table: ibis.Table, keys: list[str]) -> dict[Key, float]:
    # Engines add up thirds in any order: what is equal shall be equal to the last digit.
    return {key: round(float(row["n"]), DIGITS) for key, row in keyed(table, keys).items()}


def _pairs(  # noqa: PLR0913, PLR0917 - what crossed, and whose it is
    found: Failures,
    key: Key,
    group: Row,
    alone: dict[Key, float],
    both: dict[Key, float],
    confidence: float,
) -> list[Row]:
    there = [place for place in range(len(found.nodes)) if (*key, place) in alone]
    rows = []
    for one, other in combinations(there, 2):
        counted = both.get((*key, one, other), 0.0), alone[*key, one], alone[*key, other]
        drawn = association(*counted, n=float(group["n_items"]), confidence=confidence)
        node, with_it = found.nodes[one], found.nodes[other]
        named = {"category": node.category, "label": node.label}
        named |= {"other": with_it.category, "other_label": with_it.label}
        said = note(str(drawn["note"]), *dict.fromkeys([node.told, with_it.told]), found.said)
        rows.append(group | named | {"statistic": "odds_ratio"} | drawn | {"note": said})
    return rows


def association(both: float, one: float, other: float, *, n: float, confidence: float) -> Row:
    """Return how two categories go together.

    Parameters
    ----------
    both, one, other
        In how many items there are both, the one, and the other.
    n
        How many items there are.
    confidence
        Of the interval.

    Examples
    --------
    >>> found = association(2, 3, 4, n=10, confidence=0.95)
    >>> round(found["estimate"], 3), round(found["lift"], 3), round(found["p_value"], 3)
    (3.667, 1.667, 0.367)
    """
    expected = one * other / n
    cells = both, one - both, other - both, n - one - other + both
    a, b, c, d = (max(cell, 0.0) + HALF for cell in cells)
    spread = math.sqrt(max(one * (n - one) * other * (n - other), 0.0))
    low = high = p_value = math.nan
    said = "no interval and no test: one is in every item"
    if min(n - one, n - other) > TINY:
        low, high, p_value = exact(cells, confidence)
        said = f"{percent(confidence)} interval: exact, mid-p"
    return {
        "estimate": a * d / b / c,
        "low": low,
        "high": high,
        "n_both": both,
        "n_category": one,
        "n_other": other,
        "expected": expected,
        "lift": both / expected,
        "phi": (n * both - one * other) / spread if spread > TINY else math.nan,
        "p_value": p_value,
        "note": said,
    }

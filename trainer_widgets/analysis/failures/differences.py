"""Which failures one model has more often than another."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import failure_pairs as pairing
from trainer_widgets.analysis.counts.failure_pairs import PAIR
from trainer_widgets.analysis.failures.nodes import NODE
from trainer_widgets.analysis.failures.selection import Failures, failures
from trainer_widgets.analysis.failures.sides import Pair, Sums, sums_of
from trainer_widgets.analysis.false_discoveries import add_q_values
from trainer_widgets.analysis.results import executed, note, result, share_note, z
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from trainer_widgets.records import Taxonomy

ENOUGH = 0.5  # of the smaller side's items
MORE = ["p_value", "q_value", "baseline_estimate", "compared_estimate"]


def compare_failures(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    by: str = "model",
    *,
    taxonomy: Taxonomy | str | Path | None = None,
    baseline: object = None,
    pair: str | Sequence[str] | None = None,
    paired: bool | None = None,
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
    """Compare how often the groups of a column fail, such as two models or versions.

    The statistics are those of :func:`~trainer_widgets.analysis.failure_rates`, as differences:
    compared less baseline. Where both sides share items (or what ``pair`` names), the comparison
    is within them. Intervals combine those of the two sides [1]_ with their correlation over the
    shared items (for shares of unshared items this is Newcombe's [2]_, for shared ones his tenth
    method [3]_). The tests are score tests: with one label an item McNemar's on shared items,
    which keeps its level better than the exact one is able to [4]_, the pooled z test on unshared
    ones, and between the two [5]_. ``q_value`` is Benjamini and Hochberg's [6]_ over all
    categories of a depth of the tree and all pairs, for each statistic.

    Parameters
    ----------
    labels, taxonomy, value, weightless, items, item, annotator, at
        As for :func:`~trainer_widgets.analysis.failure_rates`.
    by
        The column whose values are compared, all pairs of them. Labels that lack it are left out.
    baseline
        The value that all others are compared with.
    pair
        The column, or columns, that tell which items belong together, such as ``"prompt_id"``
        where each model's response is an item of its own. By default the item itself.
    paired
        Compare within shared items only, or all items of both sides. By default the former where
        at least half of the smaller side's items are shared.
    independent, models
        As in :func:`~trainer_widgets.analysis.agreement`.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row a pair, node of the tree and statistic: ``baseline, compared, category, parent,
        depth, label, statistic, estimate, low, high, p_value, q_value, baseline_estimate,
        compared_estimate, n_items`` (those shared, or all of both sides), ``n_annotators,
        n_labels`` (of both sides), ``note``. What crosses are sums of per-item contributions.

    Raises
    ------
    LabelsError
        When a column is missing, or there are no two values to compare.

    References
    ----------
    .. [1] Zou and Donner (2008), Construction of confidence limits about effect measures: a
       general approach, Statistics in Medicine 27(10).
    .. [2] Newcombe (1998), Interval estimation for the difference between independent
       proportions, Statistics in Medicine 17(8), method 10.
    .. [3] Newcombe (1998), Improved confidence intervals for the difference between binomial
       proportions based on paired data, Statistics in Medicine 17(22), method 10.
    .. [4] Fagerland, Lydersen and Laake (2013), The McNemar test for binary matched-pairs data,
       BMC Medical Research Methodology 13.
    .. [5] Derrick et al. (2015), Test statistics for comparing two proportions with partially
       overlapping samples, Journal of Applied Quantitative Methods 10(3).
    .. [6] Benjamini and Hochberg (1995), Controlling the false discovery rate, Journal of the
       Royal Statistical Society B 57(1).

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame({"item_id": ["a1", "b1", "a2", "b2"], "annotator": "ana"})
    >>> labels["model"], labels["prompt"] = ["a", "b"] * 2, ["p1", "p1", "p2", "p2"]
    >>> labels["categories"] = [["style"], [], ["style"], ["style"]]
    >>> found = compare_failures(labels, pair="prompt")
    >>> found.loc[found["category"] == "style", ["statistic", "estimate", "n_items"]].head(1)
            statistic  estimate  n_items
    3  share_of_items      -0.5        2
    """
    by, unit = _one_column(by), _names(pair) or ["item_id"]
    columns = list(dict.fromkeys([by, *_names(pair)]))
    z(confidence)
    found = failures(
        labels,
        taxonomy,
        columns,
        value=value,
        weightless=weightless,
        items=items,
        item=item,
        annotator=annotator,
        at=at,
        independent=independent,
        models=models,
    )
    found, said = _sided(found, by, unit)
    groups = executed(found.labels.group_by("group").aggregate(n=found.labels.count()))
    pairs = _pairs(sorted(groups["group"]), by, baseline)
    sums = sums_of(found, pairs)
    rows = []
    for one in pairs:
        both = sums.sides(one, within=_is_within(sums, one, paired))
        for place, node in enumerate(found.nodes):
            named = dict(zip(PAIR, one, strict=True)) | node.row | both.size
            for name, drawn in both.contrasts(place, node, confidence).items():
                told = note(drawn.note, both.said, node.told, said, found.said)
                rows.append(named | {"statistic": name} | drawn._asdict() | {"note": told})
    add_q_values(rows, ["statistic", "depth"])
    return result(rows, [*PAIR, *NODE], MORE)


def _names(pair: str | Sequence[str] | None) -> list[str]:
    given: list[object] = list(pair or []) if isinstance(pair, list | tuple | None) else [pair]
    if wrong := [name for name in given if not isinstance(name, str)]:
        message = f"pair={wrong[0]!r} is no name of a column: give one name, or a list of names"
        raise counts.LabelsError(message)
    return [str(name) for name in dict.fromkeys(given)]


def _one_column(by: str | Sequence[str]) -> str:
    names = counts.by_columns(by)
    if len(names) != 1:
        message = f"by={by!r}: give the one column whose values are compared"
        raise counts.LabelsError(message)
    return names[0]


def _sided(found: Failures, by: str, unit: list[str]) -> tuple[Failures, str]:
    """Call the columns ``group`` and ``unit``, and leave labels out that lack one."""
    named = {"labels": found.labels, "marks": found.marks}
    there = {name: pairing.sided(table, by, unit) for name, table in named.items()}
    before, after = (one["labels"].count() for one in (named, there))
    sizes = executed(named["labels"].aggregate(n=before))["n"].iloc[0]
    sizes -= executed(there["labels"].aggregate(n=after))["n"].iloc[0]
    lacked = " or ".join(dict.fromkeys([by, *unit]))
    return found._replace(**there), share_note(int(sizes), f"labels without {lacked} left out")


def _pairs(groups: list[Any], by: str, baseline: object) -> list[Pair]:
    if len(groups) < len(PAIR):
        held = f"only {groups[0]!r}" if groups else "nothing"
        message = f"column {by!r} holds {held}: it takes two values to compare"
        raise counts.LabelsError(message)
    if baseline is None:
        return list(combinations(groups, 2))
    if baseline not in groups:
        hint = nearest(str(baseline), [str(one) for one in groups])
        message = (
            f"baseline={baseline!r} is not in column {by!r}: {hint}There are "
            f"{', '.join(str(one) for one in groups)}"
        )
        raise counts.LabelsError(message)
    return [(baseline, one) for one in groups if one != baseline]


def _is_within(sums: Sums, pair: Pair, paired: bool | None) -> bool:
    shared = sums.n_shared(pair)
    if paired is None:
        return shared > 0 and shared >= ENOUGH * min(sums.units[one] for one in pair)
    return paired

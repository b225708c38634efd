"""How often each kind of failure occurs, rolled up the tree of categories."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis.counts import failures as counting
from trainer_widgets.analysis.failures.intervals import Estimate, Moments, mean, share
from trainer_widgets.analysis.failures.nodes import NODE, Node
from trainer_widgets.analysis.failures.selection import Failures, failures, keyed
from trainer_widgets.analysis.results import Key, note, result, z

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from trainer_widgets.records import Taxonomy

STATISTICS = {"share_of_items": "share", "errors_per_item": "errors", "weighted_score": "penalty"}
WEIGHTLESS = "undefined: nothing there weighs anything; weightless=True counts it all the same"


def failure_rates(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    taxonomy: Taxonomy | str | Path | None = None,
    by: str | Sequence[str] | None = None,
    *,
    value: str | None = None,
    severities: bool = False,
    weightless: bool = False,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure how often each category of failure occurs, and those above it in the tree.

    ``share_of_items`` is the share of items with a failure there or anywhere below, so that a
    parent has at least its largest child's share and at most its children's sum (and its own).
    Its interval is Wilson's [1]_ on the effective number of items [2]_. ``errors_per_item`` counts
    the errors, ``weighted_score`` sums their severities' weights as the taxonomy has them (the
    MQM score [3]_, where more is worse); their intervals are score intervals of a mean count [4]_
    with the dispersion that the items show. People who labeled the same item are averaged, so
    that it counts once: an item that one of three flagged adds a third.

    Needs contributions of items (form b), summed in the engine: a row a group and category crosses.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or glob, an Ibis table, a
        :class:`~trainer_widgets.LabelStore` or a :class:`~trainer_widgets.Project`; one row a
        label, also where nothing was wrong: then its list is empty.
    taxonomy
        A :class:`~trainer_widgets.Taxonomy` or its TOML file. Without one a project's own is
        taken, and elsewhere the categories' dotted names tell the tree; every error weighs 1.
        Categories that it lacks keep their dotted place, and ``note`` says so.
    by
        Columns to group by, such as ``"model"``.
    value
        The column with lists of categories, or of structs that have a ``category`` and perhaps a
        ``severity``. By default the first there is of ``errors``, ``flags`` and ``categories``.
    severities
        One result for each severity of each category; missing where nobody gave one.
    weightless
        Count what weighs nothing too, such as a topic that came up and was handled well. By
        default it is no failure: it is left out, and counted in ``note``.
    items
        A table with the items' features, joined on ``item``.
    item, annotator, at
        The columns that say what was labeled, by whom and when.
    independent
        Leave out labels given after feedback, reveal or rework, where ``condition`` tells.
    models
        Keep labels by models, where ``annotator_kind`` tells.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row a group, node of the tree and statistic: ``*by, category`` (the dotted path, empty
        for all), ``parent, depth`` (0 for all), ``label, [severity], statistic, estimate, low,
        high, n_items, n_annotators, n_labels, note``. Nodes that never occur have rows too. The
        numbers are those of the group. What crosses are sums of per-item contributions.

    Raises
    ------
    LabelsError
        When a column is missing, holds no categories, or the taxonomy knows none of them.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).
    .. [2] Korn and Graubard (1998), Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data, Survey Methodology 24(2).
    .. [3] Freitag et al. (2021), Experts, errors, and context, Transactions of the Association
       for Computational Linguistics 9.
    .. [4] Brown, Cai and DasGupta (2003), Interval estimation in exponential families, Statistica
       Sinica 13; McCullagh and Nelder (1989), Generalized Linear Models, section 6.2.3.

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": ["ana", "ana"]})
    >>> labels["categories"] = [["style.awkward", "style.archaic"], []]
    >>> found = failure_rates(labels)
    >>> found[found["statistic"] == "share_of_items"][["category", "depth", "estimate"]]
            category  depth  estimate
    0                     0       0.5
    3          style      1       0.5
    6  style.archaic      2       0.5
    9  style.awkward      2       0.5
    """
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
    )
    split = ["severity"] if severities else []
    sizes = keyed(counting.label_sizes(found.labels, found.by), found.by)
    sums = _moments(found, [*found.by, "node", *split], severities=severities)
    rows = []
    for key, size in sizes.items():
        group = dict(zip(found.by, key, strict=True)) | size
        for place, node in enumerate(found.nodes):
            for level in found.severities if severities else [None]:
                named = group | node.row | ({"severity": level or None} if severities else {})
                at_node = sums.get((*key, place, *([level] if severities else [])), {})
                for name, one in estimates(at_node, group, node, confidence).items():
                    said = note(one.note, node.told, found.said)
                    rows.append(named | {"statistic": name} | one._asdict() | {"note": said})
    return result(rows, [*found.by, *NODE, *split])


def _moments(found: Failures, keys: list[str], *, severities: bool) -> dict[Key, dict[str, float]]:
    unit = list(dict.fromkeys([*found.by, "item_id"]))
    each = counting.contributions(
        found.labels, found.marks, found.book, unit, severities=severities
    )
    return keyed(counting.moments(each, keys), keys)


def estimates(
    sums: dict[str, float], size: dict[str, Any], node: Node, confidence: float
) -> dict[str, Estimate]:
    """Return a node's statistics.

    Parameters
    ----------
    sums
        As :func:`~trainer_widgets.analysis.counts.failures.moments` gives them; empty where the
        node never occurs.
    size
        The numbers of items and labels.
    node
        Whose failures they are.
    confidence
        Of the intervals.
    """
    if node.is_weightless and not sums:
        return dict.fromkeys(STATISTICS, Estimate(math.nan, math.nan, math.nan, WEIGHTLESS))
    values = {
        name: Moments(int(size["n_items"]), sums.get(name, 0.0), sums.get(f"{name}_squares", 0.0))
        for name in STATISTICS.values()
    }
    labels = int(size["n_labels"])
    return {
        "share_of_items": share(values["share"], labels, confidence),
        "errors_per_item": mean(values["errors"], labels, 1.0, confidence),
        "weighted_score": mean(values["penalty"], labels, node.heaviest, confidence),
    }

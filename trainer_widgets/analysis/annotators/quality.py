"""How good each annotator's work is, from all sides that the labels show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.aggregation.deciding import apart
from trainer_widgets.analysis.annotators import golden, measures
from trainer_widgets.analysis.coding import coded
from trainer_widgets.analysis.event_selection import Columns
from trainer_widgets.analysis.pacing import pace
from trainer_widgets.analysis.preferences.position import presentation_bias
from trainer_widgets.analysis.results import executed, groups, note, result, z
from trainer_widgets.analysis.selection import ANNOTATOR, opened, select
from trainer_widgets.analysis.weighting import chosen_weights
from trainer_widgets.project import Project
from trainer_widgets.store import LabelStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from trainer_widgets.analysis.annotators.measures import Found
    from trainer_widgets.analysis.results import Key

UNDEFINED = {
    **dict.fromkeys(("estimate", "low", "high"), np.nan),
    "n_items": 0,
    "n_annotators": 1,
    "n_labels": 0,
}


def annotator_quality(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    gold: object = None,
    value: str = "choice",
    level: str = "nominal",
    by: str | Sequence[str] | None = None,
    *,
    events: object = None,
    weights: str | None = None,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure each annotator's work.

    - ``accuracy``: the share of labels on gold items that are right; Wilson's interval [1]_.
    - ``agreement_with_others``: how far the others' labels of an item agree with one's own, on
      average over one's items, partial agreement counted by weights; Wilson's interval for the
      effective number of labels [2]_. Whoever disagrees lowers both sides: these are not
      independent between annotators.
    - ``dawid_skene_accuracy``: the expected share of true labels under Dawid and Skene's model
      [3]_, which needs no gold. A label whose truth is uncertain counts for less than one in
      Wilson's interval [4]_.
    - ``median_active_seconds``: see :func:`trainer_widgets.analysis.pace`.
    - ``escalation_rate``, ``skip_rate``: the share of the items that somebody answered, skipped or
      escalated which they ever escalated, or skipped; Wilson's interval.
    - ``left_preferred``: see :func:`trainer_widgets.analysis.presentation_bias`.

    Counts and sums by annotator cross from the engine; for ``dawid_skene_accuracy`` rows do: item,
    annotator and the value as a number.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or glob, an Ibis table, a ``LabelStore`` or a
        ``Project``; one row a label.
    gold
        Right answers: a table with the items and the column ``value``, or a mapping from item to
        value. A project has its own.
    value
        The column whose values are compared. Labels without a value are left out.
    level
        The values' level of measurement: ``"nominal"``, ``"ordinal"``, ``"interval"``,
        ``"ratio"``, ``"set"`` or ``"multiset"``. Accuracy asks for the very value at all levels.
    by
        Columns to group by, of the labels or of the items.
    events
        Every event, where ``labels`` is neither a project nor a store.
    weights
        How partial agreement counts, as in :func:`trainer_widgets.analysis.agreement_matrix`.
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
        One row a group, annotator and statistic: ``*by, annotator, statistic, estimate, low, high,
        n_items, n_annotators, n_labels, note``. What the labels do not tell is NaN, and ``note``
        says why.

    Raises
    ------
    LabelsError
        When a column is missing, the level or the weights are unknown, or gold is of another kind
        than the labels or says two things of an item.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).
    .. [2] Korn and Graubard (1998), Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data, Survey Methodology 24(2).
    .. [3] Dawid and Skene (1979), Maximum likelihood estimation of observer error-rates using the
       EM algorithm, Applied Statistics 28(1).
    .. [4] Louis (1982), Finding the observed information matrix when using the EM algorithm,
       Journal of the Royal Statistical Society B 44(2).

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
    >>> gold = {"q1": "a", "q2": "b", "q3": "a"}
    >>> found = annotator_quality(labels, gold)
    >>> found.loc[found["statistic"] == "accuracy", ["annotator", "estimate", "n_labels"]].round(2)
      annotator  estimate  n_labels
    0       ana      1.00         3
    7       ben      0.67         3
    """
    z(confidence)
    apart(counts.by_columns(by), (ANNOTATOR, annotator, "statistic"))
    named = chosen_weights(level, weights)
    kept: dict[str, Any] = {"item": item, "annotator": annotator, "at": at, "items": items}
    kept |= {"independent": independent, "models": models}
    source = opened(labels, independent=independent)
    chosen = select(source, [value], by, **kept)
    rated = measures.Rated(*coded(chosen.table, value, level), chosen.by, confidence)
    right = golden.gold_of(labels, gold, value, item)
    if events is None and isinstance(labels, Project | LabelStore):
        events = labels
    elif events is not None and not isinstance(events, Project | LabelStore):
        counts.as_table(events, [item, annotator, "action"])  # refuses what holds no events
    handled = measures.handled(events, rated, Columns(item, annotator), items=items, models=models)
    sides = ["choice", "shown"]
    found = {
        "accuracy": measures.accuracy(rated, right, value, level),
        "agreement_with_others": measures.agreement(rated, named, level),
        "dawid_skene_accuracy": measures.dawid_skene_accuracy(rated),
        "median_active_seconds": measures.reused(
            pace,
            source,
            ["active_ms"],
            rated,
            kept,
            statistic="median_active_seconds",
            confidence=confidence,
        ),
        **handled,
        "left_preferred": measures.reused(
            presentation_bias,
            source,
            sides,
            rated,
            kept,
            statistic="left_preferred",
            kinds="position",
            confidence=confidence,
        ),
    }
    present = groups(executed(rated.table.select(*rated.keys).distinct()), rated.keys)
    known = {*present, *(key for one in found.values() for key in one.rows)}
    rows = _rows(sorted(known, key=_in_order), found, rated.keys, chosen.said)
    return result(rows, rated.keys)


def _rows(
    annotators: Sequence[Key], found: Mapping[str, Found], names: Sequence[str], said: str
) -> Iterator[dict[str, Any]]:
    for key in annotators:
        for statistic, (rows, missing) in found.items():
            row = dict(zip(names, key, strict=True)) | UNDEFINED
            told = rows.get(key, {"note": f"undefined: {missing}"})
            yield row | told | {"statistic": statistic, "note": note(told["note"], said)}


def _in_order(key: Key) -> list[tuple[bool, Any]]:
    return [(part is None, part) for part in key]

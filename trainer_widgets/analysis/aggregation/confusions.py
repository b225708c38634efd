"""Who says what of which truth: the confusion matrix of each annotator."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from trainer_widgets.analysis import counts, wilson
from trainer_widgets.analysis.aggregation import dawid_skene
from trainer_widgets.analysis.aggregation import dawid_skene_rates as rates
from trainer_widgets.analysis.aggregation.deciding import REPEATS, apart, known
from trainer_widgets.analysis.annotators import golden
from trainer_widgets.analysis.coding import LEVELS, coded, decoded
from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.results import groups, note, result, z
from trainer_widgets.analysis.selection import ANNOTATOR, opened, select

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from trainer_widgets.analysis.aggregation.dawid_skene import Fit, Readings
    from trainer_widgets.analysis.annotators.golden import Gold
    from trainer_widgets.analysis.coding import Coded
    from trainer_widgets.analysis.selection import Selection

METHODS = ("dawid_skene", "gold")
GIVEN = {"statistic": "label_given_truth"}
NEVER = 1e-6  # expected labels below which a truth does not occur
Row = dict[str, Any]


def confusion(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    value: str = "choice",
    method: str = "dawid_skene",
    by: str | Sequence[str] | None = None,
    *,
    gold: object = None,
    level: str = "nominal",
    repeats: str = "newest",
    smoothing: float = 0.0,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate what each annotator says of items, given what is true of them.

    ``dawid_skene`` estimates the truth together with the matrices [1]_, see
    :func:`trainer_widgets.analysis.consensus`, and fetches rows. ``gold`` takes right answers, and
    counts cross from the engine. Intervals are Wilson's, for the effective number of labels of that
    truth [2]_, all else that the model estimates taken as known: with few labels an item they are
    a little short.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or glob, an Ibis table, a ``LabelStore`` or a
        ``Project``; one row a label.
    value
        The column that holds the values.
    method
        ``"dawid_skene"`` or ``"gold"``.
    by
        Columns to group by; each group is a world of its own.
    gold
        Right answers: a table with the items and the column ``value``, or a mapping from item to
        value. A project has its own.
    level
        ``"set"`` or ``"multiset"`` where the values are lists, of which each is one value.
    repeats, smoothing
        As in :func:`trainer_widgets.analysis.consensus`.
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
        One row a group, annotator, true value and label: ``*by, annotator, truth, label,
        statistic`` (``label_given_truth``), ``estimate, low, high, n_effective`` (labels of that
        truth), ``n_items, n_annotators, n_labels`` (all of the annotator's), ``note``.
        ``dawid_skene`` ends with the rows of the statistic ``prevalence``, the share of the items
        of which each value is true; they have no annotator and no label.

    Raises
    ------
    LabelsError
        When a column is missing, an option is unknown, there is no gold, or there are too many
        different values.

    References
    ----------
    .. [1] Dawid and Skene (1979), Maximum likelihood estimation of observer error-rates using the
       EM algorithm, Applied Statistics 28(1).
    .. [2] Louis (1982), Finding the observed information matrix when using the EM algorithm,
       Journal of the Royal Statistical Society B 44(2).

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame(
    ...     {"item_id": ["q1", "q2", "q3"], "annotator": "ana", "choice": ["a", "b", "b"]}
    ... )
    >>> found = confusion(labels, method="gold", gold={"q1": "a", "q2": "a", "q3": "b"})
    >>> found.pivot(index="truth", columns="label", values="estimate").loc["a"].tolist()
    [0.5, 0.5]
    """
    z(confidence)
    apart(counts.by_columns(by), (ANNOTATOR, annotator, "truth", "label"))
    known("method", method, METHODS)
    known("repeats", repeats, REPEATS)
    known("level", level, LEVELS)
    kept: dict[str, Any] = {"item": item, "annotator": annotator, "at": at, "items": items}
    kept |= {"independent": independent, "models": models}
    source = opened(labels, independent=independent)
    chosen = select(source, [value], by, **kept, repeats=repeats == "all")
    if method == "gold":
        right = golden.gold_of(labels, gold, value, item)
        if right.missing:
            message = f"{right.missing}: give gold=, right answers by item"
            raise LabelsError(message)
        rows = _against_gold(chosen, right, value, level, confidence)
    else:
        rows = _modelled(chosen, coded(chosen.table, value, level), smoothing, confidence)
    noted = ({**row, "note": note(row["note"], chosen.said)} for row in rows)
    return result(noted, [*chosen.by, ANNOTATOR, "truth", "label"], more=["n_effective"])


def _against_gold(
    chosen: Selection, gold: Gold, value: str, level: str, confidence: float
) -> Iterator[Row]:
    keys = [*chosen.by, ANNOTATOR]
    frame = golden.compared(chosen.table, chosen.by, gold, value, level)
    values = sorted({*frame["truth"], *frame["key"]})
    spoken = dict(zip(values, decoded(values, level), strict=True))
    for key, part in groups(frame, keys).items():
        n = part.set_index(["truth", "key"])["labels"]
        of_truth = n.groupby(level="truth").sum()
        sizes = {"n_items": n.sum(), "n_annotators": 1, "n_labels": n.sum()}
        for truth, label in itertools.product(values, repeat=2):
            whole = int(of_truth.get(truth, 0))
            share = int(n.get((truth, label), 0)) / whole if whole else np.nan
            cell = _cell(share, whole, confidence, "the gold has no such item of theirs")
            names = {"truth": spoken[truth], "label": spoken[label]}
            yield dict(zip(keys, key, strict=True)) | names | GIVEN | cell | sizes


def _modelled(
    chosen: Selection, found: Coded, smoothing: float, confidence: float
) -> Iterator[Row]:
    rows = dawid_skene.projection(found.table, chosen.by)
    for key, part in groups(rows, chosen.by).items():
        group = dict(zip(chosen.by, key, strict=True))
        read = dawid_skene.readings(part, len(found.values))
        fit = dawid_skene.fitted(read, smoothing)
        for row in itertools.chain(
            _matrices(read, fit, found.values, confidence),
            _prevalences(read, fit, found.values, confidence),
        ):
            yield group | row | {"note": note(row["note"], fit.note)}


def _matrices(read: Readings, fit: Fit, values: Sequence[Any], confidence: float) -> Iterator[Row]:
    rate, expected = rates.confusion(read, fit), rates.expected(read, fit)
    sizes = rates.sizes(read)
    for (who, name), (truth, said), (label, given) in itertools.product(
        enumerate(read.annotators), enumerate(values), enumerate(values)
    ):
        there = expected[who, truth] > NEVER
        share = float(rate.share[who, truth, label]) if there else np.nan
        names = {ANNOTATOR: name, "truth": said, "label": given}
        effective = rate.effective[who, truth, label]
        cell = _cell(share, effective, confidence, "none of their items is likely to be this")
        yield names | GIVEN | cell | sizes[who]


def _prevalences(
    read: Readings, fit: Fit, values: Sequence[Any], confidence: float
) -> Iterator[Row]:
    rate = rates.prevalence(read, fit)
    sizes = {"n_items": len(read.items), "n_annotators": len(read.annotators)}
    sizes |= {"n_labels": int(read.given.sum())}
    for place, value in enumerate(values):
        names = {ANNOTATOR: None, "truth": value, "label": None, "statistic": "prevalence"}
        yield names | _cell(rate.share[place], rate.effective[place], confidence, "") | sizes


def _cell(share: float, effective: float, confidence: float, undefined: str) -> Row:
    cell: Row = wilson.share(share, effective, confidence) | {"n_effective": float(effective)}
    told = f"undefined: {undefined}" if np.isnan(share) else wilson.name(confidence)
    return cell | {"note": told}

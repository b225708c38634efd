"""Consensus: one value an item, from the labels of several annotators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.aggregation import dawid_skene, leading
from trainer_widgets.analysis.coding import LEVELS, coded
from trainer_widgets.analysis.results import executed, groups, note
from trainer_widgets.analysis.selection import ANNOTATOR, ITEM, select
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from trainer_widgets.analysis.aggregation.dawid_skene import Fit, Readings
    from trainer_widgets.analysis.coding import Coded

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

METHODS = ("majority", "dawid_skene")
REPEATS = ("newest", "all")
DIGITS = 9


def consensus(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    value: str = "choice",
    method: str = "majority",
    by: str | Sequence[str] | None = None,
    *,
    level: str = "nominal",
    repeats: str = "newest",
    posteriors: bool = False,
    smoothing: float = 0.0,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
) -> pd.DataFrame:
    """Find the value that an item's labels speak for.

    ``majority`` takes the value that most labels of the item have; of a tie there is none. What
    crosses from the engine are counts (form b), one an item and value. ``dawid_skene`` weighs
    annotators by how reliable they prove to be: it estimates what is true and each annotator's
    confusion matrix together [1]_, by expectation and maximization from each item's shares of
    labels. It fetches rows: item, annotator and the value as numbers. See
    :func:`trainer_widgets.analysis.confusion` for the matrices and the prevalence of the values.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or glob, an Ibis table, a ``LabelStore`` or a
        ``Project``; one row a label.
    value
        The column that holds the values.
    method
        ``"majority"`` or ``"dawid_skene"``.
    by
        Columns to group by; each group is a world of its own.
    level
        ``"set"`` or ``"multiset"`` where the values are lists, of which each is one value as a
        whole; other levels make no difference.
    repeats
        ``"newest"``: of somebody's several labels of an item the newest counts. ``"all"``: each
        counts, as independent readings.
    posteriors
        Return one row an item and value, with its posterior probability (``dawid_skene`` only).
    smoothing
        Labels added to each cell of each annotator's confusion matrix. 0 gives the paper's
        maximum likelihood; 0.1 to 1 help where annotators have few labels each.
    items
        A table with the items' features, joined on ``item``.
    item, annotator, at
        The columns that say what was labeled, by whom and when.
    independent
        Leave out labels given after feedback, reveal or rework, where ``condition`` tells.
    models
        Keep labels by models, where ``annotator_kind`` tells.

    Returns
    -------
    pandas.DataFrame
        One row an item: ``*by, item_id, value, share, n_labels, is_tie, note``. ``share`` is the
        share of the item's labels that have the value. Of ties ``value`` is missing and ``note``
        names the values. For ``dawid_skene`` also ``posterior``, the probability of the value, and
        ``entropy``, that of the posterior in bits. With ``posteriors``: ``*by, item_id, value,
        posterior, n_labels, note``.

    Raises
    ------
    LabelsError
        When a column is missing, an option is unknown, or there are too many different values.

    References
    ----------
    .. [1] Dawid and Skene (1979), Maximum likelihood estimation of observer error-rates using the
       EM algorithm, Applied Statistics 28(1).

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q1", "q1", "q2", "q2"],
    ...         "annotator": ["ana", "ben", "chi", "ana", "ben"],
    ...         "choice": ["a", "a", "b", "a", "b"],
    ...     }
    ... )
    >>> consensus(labels).round(2)[["item_id", "value", "share", "n_labels", "is_tie"]]
      item_id value  share  n_labels  is_tie
    0      q1     a   0.67         3   False
    1      q2   NaN   0.50         2    True
    """
    known("method", method, METHODS)
    known("repeats", repeats, REPEATS)
    known("level", level, LEVELS)
    if posteriors and method != "dawid_skene":
        message = f"method {method!r} has no posteriors: give method='dawid_skene'"
        raise counts.LabelsError(message)
    apart(counts.by_columns(by), (ITEM, item, ANNOTATOR, annotator, "value"))
    chosen = select(
        labels,
        [value],
        by,
        item=item,
        annotator=annotator,
        at=at,
        items=items,
        independent=independent,
        models=models,
        repeats=repeats == "all",
    )
    found = coded(chosen.table, value, level)
    if method == "majority":
        return _majority(found, chosen.by, chosen.said)
    return _dawid_skene(found, chosen.by, chosen.said, smoothing, each=posteriors)


def known(option: str, given: str, there: Iterable[str]) -> None:
    """Refuse the unknown value of an option.

    Raises
    ------
    LabelsError
        With the nearest that is known.
    """
    if given not in there:
        hint = nearest(given, there)
        message = f"{option} {given!r} is unknown: {hint}There are {', '.join(there)}"
        raise counts.LabelsError(message)


def apart(by: Iterable[str], own: Iterable[str]) -> None:
    """Refuse groups that are named as the result's own columns.

    Raises
    ------
    LabelsError
        With the column.
    """
    for name in by:
        if name in own:
            message = f"the result's rows tell {name!r} already: group by something else"
            raise counts.LabelsError(message)


def _majority(found: Coded, by: list[str], said: str) -> pd.DataFrame:
    keys = [*by, ITEM]
    each = found.table.group_by([*keys, "code"]).aggregate(n=found.table.count())
    frame = executed(each).sort_values([*keys, "code"], ignore_index=True)
    item = frame.groupby(keys, dropna=False, sort=True).ngroup().to_numpy().astype(np.int64)
    _, first = np.unique(item, return_index=True)
    heads = frame[keys].iloc[first].reset_index(drop=True)
    n = frame["n"].to_numpy(dtype=np.float64)
    winners = leading.winners(item, frame["code"].to_numpy(dtype=np.int64), n, found.values)
    n_labels = np.bincount(item, n, len(heads))
    return heads.assign(
        value=winners.value,
        share=winners.score / n_labels,
        n_labels=n_labels.astype(np.int64),
        is_tie=winners.is_tie,
        note=_notes(winners.tied, said),
    )


def _dawid_skene(
    found: Coded, by: list[str], said: str, smoothing: float, *, each: bool
) -> pd.DataFrame:
    rows = dawid_skene.projection(found.table, by)
    parts = []
    for key, part in (groups(rows, by) or {(None,) * len(by): rows}).items():
        read = dawid_skene.readings(part, len(found.values))
        fit = dawid_skene.fitted(read, smoothing)
        finish = _posteriors if each else _judged
        frame = finish(read, fit, found.values, note(fit.note, said))
        for place, (name, one) in enumerate(zip(by, key, strict=True)):
            frame.insert(place, name, [one] * len(frame))
        parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def _judged(read: Readings, fit: Fit, values: Sequence[Any], said: str) -> pd.DataFrame:
    probable = np.round(fit.posteriors, DIGITS)
    item, code = (grid.ravel() for grid in np.indices(probable.shape))
    winners = leading.winners(item, code, probable.ravel(), values)
    labels = dawid_skene.value_counts(read)
    n_labels = labels.sum(axis=1)
    logs = np.log2(np.where(probable > 0, probable, 1))
    return pd.DataFrame(
        {
            ITEM: read.items,
            "value": winners.value,
            "share": labels[np.arange(len(labels)), winners.code] / n_labels,
            "posterior": winners.score,
            "entropy": np.round(-(probable * logs).sum(axis=1), DIGITS) + 0.0,
            "n_labels": n_labels.astype(np.int64),
            "is_tie": winners.is_tie,
            "note": _notes(winners.tied, said),
        }
    )


def _posteriors(read: Readings, fit: Fit, values: Sequence[Any], said: str) -> pd.DataFrame:
    item, code = (grid.ravel() for grid in np.indices(fit.posteriors.shape))
    n_labels = dawid_skene.value_counts(read).sum(axis=1).astype(np.int64)
    return pd.DataFrame(
        {
            ITEM: leading.picked(read.items, item),
            "value": leading.picked(values, code),
            "posterior": np.round(fit.posteriors, DIGITS).ravel() + 0.0,
            "n_labels": n_labels[item],
            "note": pd.array([said] * len(item), dtype="str"),
        }
    )


def _notes(tied: Sequence[str], said: str) -> Any:  # noqa: ANN401 - a pandas array
    return pd.array([note(one, said) for one in tied], dtype="str")

"""How far the answers to one item are apart, by what their task compares."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from trainer_widgets.compared_answers import as_text, comparable
from trainer_widgets.missing import is_missing
from trainer_widgets.schema import task_records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NUMBERS = frozenset({"ordinal", "interval", "ratio"})


class Difference(NamedTuple):
    """The mean distance of two answers to an item, from 0 to 1.

    Attributes
    ----------
    compared
        By the column that the task compares, of those who could judge: an answer without a value
        there is compared with nothing. None where there are no two.
    further
        By all columns of the task: what tells apart items that differ as much.
    n_unjudged
        How many answers have no value to compare.
    """

    compared: float | None
    further: float
    n_unjudged: int = 0


def differences(labels: pd.DataFrame, task: str) -> dict[str, Difference]:
    """Return how far the answers to each item are apart.

    Parameters
    ----------
    labels
        One row an item and annotator, see :meth:`StoredSession.labels`.
    task
        Says which column counts, and at which level.

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame({"item_id": "q1", "choice": ["a", "a", "b"]})
    >>> round(differences(labels, "ranking")["q1"].compared, 2)
    0.67
    """
    labels, value, level = comparable(labels, task)
    names = [name for name in _columns(task) if name in labels.columns]
    spans = {name: _span(labels[name]) for name in {*names, value}}
    found = {}
    for item_id, group in labels.groupby("item_id", sort=False):
        judged = [one for one in group[value].tolist() if not is_missing(one)]
        apart = _mean(judged, level, spans[value])
        further = [_mean(values := group[n].tolist(), _level(values), spans[n]) for n in names]
        told = [one for one in further if one is not None]
        n_unjudged = len(group) - len(judged)
        found[str(item_id)] = Difference(apart, float(np.mean(told)) if told else 0.0, n_unjudged)
    return found


def _columns(task: str) -> list[str]:
    answer: Any = task_records(task).answer
    fields = [field.name for field in msgspec.structs.fields(answer)]
    return list(dict.fromkeys([*fields, *getattr(answer, "columns", ())]))


def _mean(values: list[Any], level: str, span: float) -> float | None:
    n = len(values)
    if n < 2:  # noqa: PLR2004 - a distance is between two
        return None
    values = [None if is_missing(one) else one for one in values]
    apart = _distances(values, level, span)
    if apart is not None:
        return float(apart[np.triu_indices(n, 1)].mean())
    # Equal or not: so are answers compared of which one says nothing, too.
    pairs_alike = sum(k * (k - 1) for k in Counter(map(as_text, values)).values())
    return 1 - pairs_alike / (n * (n - 1))


def _distances(values: list[Any], level: str, span: float) -> Floats | None:
    """Return how far each two are apart; None where the level has no distance for them."""
    if level in {"set", "multiset"} and all(one is not None for one in values):
        return _of_lists(level)([tuple(one) for one in values])
    if level in NUMBERS and span and all(isinstance(one, int | float) for one in values):
        numbers = np.asarray(values, float)
        scaled: Floats = np.abs(np.subtract.outer(numbers, numbers)) / span
        return scaled
    return None


def _of_lists(level: str) -> Callable[[Sequence[Sequence[str]]], Floats]:
    from trainer_widgets.analysis.set_distances import jaccard, masi  # noqa: PLC0415 - slow

    return masi if level == "set" else jaccard


def _level(values: list[Any]) -> str:
    there = [one for one in values if not is_missing(one)]
    if there and all(isinstance(one, int | float) and not isinstance(one, bool) for one in there):
        return "interval"
    is_names = all(
        isinstance(one, list | np.ndarray) and all(isinstance(name, str) for name in one)
        for one in there
    )
    return "multiset" if there and is_names else "nominal"


def _span(column: pd.Series[Any]) -> float:
    """Return how far a column's numbers reach; 0 where it has none."""
    numbers = [one for one in column.tolist() if isinstance(one, int | float)]
    numbers = [one for one in numbers if not is_missing(one)]
    return float(max(numbers) - min(numbers)) if numbers else 0.0

"""Agreement of each two annotators."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.aggregation.deciding import apart
from trainer_widgets.analysis.bootstrap import OTHER_ITEMS, interval_name
from trainer_widgets.analysis.coding import coded
from trainer_widgets.analysis.results import executed, groups, note, result, z
from trainer_widgets.analysis.selection import ANNOTATOR, select
from trainer_widgets.analysis.weighting import UNWEIGHTED, chosen_weights, weight_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import ibis
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

DIGITS = 9
CELLS_AT_ONCE = 4_000_000
MOST_ORDERED = 200  # annotators; the best order of more takes long
FEWEST_ORDERED = 3


class Matrix(NamedTuple):
    """Kappa of pairs of annotators, its standard error, and how many items they share."""

    kappa: Floats
    error: Floats
    items: Floats


def agreement_matrix(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    value: str = "choice",
    level: str = "nominal",
    by: str | Sequence[str] | None = None,
    *,
    weights: str | None = None,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure how far each two annotators agree on the items that they share.

    Cohen's kappa [1]_, weighted for ordered levels, sets and multisets [2]_, with the interval of
    its large-sample variance [3]_. What crosses from the engine are pair counts: how often two
    annotators gave each two values, from one self-join of the labels.

    Annotators come in an order that puts those next to each other who agree: that of an average
    linkage clustering by kappa, its leaves turned so that neighbours agree best [4]_, from the end
    where agreement is higher.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or glob, an Ibis table, a ``LabelStore`` or a
        ``Project``; one row a label.
    value
        The column whose values are compared. Labels without a value are left out.
    level
        The values' level of measurement: ``"nominal"``, ``"ordinal"``, ``"interval"``,
        ``"ratio"``, ``"set"`` or ``"multiset"``.
    by
        Columns to group by, of the labels or of the items.
    weights
        How partial agreement counts: ``"linear"`` (default for ordinal values), ``"quadratic"``
        (for intervals and ratios) or ``"unweighted"``; sets by MASI and multisets by Jaccard.
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
        One row a group and pair: ``*by, annotator, other, statistic`` (``cohen_kappa``),
        ``estimate, low, high, n_items`` (shared), ``n_annotators, n_labels, note``. NaN where they
        share no item or used one value only, as ``note`` says; no rows for one annotator alone.

    Raises
    ------
    LabelsError
        When a column is missing, or the level or the weights are unknown.

    References
    ----------
    .. [1] Cohen (1960), A coefficient of agreement for nominal scales, Educational and
       Psychological Measurement 20(1).
    .. [2] Cohen (1968), Weighted kappa, Psychological Bulletin 70(4).
    .. [3] Fleiss, Cohen and Everitt (1969), Large sample standard errors of kappa and weighted
       kappa, Psychological Bulletin 72(5).
    .. [4] Bar-Joseph, Gifford and Jaakkola (2001), Fast optimal leaf ordering for hierarchical
       clustering, Bioinformatics 17.

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
    >>> agreement_matrix(labels)[["annotator", "other", "estimate", "n_items"]]
      annotator other  estimate  n_items
    0       ana   ben       0.5        4
    """
    named = chosen_weights(level, weights)
    z(confidence)
    apart(counts.by_columns(by), (ANNOTATOR, annotator, "other"))
    columns: dict[str, Any] = {"item": item, "annotator": annotator, "at": at, "items": items}
    chosen = select(labels, [value], by, **columns, independent=independent, models=models)
    labelled = coded(chosen.table, value, level)
    distances = 1 - weight_matrix(named, level, labelled.values)
    present = executed(labelled.table.select(*chosen.by, ANNOTATOR).distinct())
    people = sorted(set(present[ANNOTATOR]))
    cells = executed(counts.pair_counts(_placed(labelled.table, people), chosen.by))
    shared = groups(cells, chosen.by)
    said = note(f"{named} weights" if named != UNWEIGHTED else "", chosen.said)
    rows: list[dict[str, Any]] = []
    for key, part in groups(present, chosen.by).items():
        group = dict(zip(chosen.by, key, strict=True))
        mine = [people.index(who) for who in sorted(set(part[ANNOTATOR]))]
        matrix = _matrix(shared.get(key, cells.iloc[:0]), mine, distances)
        found = _rows(matrix, [people[place] for place in mine], confidence)
        rows += [group | row | {"note": note(row["note"], said)} for row in found]
    return result(rows, [*chosen.by, ANNOTATOR, "other"])


def _placed(table: ibis.Table, people: Sequence[Any]) -> ibis.Table:
    """Name annotators by their place: an engine compares numbers faster than names."""
    kept = table.rename(value_code="code").mutate(key=table[ANNOTATOR])
    placed = counts.with_codes(kept, people).drop("key", ANNOTATOR)
    return placed.rename({ANNOTATOR: "code", "code": "value_code"})


def _matrix(cells: pd.DataFrame, mine: Sequence[int], distances: Floats) -> Matrix:
    """Return kappa of each two of the annotators at these places."""
    size, n_values = len(mine), len(distances)
    matrix = Matrix(*(np.full((size, size), fill) for fill in (np.nan, np.nan, 0.0)))
    local = {place: number for number, place in enumerate(mine)}
    frame = cells.assign(
        one=cells[ANNOTATOR].map(local), two=cells[f"other_{ANNOTATOR}"].map(local)
    ).sort_values(["one", "two", "code", "other_code"])
    pair = (frame["one"] * size + frame["two"]).to_numpy(dtype=np.int64)
    places, pair = np.unique(pair, return_inverse=True)
    table = frame[["code", "other_code", "items"]].to_numpy(dtype=np.int64)
    at_once = max(CELLS_AT_ONCE // max(n_values, 1), 1)
    for first in range(0, len(places), at_once):
        start, end = np.searchsorted(pair, [first, first + at_once])
        found = _kappas(pair[start:end] - first, table[start:end], distances)
        one, two = np.divmod(places[first : first + at_once], size)
        for whole, numbers in zip(matrix, found, strict=True):
            whole[one, two] = whole[two, one] = numbers
    return matrix


def _kappas(pair: Whole, table: Whole, distances: Floats) -> Matrix:
    """Return kappa of each pair from the cells of its table, with its standard error.

    The variance is that of Fleiss, Cohen and Everitt, written in disagreement.
    """
    one, two, n = table.T
    size, n_values = int(pair.max()) + 1, len(distances)
    items = np.bincount(pair, n, size).astype(np.float64)
    margins = [
        np.bincount(pair * n_values + code, n, size * n_values).reshape(size, n_values)
        / items[:, None]
        for code in (one, two)
    ]
    away = distances[one, two]
    observed = np.bincount(pair, n * away, size) / items
    far = [margins[1] @ distances, margins[0] @ distances]
    expected = (margins[0] * far[0]).sum(axis=1)
    undefined = np.isclose(expected, 0)
    expected[undefined] = np.nan
    kappa = 1 - observed / expected
    by_chance = far[0][pair, one] + far[1][pair, two]
    influence = away * expected[pair] - observed[pair] * (by_chance - expected[pair])
    squares = np.bincount(pair, n * (influence / expected[pair] ** 2) ** 2, size) / items
    error = np.sqrt(squares / items).astype(np.float64)
    return Matrix(np.round(kappa, DIGITS) + 0.0, np.round(error, DIGITS), items)


def _rows(matrix: Matrix, people: Sequence[Any], confidence: float) -> Iterator[dict[str, Any]]:
    reach = z(confidence)
    for one, two in itertools.combinations(_order(matrix.kappa), 2):
        kappa, error = float(matrix.kappa[one, two]), float(matrix.error[one, two])
        shared = int(matrix.items[one, two])
        row = {ANNOTATOR: people[one], "other": people[two], "statistic": "cohen_kappa"}
        row |= {"estimate": kappa, "low": np.nan, "high": np.nan}
        row |= {"n_items": shared, "n_annotators": 2, "n_labels": 2 * shared}
        if not shared:
            row["note"] = "undefined: they share no item"
        elif np.isnan(kappa):
            row["note"] = "undefined: only one category occurs"
        elif error == 0:
            row["note"] = "no interval: all items are alike"
        else:
            row |= {
                "low": max(kappa - reach * error, -1.0),
                "high": min(kappa + reach * error, 1.0),
            }
            row["note"] = interval_name(confidence, OTHER_ITEMS, "large samples")
        yield row


def _order(kappas: Floats) -> list[int]:
    """Return the annotators' places in an order that puts those who agree next to each other."""
    size = len(kappas)
    known = np.isfinite(kappas)
    if size < FEWEST_ORDERED or not known.any():
        return list(range(size))
    filled = np.where(known, kappas, kappas[known].mean())
    np.fill_diagonal(filled, 1.0)
    # Rounded, so that no engine's last digit turns a branch.
    apart = squareform(np.round(1 - filled, 6), checks=False)
    tree = linkage(apart, method="average", optimal_ordering=size <= MOST_ORDERED)
    order = leaves_list(tree)
    means = (filled.sum(axis=1) - 1)[order]
    ends = np.linspace(1, -1, size)
    return [int(place) for place in (order if means @ ends >= 0 else order[::-1])]

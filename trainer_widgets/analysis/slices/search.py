"""The slices of one half of the items that look worth a test on the other half."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from trainer_widgets.analysis.counts import slices as counting
from trainer_widgets.analysis.results import executed
from trainer_widgets.analysis.waiting import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import ibis
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PROMISING = 1.6448536269514722  # the standard normal's 95 % point
COPY = 0.95  # of a larger slice's labels
MOST_TESTED = 40
DIGITS = 9
TINY = 1e-12
Slice = tuple[tuple[str, int], ...]  # columns and codes, in the columns' order


class Cell(NamedTuple):
    """What a slice sums up to in the half that is searched."""

    score: float
    n: float
    y: float
    variance: float
    signature: tuple[float, ...]


class Searched(NamedTuple):
    """The outcome of a search.

    Attributes
    ----------
    slices
        How many were looked at.
    candidates
        Those to be tested.
    items
        In how many items they were looked for.
    """

    slices: int
    candidates: list[Slice]
    items: int


def searched(labels: ibis.Table, columns: Sequence[str], most: int, least: int) -> Searched:
    """Look through all slices for those that stand out, and that no larger one accounts for.

    Parameters
    ----------
    labels
        The half to search, as :func:`trainer_widgets.analysis.counts.slices.sides` gives it.
    columns
        The features' columns.
    most
        How many features a slice has at most.
    least
        How many items it has at least, and how many there are besides.
    """
    whole = executed(counting.totals(labels)).fillna(0.0).iloc[0]
    room = int(whole["items"])
    parts = [part for size in range(1, most + 1) for part in combinations(columns, size)]
    found: dict[Slice, Cell] = {}
    total = 0
    if room < 2 * least:
        return Searched(0, [], room)
    for part in told(parts, "Slices", len(parts)):
        frame = executed(counting.cells(labels, part, least, room))
        frame = frame[frame["n"] < whole["n"]]
        total += len(frame)
        found |= dict(_cells(frame, part, whole))
    return Searched(total, _candidates(found), room)


def _cells(
    frame: pd.DataFrame, part: Sequence[str], whole: pd.Series[Any]
) -> Iterable[tuple[Slice, Cell]]:
    names = [name for name in frame.columns if name not in (*part, "items")]
    sums = {str(name): frame[name].to_numpy(float).round(DIGITS) for name in names}
    scores, variances = _scores(sums, whole), _variances(sums)
    codes = frame[list(part)].to_numpy()
    signs = np.column_stack([frame["items"].to_numpy(float), *(sums[name] for name in names)])
    for place in range(len(frame)):
        key = tuple(zip(part, (int(code) for code in codes[place]), strict=True))
        yield key, Cell(
            float(scores[place]), float(sums["n"][place]), float(sums["y"][place]),
            float(variances[place]), tuple(signs[place].tolist()),
        )  # fmt: skip


def _scores(sums: dict[str, Floats], whole: pd.Series[Any]) -> Floats:
    """Return the score statistic of each slice against the rest, clustered by item."""
    rate = whole["y"] / whole["n"]
    inside, rest = sums["n"], whole["n"] - sums["n"]
    own = sums["y_y"] - 2 * rate * sums["n_y"] + rate**2 * sums["n_n"]
    both = sums["y_y_all"] - rate * (sums["y_n_all"] + sums["n_y_all"]) + rate**2 * sums["n_n_all"]
    everything = whole["y_y"] - 2 * rate * whole["n_y"] + rate**2 * whole["n_n"]
    weight = 1 / inside + 1 / rest
    variance = weight**2 * own - 2 * weight / rest * both + everything / rest**2
    away = sums["y"] / inside - (whole["y"] - sums["y"]) / rest
    found = np.zeros_like(away)
    np.divide(away, np.sqrt(np.maximum(variance, TINY)), out=found, where=variance > TINY)
    rounded: Floats = found.round(DIGITS)
    return rounded


def _variances(sums: dict[str, Floats]) -> Floats:
    """Return the variance of each slice's rate, clustered by item."""
    rate = sums["y"] / sums["n"]
    own = sums["y_y"] - 2 * rate * sums["n_y"] + rate**2 * sums["n_n"]
    found: Floats = np.maximum(own, 0.0) / sums["n"] ** 2
    return found


def _candidates(found: dict[Slice, Cell]) -> list[Slice]:
    promising = [one for one, cell in found.items() if cell.score >= PROMISING]
    promising = [
        one
        for one in promising
        if all(_stands_out(found[one], found[large]) for large in larger(one) if large in found)
    ]
    # Of slices of the same labels the one with the fewest features stands for all.
    ranked = sorted(promising, key=lambda one: (-found[one].score, len(one), one))
    alike: dict[tuple[float, ...], Slice] = {}
    for one in sorted(ranked, key=len):
        alike.setdefault(found[one].signature, one)
    kept = {*alike.values()}
    return [one for one in ranked if one in kept][:MOST_TESTED]


def _stands_out(one: Cell, larger_one: Cell) -> bool:
    """Return whether a slice is no copy of a larger one, and has a higher rate than its rest."""
    rest = larger_one.n - one.n
    if one.n >= COPY * larger_one.n:
        return False
    away = one.y / one.n - (larger_one.y - one.y) / rest
    variance = one.variance + larger_one.variance * larger_one.n / rest
    return bool(away >= PROMISING * variance**0.5)


def larger(one: Slice) -> list[Slice]:
    """Return the slices of fewer conditions that hold a slice, the smallest ones last."""
    return [part for size in range(1, len(one)) for part in combinations(one, size)]

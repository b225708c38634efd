"""Sums over items to rates, with intervals that know that labels of one item are alike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from trainer_widgets.analysis.results import note
from trainer_widgets.analysis.shares import Sums, intervals, share
from trainer_widgets.analysis.slices.contrasts import Nested, difference
from trainer_widgets.records.explored import ComparedSlices, Rate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from trainer_widgets.analysis.shares import Share

    Floats = NDArray[np.float64]
    Row = Mapping[str, Any] | pd.Series[Any]

DIGITS = 12
NOBODY = "no labels"
NO_REST = "undefined: the slice is all labels"


def rate(sums: Mapping[str, Any], confidence: float) -> Rate:
    """Return the rate that sums over items tell, see :class:`.Sums`."""
    found = share(sums, confidence)
    return Rate(*_ends(found), int(sums["n"]), int(sums["items"]), found.note or NOBODY)


def _ends(found: Share) -> tuple[float | None, float | None, float | None]:
    return known(round(found.estimate, DIGITS)), known(found.low), known(found.high)


def known(number: float) -> float | None:
    """Return a number, or None for none."""
    return None if math.isnan(number) else float(number)


def inside(row: Row) -> dict[str, float]:
    """Return the sums of a slice's labels, of a row of :func:`counts.exploring.slice_sums`."""
    names = {"y": "y", "n": "n", "yy": "y_y", "yn": "n_y", "nn": "n_n", "items": "items"}
    return {name: float(row[of]) for name, of in names.items()}


def rest(row: Row, whole: Mapping[str, float]) -> dict[str, float]:
    """Return the sums of all other labels: squares of what an item has in all less in the slice."""
    found = {name: whole[name] - float(row[name]) for name in ("y", "n")}
    found["yy"] = whole["yy"] - 2 * row["y_y_all"] + row["y_y"]
    found["yn"] = whole["yn"] - row["y_n_all"] - row["n_y_all"] + row["n_y"]
    found["nn"] = whole["nn"] - 2 * row["n_n_all"] + row["n_n"]
    found["items"] = whole["items"] - row["inside"]
    # Differences of large sums are zero only up to rounding.
    return {name: round(float(value), 9) + 0.0 for name, value in found.items()}


def against_rest(row: Row, whole: Mapping[str, float], confidence: float) -> Rate:
    """Return how much larger the rate of a slice is than that of all other labels."""
    products = np.empty((4, 4))
    products[:2, :2] = [[whole["nn"], whole["yn"]], [whole["yn"], whole["yy"]]]
    products[2:, 2:] = [[row["n_n"], row["n_y"]], [row["n_y"], row["y_y"]]]
    across = np.array([[row["n_n_all"], row["n_y_all"]], [row["y_n_all"], row["y_y_all"]]])
    products[2:, :2], products[:2, 2:] = across, across.T
    totals = np.array([whole["n"], whole["y"], row["n"], row["y"]], dtype=np.float64)
    items = int(row["items"]), int(whole["items"] - row["inside"])
    sides = np.array([0.0, 1]), np.array([1.0, -1])
    return _difference(Nested(totals, products), sides, int(row["n"]), items, confidence)


def between(totals: Floats, products: Floats, items: tuple[int, int], confidence: float) -> Rate:
    """Return how much larger the rate of one slice is than that of another, which may overlap."""
    sides = np.array([1.0, 0]), np.array([0.0, 1])
    return _difference(Nested(totals, products), sides, int(totals[0]), items, confidence)


def compared(row: Row, confidence: float) -> ComparedSlices:
    """Return two slices side by side, of a row of :func:`counts.exploring.pair_sums`."""
    each = []
    for place in range(3):
        n, y = 2 * place, 2 * place + 1
        sums = {"n": row[f"total_{n}"], "y": row[f"total_{y}"], "items": row[f"items_{place}"]}
        sums |= {"nn": row[f"product_{n}_{n}"], "yn": row[f"product_{n}_{y}"]}
        each.append(rate(sums | {"yy": row[f"product_{y}_{y}"]}, confidence))
    totals = np.array([row[f"total_{place}"] for place in range(4)], dtype=np.float64)
    products = np.empty((4, 4))
    for b in range(4):
        for a in range(b + 1):
            products[a, b] = products[b, a] = row[f"product_{a}_{b}"]
    items = int(row["items_0"]), int(row["items_1"])
    return ComparedSlices(each[:2], between(totals, products, items, confidence), each[2])


def _difference(
    nested: Nested,
    sides: tuple[Floats, Floats],
    n_labels: int,
    items: tuple[int, int],
    confidence: float,
) -> Rate:
    """Return a difference with the first side's counts; the side with fewer items bounds it."""
    found = difference(nested, *sides, items=min(items), confidence=confidence)
    said = f"{100 * confidence:g} % interval: t, clustered by item"
    if math.isnan(found.estimate):
        said = "undefined: no labels on one side"
    elif math.isnan(found.low):
        said = "no interval: items are too few or all alike"
    ends = known(found.estimate), known(found.low), known(found.high)
    return Rate(*ends, n_labels, items[0], note(said, found.note))


def rates(frame: pd.DataFrame, confidence: float) -> list[Rate]:
    """Return a rate for each row of sums over items."""
    sums = Sums(*(frame[name].to_numpy(np.float64) for name in Sums._fields))
    single = (sums.n == sums.nn) & (sums.n == sums.items)
    columns = zip(*intervals(sums, confidence), sums.n, sums.items, single, strict=True)
    return [_row(*one, confidence=confidence) for one in columns]


def _row(  # noqa: PLR0913, PLR0917 - columns
    estimate: float, low: float, high: float, n: float, items: float, single: bool,
    *, confidence: float,
) -> Rate:  # fmt: skip
    how = f"{100 * confidence:g} % interval: Wilson{'' if single else ', clustered by item'}"
    said = "no interval: one item only" if math.isnan(low) else how
    return Rate(known(estimate), known(low), known(high), int(n), int(items), said)


def shares(y: Sequence[float], n: Sequence[int]) -> list[float | None]:
    """Return a share for each pair of sums, None where there is nothing to share."""
    pairs = zip(y, n, strict=True)
    return [round(float(one) / float(of), DIGITS) + 0.0 if of else None for one, of in pairs]

"""A season of labels in windows: all that drift is told from, counted in the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from trainer_widgets.analysis.counts import windows as counted
from trainer_widgets.analysis.drift.compared import Windowed, distances_of
from trainer_widgets.analysis.results import Key, executed, groups

if TYPE_CHECKING:
    import ibis
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Products(NamedTuple):
    """Sums of products over items, cells x cells: ``f`` the disagreement, ``n`` the labels.

    Attributes
    ----------
    items
        Items that two cells share.
    nn, ff, fn
        Sums over those items; ``fn[t, u]`` of the disagreement in t times the labels in u.
    """

    items: Floats
    nn: Floats
    ff: Floats
    fn: Floats


class Season(NamedTuple):
    """One group's labels in windows.

    Attributes
    ----------
    starts
        When each window begins, UTC.
    labels, people, items
        How many labels are compared in each window, of how many annotators and items.
    n_items
        How many items there are in all.
    far, unlike
        Sums of each window's disagreement at the level of measurement, and of its unequal labels.
    squares
        Sum of the squared disagreement of all labels.
    far_products, unlike_products
        How the windows vary together.
    expected
        Disagreement that chance alone would give.
    by_annotator, by_pair
        As :func:`counts.windows.annotator_sums` and ``annotator_pair_sums`` return them.
    """

    starts: pd.DatetimeIndex
    labels: Floats
    people: Floats
    items: Floats
    n_items: int
    far: Floats
    unlike: Floats
    squares: float
    far_products: Products
    unlike_products: Products
    expected: float
    by_annotator: pd.DataFrame
    by_pair: pd.DataFrame


def seasons(labels: Windowed, table: ibis.Table, *, pairs: bool = False) -> dict[Key, Season]:
    """Count each group's season.

    Parameters
    ----------
    labels, table
        As :func:`windowed` and :func:`compared` return them.
    pairs
        Count pairs of annotators too, which a trend is tested with.
    """
    by = labels.by
    shared = groups(executed(counted.shared_sums(counted.item_sums(table, by, "number"), by)), by)
    names = list(dict.fromkeys([*by, "annotator", "number"]))
    people = executed(counted.annotator_sums(table, by)).sort_values(names, ignore_index=True)
    codes = groups(executed(counted.code_counts(table, by)), by)
    items = groups(executed(counted.item_counts(table, by)), by)
    far = distances_of(labels, table)
    paired: dict[Key, pd.DataFrame] = {}
    if pairs and "annotator" not in by:
        found = executed(counted.annotator_pair_sums(table, by))
        paired = groups(found.sort_values([*by, "annotator", "other"], ignore_index=True), by)
    return {
        key: _season(
            labels.starts,
            part,
            shared[key],
            int(items[key]["items"].iloc[0]),
            expected_disagreement(codes[key], far),
            paired.get(key),
        )
        for key, part in groups(people, by).items()
        if len(part)
    }


def _season(  # noqa: PLR0913, PLR0917 - one argument a query
    starts: pd.DatetimeIndex,
    people: pd.DataFrame,
    shared: pd.DataFrame,
    n_items: int,
    expected: float,
    pairs: pd.DataFrame | None,
) -> Season:
    size = len(starts)
    number = people["number"].to_numpy()

    def total(name: str) -> Floats:
        return np.bincount(number, weights=people[name], minlength=size).astype(np.float64)

    place = {number: number for number in range(size)}
    products = products_of(shared, place, "f")
    return Season(
        starts=starts,
        labels=total("n"),
        people=np.bincount(number, minlength=size).astype(np.float64),
        items=np.diag(products.items),
        n_items=n_items,
        far=total("far"),
        unlike=total("unlike"),
        squares=float(people["squares"].sum()),
        far_products=products,
        unlike_products=products_of(shared, place, "u"),
        expected=expected,
        by_annotator=people,
        by_pair=pd.DataFrame() if pairs is None else pairs,
    )


def products_of(shared: pd.DataFrame, place: dict[Any, int], what: str) -> Products:
    """Return sums over shared items as matrices.

    Parameters
    ----------
    shared
        As :func:`counts.windows.shared_sums` returns them, of one group.
    place
        The row of each cell.
    what
        ``"f"`` for the disagreement at the level of measurement, ``"u"`` for unequal labels.
    """
    one = shared["cell"].map(place).to_numpy(dtype=np.int64)
    other = shared["other"].map(place).to_numpy(dtype=np.int64)

    def matrix(there: str, back: str) -> Floats:
        full = np.zeros((len(place), len(place)))
        full[one, other] = shared[there]
        full[other, one] = shared[back]
        return full

    return Products(
        items=matrix("items", "items"),
        nn=matrix("nn", "nn"),
        ff=matrix(what * 2, what * 2),
        fn=matrix(f"{what}n", f"n{what}"),
    )


def expected_disagreement(codes: pd.DataFrame, far: Floats) -> float:
    """Return the mean distance of two labels taken by chance (Krippendorff 2011, section D)."""
    n = np.zeros(len(far))
    n[codes["code"]] = codes["n"]
    total = n.sum()
    return float(n @ far @ n / (total * (total - 1))) if total > 1 else np.nan

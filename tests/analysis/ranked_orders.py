"""Orders with ties, and what their agreement is by its definitions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from hypothesis import strategies as st
from scipy.stats import kendalltau

from trainer_widgets.analysis.reliability.rankings import estimates
from trainer_widgets.analysis.selection import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.analysis.reliability.coefficients import Estimate

Order = list[list[str]]


def order_of(ranks: Sequence[float], names: str = "abcdefghijkl") -> Order:
    """Give the order that ranks stand for."""
    return [
        [name for name, own in zip(names, ranks, strict=False) if own == rank]
        for rank in sorted(set(ranks))
    ]


def ranks_of(order: Order) -> dict[str, float]:
    """Give the mid-rank of each response."""
    ranks: dict[str, float] = {}
    before = 0
    for tied in order:
        ranks |= dict.fromkeys(tied, before + (len(tied) + 1) / 2)
        before += len(tied)
    return ranks


def labels(*items: Sequence[Any]) -> pa.Table:
    """Give labels from items with one order an annotator, None where there is no label."""
    rows = [
        {"item_id": f"q{number}", "annotator": f"rater {who}", "order": order}
        for number, orders in enumerate(items)
        for who, order in enumerate(orders)
        if order is not None
    ]
    depth = pa.list_(pa.list_(pa.string()))
    is_flat = any(isinstance(one, str) for row in rows for one in row["order"])
    kinds: dict[str, pa.DataType] = {"item_id": pa.string(), "annotator": pa.string()}
    kinds["order"] = pa.list_(pa.string()) if is_flat else depth
    return pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items())))


def measured(table: object, by: str | None = None, **choices: Any) -> dict[Any, Any]:
    """Give the estimates of each group."""
    named = {"confidence": 0.95, "resamples": 50, "seed": 0} | choices
    return estimates(select(table, ["order"], by), "order", **named)


def only(*items: Sequence[Any], **choices: Any) -> dict[str, Estimate]:
    """Give the estimates of the only group."""
    found: dict[str, Estimate] = measured(labels(*items), **choices)[()]
    return found


@st.composite
def tables(draw: st.DrawFn) -> list[list[Order | None]]:
    """Draw items with two to four annotators who rank some of up to five responses, with ties."""
    names = "abcde"[: draw(st.integers(2, 5))]
    is_partial = draw(st.booleans())
    people = draw(st.integers(2, 4))

    def one() -> Order | None:
        ranks = draw(st.lists(st.integers(1, 4), min_size=len(names), max_size=len(names)))
        if is_partial and draw(st.integers(0, 5)) == 0:
            return None
        some = draw(st.integers(1, len(names))) if is_partial else len(names)
        return order_of(ranks[:some], names)

    return [[one() for _ in range(people)] for _ in range(draw(st.integers(1, 4)))]


def tau_b(one: Order, other: Order) -> float:
    """Give scipy's tau-b over the responses that both orders hold."""
    mine, theirs = ranks_of(one), ranks_of(other)
    shared = sorted(mine.keys() & theirs.keys())
    if len(shared) < 2:
        return math.nan
    return float(kendalltau([mine[name] for name in shared], [theirs[name] for name in shared])[0])


def concordance(orders: Sequence[Order]) -> float:
    """Give W by its definition: the variance of rank sums as a share of the largest."""
    ranks = [ranks_of(order) for order in orders]
    if len(ranks) < 2 or any(one.keys() != ranks[0].keys() for one in ranks):
        return math.nan
    table = np.array([[one[name] for name in sorted(one)] for one in ranks])
    m, n = table.shape
    ties = sum(len(tied) ** 3 - len(tied) for order in orders for tied in order)
    most = (m**2 * (n**3 - n) - m * ties) / 12
    spread = ((table.sum(axis=0) - m * (n + 1) / 2) ** 2).sum()
    return float(spread / most) if most else math.nan


def mean(values: Sequence[float]) -> float:
    """Give the mean of what is defined."""
    known = [value for value in values if not math.isnan(value)]
    return float(np.mean(known)) if known else math.nan

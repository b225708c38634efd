"""Tests of slices on the half of the items that they were not found in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trainer_widgets.analysis.counts import slices as counting
from trainer_widgets.analysis.false_discoveries import add_q_values
from trainer_widgets.analysis.results import executed
from trainer_widgets.analysis.slices.contrasts import Difference, Nested, difference
from trainer_widgets.analysis.slices.search import COPY, larger
from trainer_widgets.analysis.waiting import told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import ibis
    import pandas as pd

    from trainer_widgets.analysis.slices.search import Slice


class Rules(NamedTuple):
    """When a slice is confirmed.

    Attributes
    ----------
    least
        How many items it has at least, and how many there are besides.
    false_discoveries
        The share of false ones that is accepted among those confirmed.
    confidence
        Of the intervals.
    """

    least: int
    false_discoveries: float
    confidence: float


class Examined(NamedTuple):
    """A slice on the items that it was not found in.

    Attributes
    ----------
    conditions
        What it is.
    against_rest
        Its rate against that of all other labels.
    p_value
        The largest of all comparisons: with all other labels, and with the rest of every larger
        slice that holds it.
    beyond
        For each larger slice the p value of its own rest against what is outside of it.
    n_items, n_labels
        Its items and labels.
    limit
        The larger slice that it is least clearly beyond; empty where that is all labels.
    """

    conditions: Slice
    against_rest: Difference
    p_value: float
    beyond: dict[Slice, float]
    n_items: int
    n_labels: int
    limit: Slice


class Verdict(NamedTuple):
    """A tested slice, its q value, whether it is confirmed, and the slice that accounts for it."""

    tested: Examined
    q_value: float
    confirmed: bool
    instead: Slice = ()


def verdicts(labels: ibis.Table, candidates: Sequence[Slice], rules: Rules) -> list[Verdict]:
    """Test slices and say which are confirmed, by Benjamini and Hochberg's procedure.

    Parameters
    ----------
    labels
        The half to test on, as :func:`trainer_widgets.analysis.counts.slices.sides` gives it.
    candidates
        Slices that were found in the other half.
    rules
        When one is confirmed.
    """
    whole = executed(counting.totals(labels)).iloc[0]
    each = [
        _tested(labels, whole, one, rules) for one in told(candidates, "Tests", len(candidates))
    ]
    found = [one for one in each if one is not None]
    rows: list[dict[str, Any]] = [{"p_value": one.p_value} for one in found]
    add_q_values(rows)
    q_values = [row["q_value"] for row in rows]
    held = [
        one
        for one, q_value in zip(found, q_values, strict=True)
        if q_value <= rules.false_discoveries and one.against_rest.estimate > 0
    ]
    return [
        _verdict(one, q_value, held, rules) for one, q_value in zip(found, q_values, strict=True)
    ]


def _verdict(one: Examined, q_value: float, held: Sequence[Examined], rules: Rules) -> Verdict:
    if one not in held:
        return Verdict(one, q_value, confirmed=False, instead=one.limit)
    for other in held:
        if other.beyond.get(one.conditions, 0.0) > rules.false_discoveries:
            return Verdict(one, q_value, confirmed=False, instead=other.conditions)
    return Verdict(one, q_value, confirmed=True)


def _tested(
    labels: ibis.Table, totals: pd.Series[Any], one: Slice, rules: Rules
) -> Examined | None:
    """Return a slice's test, or nothing where there are too few items."""
    around = larger(one)
    nest = [dict(part) for part in (*around, one)]
    row = executed(counting.nested_sums(labels, nest)).iloc[0]
    nested, items = _nested(row, totals), int(row["items"])
    others = int(totals["items"] - row["inside"])
    own = np.eye(len(nest) + 1)
    whole, inside = own[0], own[-1]
    if items < rules.least or nested.totals[0] - nested.totals[-2] < rules.least:
        return None
    rest = difference(
        nested, inside, whole - inside, items=min(items, others),
        confidence=rules.confidence,
    )  # fmt: skip
    worst, beyond = _upward(rest), {}
    limit: Slice = ()
    for place, part in enumerate(around, 1):
        is_copy = nested.totals[-2] >= COPY * nested.totals[2 * place]
        against = difference(nested, inside, own[place] - inside, items=items)
        p_value = 1.0 if is_copy else _upward(against)
        if p_value > worst:
            worst, limit = p_value, part
        remains = difference(nested, own[place] - inside, whole - own[place], items=items)
        beyond[part] = 1.0 if is_copy else _upward(remains)
    n_labels = round(nested.totals[-2])
    return Examined(one, rest, worst, beyond, items, n_labels, limit)


def _upward(found: Difference) -> float:
    """Return the p value of a difference above 0; 1 where there is none above 0."""
    return found.p_value if found.estimate > 0 else 1.0


def _nested(row: pd.Series[Any], whole: pd.Series[Any]) -> Nested:
    size = 2 + sum(str(name).startswith("total_") for name in row.index)
    totals, products = np.zeros(size), np.zeros((size, size))
    totals[:2] = whole[["n", "y"]].to_numpy(float)
    products[:2, :2] = [[whole["n_n"], whole["n_y"]], [whole["n_y"], whole["y_y"]]]
    for name, value in row.items():
        kind, *places = str(name).split("_")
        if kind == "total":
            totals[int(places[0])] = value
        elif kind == "product":
            a, b = (int(place) for place in places)
            products[a, b] = products[b, a] = value
    return Nested(totals, products)

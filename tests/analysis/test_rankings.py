"""Agreement of rankings: tau-b and the coefficient of concordance."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from scipy.stats import friedmanchisquare

from tests.analysis.ranked_orders import (
    Order,
    concordance,
    labels,
    mean,
    measured,
    only,
    order_of,
    tables,
    tau_b,
)
from trainer_widgets.analysis import LabelsError

CLOSE = 1e-9
# Zar (2010), Biostatistical Analysis, fifth edition, example 20.5: ranks of twelve birds by the
# lengths of wing, tail and bill.
BIRDS = (
    (4, 8.5, 10, 1.5, 3, 1.5, 7, 5, 8.5, 11, 6, 12),
    (5, 7, 11, 2.5, 5, 1, 5, 2.5, 9.5, 8, 9.5, 12),
    (5.5, 5.5, 9.5, 2, 3, 1, 8, 4, 11, 9.5, 7, 12),
)


def test_concordance_of_zars_birds() -> None:
    """The coefficient of concordance, corrected for ties, has its published value .924."""
    found = only([order_of(ranks) for ranks in BIRDS])["kendall_w"]
    assert found.estimate == pytest.approx(14106 / 15264, abs=CLOSE)
    assert round(found.estimate, 3) == 0.924
    assert found.note == "mean over 1 item; no interval: all items are alike"


def test_concordance_by_hand() -> None:
    """Rank sums 4, 6 and 8 of three annotators spread 8 of the 18 that they could."""
    orders = [[["a"], ["b"], ["c"]], [["a"], ["c"], ["b"]], [["b"], ["a"], ["c"]]]
    sums = np.array([4, 6, 8])
    expected = 12 * ((sums - 6) ** 2).sum() / (3**2 * (3**3 - 3))
    assert only(orders)["kendall_w"].estimate == pytest.approx(expected, abs=CLOSE)


def test_tau_b_by_hand() -> None:
    """One concordant of three pairs and one tie on each side give 1 / 2."""
    found = only([[["a"], ["b", "c"]], [["a", "b"], ["c"]]])
    assert found["kendall_tau_b"].estimate == pytest.approx(1 / 2, abs=CLOSE)


@settings(max_examples=12)
@given(tables())
def test_as_scipy(items: list[list[Order | None]]) -> None:
    """Tau-b is scipy's, averaged over pairs and items, and W is that of its definition."""
    if not any(order for orders in items for order in orders):
        return
    given_orders = [[order for order in orders if order] for orders in items]
    taus = [
        mean([tau_b(*pair) for pair in itertools.combinations(orders, 2)])
        for orders in given_orders
    ]
    found = only(*items, resamples=20)
    expected = {
        "kendall_tau_b": mean(taus),
        "kendall_w": mean([concordance(orders) for orders in given_orders]),
    }
    assert {name: one.estimate for name, one in found.items()} == pytest.approx(
        expected, abs=CLOSE, nan_ok=True
    )
    assert all(("undefined" in one.note) == math.isnan(one.estimate) for one in found.values())


def test_concordance_is_friedmans_statistic() -> None:
    """Friedman's chi-squared over annotators x (responses - 1) is W, with ties as well."""
    ranks = [[1, 2, 2, 4], [2, 1, 3, 3], [1, 1, 1, 2], [4, 3, 2, 1]]
    chi_squared = friedmanchisquare(*zip(*ranks, strict=True)).statistic
    found = only([order_of(one) for one in ranks])["kendall_w"]
    assert found.estimate == pytest.approx(chi_squared / (4 * 3), abs=CLOSE)


def test_plain_lists_are_orders_without_ties() -> None:
    """A list of ids means the same as a list of lists that hold one id each."""
    plain = [[["a", "b", "c"], ["b", "a", "c"]], [["c", "b", "a"], ["c", "b", "a"]]]
    nested = [[[[name] for name in order] for order in orders] for orders in plain]
    assert only(*plain) == only(*nested)
    frame = labels(*nested).to_pandas()
    assert measured(frame)[()] == only(*nested)


def test_who_ties_all_is_left_out() -> None:
    """A pair in which somebody tied all has no tau-b: it is left out, and the note counts it."""
    items = [[[["a", "b"]], [["a"], ["b"]]], [[["a"], ["b"]], [["b"], ["a"]]]]
    found = only(*items)
    assert found["kendall_tau_b"].estimate == -1
    assert "1 pairs of labels left out, in which somebody tied all" in found["kendall_tau_b"].note
    assert found["kendall_w"].estimate == pytest.approx((1 / 2 + 0) / 2)
    tied = only([[["a", "b"]], [["a", "b"]]])
    assert all(math.isnan(one.estimate) for one in tied.values())
    assert "1 items left out, whose responses were all tied by all" in tied["kendall_w"].note


def test_labels_without_an_order() -> None:
    """Who called both bad gave no order: the others count, and the note tells."""
    orders: list[Order] = [[["a"], ["b"]], [["a"], ["b"]], []]
    found = only(orders)
    assert [one.estimate for one in found.values()] == [1, 1]
    assert all("1 labels without an order left out" in one.note for one in found.values())


def test_concordance_needs_the_same_responses() -> None:
    """Items whose annotators ranked different responses have a tau-b and no W."""
    found = only([[["a"], ["b"], ["c"]], [["a"], ["b"]]])
    assert found["kendall_tau_b"].estimate == 1
    assert math.isnan(found["kendall_w"].estimate)
    assert "1 items left out, whose rankings are not all of the same" in found["kendall_w"].note
    apart = only([[["a"], ["b"]], [["c"], ["d"]]])["kendall_tau_b"]
    assert math.isnan(apart.estimate)
    assert "1 pairs of labels left out, which share less than two responses" in apart.note


def test_nothing_to_compare() -> None:
    """Without two rankings of an item both are NaN, and the note says why; no labels, no group."""
    found = only([[["a"], ["b"]]])
    assert [one.note for one in found.values()] == ["undefined: no item has two rankings"] * 2
    assert all(math.isnan(one.estimate) for one in found.values())
    assert set(measured(labels())) <= {()}


ITEMS = [
    [order_of(np.random.default_rng(seed).integers(1, 4, 3).tolist()) for seed in (n, n + 50)]
    for n in range(40)
]


def test_interval() -> None:
    """The interval holds the estimate, is narrower at less confidence, and repeats itself."""
    wide, narrow = only(*ITEMS, resamples=500), only(*ITEMS, resamples=500, confidence=0.5)
    for name, one in wide.items():
        assert one.low < narrow[name].low < one.estimate < narrow[name].high < one.high
        assert "95 % interval: other items, same annotators (bootstrap)" in one.note
        assert "50 % interval" in narrow[name].note
    assert only(*ITEMS, resamples=500) == wide


def test_names_and_rows_do_not_matter() -> None:
    """Other names of responses and annotators and another order of rows change nothing."""
    frame = labels(*ITEMS).to_pandas()
    other = frame.sample(frac=1, random_state=3)
    other["annotator"] = other["annotator"].map({"rater 0": "zoe", "rater 1": "ana"})
    renamed = {"a": "z", "b": "a", "c": "b"}
    other["order"] = other["order"].map(
        lambda order: [[renamed[name] for name in tied] for tied in order]
    )
    assert measured(other) == measured(frame)


def test_by_group() -> None:
    """Groups are told apart, a missing one too, whatever their column is called."""
    first = labels([[["a"], ["b"]], [["a"], ["b"]]]).to_pandas()
    second = labels([[["a"], ["b"]], [["b"], ["a"]]]).to_pandas()
    frame = pd.concat(
        [first.assign(rankings="de"), second.assign(rankings=None)], ignore_index=True
    )
    found = measured(frame, by="rankings")
    assert {key: one["kendall_tau_b"].estimate for key, one in found.items()} == {
        ("de",): 1,
        (None,): -1,
    }


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ([[["a"], ["a", "b"]]] * 2, "names a response twice"),
        ([[["a"], [None, "b"]]] * 2, "or a missing one"),
        ([[["a"], [], ["b"]]] * 2, "or a missing one"),
    ],
)
def test_broken_orders_are_refused(order: Any, told: str) -> None:
    """An order that names a response twice, or none, is no order."""
    with pytest.raises(LabelsError, match=told):
        only(order)


def test_what_is_no_order_is_refused() -> None:
    """A column of something else is refused with what an order is."""
    frame = pd.DataFrame({"item_id": ["q1"], "annotator": ["ana"], "order": ["a"]})
    with pytest.raises(LabelsError, match="lists of ids, or of lists of ids that are tied"):
        measured(frame)


def test_options_of_other_levels_are_refused() -> None:
    """What only spans can be asked is not silently left undone."""
    assert only(*ITEMS, match=None) == only(*ITEMS)
    with pytest.raises(LabelsError, match="level 'ranking' has no option 'match'"):
        only(*ITEMS, match="category")

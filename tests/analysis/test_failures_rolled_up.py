"""What holds of failure rates whatever the labels are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.test_failures import TREE, estimates, labels
from trainer_widgets.analysis import failure_rates

if TYPE_CHECKING:
    from collections.abc import Callable

PATHS = ("style", "style.awkward", "style.archaic", "accuracy")
marks = st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(["minor", "major"])), max_size=4)
drawings = st.lists(st.tuples(st.sampled_from("abcd"), marks), min_size=1, max_size=8)


def table(drawn: list[tuple[str, list[tuple[str, str]]]]) -> pd.DataFrame:
    """Give labels of drawn items, each by another annotator."""
    return labels(*((item, f"r{n}", list(each)) for n, (item, each) in enumerate(drawn)))


@settings(max_examples=4)
@given(drawings)
def test_equals_brute_force(drawn: list[tuple[str, list[tuple[str, str]]]]) -> None:
    """Each statistic is the mean over items of the mean over their labels."""
    found = failure_rates(table(drawn), TREE)
    for path in PATHS:
        rows = [
            (item, [TREE.weight(*mark) for mark in each if f"{mark[0]}.".startswith(f"{path}.")])
            for item, each in drawn
        ]
        measures: dict[str, Callable[[list[float]], float]] = {
            "share_of_items": bool,
            "errors_per_item": len,
            "weighted_score": sum,
        }
        for statistic, measure in measures.items():
            values = pd.Series([float(measure(each)) for _, each in rows])
            expected = values.groupby([item for item, _ in rows]).mean().mean()
            assert estimates(found, statistic)[path] == pytest.approx(expected)


@settings(max_examples=4)
@given(drawings)
def test_rolls_up_the_tree(drawn: list[tuple[str, list[tuple[str, str]]]]) -> None:
    """A parent's share is at least each child's, and at most their sum with its own."""
    own = [(item, [mark for mark in each if mark[0] == "style"]) for item, each in drawn]
    both = pd.concat([table(drawn).assign(which="all"), table(own).assign(which="own")])
    found = failure_rates(both, TREE, by="which")
    shares, alone = (estimates(found[found["which"] == which]) for which in ("all", "own"))
    awkward, archaic = shares["style.awkward"], shares["style.archaic"]
    assert shares["style"] >= max(awkward, archaic) - 1e-9
    assert shares["style"] <= awkward + archaic + alone["style"] + 1e-9


@settings(max_examples=3)
@given(drawings, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(
    drawn: list[tuple[str, list[tuple[str, str]]]], random: Any
) -> None:
    """Rows in another order and people by other names give the same frame."""
    frame = table(drawn)
    order = list(range(len(frame)))
    random.shuffle(order)
    other = frame.iloc[order].assign(annotator=[f"p{place}" for place in order])
    pd.testing.assert_frame_equal(failure_rates(frame, TREE), failure_rates(other, TREE))

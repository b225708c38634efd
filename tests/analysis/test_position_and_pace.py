"""Presentation bias, pace and progress."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from trainer_widgets.analysis import pace, presentation_bias, progress


def pairs(*cells: tuple[str, str, str]) -> pd.DataFrame:
    """Give labels from (annotator, order on screen such as ``"ba"``, choice)."""
    return pd.DataFrame(
        [
            {
                "item_id": f"q{number}",
                "annotator": who,
                "choice": choice,
                "shown": {"order": list(order), "difference": False} if order else None,
            }
            for number, (who, order, choice) in enumerate(cells)
        ]
    )


def test_the_left_share_by_hand() -> None:
    """Three of four decided pairs go left; the tie and the unknown order are told, not counted."""
    labels = pairs(
        *[("ana", "ab", "a"), ("ana", "ba", "b"), ("ana", "ba", "b"), ("ana", "ab", "b")],
        *[("ana", "ab", "tie"), ("ana", "ab", "both_bad"), ("ana", "", "a")],
    )
    found = presentation_bias(labels).iloc[0]
    low, high = proportion_confint(3, 4, method="wilson")
    assert found[["estimate", "low", "high"]].tolist() == pytest.approx([0.75, low, high])
    assert (found["n_items"], found["n_labels"]) == (4, 4)
    assert "2 pairs without a preferred response dropped" in found["note"]
    assert "1 labels without a known order" in found["note"]


def test_wilson_as_published() -> None:
    """Of 263 decided pairs 81 go left: the interval is Newcombe's (1998), .2553 to .3662."""
    labels = pairs(*[("ana", "ab", "a")] * 81, *[("ana", "ab", "b")] * 182)
    found = presentation_bias(labels).iloc[0]
    assert found[["low", "high"]].round(4).tolist() == [0.2553, 0.3662]


def test_swapped_sides_are_undone() -> None:
    """Somebody who always prefers the same response has no side."""
    labels = pairs(*[("ana", "ab", "a"), ("ana", "ba", "a")] * 10)
    assert presentation_bias(labels)["estimate"].tolist() == [0.5]


def test_bias_by_annotator() -> None:
    """Each annotator has an own row, in sorted order."""
    labels = pairs(("ben", "ab", "b"), ("ana", "ab", "a"), ("ben", "ba", "a"))
    found = presentation_bias(labels, by="annotator")
    assert found[["annotator", "estimate", "n_labels"]].to_numpy().tolist() == [
        ["ana", 1.0, 1],
        ["ben", 0.0, 2],
    ]


@pytest.mark.parametrize("shown", ["none", "absent", "three"])
def test_bias_without_a_known_order_is_undefined(shown: str) -> None:
    """Without the order on screen, or with three responses, there is no share and a reason."""
    labels = pairs(("ana", "abc" if shown == "three" else "", "a"))
    labels = labels.drop(columns="shown") if shown == "absent" else labels
    found = presentation_bias(labels).iloc[0]
    assert math.isnan(found["estimate"])
    assert found["note"].startswith("undefined: no decided pair")


def times(seconds: list[float], who: str = "ana", **more: Any) -> pd.DataFrame:
    """Give labels that took so long."""
    columns = {"item_id": [f"q{n}" for n in range(len(seconds))], "annotator": who}
    return pd.DataFrame(columns | {"active_ms": [round(1000 * x) for x in seconds]} | more)


@settings(max_examples=12)
@given(st.lists(st.integers(0, 5000), min_size=1, max_size=60))
def test_quartiles_are_numpys(tenths: list[int]) -> None:
    """Counting times first gives the quartiles that numpy gives of the times themselves."""
    seconds = [tenth / 10 for tenth in tenths]
    found = pace(times(seconds)).iloc[0]
    expected = np.percentile(seconds, [25, 50, 75])
    assert found[["q1", "estimate", "q3"]].tolist() == pytest.approx(expected.tolist())
    assert found["n_labels"] == len(seconds)


def test_the_medians_interval_by_rank() -> None:
    """Of 100 times, the 40th and the 61st bound the median (Campbell and Gardner 1988)."""
    found = pace(times([float(n) for n in range(1, 101)])).iloc[0]
    assert (found["low"], found["high"]) == (40.0, 61.0)


def test_few_times_have_no_interval() -> None:
    """Five labels are too few for an interval of the median, and the note says so."""
    found = pace(times([3, 4, 5, 6, 7])).iloc[0]
    assert math.isnan(found["low"])
    assert "5 labels are too few" in found["note"]


def test_pace_is_peoples() -> None:
    """Labels by models and labels without a time stay out."""
    labels = pd.concat(
        [
            times([10, 20]).astype({"active_ms": "Int64"}),
            times([1], who="judge", annotator_kind="model").astype({"active_ms": "Int64"}),
        ],
        ignore_index=True,
    )
    labels.loc[1, "active_ms"] = pd.NA
    found = pace(labels)
    assert found[["annotator", "estimate", "n_labels"]].to_numpy().tolist() == [["ana", 10.0, 1]]


def test_progress_counts_items() -> None:
    """Each annotator's items stand beside what there is to do; by default the most done."""
    labels = pd.concat([times([1, 2, 3]), times([1], who="ben")])
    assert progress(labels, total=4)["share"].tolist() == [0.75, 0.25]
    assert progress(labels)["total"].tolist() == [3, 3]
    assert progress(labels.iloc[:0]).empty

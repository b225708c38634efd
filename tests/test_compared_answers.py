"""What answers are compared by: one rule for final labels, adjudications and sessions."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from trainer_widgets.compared_answers import keys, says_the_same
from trainer_widgets.records import ImageTagAnswer, RankingAnswer, Tag

AB = RankingAnswer([["a"], ["b"]], 2, points=7)
UNSURE = RankingAnswer([], verdict="cannot_judge")


def tagged(*names: str) -> ImageTagAnswer:
    """Return an answer with these tags, placed anywhere."""
    return ImageTagAnswer([Tag(name) for name in names])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (AB, RankingAnswer([["a"], ["b"]], 1, points=7), True),
        (AB, RankingAnswer([["b"], ["a"]], 2, points=7), False),
        (AB, UNSURE, None),
        (UNSURE, UNSURE, None),
        (AB, None, None),
        (tagged("fig", "pear"), tagged("pear", "fig"), True),
        (tagged("fig", "pear"), tagged("pear", "fig", "pear"), False),
        (tagged("fig"), tagged(), False),
        (tagged(), tagged(), True),
    ],
)
def test_two_answers_say_the_same(one: Any, other: Any, same: bool | None) -> None:
    """Lists have no order, but repeats; who could not judge says nothing; keys tell the same."""
    assert says_the_same(one, other) is same
    assert says_the_same(other, one) is same
    if other is None:
        return
    task, column = (
        ("ranking", "choice") if isinstance(one, RankingAnswer) else ("image_tags", "tag_names")
    )
    first, second = keys(pd.DataFrame({column: [getattr(a, column) for a in (one, other)]}), task)
    assert (None if pd.isna(first) or pd.isna(second) else first == second) is same

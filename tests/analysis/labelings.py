"""Labels for the tests of agreement: published tables, and random ones with gaps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
from hypothesis import strategies as st

from trainer_widgets.analysis import agreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Krippendorff (2011), section C: four observers, twelve units.
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
# Krippendorff's example of three coders and fifteen units, as in Hayes and Krippendorff (2007) and
# in the documentation of the krippendorff package.
THREE_CODERS = [
    [None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3],
    [1, None, 2, 1, 3, 3, 4, 3, None, None, None, None, None, None, None],
    [None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4],
]
# Gwet (2014), fourth edition, page 120: five observers, fifteen units.
FIVE_OBSERVERS: list[list[int | None]] = [
    [1, 1, 2, None, 0, 0, 1, 1, 2, 2, None, 0, 1, 3, 1],
    [1, 1, 3, 0, 0, 0, 0, None, 2, 1, 1, 0, 2, 3, 1],
    [2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1],
    [None, 1, 3, None, None, None, None, 0, None, 1, 0, 0, 2, 2, None],
    [2, None, None, 0, 0, 0, 1, None, 2, None, None, None, None, 3, 1],
]
# Fleiss (1971), table 1: how many of six psychiatrists made each of five diagnoses, 30 patients.
DIAGNOSES = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)


def from_rows(rows: Iterable[Iterable[object]]) -> pd.DataFrame:
    """Give labels from one row an annotator, one column an item; None is a gap."""
    return pd.DataFrame(
        [
            {"item_id": f"q{column:02}", "annotator": f"rater {row}", "choice": choice}
            for row, choices in enumerate(rows)
            for column, choice in enumerate(choices)
            if choice is not None
        ],
        columns=["item_id", "annotator", "choice"],
    )


def from_table(table: Sequence[Sequence[int]]) -> pd.DataFrame:
    """Give two people's labels from how many items they put into each two categories."""
    cells = [
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    return from_rows(list(zip(*cells, strict=True)))


def estimates(labels: object, *arguments: Any, **options: Any) -> dict[str, float]:
    """Give the estimates by statistic."""
    result = agreement(labels, *arguments, **{"resamples": 2} | options)
    return dict(zip(result["statistic"], result["estimate"], strict=True))


def matrix(labels: pd.DataFrame) -> pd.DataFrame:
    """Give labels as a table, one row an annotator, one column an item, NaN for gaps."""
    return labels.pivot_table(
        "choice", "annotator", "item_id", aggfunc="first", observed=True, dropna=False
    )


@st.composite
def numbers(draw: st.DrawFn, least: int = 1, people: int = 4) -> pd.DataFrame:
    """Draw whole numbers of two to four annotators on up to eight items, with gaps."""
    size = draw(st.integers(2, people)), draw(st.integers(least, 8))
    choice = st.one_of(st.none(), st.integers(1, 5))
    row = st.lists(choice, min_size=size[1], max_size=size[1])
    return from_rows(draw(st.lists(row, min_size=size[0], max_size=size[0])))


def same(ours: float, theirs: float) -> bool:
    """Whether two numbers are the same to 1e-9; NaN is the same as NaN."""
    return math.isclose(ours, theirs, abs_tol=1e-9) or (math.isnan(ours) and math.isnan(theirs))

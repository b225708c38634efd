"""Labels that lie in Spark stay there, and are explored alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests.analysis.explored import FEATURES, HOSTILE, labels
from trainer_widgets.analysis.exploring import Exploration
from trainer_widgets.records.slices import EVERYTHING, Compared, Contains, Either, Every, Holds

if TYPE_CHECKING:
    from pathlib import Path

ARABIC = Compared("language", "=", "ar")
CONDITIONS = [
    EVERYTHING,
    Every([Compared("language", "!=", "ar"), Holds("tags", "night"), Compared(HOSTILE, "=", "x'")]),
    Either([Compared("length", ">=", 200), Contains("prompt", "100%")]),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a parquet file of labels."""
    found = tmp_path_factory.mktemp("spark") / "labels.parquet"
    labels(40).to_parquet(found)
    return found


@pytest.fixture(scope="module")
def in_spark(spark: Any, path: Path) -> Exploration:
    """Give labels in Spark."""
    return Exploration.of(spark.read_parquet(str(path)), outcome="wrong", features=FEATURES)


@pytest.fixture(scope="module")
def expected(path: Path) -> Exploration:
    """Give the same labels in DuckDB."""
    return Exploration.of(path, outcome="wrong", features=FEATURES)


def test_it_says_that_it_is_slow(in_spark: Exploration, expected: Exploration) -> None:
    """Facets and totals are the same, and only one of the two takes seconds."""
    assert (in_spark.is_slow, expected.is_slow) == (True, False)
    assert in_spark.facets == expected.facets
    assert in_spark.counted == expected.counted
    assert in_spark.total == expected.total
    assert in_spark.fields == expected.fields


@pytest.mark.parametrize("place", range(len(CONDITIONS)))
def test_a_slice_is_the_same(place: int, in_spark: Exploration, expected: Exploration) -> None:
    """So are rates, what remains of each facet, the trend, a page and the labels."""
    condition = CONDITIONS[place]
    questions: dict[str, tuple[Any, ...]] = {
        "overview": (condition,),
        "trend": (condition,),
        "breakdown": (condition, ["language", "tags"]),
        "page": (condition, "rate", True, 0, 10),
        "values": (condition, "language", "A"),
        "compare": (condition, ARABIC),
    }
    for name, arguments in questions.items():
        assert getattr(in_spark, name)(*arguments) == getattr(expected, name)(*arguments)
    for name in ("labels", "items", "rates"):
        one, other = (getattr(found, name)(condition) for found in (in_spark, expected))
        columns = [column for column in other.columns if column != "tags"]
        pd.testing.assert_frame_equal(one[columns], other[columns], check_dtype=False, atol=1e-12)

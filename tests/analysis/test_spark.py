"""The same calls give the same frames when the labels lie in Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests.analysis.many_forms import (
    OF_EVENTS,
    OF_LABELS,
    OF_PAIRS,
    OF_REVIEWS,
    events,
    labels,
    pairs,
    reviews,
)

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {"labels": labels, "events": events, "pairs": pairs, "reviews": reviews}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give a parquet file of each table."""
    folder = tmp_path_factory.mktemp("spark")
    for name, make in TABLES.items():
        pq.write_table(make(), folder / f"{name}.parquet")
    return {name: folder / f"{name}.parquet" for name in TABLES}


CALLS = {
    name: (table, call)
    for table, calls in (
        ("labels", OF_LABELS),
        ("events", OF_EVENTS),
        ("pairs", OF_PAIRS),
        ("reviews", OF_REVIEWS),
    )
    for name, call in calls.items()
}


@pytest.mark.parametrize("name", CALLS)
def test_spark_gives_the_same_frame(name: str, spark: Any, files: dict[str, Path]) -> None:
    """What is counted in Spark and in DuckDB is the same to twelve digits."""
    table, call = CALLS[name]
    path = str(files[table])
    expected = call(path)
    found = call(spark.read_parquet(path))
    assert len(expected) > 0
    pd.testing.assert_frame_equal(found, expected, rtol=1e-12, atol=1e-12)

"""The same calls give the same frames when the labels lie in Spark."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import ibis
import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests.analysis.many_forms import OF_EVENTS, OF_LABELS, OF_PAIRS, events, labels, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# pyspark says of every frame that it has not been tried with pandas 3 everywhere, and ibis asks
# pandas for what pandas 4 will not have.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]
TABLES = {"labels": labels, "events": events, "pairs": pairs}
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.session.timeZone": "UTC",
    # Small tables: planning, compiling and shuffling would take longer than counting.
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    # ... and so would compiling Spark itself thoroughly.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give a parquet file of each table."""
    folder = tmp_path_factory.mktemp("spark")
    for name, make in TABLES.items():
        pq.write_table(make(), folder / f"{name}.parquet")
    return {name: folder / f"{name}.parquet" for name in TABLES}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Give Ibis on a Spark of two cores in this process."""
    if shutil.which("java") is None:
        pytest.fail("Spark needs Java 17 or newer: install a JRE (Debian: openjdk-17-jre-headless)")
    from pyspark.sql import SparkSession  # noqa: PLC0415 - starts slowly

    builder = SparkSession.builder.master("local[2]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield ibis.pyspark.connect(session)
    session.stop()


CALLS = {
    name: (table, call)
    for table, calls in (("labels", OF_LABELS), ("events", OF_EVENTS), ("pairs", OF_PAIRS))
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

"""Spark, started once for all tests of this folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import ibis
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

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
# pyspark says of every frame that it has not been tried with pandas 3 everywhere, and ibis asks
# pandas for what pandas 4 will not have.
WARNINGS = [
    "ignore:PySpark does not yet fully support pandas:FutureWarning",
    "ignore::pandas.errors.Pandas4Warning",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Spark warn in the tests that use it."""
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()):
            for warning in WARNINGS:
                item.add_marker(pytest.mark.filterwarnings(warning))


@pytest.fixture(scope="session")
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

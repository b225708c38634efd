"""Conditions and right answers hold for the same labels when these lie in Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.analysis.labels_in_slices import BIG, ITEMS, LABELS, ROWS, holds_for
from tests.analysis.slice_fields import FIELDS
from trainer_widgets.analysis.counts.conditions import holds
from trainer_widgets.analysis.event_selection import Columns
from trainer_widgets.analysis.results import executed
from trainer_widgets.analysis.slices.asked import Asked
from trainer_widgets.analysis.slices.language import parsed
from trainer_widgets.analysis.slices.outcomes import outcomes_of

if TYPE_CHECKING:
    from pathlib import Path

LINES = [
    'language = "say \\"hi\\"" or language in ("\\\\", "a\\nb", "it\'s") or language contains "%_"',
    f"severity = {BIG + 1} or severity < -1e300 or severity >= 0.5 and severity <= 1e300",
    f"severity > {BIG}.0 and not severity in (3, 2.5)",
    "score = 0.333 or score < -1e300 or score in (0.1, 5e-324) or score is missing",
    'at = "2026-03-01" and at < "2026-03-01T12:30+02:00" or flagged != true',
    'not tags has "ar"',
    'anywhere contains "HI" or prompt is missing',
]


def test_spark_holds_what_python_holds(spark: Any, tmp_path: Path) -> None:
    """The same lines hold for the same labels in Spark, with the same quotes and large numbers."""
    tables = []
    for name, table in (("labels", LABELS), ("items", ITEMS)):
        pq.write_table(table, tmp_path / f"{name}.parquet")
        tables.append(spark.read_parquet(tmp_path / f"{name}.parquet"))
    labels, texts = tables
    read = [parsed(line, FIELDS) for line in LINES]
    columns = {f"held_{place}": holds(labels, one, FIELDS, texts) for place, one in enumerate(read)}
    found = executed(labels.select("row", **columns))
    for place, condition in enumerate(read):
        expected = [row["row"] for row in ROWS if holds_for(row, condition)]
        assert sorted(found.loc[found[f"held_{place}"], "row"]) == expected, LINES[place]


def test_spark_holds_labels_against_gold(spark: Any, tmp_path: Path) -> None:
    """Lists miss the same right answers in Spark, in whatever order they are."""
    people = LABELS["row"].cast(pa.string())
    pq.write_table(LABELS.append_column("annotator", people), tmp_path / "l.parquet")
    gold = {0: ["ar"], 1: [], 2: ["a\nb", "ar", ""]}
    asked = Asked(
        outcome="gold_missed", features=[], value="tags", level="nominal", items=None,
        columns=Columns("item", "annotator", None), independent=True, models=True, taxonomy=None,
        gold=gold,
    )  # fmt: skip
    found = executed(outcomes_of(spark.read_parquet(tmp_path / "l.parquet"), asked).table)
    expected = {
        str(row["row"]): float({*row["tags"]} - {None} != {*gold[row["item"]]})
        for row in ROWS
        if row["item"] in gold and row["tags"] is not None
    }
    assert dict(zip(found["annotator"], found["y"], strict=True)) == expected

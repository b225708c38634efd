"""A condition holds for the same labels in an engine and in plain Python."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pytest
from hypothesis import given

from tests.analysis.labels_in_slices import INF, ITEMS, LABELS, ROWS, holds_for
from tests.analysis.planted_slices import labels, other_half
from tests.analysis.slice_fields import FIELDS, conditions
from trainer_widgets.analysis import find_slices
from trainer_widgets.analysis.counts.conditions import holds
from trainer_widgets.analysis.results import executed
from trainer_widgets.analysis.slices.fields import Field
from trainer_widgets.analysis.slices.language import checked, parsed, spelled
from trainer_widgets.records.slices import Among, Compared, Either, Every, Missing, Negated

if TYPE_CHECKING:
    from trainer_widgets.records.slices import Condition


def rows_of(table: ibis.Table, condition: Condition, texts: ibis.Table) -> list[int]:
    """Give the labels for which an engine says that a condition holds."""
    column = holds(table, condition, FIELDS, texts)
    found = executed(table.select("row", held=column))
    assert found["held"].notna().all()
    return sorted(found.loc[found["held"].astype(bool), "row"].tolist())


@pytest.fixture(scope="module")
def tables() -> tuple[ibis.Table, ibis.Table]:
    """Give the labels and the items' texts in DuckDB."""
    connection = ibis.duckdb.connect()
    return connection.create_table("labels", LABELS), connection.create_table("items", ITEMS)


@given(condition=conditions(FIELDS))
def test_duckdb_holds_what_python_holds(
    tables: tuple[ibis.Table, ibis.Table], condition: Condition
) -> None:
    """Whatever the condition and the values, missing, odd and very large ones among them."""
    expected = [row["row"] for row in ROWS if holds_for(row, condition)]
    assert rows_of(tables[0], condition, tables[1]) == expected


def nested(condition: Condition, times: int) -> Condition:
    """Give a condition in many others."""
    return nested(Negated(condition), times - 1) if times else condition


LARGE: dict[str, Condition] = {
    "conditions": Every([Compared("severity", ">=", one - 300) for one in range(200)]),
    "alternatives": Either([Compared("language", "=", str(one)) for one in range(200)]),
    "numbers": Among("severity", [*range(1000)]),
    "fractions": Among("score", [one / 1000 for one in range(1000)]),
    "texts": Among("language", [*map(str, range(999)), "ar"]),
    "days": Among("at", [f"{year}-03-01" for year in range(1990, 2050)]),
    "negations": nested(Missing("score"), 50),
}


@pytest.mark.parametrize("name", LARGE)
def test_the_largest_conditions_hold_too(tables: tuple[ibis.Table, ibis.Table], name: str) -> None:
    """As many conditions, values and nestings as a slice may have are no more than engines take."""
    condition = checked(LARGE[name], FIELDS)
    assert parsed(spelled(condition), FIELDS) == condition
    expected = [row["row"] for row in ROWS if holds_for(row, condition)]
    assert rows_of(tables[0], condition, tables[1]) == expected


def test_narrow_columns_take_wide_numbers() -> None:
    """Numbers beyond what a column can hold compare as numbers do, and fractions as typed."""
    columns = {"small": pa.int8(), "large": pa.uint64(), "single": pa.float32()}
    table = ibis.memtable(
        pa.table(
            {name: pa.array([0, 3, None], kind) for name, kind in columns.items()}
            | {"third": pa.array([0.333, INF, None], pa.float32())}
            | {"nothing": pa.nulls(3), "cost": pa.array([0, 3, None], pa.decimal128(5, 2))}
        )
    )
    fields = {name: Field(name, "number", (name,)) for name in table.columns}
    for line, expected in {
        "small < 300 and small > -300 and small != 300": 2,
        "small = 300 or small = 2.5 or small > 300": 0,
        "large > -1 and large < 18446744073709551616": 2,
        "single < 1e300 and single > -1e300": 2,
        "third = 0.333": 1,
        "third < 1e300": 1,
        "cost >= 0.005 and cost < 1e20": 1,
        "nothing = 3 or nothing in (3)": 0,
        "small in (300, 2.5) or third in (0.3) or cost in (1e300)": 0,
        "small in (300, 3) and third in (1e300, 7) and cost in (3)": 1,
        "nothing is missing": 3,
    }.items():
        held = holds(table, parsed(line, fields), fields)
        assert executed(table.aggregate(n=table.count(where=held)))["n"].iloc[0] == expected, line


def test_a_day_is_the_whole_of_it() -> None:
    """A date compares as all of its moments, a moment as itself; dates and zones alike."""
    days = [dt.date(2026, 3, day) for day in (1, 2, 3)]
    moments = [dt.datetime(2026, 3, day, 12) for day in (1, 2, 3)]  # noqa: DTZ001 - taken as UTC
    table = ibis.memtable(pa.table({"day": days, "at": moments}))
    fields = {name: Field(name, "time", (name,)) for name in ("day", "at")}
    for name in fields:
        for comparator, expected in {"=": 1, "!=": 2, "<": 1, "<=": 2, ">": 1, ">=": 2}.items():
            held = holds(table, parsed(f'{name} {comparator} "2026-03-02"', fields), fields)
            assert executed(table.aggregate(n=held.sum()))["n"].iloc[0] == expected
    held = holds(table, parsed('at > "2026-03-02T13:59+02:00"', fields), fields)
    assert executed(table.aggregate(n=held.sum()))["n"].iloc[0] == 2


def test_found_slices_are_lines_of_the_language() -> None:
    """Each slice that a search finds is read, and holds for as many labels as the search says."""
    frame = labels(300, planted=0.4).rename(columns={"language": "first `in`"})
    frame["tags"] = [["night", 'a"b'] if length > 200 else [] for length in frame["length"]]
    frame["wrong"] |= frame["length"] > 350
    found = find_slices(frame, "wrong", exploratory=True, max_features=2)
    kinds = {"length": "number", "tags": "list"}
    names = ["first `in`", "model", "length", "tags", "annotator"]
    fields = {name: Field(name, kinds.get(name, "category"), (name,)) for name in names}  # type: ignore[arg-type]
    half = ibis.memtable(pa.Table.from_pandas(other_half(frame)))
    assert len(found) > 2
    for line, n_labels in zip(found["slice"], found["n_labels"], strict=True):
        held = holds(half, parsed(line, fields), fields)
        assert executed(half.aggregate(n=held.sum()))["n"].iloc[0] == n_labels

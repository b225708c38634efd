"""Tables as people have them: odd names, odd values, gaps, and what cannot be explored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from tests.analysis.explored import FEATURES, HOSTILE, labels
from trainer_widgets.analysis import LabelsError
from trainer_widgets.analysis.exploring import Exploration
from trainer_widgets.analysis.slices.fields import ANYWHERE
from trainer_widgets.analysis.slices.language import parsed, spelled
from trainer_widgets.records.slices import (
    EVERYTHING,
    Compared,
    Contains,
    Every,
    Holds,
    Missing,
    Negated,
)

if TYPE_CHECKING:
    from pathlib import Path

FRAME = labels(40)
NAMES = [
    *(
        '"',
        "'; DROP TABLE labels_1; --",
        "select",
        "y",
        "item",
        "at",
        "n_all",
        "code_0",
        "column_0",
    ),
    *("window", "hour", "Language", "language", "language.x", "a`b", " ", "é", "n", "facet"),
    *("remaining_labels", "feature_0", "text", "note", "\0code_0"),
]


def plain(values: dict[str, Any], outcome: Any = True) -> pd.DataFrame:
    """Give labels of one annotator with some columns."""
    size = max(len(column) for column in values.values())
    return pd.DataFrame({"item_id": range(size), "annotator": "ana", **values, "wrong": outcome})


@pytest.mark.parametrize("form", ["frame", "arrow", "parquet", "memtable", "duckdb"])
def test_every_form_of_labels_gives_the_same(form: str, tmp_path: Path) -> None:
    """A DataFrame, an Arrow table, a parquet path and Ibis tables are explored alike."""
    table = pa.Table.from_pandas(FRAME)
    path = tmp_path / "labels.parquet"
    FRAME.to_parquet(path)
    given: dict[str, Any] = {
        "frame": FRAME,
        "arrow": table,
        "parquet": path,
        "memtable": ibis.memtable(table),
        "duckdb": ibis.duckdb.connect().create_table("select", table),
    }
    condition = Compared("language", "=", "ar")
    found = Exploration.of(given[form], outcome="wrong", features=FEATURES)
    expected = Exploration.of(FRAME, outcome="wrong", features=FEATURES)
    assert found.overview(condition) == expected.overview(condition)
    assert found.page(condition) == expected.page(condition)
    assert not found.is_slow


def test_no_name_is_in_the_way() -> None:
    """Columns may be called anything, as our own too: each is asked for by its name."""
    values = {name: [f"{place}!", f"{place}'"] * 4 for place, name in enumerate(NAMES)}
    found = Exploration.of(plain(values), outcome="wrong", features=NAMES)
    assert [facet.feature for facet in found.facets] == NAMES
    for place, name in enumerate(NAMES):
        condition = Compared(name, "=", f"{place}'")
        overview = found.overview(Every([condition, Negated(Missing(name))]))
        assert overview.rate.n_labels == 4
        assert overview.facets[place].n == [0, 4, 4, 0]
        frame = found.labels(condition)
        assert frame.columns.tolist() == ["item_id", "annotator", *NAMES, "wrong"]
        assert set(frame[name]) == {f"{place}'"}
    assert len(found.items()) == 8


def test_names_of_ours_can_be_the_users() -> None:
    """Items and annotators under other names keep these; columns of ours' names stay theirs."""
    frame = FRAME.rename(columns={"item_id": "question", "annotator": "rater"})
    frame = frame.assign(item_id="x", annotator=np.where(frame.index % 2, "a", "b"), at="y")
    found = Exploration.of(frame, outcome="wrong", item="question", annotator="rater")
    assert found.total == Exploration.of(FRAME, outcome="wrong").total
    named = Compared("annotator", "=", "a")
    assert found.overview(named).rate.n_labels == len(frame) // 2
    assert {"question", "rater", "annotator", "at", "item_id"} <= {*found.labels(named).columns}
    assert found.items().columns[0] == "question"


def test_hostile_values_are_values() -> None:
    """Whatever a value holds, it is compared and never run; conditions survive being written."""
    hostile = ["'); DROP TABLE labels_1; --", '"', "%", "\\", "\n", "🙂", "'", "a\tb", "<img>"]
    found = Exploration.of(plain({"v": hostile * 2}), outcome="wrong", features=["v"])
    for value in hostile:
        condition = Compared("v", "=", value)
        assert found.overview(condition).rate.n_labels == 2
        assert found.overview(parsed(spelled(condition), found.fields)).rate.n_labels == 2
        assert found.values(EVERYTHING, "v", value).n[0] == 2


def test_items_have_features_of_their_own() -> None:
    """A table of items adds its columns: facets, lists among them, and long texts to search."""
    frame = FRAME[["item_id", "annotator", "severity", "wrong"]]
    items = FRAME[["item_id", "language", "tags", "prompt"]].drop_duplicates("item_id")
    found = Exploration.of(frame, items, "wrong")
    assert [facet.feature for facet in found.facets] == ["language", "tags", "annotator"]
    beside = Exploration.of(FRAME, outcome="wrong", features=["language", "tags"])
    for condition in (Compared("language", "!=", "ar"), Holds("tags", "night")):
        assert found.overview(condition).rate == beside.overview(condition).rate
    assert found.page(EVERYTHING).columns == ["language", "tags"]
    texts = dict(zip(items["item_id"], items["prompt"], strict=True))
    searched = Exploration.of(frame, outcome="wrong", texts=texts)
    words = Contains(ANYWHERE, "100% ORDER")
    expected = FRAME["prompt"].str.contains("100% order").sum()
    assert searched.overview(words).rate.n_labels == expected
    assert searched.page(words).rows[0].excerpt.startswith("Please")
    with pytest.raises(LabelsError, match="make them the same"):
        Exploration.of(frame, items.assign(item_id=range(len(items))), "wrong")


def test_kinds_of_facets() -> None:
    """Few whole numbers are values in their order, others bins; times are bins from whole hours."""
    found = Exploration.of(FRAME, outcome="wrong", features=[*FEATURES, "prompt"])
    facets = {facet.feature: facet for facet in found.facets}
    assert facets["severity"].values == [1, 2, 3, 4, 5]  # noqa: PD011 - a facet's
    assert (facets["severity"].kind, facets["length"].kind) == ("category", "number")
    edges: Any = facets["length"].edges
    steps = np.diff(edges)
    assert {*steps} == {20.0}
    assert edges[0] <= FRAME["length"].min()
    assert facets["length"].edges[-1] >= FRAME["length"].max()
    edges = facets["submitted_at"].edges
    assert edges[0] <= FRAME["submitted_at"].min()
    assert edges[-1] > FRAME["submitted_at"].max()
    assert len(edges) <= 61
    assert sorted(facets["tags"].values) == ["blur", "day", "night"]
    assert facets["tags"].n_values == 3
    kinds = {name: field.kind for name, field in found.fields.items()}
    assert kinds["severity"] == kinds["hour"] == "number"
    assert (kinds["tags"], kinds[HOSTILE], kinds["wrong"]) == ("list", "category", "boolean")
    assert (kinds["weekday"], kinds["submitted_at"]) == ("category", "time")


ODD: dict[str, tuple[pd.DataFrame, list[str]]] = {
    "no columns": (plain({"a": [1]}).drop(columns="a"), []),
    "one value": (plain({"a": ["x"] * 4}), []),
    "all missing": (plain({"a": [None] * 4, "b": [np.nan] * 4}), []),
    "empty lists": (plain({"a": [[], [], []]}), []),
    "one value and gaps": (plain({"a": ["x", None] * 4}), ["a"]),
    "no labels": (plain({"a": ["x", "y"]}).iloc[:0], []),
    "no outcome": (plain({"a": ["x", "y"]}, float("nan")), []),
    "several types": (plain({"a": ["x", 1, 2.5, None]}), []),
    "bytes and structs": (plain({"a": [b"x", b"y"], "b": [{"c": 1}, {"c": 2}]}), []),
    "durations": (plain({"a": pd.to_timedelta([1, 2], unit="s")}), []),
    "categories": (plain({"a": pd.Categorical(["x", "y", "x"])}), ["a"]),
    "dates": (plain({"a": pd.to_datetime(["2026-01-01", "1900-02-03"]).date}), ["a"]),
    "huge numbers": (plain({"a": [1e300, -1e300, 0.0] * 5}), ["a"]),
    "tiny numbers": (plain({"a": [1e-300, 2e-300, 0.0] * 5}), ["a"]),
    "close numbers": (plain({"a": [1e9, 1e9 + 1e-6, 1e9 + 2e-6] * 5}), ["a"]),
    "one number": (plain({"a": [2.5, np.nan] * 5}), ["a"]),
    "large whole numbers": (plain({"a": [2**62, -(2**62), *range(20)]}), ["a"]),
    "yes and no": (plain({"a": [True, False, None] * 3}), ["a"]),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_tables_give_a_sensible_view(name: str) -> None:
    """What tells nothing apart makes no facet, and nothing fails."""
    frame, facets = ODD[name]
    found = Exploration.of(frame, outcome="wrong")
    assert [facet.feature for facet in found.facets] == facets
    n = 0 if name in ("no labels", "no outcome") else len(frame)
    assert found.total.n_labels == n
    assert (found.total.estimate is None) == (n == 0)
    assert all(sum(counted.n) == n for counted in found.counted)
    assert found.page(EVERYTHING).n_items == n
    assert len(found.labels()) == n
    for facet in facets:
        assert found.overview(Missing(facet)).rate.n_labels == frame[facet].isna().sum()
        assert sum(c.rate.n_labels for c in found.breakdown(EVERYTHING, [facet]).cells) == n
    assert found.suggestions()["slice"].tolist() == []


def test_columns_of_several_types_are_told() -> None:
    """A column that no engine reads is left out, and the note says so."""
    found = Exploration.of(ODD["several types"][0], outcome="wrong")
    assert "column 'a' left out: it holds values of several types" in found.note

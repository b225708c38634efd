"""Where things go wrong: planted slices are found and named, and nothing where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import vl_convert
from scipy.stats import t

import trainer_widgets as tw
from tests.analysis.planted_slices import PLANTED, clustered, labels, other_half
from trainer_widgets.analysis import LabelsError, charts, find_slices
from trainer_widgets.analysis.charts.rendering import VEGA_LITE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """Labels with one slice in which they go wrong."""
    return labels(planted=0.4)


@pytest.fixture(scope="module")
def found(frame: pd.DataFrame) -> pd.DataFrame:
    """Tell the slices of these."""
    return find_slices(frame, "wrong", max_features=2)


def test_a_planted_slice_is_found_and_named(found: pd.DataFrame) -> None:
    """A combination of two features that goes wrong more often is the one slice confirmed."""
    assert found["slice"].tolist() == [PLANTED]
    row = found.iloc[0]
    assert row["low"] < 0.4 < row["high"]
    assert row["confirmed"]
    assert found.attrs["searched"] > 50
    assert "in one half of the items" in row["note"]


def test_the_numbers_are_those_of_a_clustered_regression(
    frame: pd.DataFrame, found: pd.DataFrame
) -> None:
    """Difference and interval are those of statsmodels' robust covariance, with m / (m - 1)."""
    row = found.iloc[0]
    half = other_half(frame)
    inside = (half["language"] == "ar") & (half["model"] == "m2")
    m = half.loc[inside, "item_id"].nunique()
    estimate, error = clustered(half, inside)
    reach = t.ppf(0.975, m - 1) * error * np.sqrt(m / (m - 1))
    assert row["estimate"] == pytest.approx(estimate)
    assert [row["low"], row["high"]] == pytest.approx([estimate - reach, estimate + reach])
    assert row[["n_items", "n_annotators", "n_labels"]].tolist() == [m, 4, inside.sum()]
    assert row["rate"] == pytest.approx(half.loc[inside, "wrong"].mean())
    assert row["rate_rest"] == pytest.approx(half.loc[~inside, "wrong"].mean())


def test_annotators_share_items_with_the_rest() -> None:
    """The slice of an annotator is compared with others' labels of the same items."""
    frame = labels(200)
    frame["wrong"] |= (frame["annotator"] == "ben") & (frame.index % 2 == 0)
    row = find_slices(frame, "wrong", "annotator").iloc[0]
    half = other_half(frame)
    inside = half["annotator"] == "ben"
    estimate, error = clustered(half, inside)
    assert row["slice"] == 'annotator = "ben"'
    assert row["estimate"] == pytest.approx(estimate)
    m = row["n_items"]
    assert (row["high"] - row["low"]) / 2 == pytest.approx(
        error * np.sqrt(m / (m - 1)) * 1.96, rel=0.03
    )


def test_nothing_is_found_where_nothing_is() -> None:
    """In three tables without a slice there is no false discovery."""
    for seed in range(3):
        assert find_slices(labels(120, seed=seed), "wrong", ["language", "model"]).empty


def test_copies_of_a_larger_slice_are_dropped(frame: pd.DataFrame) -> None:
    """A feature that only repeats another adds no slice, alone or as a condition."""
    frame = frame.assign(tongue=frame["language"].str.upper())
    features = ["language", "tongue", "model"]
    found = find_slices(frame, "wrong", features, exploratory=True)
    assert PLANTED in found["slice"].tolist()
    assert not found["slice"].str.contains("tongue").any()


def test_order_of_rows_and_names_of_people_do_not_matter() -> None:
    """Shuffled labels with other names of annotators give the same result."""
    frame = labels(200, planted=0.4)
    shuffled = frame.sample(frac=1, random_state=3)
    shuffled["annotator"] = "x" + shuffled["annotator"]
    features = ["language", "model"]
    one, other = (find_slices(x, "wrong", features, exploratory=True) for x in (frame, shuffled))
    pd.testing.assert_frame_equal(one, other)


def test_disagreement_is_with_the_others_of_the_item() -> None:
    """Those who chose differently; of two values every level of measurement says the same."""
    frame = labels(800, planted=0.5)
    frame["choice"] = np.where(frame["wrong"], "b", "a")
    frame["grade"] = frame["wrong"].astype(int) * 7
    alone = {"item_id": ["alone"], "annotator": ["ana"], "choice": ["a"], "grade": [0]}
    frame = pd.concat([frame, pd.DataFrame(alone)])
    found = find_slices(frame, features=["language", "model"])
    assert PLANTED in found["slice"].tolist()
    assert "1 labels left out: nobody else labeled the item" in found["note"].iloc[0]
    graded = find_slices(frame, features=["language", "model"], value="grade", level="interval")
    pd.testing.assert_frame_equal(graded, found)


def test_numbers_are_cut_at_quartiles_and_missing_is_a_value() -> None:
    """Edges stand in the name; labels without a value are a slice of their own."""
    frame = labels(300)
    frame["wrong"] |= (frame["length"] > 310) & (frame.index % 3 > 0)
    frame["topic"] = frame["model"].where(frame["language"] != "ar")
    frame["wrong"] |= frame["topic"].isna() & (frame.index % 3 > 0)
    found = find_slices(frame, "wrong", ["length", "topic"], max_features=1)["slice"].tolist()
    assert "topic is missing" in found
    edges = [one for one in found if one.startswith("length")]
    assert len(edges) == 1
    assert float(edges[0].removeprefix("length >= ")) == pytest.approx(305, abs=20)


def test_lists_count_by_each_member() -> None:
    """An item with several tags is in the slice of each; one without tags is missing."""
    frame = labels(300)
    tags = frame["item_id"].str[1:].astype(int) % 4
    frame["tags"] = [[["blur", "night"], ["night"], ["day"], []][tag] for tag in tags]
    frame["wrong"] |= (tags < 2) & (frame.index % 3 > 0)
    found = find_slices(frame, "wrong", ["tags", "language"])
    assert 'tags has "night"' in found["slice"].tolist()
    empty = (tags == 3) & (frame.index % 3 > 0)
    found = find_slices(frame.assign(wrong=empty), "wrong", "tags")
    assert found["slice"].tolist() == ["tags is missing"]


def test_of_five_thousand_values_the_most_frequent_are_searched() -> None:
    """A feature with a value for nearly each label says what it searched."""
    frame = pd.DataFrame({"item_id": range(6000), "annotator": "ana"})
    frame["source"] = [f"s{max(place - 1000, 0)}" for place in frame.index]
    frame["wrong"] = (frame["source"] == "s0") & (frame.index % 2 == 0)
    found = find_slices(frame, "wrong", "source")
    assert found["slice"].tolist() == ['source = "s0"']
    assert "the 50 most frequent of 5,000 values searched" in found["note"].iloc[0]
    assert find_slices(frame, "wrong").attrs["searched"] == 0


def test_times_give_hours_and_weekdays() -> None:
    """Hour and weekday come from the label's time where they are asked for."""
    frame = labels(300)
    days = frame["item_id"].str[1:].astype(int) % 7
    start = pd.Timestamp("2026-01-05 09:00", tz="UTC")
    frame["submitted_at"] = start + pd.to_timedelta(days, unit="D")
    frame["wrong"] |= (days == 4) & (frame.index % 3 > 0)
    found = find_slices(frame, "wrong", ["weekday", "hour"])
    assert found["slice"].tolist() == ['weekday = "Friday"']
    assert "no slices by hour" in found["note"].iloc[0]


def test_failures_and_escalations() -> None:
    """Labels with any category fail; events tell which pairs were escalated."""
    frame = labels(planted=0.5)
    frame["categories"] = [["style"] if wrong else [] for wrong in frame["wrong"]]
    features = ["language", "model"]
    expected = find_slices(frame, "wrong", features)
    assert expected["slice"].tolist() == [PLANTED]
    pd.testing.assert_frame_equal(find_slices(frame, "failed", features), expected)
    frame["submitted_at"] = pd.Timestamp("2026-01-05", tz="UTC")
    frame["action"] = np.where(frame["wrong"], "escalate", "answer")
    pd.testing.assert_frame_equal(find_slices(frame, "escalated", features), expected)


def test_the_seasons_weak_slice_is_found() -> None:
    """In the simulated season the slice that was planted is confirmed, named by its features."""
    project = tw.Project("datasets/season/ranking")
    found = find_slices(project, features=["language", "topic", "model"], max_features=2)
    assert 'language = "de" and topic = "dates"' in found["slice"].tolist()


def test_features_of_items_join_the_labels(tmp_path: Path, frame: pd.DataFrame) -> None:
    """Features may lie in a table of items; labels in parquet."""
    items = frame[["item_id", "language", "model"]].drop_duplicates("item_id")
    path = tmp_path / "labels.parquet"
    frame[["item_id", "annotator", "wrong"]].to_parquet(path)
    found = find_slices(path, "wrong", items=items, max_features=2)
    assert found["slice"].tolist() == [PLANTED]


ALONE = labels(40)[["item_id", "wrong"]].drop_duplicates("item_id").assign(annotator="ana")
DEGENERATE: dict[str, tuple[pd.DataFrame, dict[str, Any]]] = {
    "one item": (labels(1), {}),
    "no features": (ALONE, {}),
    "constant outcome": (labels(60).assign(wrong=False), {"features": ["language", "model"]}),
    "always": (labels(60).assign(wrong=True), {"features": ["language", "model"]}),
    "no labels": (labels(40).iloc[:0], {"features": ["language"]}),
    "no outcome": (labels(40).assign(wrong=float("nan")), {"features": ["language"]}),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_degenerate_labels_give_an_empty_result(name: str) -> None:
    """Where nothing can be found there are no rows, and how many slices were searched is told."""
    frame, options = DEGENERATE[name]
    found = find_slices(frame, "wrong", **options)
    assert len(found) == 0
    assert {"slice", "estimate", "p_value", "confirmed"} <= {*found.columns}
    assert "none confirmed" in found.attrs["note"]
    what = "stands out" if found.attrs["searched"] else "has enough items to be searched"
    assert charts.find_slices(found).description == f"No slice {what}."


@pytest.mark.parametrize(
    ("outcome", "options", "message"),
    [
        ("wrong", {"features": ["langage"]}, "did you mean 'language'"),
        ("wrng", {}, "did you mean 'wrong'"),
        ("disagrement", {}, "did you mean 'disagreement'"),
        ("length", {}, "numbers from 0 to 1"),
        ("language", {}, "give yes or no"),
        ("failed", {}, "lists of categories"),
        ("escalated", {}, "needs events"),
        ("disagreement", {"value": "language", "level": "ordinal"}, "no order of its own"),
        ("wrong", {"max_features": 4}, "1, 2 or 3"),
        ("wrong", {"min_items": 0}, "whole number from 1"),
        ("wrong", {"q": 1.5}, "false discoveries"),
        ("wrong", {"features": ["item_id"]}, "no feature"),
    ],
)
def test_wrong_arguments_say_what_to_do(
    outcome: str, options: dict[str, Any], message: str
) -> None:
    """Each wrong argument gets one clear error."""
    with pytest.raises(LabelsError, match=message):
        find_slices(labels(20), outcome, **options)


def test_the_chart_tells_what_is_confirmed(frame: pd.DataFrame) -> None:
    """The title names the slice; what is exploratory is told apart, and Vega-Lite 5 draws it."""
    found = find_slices(frame, "wrong", ["language", "model"], exploratory=True)
    chart = charts.find_slices(found)
    assert chart.description.startswith(f"One slice stands out: {PLANTED}")
    spec = chart.to_dict()
    marks = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert "is_confirmed" in str(marks[0]["encoding"]["fill"])
    assert "<svg" in vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)

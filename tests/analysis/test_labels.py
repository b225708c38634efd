"""What an analysis takes: labels in any form, of the right kind, under any column names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import pandas as pd
import pyarrow as pa
import pytest

from trainer_widgets.analysis import LabelsError, agreement

if TYPE_CHECKING:
    from pathlib import Path


def frame(**choices: list[str]) -> pd.DataFrame:
    """Give labels from each annotator's choices on q1, q2 and so on."""
    return pd.DataFrame(
        [
            {"item_id": f"q{number}", "annotator": who, "choice": choice}
            for who, given_by in choices.items()
            for number, choice in enumerate(given_by, 1)
        ]
    )


def percent(labels: object, **options: Any) -> pd.Series[Any]:
    """Give the row of the percent agreement."""
    return agreement(labels, **options).iloc[0]


def test_only_independent_labels_by_people_count_unless_asked() -> None:
    """Labels by models or after feedback stay out, and the note tells how many."""
    labels = frame(ana=["a", "b"], ben=["a", "b"], judge=["a", "b"])
    labels["annotator_kind"] = ["person"] * 4 + ["model"] * 2
    labels["condition"] = ["blind", "revealed"] + ["blind"] * 4
    default = percent(labels)
    assert (default["n_labels"], default["n_annotators"]) == (3, 2)
    assert (
        "1 labels after feedback or reveal left out; 2 labels by models left out" in default["note"]
    )
    asked = percent(labels, independent=False, models=True)
    assert asked["n_labels"] == 6
    assert "included: not independent" in asked["note"]


def test_labels_come_in_any_form(tmp_path: Path) -> None:
    """A DataFrame, an Arrow table, a parquet path and an Ibis table give the same."""
    labels = frame(ana=["a", "b"], ben=["a", "a"])
    labels.to_parquet(tmp_path / "labels.parquet")
    expected = agreement(labels)
    for form in (
        pa.Table.from_pandas(labels),
        tmp_path / "labels.parquet",
        str(tmp_path / "labels.parquet"),
        ibis.memtable(pa.Table.from_pandas(labels)),
    ):
        pd.testing.assert_frame_equal(agreement(form), expected)


def test_other_column_names_are_given() -> None:
    """Whole numbers can be compared too, under any column name."""
    labels = pd.DataFrame({"task": [1, 1, 2, 2], "who": [7, 8, 7, 8], "stars": [4, 4, 5, 1]})
    found = percent(labels, value="stars", item="task", annotator="who")
    assert found["estimate"] == 0.5


def test_mistakes_in_the_labels_are_named() -> None:
    """A misspelt column, a foreign type and doubled labels are refused."""
    labels = frame(ana=["a"])
    with pytest.raises(LabelsError, match="did you mean 'choice'"):
        agreement(labels, value="choise")
    with pytest.raises(LabelsError, match="not as list"):
        agreement([1, 2])
    with pytest.raises(LabelsError, match="no time tells which label is the newest"):
        agreement(pd.concat([labels, labels]))

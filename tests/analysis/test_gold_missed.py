"""Slices of labels that miss the right answers of their items."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import trainer_widgets as tw
from tests.analysis.planted_slices import PLANTED, labels
from trainer_widgets.analysis import LabelsError, find_slices
from trainer_widgets.analysis.counts import as_table
from trainer_widgets.analysis.event_selection import Columns
from trainer_widgets.analysis.results import executed
from trainer_widgets.analysis.slices.asked import Asked
from trainer_widgets.analysis.slices.outcomes import Outcomes, outcomes_of
from trainer_widgets.gold import key_types, missed

if TYPE_CHECKING:
    from pathlib import Path

FEATURES = ["language", "model"]


def outcomes(source: object, gold: object = None, value: str = "choice") -> Outcomes:
    """Give labels with their outcome."""
    columns = Columns("item_id", "annotator", None)
    return outcomes_of(
        source,
        Asked(
            outcome="gold_missed", features=[], value=value, level="nominal", items=None,
            columns=columns, independent=True, models=True, taxonomy=None, gold=gold,
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """Labels of which one slice is wrong more often; right is always ``a``."""
    frame = labels(planted=0.5)
    frame["choice"] = np.where(frame["wrong"], "b", "a")
    return frame


def test_labels_are_held_against_gold(frame: pd.DataFrame, tmp_path: Path) -> None:
    """A mapping and tables in any form say what is right; what is wrong is found alike."""
    expected = find_slices(frame, "wrong", FEATURES)
    assert expected["slice"].tolist() == [PLANTED]
    right = dict.fromkeys(frame["item_id"], "a")
    table = pd.DataFrame({"choice": right}).rename_axis("item_id")
    table.reset_index().to_parquet(tmp_path / "gold.parquet")
    for gold in (right, table, tmp_path / "gold.parquet"):
        found = find_slices(frame, "gold_missed", FEATURES, gold=gold)
        pd.testing.assert_frame_equal(found, expected)


def test_items_without_a_right_answer_are_left_out(frame: pd.DataFrame) -> None:
    """Their labels are counted in the note, and nowhere else."""
    known = sorted({*frame["item_id"]})[100:]
    found = outcomes(frame, dict.fromkeys(known, "a"))
    table = executed(found.table)
    assert {*table["item_id"]} == {*known}
    assert found.said == "300 labels left out: their item has no right answer"
    wrong = frame.set_index(["item_id", "annotator"])["wrong"]
    assert (
        table.set_index(["item_id", "annotator"])["y"] == wrong[wrong.index.isin(known, 0)]
    ).all()


@pytest.mark.parametrize(
    "name", ["season/ranking", "season/safety", "image_tags", "safety_flags", "fact_check"]
)
def test_of_a_project_all_that_is_known_counts(name: str) -> None:
    """Each key of its gold, lists in any order: the same as the project's own comparison."""
    project = tw.Project(f"datasets/{name}")
    found = executed(outcomes(project).table)
    assert 0 < found["y"].mean() < 1
    each = project.labels(independent=True).set_index(["item_id", "annotator"])
    for item, annotator, y in found[["item_id", "annotator", "y"]].itertuples(index=False):
        row = {
            key: plain(each.loc[(item, annotator), key])
            for key in key_types(project.task)
            if key in each
        }
        assert y == bool(missed(project.gold, item, SimpleNamespace(**row), project.task))
    assert {*found["item_id"]} == {*project.gold.index} & {*each.index.get_level_values(0)}
    again = executed(outcomes(project.table(), project).table)
    assert again["y"].sum() == found["y"].sum()


def plain(value: Any) -> Any:
    """Give a cell as an answer has it."""
    return list(value) if isinstance(value, np.ndarray) else None if pd.isna(value) else value


def test_lists_come_in_any_order_and_nothing_given_is_missed() -> None:
    """A label without one of several answers misses it; one without any is no label."""
    tags = [["b", "a"], [], ["a"], None]
    items = ["q1", "q2", "q3", "q4"]
    frame = pd.DataFrame({"item_id": items, "annotator": "ana", "tag_names": tags})
    gold = {"q1": ["a", "b"], "q2": [], "q3": ["a", "a"], "q4": ["a"]}
    table = executed(outcomes(frame, gold, "tag_names").table).set_index("item_id")
    assert table["y"].to_dict() == {"q1": 0, "q2": 0, "q3": 1}


@pytest.mark.parametrize("name", ["y", "truth_0", "choice"])
def test_any_name_of_a_column_will_do(frame: pd.DataFrame, name: str) -> None:
    """Also those that tables in between use, for the answer and for a feature."""
    found = find_slices(
        frame.rename(columns={"choice": name}).assign(told_of="x"), "gold_missed",
        [*FEATURES, name, "told_of"], value=name, gold=dict.fromkeys(frame["item_id"], "a"),
    )  # fmt: skip
    assert f'{name} = "b"' in found["slice"].tolist()


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no gold": ({}, "needs right answers, and no gold was given: give gold="),
    "empty": ({"gold": {}}, "no gold was given: give gold="),
    "two answers": (
        {"gold": pd.DataFrame({"item_id": ["q1", "q1"], "choice": ["a", "b"]})},
        "2 different things of item 'q1'",
    ),
    "another kind": ({"gold": {"q1": 3}}, "gold holds int64"),
    "no table": ({"gold": "a"}, "could not be read"),
    "no such column": ({"gold": {"q1": "a"}, "value": "choise"}, "did you mean 'choice'"),
    "no gold of its own": ({"gold": tw.Project("datasets/demonstration")}, "the project has none"),
    "of another task": ({"gold": tw.Project("datasets/image_tags")}, "about tag_names"),
}


@pytest.mark.parametrize("name", WRONG)
def test_gold_that_will_not_do_says_what_to_give(frame: pd.DataFrame, name: str) -> None:
    """Each gets one clear error."""
    options, message = WRONG[name]
    with pytest.raises(LabelsError, match=message):
        find_slices(frame, "gold_missed", FEATURES, **options)
    if not options:
        with pytest.raises(LabelsError, match="did you mean 'gold_missed'"):
            find_slices(frame, "gold_mised", FEATURES)


def test_a_table_without_times_will_do(frame: pd.DataFrame) -> None:
    """An Ibis table of items, annotators, outcome and features is all that a search needs."""
    table = as_table(frame, ["item_id", "annotator", "wrong", *FEATURES])
    found = find_slices(table.mutate(y=table["wrong"].cast("float64")).drop("wrong"), "y")
    assert found["slice"].tolist() == [PLANTED]

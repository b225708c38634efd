"""Right answers are held against the items before anybody labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from trainer_widgets import Project
from trainer_widgets.gold import GoldError

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = pd.DataFrame(
    {"item_id": ["q1", "q2", "q3"], "prompt": "Hi", "response_a": "Yo", "response_b": "Hello"}
)
ROWS: list[dict[str, Any]] = [
    {"item_id": "q1", "choice": "b", "reason": "Polite."},
    {"item_id": "q3", "choice": "tie", "reason": None},
]


def folder_of(path: Path, settings: str = "") -> Path:
    """Return the folder of a project without gold."""
    path.mkdir()
    (path / "project.toml").write_text(f'id = "5e1c"\ntask = "ranking"\n{settings}', "utf-8")
    ITEMS.to_parquet(path / "items.parquet")
    return path


def test_reads_every_form_of_a_table(tmp_path: Path) -> None:
    """A frame, the frame that came out, Arrow, a list and a path give the same right answers."""
    frame = pd.DataFrame(ROWS)
    frame.to_parquet(tmp_path / "keys.parquet")
    path = tmp_path / "keys.parquet"
    forms = [frame, pa.Table.from_pylist(ROWS), ROWS, path, str(path), frame.set_index("item_id")]
    for source in forms:
        gold = Project.from_items(ITEMS, tmp_path / "labels", gold=source).gold
        assert gold.index.tolist() == ["q1", "q3"]
        assert gold["choice"].tolist() == ["b", "tie"]
        assert gold["reason"].tolist() == ["Polite.", ""]


def test_lists_may_be_arrays(tmp_path: Path) -> None:
    """What pandas reads of a parquet file, arrays and their texts, is as good as lists."""
    items = pd.DataFrame({"item_id": ["q1"], "image": [b"x"], "auto_tags": [["apple"]]})
    names = pd.Series([np.array(["apple", "pear"])], dtype="object")
    frame = pd.DataFrame({"item_id": ["q1"], "tag_names": names})
    frame.to_parquet(tmp_path / "keys.parquet")
    for gold in (frame, pd.read_parquet(tmp_path / "keys.parquet")):
        project = Project.from_items(items, tmp_path / "labels", task="image_tags", gold=gold)
        (kept,) = project.gold["tag_names"]
        assert kept == ["apple", "pear"]
        assert {type(kept), type(kept[0])} == {list, str}


def test_without_gold_there_is_an_empty_table(tmp_path: Path) -> None:
    """Only the default file may be absent; reasons may be too."""
    assert Project.from_items(ITEMS, tmp_path / "labels").gold.empty
    folder = folder_of(tmp_path / "project")
    assert list(Project(folder).gold.columns) == ["choice", "reason"]
    pd.DataFrame(ROWS).drop(columns="reason").to_parquet(folder / "gold.parquet")
    assert Project(folder).gold["reason"].tolist() == ["", ""]


def test_paths_start_from_where_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path in project.toml is relative to the folder, as an argument to where one works."""
    folder = folder_of(tmp_path / "project", 'gold = "keys/right.parquet"\n')
    (folder / "keys").mkdir()
    pd.DataFrame(ROWS).to_parquet(folder / "keys" / "right.parquet")
    pd.DataFrame(ROWS[:1]).to_parquet(tmp_path / "mine.parquet")
    monkeypatch.chdir(tmp_path)
    assert len(Project("project").gold) == 2
    assert len(Project("project").replace(seed=3).gold) == 2
    assert len(Project("project", gold="mine.parquet").gold) == 1
    with pytest.raises(GoldError, match=r"^keys/right\.parquet: .* is not there"):
        _ = Project("project", gold="keys/right.parquet").gold
    (folder / "keys" / "right.parquet").unlink()
    with pytest.raises(GoldError, match=r"right\.parquet' is not there"):
        _ = Project("project").gold


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"item": "q1", "choice": "a"}], "column 'item_id' is missing"),
        ([{"item_id": "q1", "choise": "a"}], "'choice' is missing: did you mean 'choise'"),
        ([ROWS[0], ROWS[0]], r"row 1 \('q1'\): the item has a right answer already"),
        ([ROWS[0], {"item_id": "q9", "choice": "a"}], r"row 1 \('q9'\): no item"),
        ([{"item_id": "q1", "choice": "c"}], r"row 0 \('q1'\).*'c' is none of a, b, both_bad, tie"),
        ([{"item_id": "q1", "choice": None}], r"row 0 \('q1'\).*'choice': there is no answer"),
        ([{"item_id": None, "choice": "a"}], "row 0, column 'item_id': None is no id"),
        (7, "not int"),
    ],
)
def test_what_does_not_fit_is_one_clear_error(tmp_path: Path, rows: object, said: str) -> None:
    """A missing column, a doubled or foreign id and an impossible choice are named by row."""
    with pytest.raises(GoldError, match=f"^gold: .*{said}"):
        _ = Project.from_items(ITEMS, tmp_path / "labels", gold=rows).gold

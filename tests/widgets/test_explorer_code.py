"""The line of Python that an explorer writes: it makes the very same labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython.core.interactiveshell import InteractiveShell
from pandas.testing import assert_frame_equal

import trainer_widgets as tw
from tests.widgets.exploring import ARABIC, TEXT, View, some_labels
from trainer_widgets import analysis

if TYPE_CHECKING:
    from pathlib import Path


def run(line: str, **variables: object) -> Any:
    """Run a line of Python as a cell would."""
    return eval(line, {"tw": tw, "analysis": analysis} | variables)  # noqa: S307 - what it is for


def test_the_line_of_python_makes_the_same_labels(folder: Path) -> None:
    """What is copied gives the very frame that the explorer has."""
    arabic = tw.SliceExplorer(folder)
    arabic.slice = TEXT
    assert arabic.code == f"analysis.slice_labels(tw.Project({str(folder)!r}), 'language = \"ar\"')"
    assert_frame_equal(run(arabic.code), arabic.labels)
    arabic.close()


def test_the_line_names_the_notebooks_variable(tmp_path: Path) -> None:
    """A table is called as in the notebook; other than usual arguments are written out."""
    labels = some_labels().rename(columns={"item_id": "id"})
    explorer = tw.SliceExplorer(labels, outcome="wrong", item="id", features=["language"])
    explorer.slice = 'language in ("ar", "de")'
    assert explorer.code.startswith("analysis.slice_labels(labels, ")
    shell = InteractiveShell.instance()
    shell.user_ns["march"] = labels
    line = explorer.code
    InteractiveShell.clear_instance()
    assert line.startswith("""analysis.slice_labels(march, 'language in ("ar", "de")', """)
    assert "outcome='wrong'" in line
    assert "item='id'" in line
    assert_frame_equal(run(line, march=labels), explorer.labels)
    explorer.close()
    labels.to_parquet(tmp_path / "march.parquet")
    other = tw.SliceExplorer(tmp_path / "march.parquet", outcome="wrong", item="id")
    assert repr(str(tmp_path / "march.parquet")) in other.code
    assert_frame_equal(run(other.code), other.labels)
    other.close()


def test_a_table_beside_the_labels_is_named_in_the_line() -> None:
    """Items and right answers are tables, and stand in the line by their names."""
    labels = some_labels().assign(choice="a")
    items = labels[["item_id"]].drop_duplicates().assign(topic=["law", "food"] * 20)
    gold = items[["item_id"]].assign(choice=["a", "b"] * 20)
    explorer = tw.SliceExplorer(labels, items, "gold_missed", gold=gold)
    explorer.slice = 'topic = "law"'
    view = View(explorer)
    line = view.ask("code", seat=view.seat, slice=ARABIC)["text"]
    assert "items=items" in line
    assert "gold=gold" in line
    assert_frame_equal(run(explorer.code, labels=labels, items=items, gold=gold), explorer.labels)
    explorer.close()

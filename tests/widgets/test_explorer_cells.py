"""An explorer in Python: what a cell reads, sets and keeps."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pytest

import trainer_widgets as tw
from tests.widgets.exploring import ARABIC, TEXT, View, some_labels
from trainer_widgets import analysis
from trainer_widgets.analysis.slices.language import SliceError
from trainer_widgets.item_lists import ItemListError
from trainer_widgets.saved_slices import SavedSliceError
from trainer_widgets.settings import ProjectError, UnknownArgumentError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


@pytest.fixture
def arabic(explorer: tw.SliceExplorer) -> tw.SliceExplorer:
    """Return it with a slice in sight."""
    explorer.slice = TEXT
    return explorer


def test_it_says_what_it_is(explorer: tw.SliceExplorer) -> None:
    """The text is the same on every run."""
    assert repr(explorer) == "SliceExplorer('Tone', 24 labels, disagreement)"
    table = tw.SliceExplorer(some_labels(), outcome="wrong")
    assert repr(table) == "SliceExplorer(80 labels, wrong)"
    table.close()


def test_a_slice_is_read_and_set(arabic: tw.SliceExplorer) -> None:
    """As text or as a condition; what is set is spelled in one way."""
    assert arabic.slice == TEXT
    arabic.slice = "  language   = 'ar'  AND length>=3"
    assert arabic.slice == 'language = "ar" and length >= 3'
    arabic.slice = ""
    assert arabic.slice == ""
    assert len(arabic.labels) == 24


def test_labels_items_and_rate_are_those_of_the_slice(arabic: tw.SliceExplorer) -> None:
    """Three tables read what was looked at last."""
    assert set(arabic.labels["language"]) == {"ar"}
    assert len(arabic.labels) == 8
    items = arabic.items
    assert items["item_id"].tolist() == ["q00", "q03", "q06", "q09"]
    assert items["n_labels"].tolist() == [2] * 4
    rate = arabic.rate.set_index("statistic")
    assert rate["estimate"].to_dict() == {"rate": 1, "rate_rest": 0, "rate_difference": 1}
    assert rate.loc["rate", "n_items"] == 4


def test_a_view_moves_what_a_cell_reads(explorer: tw.SliceExplorer) -> None:
    """The sight that moved last counts."""
    view = View(explorer, login="lea")
    explorer.slice = ""
    view.move(slice=ARABIC)
    assert explorer.slice == TEXT
    assert len(explorer.labels) == 8


def test_a_wrong_word_is_marked(arabic: tw.SliceExplorer) -> None:
    """The error shows the line, and marks the place."""
    with pytest.raises(SliceError) as caught:
        arabic.slice = 'length >= 3 and langage = "ar"'
    *_, line, marks = str(caught.value).split("\n")
    assert line.strip() == 'length >= 3 and langage = "ar"'
    assert line[marks.index("^") : marks.rindex("^") + 1] == "langage"
    assert arabic.slice == TEXT


def test_slices_are_kept_by_name(arabic: tw.SliceExplorer, folder: Path) -> None:
    """Saved, listed, loaded, compared and forgotten."""
    arabic.save("Arabic")
    arabic.save("later", "length >= 6")
    arabic.save("later", "length >= 9")
    assert arabic.saved["slice"].tolist() == [TEXT, "length >= 9"]
    assert tw.Project(folder).saved_slices()["name"].tolist() == ["Arabic", "later"]
    arabic.slice = ""
    arabic.load("Arabic")
    assert arabic.slice == TEXT
    compared = arabic.compare("Arabic", "length >= 9").set_index("which")
    assert compared["slice"].to_dict() == {
        "a": TEXT,
        "b": "length >= 9",
        "difference": "a less b",
        "both": "in a and in b",
    }
    assert compared["n_labels"].tolist() == [8, 6, 8, 2]
    assert compared["estimate"]["difference"] == pytest.approx(1 - 1 / 3)
    with pytest.raises(SliceError, match="saved as 'Arabik': did you mean 'Arabic'"):
        arabic.compare("Arabik", "")
    arabic.drop("later")
    with pytest.raises(SavedSliceError, match="no slice is saved as 'later'"):
        arabic.load("later")
    arabic.drop("Arabic")


def test_items_are_sent_from_a_cell(arabic: tw.SliceExplorer, folder: Path) -> None:
    """The list is what the next widget takes."""
    assert arabic.send_to("review") == ["q00", "q03", "q06", "q09"]
    arabic.slice = "length = 1"
    assert arabic.send_to("review")[-1] == "q01"
    assert tw.Project(folder).item_list("review") == arabic.item_list("review")
    tw.Project(folder).clear_item_list("review")
    with pytest.raises(ItemListError, match="did you mean 'review'"):
        arabic.send_to("reviews")  # type: ignore[arg-type] # what somebody types


def lazy(frame: pd.DataFrame) -> ibis.Table:
    """Return a table that is asked for later."""
    return ibis.memtable(pa.Table.from_pandas(frame))


@pytest.mark.parametrize("form", [pa.Table.from_pandas, lazy], ids=["arrow", "ibis"])
def test_labels_come_in_many_forms(form: Any) -> None:
    """Without a project slices are kept in this notebook, and an item is told in words."""
    labels = some_labels()
    items = labels[["item_id"]].drop_duplicates().assign(topic=["law", "food"] * 20)
    explorer = tw.SliceExplorer(form(labels), items=form(items), outcome="wrong")
    view = View(explorer)
    assert (view.welcome["task"], view.welcome["can_save"]) == (None, False)
    explorer.slice = 'topic = "law" and language = "ar"'
    explorer.save("law")
    assert View(explorer).welcome["saved"][0]["name"] == "law"
    sent = view.ask("send", seat=view.seat, purpose="review", slice=ARABIC)
    assert (sent["n_items"], sent["code"]) == (10, 'items = explorer.item_list("review")')
    opened = view.ask("open_item", seat=view.seat, item_id="q0", slice=ARABIC)
    features = {one["name"]: one["text"] for one in opened["features"]}
    assert features == {"topic": "law", "language": "ar"}  # what all labels of the item share
    assert [one["annotator"] for one in opened["said"]] == ["ana", "ben"]
    first = opened["said"][0]
    assert (first["outcome"], first["in_slice"], first["item"]) == (1, True, None)
    columns = {one["name"]: one["text"] for one in first["columns"]}
    assert columns["wrong"] == "yes"
    assert dt.datetime.fromisoformat(columns["submitted_at"]).day == 1
    explorer.close()


def test_a_task_knows_what_its_answers_are_compared_by() -> None:
    """Without a word, disagreement is of what the task's answers say first."""
    project = tw.Project("datasets/safety_flags")
    explorer = tw.SliceExplorer(project, options={"veil": True})
    assert "value='verdict'" in explorer.code
    view = View(explorer)
    assert "disagreement of verdict (nominal)" in view.welcome["note"]
    page = view.look("page", sort="rate", descending=True, offset=0, limit=3)
    assert [row["excerpt"] for row in page["rows"]] == [""] * 3  # what is veiled stays so
    explorer.close()


BAD: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
    (3, {}, analysis.LabelsError, "DataFrame"),
    ("datasets/safety_flag", {}, ProjectError, "did you mean 'datasets/safety_flags'"),
    ("nothing.parquet", {}, analysis.LabelsError, "could not be read"),
    (some_labels(), {"outcom": "wrong"}, UnknownArgumentError, "did you mean 'outcome'"),
    (some_labels(), {"outcome": "rong"}, analysis.LabelsError, "did you mean 'wrong'"),
    (some_labels(), {"outcome": "language"}, analysis.LabelsError, "yes or no"),
    (some_labels(), {"outcome": "wrong", "features": "langage"}, analysis.LabelsError, "language"),
    (some_labels(), {"outcome": "wrong", "item": "id"}, analysis.LabelsError, "'id'"),
    (some_labels(), {"value": "chioce"}, analysis.LabelsError, "chioce"),
    (some_labels(), {"value": "language", "level": "x"}, analysis.LabelsError, "level"),
    (some_labels(), {"outcome": "wrong", "confidence": 2}, analysis.LabelsError, "confidence"),
    (some_labels().drop(columns="annotator"), {"value": "language"}, analysis.LabelsError, "annot"),
]


@pytest.mark.parametrize(("labels", "arguments", "kind", "says"), BAD)
def test_what_cannot_be_explored_is_one_clear_error(
    labels: Any, arguments: dict[str, Any], kind: type[Exception], says: str
) -> None:
    """The error names what is wrong, and where it can what is right."""
    with pytest.raises(kind, match=says):
        tw.SliceExplorer(labels, **arguments)

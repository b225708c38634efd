"""What an exploration says of an item, of items with several rows, and of what is not there."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import trainer_widgets as tw
from trainer_widgets import analysis
from trainer_widgets.analysis import LabelsError
from trainer_widgets.analysis.exploring import Exploration
from trainer_widgets.analysis.slices.fields import ANYWHERE
from trainer_widgets.analysis.slices.language import SliceError, parsed
from trainer_widgets.records.slices import EVERYTHING, Compared, Contains

LABELS = pd.DataFrame({
    "item_id": ["q1", "q1", "q2", "q2"],
    "annotator": ["ana", "ben", "ana", "ben"],
    "language": ["ar", "de", "ar", "de"],
    "wrong": [True, False, False, True],
})  # fmt: skip
ITEMS = pd.DataFrame({"item_id": ["q1", "q2"], "topic": ["a", "b"]})


def test_an_item_has_the_labels_that_count() -> None:
    """Of two labels of somebody the newest is there alone, with its own outcome."""
    frame = pd.concat([LABELS, LABELS.iloc[:1].assign(wrong=False, language="de")])
    frame["submitted_at"] = pd.date_range("2026-01-01", periods=5, tz="UTC")
    found = Exploration.of(frame, outcome="wrong").of_item("q1", Compared("language", "=", "de"))
    assert [(one.annotator, one.outcome, one.in_slice) for one in found.labels] == [
        ("ana", 0.0, True),
        ("ben", 0.0, True),
    ]


def test_an_item_has_labels_of_nobody() -> None:
    """Labels without annotators are in the slice or not, as others are."""
    frame = LABELS.drop(columns="annotator")
    found = Exploration.of(frame, outcome="wrong").of_item("q1", Compared("language", "=", "de"))
    told = [(one.annotator, one.columns["language"], one.in_slice) for one in found.labels]
    assert sorted(told, key=str) == [(None, "ar", False), (None, "de", True)]


def test_rows_of_an_item_are_alike() -> None:
    """Where they differ, nobody can tell which one counts: refused with the item and column."""
    several = pd.concat([ITEMS, ITEMS.assign(topic=["a", "c"])])
    with pytest.raises(LabelsError, match="item 'q2' has several rows, which differ in 'topic'"):
        Exploration.of(LABELS, several, "wrong")
    with pytest.raises(LabelsError, match="item 'q2' has several rows, which differ in 'topic'"):
        analysis.find_slices(LABELS, "wrong", ["topic"], items=several)
    texts = ITEMS.rename(columns={"topic": "text"})
    with pytest.raises(LabelsError, match="'q2' has several rows, which differ in 'text'"):
        Exploration.of(LABELS, outcome="wrong", texts=pd.concat([texts, texts.assign(text="a")]))


def test_rows_that_are_alike_count_once() -> None:
    """Lists, gaps and structs among them."""
    odd: dict[str, Any] = {"tags": [["x"], None], "box": [{"w": 1}, {"w": 2}]}
    items = ITEMS.assign(size=[1.5, float("nan")], **odd)
    found = Exploration.of(LABELS, pd.concat([items, items]), "wrong")
    assert found.total.n_labels == len(LABELS)
    assert found.overview(Compared("topic", "=", "a")).rate.n_labels == 2


def test_no_labels_are_explained() -> None:
    """The note says that none are left, and by how many which column is to blame."""
    frame = LABELS.assign(choice=pd.Series([None] * 4, dtype="str"), annotator_kind="person")
    frame.loc[0, "annotator_kind"] = "model"
    found = Exploration.of(frame)
    assert found.total.n_labels == 0
    for said in ("no labels have", "1 labels by models left out", "3 labels without choice left"):
        assert said in found.note
    found = Exploration.of(LABELS.assign(errors=None), outcome="failed")
    assert "4 labels without errors left out" in found.note
    project = tw.Project("datasets/demonstration")
    assert "no labels have" in Exploration.of(project, outcome="failed").note


def test_tables_without_the_item_say_whose_they_are() -> None:
    """Items are called items, by the names that the user gave their columns."""
    with pytest.raises(LabelsError, match="the labels have no columns"):
        Exploration.of(pd.DataFrame())
    with pytest.raises(LabelsError, match=r"the items have no column 'item_id'.*There are topic"):
        Exploration.of(LABELS, ITEMS[["topic"]], "wrong")


def test_suggestions_say_what_was_not_searched() -> None:
    """With few items they say that there are too few; facets that are times are named."""
    frame = LABELS.assign(choice="a", submitted_at=pd.date_range("2026-01-01", periods=4, tz="UTC"))
    found = Exploration.of(frame, outcome="gold_missed", gold={"q1": "b"}).suggestions()
    assert "too few items to search" in found.attrs["note"]
    assert "times not searched: 'submitted_at'" in found.attrs["note"]


def test_anywhere_is_in_all_texts() -> None:
    """Short texts too, of labels and of items; but no names of items and people."""
    items = ITEMS.assign(question=["A Refund?", "Which year?"])
    found = Exploration.of(LABELS, items, "wrong")
    for words, n in {"refund": 2, "ar": 3, "ana": 0, "q1": 0}.items():
        assert found.overview(Contains(ANYWHERE, words)).rate.n_labels == n, words
    assert found.items(parsed('anywhere contains "refund"', found.fields))["item_id"][0] == "q1"


def test_names_in_errors_are_those_of_facets() -> None:
    """Facets come first; a name of several words is recognised where backticks are missing."""
    found = Exploration.of(LABELS.assign(**{"odd name": [1, 2, 3, 4]}), outcome="wrong")
    assert [*found.fields][:3] == ["annotator", "language", "odd name"]
    with pytest.raises(SliceError, match="there are annotator, language, odd name, item_id"):
        parsed("zzz = 3", found.fields)
    line = "language = 'ar' and odd Name >= 2"
    with pytest.raises(SliceError, match="write `odd name` in backticks") as error:
        parsed(line, found.fields)
    assert line[error.value.start : error.value.end] == "odd Name"
    assert parsed("`odd name` >= 2", found.fields) == Compared("odd name", ">=", 2)


@pytest.mark.parametrize("ask", [Exploration.of, analysis.find_slices])
def test_unknown_outcomes_are_answered_with_those_there_are(ask: Any) -> None:
    """The nearest column, though its name is short, and all columns."""
    with pytest.raises(LabelsError, match=r"did you mean 'bad'.*gold_missed, and columns .* bad"):
        ask(LABELS.rename(columns={"wrong": "bad"}), outcome="bat")


def test_everything_is_a_condition() -> None:
    """An exploration without labels has answers to all questions."""
    found = Exploration.of(LABELS.assign(wrong=float("nan")), outcome="wrong")
    assert found.page(EVERYTHING).n_items == 0
    assert "4 labels without wrong left out" in found.note

"""The reviewer's queue: which labels are in it, and what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.conftest import REPOSITORY
from tests.widgets.client import GOLD, Client, ranked
from tests.widgets.reviewing import label, look, review, reviewer
from tests.widgets.settling import ranking_project
from trainer_widgets.reviewing.choices import ReviewChoiceError
from trainer_widgets.settings import UnknownArgumentError
from trainer_widgets.widgets.review import CHOICES

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = '<img src=x onerror=alert(1)> \u202e"); DROP TABLE labels; --\n\x00'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a ranking project."""
    return ranking_project(tmp_path / "project")


def test_nothing_tells_whose_labels_they_are(folder: Path) -> None:
    """A blind queue holds no name, time, event or place in somebody's order."""
    for name in ("secret-ana", "secret-ben"):
        label(folder, name, 6)
    view = reviewer(folder)
    for entry in view.welcome["labels"]:
        looked = look(view, entry)
        assert looked["item"]["number"] == entry["number"]
        review(view, entry, "return", "No.")
    told = repr(view.sent)
    assert "secret" not in told
    assert not [one for one in tw.Project(folder).labels()["event_id"] if one in told]
    assert {one["labeled_at"] for one in view.welcome["labels"]} == {None}
    seen = reviewer(folder, audit=1.0, blind=False).welcome["labels"]
    assert {one["annotator"] for one in seen} == {"secret-ana", "secret-ben"}
    assert all(one["labeled_at"] for one in seen)


def test_a_label_that_was_replaced_leaves_the_queue(folder: Path) -> None:
    """Who answers anew is reviewed on the new answer; a view that is behind is told so."""
    ana = label(folder, n=1)
    view = reviewer(folder)
    (entry,) = view.welcome["labels"]
    opened = ana.ask("open", seat=ana.seat, token=ana.items[0]["token"], number=None)
    ana.submit(opened["item"], answer=ranked("B", "A"))
    reply = review(view, entry, "pass")
    assert "answered anew" in reply["error"]["message"]
    (new,) = view.ask("reread", seat=view.seat)["labels"]
    assert new["label"] != entry["label"]
    assert new["why"] == ["audit"]


def test_the_reasons_for_a_review_add_up(folder: Path) -> None:
    """A label that misses gold, and people differ on, and was asked for, says all of it."""
    GOLD.to_parquet(folder / "gold.parquet")
    project = tw.Project(folder)
    for name in ("ana", "ben", "eva"):
        client = Client(tw.RankingWidget(folder, annotator=name))
        for item in client.items:
            is_alpha = item["responses"][0]["text"].startswith("alpha")
            order = ("A", "B") if is_alpha == (name != "eva") else ("B", "A")
            client.submit(item, answer=ranked(*order))
    choice: dict[str, Any] = {
        "audit": None,
        "below": 0.5,
        "where": 'annotator = "eva" and anywhere contains "beta 0"',
        "items": ["secret-item-1"],
    }
    queue = tw.ReviewWidget(project, annotator="lead", **choice).queue
    why = {(a, i): w for a, i, w in queue[["annotator", "item_id", "why"]].itertuples(index=False)}
    assert why["eva", "secret-item-0"] == ["gold_missed", "disagreement", "filter"]
    assert why["ana", "secret-item-0"] == ["disagreement"]
    assert why["ben", "secret-item-1"] == ["disagreement", "asked"]
    assert len(why) == 18
    only = pd.DataFrame({"event_id": project.labels()["event_id"][:2]})
    choice = {"audit": None, "gold_missed": False, "items": only}
    assert len(tw.ReviewWidget(project, **choice).queue) == 2


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"audit": 1.5}, "from 0.0 to 1.0"),
        ({"audit": True}, "from 0.0 to 1.0"),
        ({"below": 2}, "from 0 to 1"),
        ({"by": "annotator"}, r"by=\['annotator'\]"),
        ({"by": ["anotator"]}, "did you mean 'annotator'"),
        ({"where": 'anotator = "ana"'}, "did you mean 'annotator'"),
        ({"items": ["secret-item-9"]}, "no item 'secret-item-9'"),
        ({"items": "secret-item-1"}, "list of item ids"),
        ({"seed": "x"}, "whole number"),
    ],
)
def test_a_choice_that_is_none_stops_the_cell(
    folder: Path, choice: dict[str, Any], told: str
) -> None:
    """What cannot be chosen is refused with what to write."""
    with pytest.raises(ReviewChoiceError, match=told):
        tw.ReviewWidget(folder, **choice)


def test_every_argument_is_told_and_a_misspelt_one_is_named(folder: Path) -> None:
    """The docstring has each option, and a typing mistake gets the nearest."""
    told = tw.ReviewWidget.__doc__ or ""
    assert {one for one in CHOICES if f"``{one}``" not in told} == set()
    with pytest.raises(UnknownArgumentError, match="did you mean 'audit'"):
        tw.ReviewWidget(folder, audti=0.2)


@pytest.mark.parametrize("name", ["image_tags", "safety_flags", "fact_check", "response_ranking"])
def test_every_task_is_reviewed_on_its_own_screen(name: str, tmp_path: Path) -> None:
    """Labels of each task are shown with their answer, which can be the correction as it is."""
    project = tw.Project(REPOSITORY / "datasets" / name, labels=tmp_path)
    view = reviewer(project, audit=2, gold_missed=False)
    for entry in view.welcome["labels"]:
        looked = look(view, entry)
        right = looked["answer"]
        if right.get("errors"):
            source = {"reference": "https://example.org", "claim": ""}
            right |= {"rewrite": right["rewrite"] or "As it should be.", "sources": [source]}
        assert "error" not in review(view, entry, "correct", "As it was.", answer=right)
        assert look(view, entry)["corrected"] == right
    assert {*project.reviews()["decision"]} == {"correct"}


def test_a_picture_under_review_is_shown(tmp_path: Path) -> None:
    """The reviewer asks for an item's image under the name that it has on the label's screen."""
    project = tw.Project(REPOSITORY / "datasets" / "image_tags", labels=tmp_path)
    view = reviewer(project, audit=1)
    looked = look(view, view.welcome["labels"][0])
    box = {"x": 0, "y": 0, "width": None, "height": None, "most": 64}
    shown = view.ask("picture", seat=view.seat, token=looked["item"]["token"], **box)
    assert "error" not in shown
    assert view.buffers[0]

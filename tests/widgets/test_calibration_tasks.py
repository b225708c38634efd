"""Every task can be calibrated on: what people answer, revise and decide is each task's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets import correcting, image_tagging, test_safety_refusals
from tests.widgets.calibrating import Member
from tests.widgets.client import ranked, table
from trainer_widgets import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Work(NamedTuple):
    """A project of a task, options for it, and two answers that differ."""

    project: Project
    options: dict[str, Any]
    answers: list[dict[str, Any]]


def ranking(folder: Path) -> Work:
    """Rank two responses."""
    return Work(Project.from_items(table(), folder), {}, [ranked("A", "B"), ranked("B", "A")])


def image_tags(folder: Path) -> Work:
    """Tag images whose tagger proposed something."""
    items = image_tagging.table(folder / "photos")
    photos = str(folder / "photos")
    project = Project.from_items(items, folder / "labels", task="image_tags", images=photos)
    answers = [image_tagging.tagged("apple", "apple"), image_tagging.tagged("banana")]
    return Work(project, {"tags": ["apple", "banana"]}, answers)


def safety(folder: Path) -> Work:
    """Flag responses."""
    flagging = test_safety_refusals
    known = {"task": "safety", "taxonomy": flagging.TAXONOMY}
    project = Project.from_items(flagging.table(), folder, **known)
    return Work(project, {"actions": flagging.ACTIONS}, [flagging.answer(), flagging.SAFE])


def correction(folder: Path) -> Work:
    """Mark what is wrong."""
    project = correcting.widget(folder).project
    answers = [correcting.answer(correcting.mark(4, 7)), correcting.answer()]
    return Work(project, {}, answers)


def text_classification(folder: Path) -> Work:
    """Do a task that was registered."""
    items = pd.DataFrame({"item_id": ["secret-1", "secret-2"], "text": ["Oslo", "Rain"]})
    project = Project.from_items(items, folder, task="text_classification")
    return Work(project, {"labels": ["a", "b"]}, [{"labels": ["a"]}, {"labels": ["b"]}])


@pytest.mark.parametrize(
    "work", [ranking, image_tags, safety, correction, text_classification], ids=lambda f: f.__name__
)
def test_a_session_of_every_task(tmp_path: Path, work: Callable[[Path], Work]) -> None:
    """Two people differ, one comes round, and the other's answer is decided."""
    project, options, (one, other) = work(tmp_path)
    items = list(project.items)[:2]
    widget = tw.CalibrationSession(project, items, facilitator="lea", **options)
    lea, ana, ben = (Member(widget, name) for name in ("lea", "ana", "ben"))
    assert len(ana.items) == 2
    for item in ana.items:
        assert "error" not in (found := ana.submit(item, answer=one)), found
    for item, answer in zip(ben.items, (other, one), strict=True):
        assert "error" not in (found := ben.submit(item, answer=answer)), found
    lea.move("reveal")
    revealed = ben.say("reveal")
    assert sorted(row["place"] for row in revealed["items"]) == [1, 2]
    differing = revealed["items"][0]
    assert differing["difference"] > 0
    opened = ben.open_revealed(differing["place"])
    assert [said["annotator"] for said in opened["said"]] == ["ana", "ben"]
    assert opened["said"][0]["before"] is not None
    assert "error" not in ben.submit(opened["item"], answer=opened["said"][0]["before"])
    again = ben.open_revealed(differing["place"])
    assert again["said"][1]["now"] == again["said"][0]["now"]
    assert again["said"][1]["is_revised"]
    assert [row["now"] for row in ben.say("reveal")["items"] if row["n_revised"]] == [0.0]
    lea.move("decide")
    decided = lea.decide(differing["place"], again["said"][0]["now"])
    assert decided["item"]["decision"]["plain"] == again["said"][0]["now"]
    blind = widget.labels(independent=True)
    assert len(blind) == 4
    shows_prelabels = project.task == "image_tags"
    assert set(blind["condition"]) == {"prelabel" if shows_prelabels else "blind"}
    assert "secret" not in repr([one for one in lea.sent if "items" not in repr(one)])
    widget.close()

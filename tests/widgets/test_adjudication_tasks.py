"""The adjudicator's list in each task: sets, pictures, flags and corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pandas as pd
import pytest
from PIL import Image

import trainer_widgets as tw
from tests.widgets import correcting
from tests.widgets.adjudicating import choose, look, view
from tests.widgets.test_safety_refusals import SAFE, answer
from tests.widgets.test_safety_refusals import widget as safety_widget
from trainer_widgets.answer_differences import differences
from trainer_widgets.records import CorrectionAnswer, ImageTagAnswer, SafetyAnswer, Tag
from trainer_widgets.schema import validate
from trainer_widgets.widgets._adjudication_docket import AdjudicationDocket, Chosen

if TYPE_CHECKING:
    from pathlib import Path

# Two annotators' answers, and the adjudicator's own.
SAFETY = [answer(), SAFE, SAFE | {"refusal": "partial", "should_refuse": False}]
CORRECTIONS = [
    correcting.answer(correcting.mark(0, 3)),
    correcting.answer(),
    correcting.answer(correcting.mark(4, 7, severity="major")),
]


def test_tags_are_merged_and_pictures_given(tmp_path: Path) -> None:
    """A merge of two answers refers to neither; the picture comes under the item's own token."""
    scene = Image.new("RGB", (64, 48), "white")
    items = pd.DataFrame({"item_id": ["s1"], "image": [scene], "auto_tags": [["apple"]]})
    project = tw.Project.from_items(items, tmp_path, task="image_tags")
    for person, names in (("ana", ["apple"]), ("ben", ["apple", "pear"])):
        with project.session(annotator=person) as session:
            session.record(item_id="s1", answer=ImageTagAnswer([Tag(one) for one in names]))
    client = view(project)
    assert client.welcome["items"][0]["difference"] == 0.5
    looked = look(client, 1)
    box = {"x": 0, "y": 0, "width": None, "height": None, "most": 64}
    asked = {"seat": client.seat, "token": looked["item_token"]} | box
    assert client.ask("picture", **asked)["width"] == 64
    merged = msgspec.to_builtins(ImageTagAnswer([Tag("apple"), Tag("apple")]))
    told = choose(client, looked, picked=None, answer=merged)
    assert "error" not in told, told
    choose(client, looked, picked=None, answer=merged, reason="Two apples.")
    events = [one for one in project.store.events_of("image_tags") if one.action == "adjudicate"]
    assert [one.refers_to for one in events] == [None, None]
    assert [one.shown and one.shown.seen for one in events] == [[], ["consensus"]]


def test_sets_are_as_far_apart_as_one_by_one(tmp_path: Path) -> None:
    """What is measured of all items at once is what is measured of each, also of three labels."""
    rng, scene = np.random.default_rng(0), Image.new("RGB", (8, 8), "white")
    ids = [f"s{number}" for number in range(12)]
    items = pd.DataFrame({"item_id": ids, "image": [scene] * 12, "auto_tags": [["apple"]] * 12})
    project = tw.Project.from_items(items, tmp_path, task="image_tags")
    for place, person in enumerate(("ana", "ben", "eva")):
        with project.session(annotator=person) as session:
            for item in ids[place:]:
                names = rng.choice(["apple", "pear", "fig"], size=rng.integers(0, 4)).tolist()
                session.record(item_id=item, answer=ImageTagAnswer([Tag(one) for one in names]))
    labels = project.labels(independent=True)
    each = differences(labels[["item_id", "tag_names"]], "image_tags")
    chosen = Chosen(None, 2, 0.0, "majority", models=False)
    listed = AdjudicationDocket(project, chosen).listed("lead")
    apart = {one.item_id: one.difference for one in listed}
    assert apart == {item: round(one.compared, 6) for item, one in each.items() if one.compared}
    assert len(apart) > 5


@pytest.mark.parametrize("own", [False, True])
def test_flags_and_corrections_are_decided_too(tmp_path: Path, own: bool) -> None:
    """In both tasks an answer is picked as it is, or another one written."""
    made: list[tuple[Any, Any, list[dict[str, Any]]]] = [
        (safety_widget(tmp_path / "safety"), SafetyAnswer, SAFETY),
        (correcting.widget(tmp_path / "correction"), CorrectionAnswer, CORRECTIONS),
    ]
    for labeling, kind, said in made:
        project, item = labeling.project, next(iter(labeling.project.items))
        for person, given in zip(("ben", "eva"), said, strict=False):
            with project.session(annotator=person) as session:
                session.record(item_id=item, answer=validate(given, kind))
        client = view(project)
        looked = look(client, 1)
        assert len(looked["answers"]) == 2
        changes = {"picked": None, "answer": said[2]} if own else {}
        told = choose(client, looked, **changes)
        assert "error" not in told, told
        (decision,) = (
            one for one in project.store.events_of(project.task) if one.action == "adjudicate"
        )
        assert (decision.refers_to is None) == own
        plain = told["looked"]["choice"]["plain"]
        assert plain == (said[2] if own else looked["answers"][0]["plain"])

"""A project's name, and how far its labels reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets import Project, RankingAnswer

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = pd.DataFrame(
    {"item_id": ["q1", "q2", "q3"], "prompt": "Hi", "response_a": "Yo", "response_b": "Hello"}
)


def labeled(folder: Path, **settings: Any) -> Project:
    """Return a project whose q1 three people labeled, and q2 one and a model."""
    project = Project.from_items(ITEMS, folder / "labels", **settings)
    labels = [("q1", "ana"), ("q1", "ben"), ("q1", "chi"), ("q1", "ana"), ("q2", "ana")]
    for item, who in labels:
        with project.store.session("ranking", annotator=who) as session:
            session.record(item_id=item, answer=RankingAnswer(order=[["a"], ["b"]]))
    with project.store.session("ranking", annotator="judge", annotator_kind="model") as session:
        session.record(item_id="q2", answer=RankingAnswer(order=[["a"], ["b"]]))
    return project


def test_coverage_tells_who_is_too_many(tmp_path: Path) -> None:
    """More people than the overlap are surplus; models and second answers do not count."""
    found = labeled(tmp_path, overlap=2).coverage().set_index("item_id")
    assert found["n_annotators"].to_dict() == {"q1": 3, "q2": 1, "q3": 0}
    assert found["wanted"].tolist() == [2, 2, 2]
    assert found["surplus"].to_dict() == {"q1": 1, "q2": 0, "q3": 0}


def test_where_everybody_labels_everything_nobody_is_too_many(tmp_path: Path) -> None:
    """Without an overlap no number is wanted and there is no surplus."""
    found = labeled(tmp_path).coverage()
    assert found["n_annotators"].tolist() == [3, 1, 0]
    assert found["wanted"].tolist() == found["surplus"].tolist() == [0, 0, 0]


def test_a_table_has_a_name(tmp_path: Path) -> None:
    """A project that is made of a table can be named, and is the same project then."""
    plain = Project.from_items(ITEMS, tmp_path)
    named = Project.from_items(ITEMS, tmp_path, name="Trial")
    assert (plain.name, named.name, named.replace(seed=3).name) == ("labels", "Trial", "Trial")
    assert "'Trial'" in repr(named)
    assert named.id == plain.id

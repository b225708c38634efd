"""The strata by which audits are drawn are those by which they are measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

import trainer_widgets as tw
from tests.conftest import REPOSITORY
from trainer_widgets.analysis import audit_pass_rate

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.records import ReviewDecision


def test_the_strata_of_a_review_are_those_of_its_measure(tmp_path: Path) -> None:
    """A project, its store and its labels in a table tell an answer's category, by one name."""
    project = tw.Project(REPOSITORY / "datasets" / "safety_flags", labels=tmp_path)
    queue = tw.ReviewWidget(project, audit=15, gold_missed=False).queue
    labels = project.labels().set_index("event_id")["categories"].map(lambda one: bool(len(one)))
    for event_id, why in zip(queue["label"], queue["why"], strict=True):
        decision: ReviewDecision = "return" if labels[event_id] else "pass"
        project.review(event_id, decision, "Why.", reviewer="lead", why=why)
    strata = ["annotator", "category"]
    found = audit_pass_rate(project, strata=strata)
    assert found["n_labels"].tolist() == [15]
    assert found["note"].str.contains("weighted by annotator, category").all()
    pd.testing.assert_frame_equal(audit_pass_rate(project.store, strata=strata), found)
    table = project.events().drop(columns="answer")
    lists = project.labels().set_index("event_id")["categories"]
    table["categories"] = table["event_id"].map(lists)
    pd.testing.assert_frame_equal(audit_pass_rate(table, strata=strata), found)
    by = audit_pass_rate(project, "category").set_index("category")["estimate"]
    assert by.to_dict() == {name: float(not name) for name in by.index}
    again = audit_pass_rate(project.reviews())
    assert again["estimate"].tolist() == audit_pass_rate(project)["estimate"].tolist()

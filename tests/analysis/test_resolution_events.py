"""When escalations were settled, as events of a project or of a table tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import pandas as pd
import pyarrow.parquet as pq

import trainer_widgets as tw
from tests.analysis.escalated import NOON
from trainer_widgets.analysis import time_to_resolution
from trainer_widgets.records import Escalation, RankingAnswer, Ruling

if TYPE_CHECKING:
    from pathlib import Path


def test_a_project_its_events_and_its_escalations_tell_the_same(tmp_path: Path) -> None:
    """Recorded events give what ``project.escalations()`` tells, in any form."""
    items = pd.DataFrame({"item_id": ["q1", "q2", "q3", "q4"], "prompt": "Why?"})
    items = items.assign(
        response_a="So.", response_b="Because.", topic=["law", "law", "art", "art"]
    )
    project = tw.Project.from_items(items, tmp_path)
    asked = {}
    with project.store.session("ranking", annotator="ana", guideline="1.0") as session:
        for item in ("q1", "q2", "q3"):
            doubt = Escalation(reason="needs_expert")
            asked[item] = session.record(item_id=item, action="escalate", escalation=doubt).event_id
        session.record(item_id="q2", action="retract", refers_to=asked["q2"])
        answer = RankingAnswer(order=[["a"], ["b"]], strength=2)
        first = session.record(item_id="q3", answer=answer, supersedes=asked["q3"])
        session.record(item_id="q3", action="retract", refers_to=first.event_id)
        session.record(item_id="q4", answer=answer)
    with project.store.session("ranking", annotator="lead") as session:
        for kind in ("clarification", "answer"):
            ruling = Ruling(kind=kind)
            session.record(item_id="q1", action="resolve", refers_to=asked["q1"], ruling=ruling)
    now = pd.Timestamp.now(tz="UTC") + pd.Timedelta(days=1)
    found = time_to_resolution(project, now=now)
    statuses = ["n_resolved", "n_withdrawn", "n_open"]
    assert found.iloc[0][statuses].tolist() == [1, 1, 1]
    assert sorted(project.escalations()["status"]) == ["open", "resolved", "withdrawn"]
    told = time_to_resolution(project.escalations(), now=now)
    assert told.iloc[0][statuses].tolist() == [1, 0, 1]
    by_topic = time_to_resolution(project, by="topic", now=now).drop_duplicates("topic")
    assert by_topic[["topic", "n_labels"]].to_numpy().tolist() == [["art", 1], ["law", 2]]
    project.events().to_parquet(tmp_path / "events.parquet")
    table = pq.read_table(tmp_path / "events.parquet")
    for form in (tmp_path / "events.parquet", table, ibis.memtable(table), project.store):
        pd.testing.assert_frame_equal(time_to_resolution(form, now=now), found)


def test_the_first_ruling_resolves() -> None:
    """A second ruling corrects the first and does not move the time; anybody may give it."""
    frame = pd.DataFrame(
        {
            "event_id": ["e1", "e2", "e3", "e4"],
            "item_id": "q1",
            "annotator": ["ana", "lead", "lead", "ben"],
            "annotator_kind": ["person", "model", "person", "person"],
            "action": ["escalate", "resolve", "resolve", "retract"],
            "refers_to": [None, "e1", "e1", "e1"],
            "recorded_at": NOON + pd.to_timedelta([0, 2, 5, 1], unit="D"),
        }
    )
    later = NOON + pd.Timedelta(days=9)
    median = time_to_resolution(frame, now=later).iloc[0]
    assert median["estimate"] == 2
    assert median["n_withdrawn"] == 0

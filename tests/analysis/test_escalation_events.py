"""Events in any form, with or without what they need, and what is said of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import trainer_widgets as tw
from tests.analysis.escalated import NOON, events
from trainer_widgets.analysis import LabelsError, charts, escalation_rates
from trainer_widgets.records import Escalation, RankingAnswer, Ruling

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("every", [None, "1w"])
@pytest.mark.parametrize("by", [None, "annotator", "reason"])
def test_no_events_and_no_escalations_are_no_error(by: str | None, every: str | None) -> None:
    """Nothing to count is undefined or empty, nobody escalating is a rate of zero; both draw."""
    frame = events("ana q1 answer")
    nothing = escalation_rates(frame[:0], by, every=every)
    assert nothing["estimate"].isna().all()
    assert len(nothing) == (by is None and every is None)
    nobody = escalation_rates(frame, by, every=every)
    assert len(nobody) == (by != "reason")
    assert nobody["estimate"].eq(0).all()
    assert nobody["low"].eq(0).all()
    for result in (nothing, nobody):
        assert charts.escalation_rates(result).to_dict()["description"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": "guidline"}, "did you mean 'guideline'"),
        ({"by": "categry", "items": pd.DataFrame({"item_id": [], "category": []})}, "'category'"),
        ({"every": "weekly"}, "is no window: give a length"),
        ({"baseline": 8}, "give every="),
        ({"at": "when"}, "no column 'when'"),
        ({"confidence": 95}, "between 0 and 1"),
    ],
)
def test_wrong_arguments_say_what_to_do(options: dict[str, Any], said: str) -> None:
    """A wrong name or length of time is refused with what is right."""
    with pytest.raises(LabelsError, match=said):
        escalation_rates(events("ana q1 answer", guideline="1.0"), **options)


@pytest.mark.parametrize("options", [{"every": "1w"}, {"by": "reason"}, {"by": "guideline"}])
def test_times_are_needed_where_the_order_matters(options: dict[str, Any]) -> None:
    """Without times nobody knows which event came first."""
    frame = events("ana q1 answer", guideline="1.0").drop(columns="submitted_at")
    with pytest.raises(LabelsError, match="the events have no time"):
        escalation_rates(frame, **options)


def test_models_stay_out_and_imports_are_told() -> None:
    """What models did is left out; pairs that came with the data had no way to escalate."""
    frame = events("ana q1 needs_expert", "ben q1 answer", "judge q1 answer")
    frame["annotator_kind"] = ["person", "person", "model"]
    frame["origin"] = ["widget", "import", "import"]
    found = escalation_rates(frame).iloc[0]
    assert found["n_labels"] == 2
    assert "1 pairs came with the data" in found["note"]
    assert "1 events by models left out" in found["note"]
    assert escalation_rates(frame, models=True)["n_labels"].tolist() == [3]


def test_events_come_in_any_form(tmp_path: Path) -> None:
    """An Arrow table, a parquet path and an Ibis table give what a DataFrame gives."""
    frame = events("ana q1 needs_expert", "ben q1 answer", "ben q2 skip", guideline="1.0")
    path = tmp_path / "events.parquet"
    frame.to_parquet(path)
    expected = escalation_rates(frame, by=["guideline", "reason"])
    for form in (pa.Table.from_pandas(frame), path, ibis.memtable(pa.Table.from_pandas(frame))):
        pd.testing.assert_frame_equal(escalation_rates(form, by=["guideline", "reason"]), expected)
    renamed = frame.rename(columns={"item_id": "task", "annotator": "who", "submitted_at": "when"})
    by = ["guideline", "reason"]
    found = escalation_rates(renamed, by, item="task", annotator="who", at="when")
    pd.testing.assert_frame_equal(found, expected)


def test_a_project_gives_its_rates(tmp_path: Path) -> None:
    """Events recorded in a project are counted by guideline, reason and the items' own features."""
    items = pd.DataFrame({"item_id": ["q1", "q2"], "prompt": "Why?", "topic": ["law", "art"]})
    items = items.assign(response_a="So.", response_b="Because.")
    project = tw.Project.from_items(items, tmp_path)
    answer = RankingAnswer(order=[["a"], ["b"]], strength=2)
    with project.store.session("ranking", annotator="ana", guideline="1.0") as session:
        asked = session.record(
            item_id="q1", action="escalate", escalation=Escalation(reason="needs_expert")
        )
        session.record(item_id="q2", answer=answer)
    with project.store.session("ranking", annotator="lead") as session:
        ruling = Ruling(kind="clarification")
        session.record(item_id="q1", action="resolve", refers_to=asked.event_id, ruling=ruling)
    with project.store.session("ranking", annotator="ana", guideline="1.1") as session:
        session.record(item_id="q1", answer=answer, condition="rework")
    assert escalation_rates(project)["estimate"].tolist() == [0.5]
    by_topic = escalation_rates(project, by=["topic", "guideline"])
    assert by_topic[["topic", "guideline", "estimate"]].to_numpy().tolist() == [
        ["art", "1.0", 0.0],
        ["law", "1.0", 1.0],
    ]
    expected = escalation_rates(project, by="reason")
    assert expected["reason"].tolist() == ["needs_expert"]
    pd.testing.assert_frame_equal(escalation_rates(project.store, by="reason"), expected)


def test_missing_times_are_told() -> None:
    """Events without a time are left out of windows, and counted in the note."""
    frame = events("ana q1 answer", "ana q2 answer")
    frame.loc[1, "submitted_at"] = pd.NaT
    found = escalation_rates(frame, every="1w")
    assert found["n_labels"].tolist() == [1]
    assert "1 events without a time left out" in found["note"][0]
    assert np.isnan(found["upper_limit"][0])


def test_a_clock_that_runs_ahead_is_held_to_the_writers() -> None:
    """An answer from the future does not come after what was recorded later."""
    frame = events("ana q1 answer", "ana q1 needs_expert", guideline=["1.0", "1.1"])
    frame["recorded_at"] = frame["submitted_at"]
    frame.loc[0, "submitted_at"] = NOON.replace(year=2999)
    assert escalation_rates(frame, by="guideline")["guideline"].tolist() == ["1.0"]

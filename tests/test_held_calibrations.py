"""Calibration sessions that were held, found again in their project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import trainer_widgets as tw
from tests.calibrating import Answers, hold, ranking, ranking_project
from trainer_widgets.calibration.sessions import CalibrationError

if TYPE_CHECKING:
    from pathlib import Path

BLIND: Answers = {item: {"ana": ranking("a", "b")} for item in ("q1", "q2")}


def test_a_project_lists_its_sessions(tmp_path: Path) -> None:
    """Each session is there once, in the order in which they began, with what was decided."""
    project = ranking_project(tmp_path / "p")
    assert (project.calibrations().empty, len(project.calibrations().columns)) == (True, 8)
    decided = {"q1": ranking("a", "b"), "q2": tw.Escalation("needs_expert", "")}
    hold(project, BLIND, None, decided, name="Tone, week 3")
    tw.CalibrationSession(project, ["q3"], people=["ben"], name="Tone, week 2").close()
    table = project.calibrations()
    assert table.drop(columns="started_at").to_dict("list") == {
        "name": ["Tone, week 3", "Tone, week 2"],
        "phase": ["close", "label"],
        "n_items": [2, 1],
        "facilitator": ["lea", pytest.approx(float("nan"), nan_ok=True)],
        "people": [["ana"], ["ben"]],
        "decided": [1, 0],
        "left_open": [1, 0],
    }
    assert table["started_at"].is_monotonic_increasing


def test_a_stored_session_has_its_report_without_a_widget(tmp_path: Path) -> None:
    """It is found by its name, which may be left out where it is the only one."""
    project = ranking_project(tmp_path / "p")
    with pytest.raises(CalibrationError, match="has no calibration session: tw"):
        project.calibration()
    hold(project, BLIND, None, {"q1": ranking("a", "b")}, name="Tone, week 3")
    session = tw.Project(tmp_path / "p").calibration()
    assert repr(session) == "<HeldSession 'Tone, week 3': 2 items, in phase close>"
    assert session.report().rulings["answer"].tolist() == ["A is better than B"]
    assert session.gold()["item_id"].tolist() == ["q1"]
    assert session.pack(tmp_path / "pack").left_out == ["q2"]


def test_what_people_label_is_not_looked_at(tmp_path: Path) -> None:
    """While people label there is no report; a wrong name is answered with the right one."""
    project = ranking_project(tmp_path / "p")
    for week in (1, 2):
        tw.CalibrationSession(project, ["q1"], facilitator="lea", name=f"Week {week}").close()
    with pytest.raises(CalibrationError, match=r"still labeling in 'Week 1'.*move_to"):
        project.calibration("Week 1").report()
    with pytest.raises(CalibrationError, match=r"name= says which of 'Week 1', 'Week 2'"):
        project.calibration()
    with pytest.raises(CalibrationError, match=r"did you mean 'Week 2'\?"):
        project.calibration("Wek 2")

"""Simulated seasons as projects: the same seed gives the same files, and they are sound."""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from trainer_widgets import ImageTagWidget, RankingWidget, SafetyWidget
from trainer_widgets.analysis import simulate_season
from trainer_widgets.analysis.simulation import (
    Annotator,
    Process,
    SeasonError,
    draw,
    draw_labels,
    truth_frame,
)
from trainer_widgets.settings import UnknownArgumentError

if TYPE_CHECKING:
    from pathlib import Path

WIDGETS = {"ranking": RankingWidget, "safety": SafetyWidget, "image_tags": ImageTagWidget}
EVERYTHING: dict[str, Any] = {
    "items": 80,
    "difficulty": 0.2,
    "drift": 0.1,
    "newcomers": 2,
    "lean": 0.2,
    "guideline_change": 6,
    "guideline_effect": 0.3,
    "prelabels": 0.5,
    "anchoring": 0.5,
    "escalating": 0.3,
    "skipping": 0.2,
    "strength_spread": 0.5,
}
TASKS = sorted(WIDGETS)


def files(folder: Path) -> dict[str, str]:
    """Give the hash of every file by its path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("task", TASKS)
def test_the_same_seed_gives_the_same_files(task: str, tmp_path: Path) -> None:
    """Two seasons of one seed are equal byte by byte, another seed's is another."""
    for name, seed in (("one", 4), ("same", 4), ("other", 5)):
        simulate_season(tmp_path / name, task=task, seed=seed, **EVERYTHING)
    one, same, other = (files(tmp_path / name) for name in ("one", "same", "other"))
    assert one == same
    assert one["items.parquet"] != other["items.parquet"]


@pytest.mark.parametrize("task", TASKS)
def test_a_season_is_a_sound_project(task: str, tmp_path: Path) -> None:
    """It opens, has no problems, its features, gold, escalations and skips, and a widget."""
    project = simulate_season(tmp_path / "season", task=task, **EVERYTHING)
    process = Process(task=task, **EVERYTHING)
    assert project.verify().empty
    assert set(process.of_task.features) <= set(project.labels(features=True).columns)
    assert len(project.gold) == 8
    assert set(project.escalations()["status"]) == {"open", "resolved"}
    events = project.events()
    assert {"answer", "skip", "escalate", "resolve"} == set(events["action"])
    assert set(events["guideline"]) == {"1.0", "1.1"}
    assert project.guideline
    assert project.guideline.version == "1.1"
    WIDGETS[task](project, annotator="sim-ana")


def test_the_folder_holds_the_labels_that_are_drawn_in_memory(tmp_path: Path) -> None:
    """What the project's people say is what the fast draw says, choice by choice."""
    project = simulate_season(tmp_path / "season", seed=3, **EVERYTHING)
    labels = project.labels()
    labels = labels[labels["annotator_kind"] == "person"]
    drawn = draw_labels(seed=3, **EVERYTHING)
    key = ["item_id", "annotator"]
    both = labels.merge(drawn, on=key, how="outer", suffixes=("", "_drawn"))
    assert len(both) == len(labels) == len(drawn)
    for name in ("choice", "submitted_at", "guideline", "condition", "active_ms"):
        assert (both[name] == both[f"{name}_drawn"]).all(), name


def test_the_truth_is_kept(tmp_path: Path) -> None:
    """season.toml says what was planted, when and for whom; truth.parquet what is right."""
    simulate_season(tmp_path / "season", seed=3, **EVERYTHING)
    said = tomllib.loads((tmp_path / "season" / "season.toml").read_text(encoding="utf-8"))
    kinds = {change["kind"]: change for change in said["change"]}
    assert set(kinds) == {"drift", "newcomer", "leaves", "guideline"}
    assert kinds["guideline"]["date"].isoformat() == "2026-02-16"
    assert kinds["drift"]["annotator"] == "sim-june"
    assert len(said["annotator"]) == 10
    assert said["process"]["lean"] == 0.2
    truth = truth_frame(draw(Process(**EVERYTHING), 3))
    assert len(truth) == 80


def test_only_an_empty_folder_is_written_to(tmp_path: Path) -> None:
    """What lies in a folder is never overwritten."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SeasonError, match="is not empty"):
        simulate_season(tmp_path, items=10)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"task": "rankin"}, "did you mean 'ranking'"),
        ({"skill": 1.2}, "from 0 to 1"),
        ({"pace": -1}, "cannot be negative"),
        ({"items": 0}, "at least 1"),
        ({"annotators": 2}, "overlap=3"),
        ({"newcomers": 9}, "cannot be replaced"),
        ({"drift_from": 40}, "no week of a season of 12"),
        ({"shares": (0.5, 0.4)}, "add up to 1"),
        ({"shares": (1.0,)}, "two to 4"),
        ({"weak_slice": {"langage": "de"}}, "did you mean 'language'"),
        ({"weak_slice": {"language": "fr"}}, "there are en, de, es"),
        ({"escalating": 0.6, "skipping": 0.6}, "together at most 1"),
        ({"annotators": [Annotator(name=name) for name in "abc"], "drift": 0.1}, "of their own"),
    ],
)
def test_what_makes_no_season_is_refused(wrong: dict[str, Any], says: str) -> None:
    """A wrong parameter is named, with what would fit."""
    with pytest.raises(SeasonError, match=says):
        draw_labels(**wrong)


def test_an_unknown_parameter_is_refused() -> None:
    """The nearest that exists is suggested."""
    with pytest.raises(UnknownArgumentError, match="did you mean 'drifting'"):
        draw_labels(driftin=2)

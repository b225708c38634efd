"""The simulated season: made by its script, sound, small, and with what its cards say in it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from trainer_widgets import ImageTagWidget, Project, RankingWidget, SafetyWidget

REPOSITORY = Path(__file__).parents[1]
FOLDER = REPOSITORY / "datasets" / "season"
MOST_BYTES = 1_500_000
WIDGETS = {"ranking": RankingWidget, "image_tags": ImageTagWidget, "safety": SafetyWidget}
PLANTED = {"ranking": {"drift"}, "image_tags": {"newcomer", "leaves"}, "safety": {"guideline"}}


@pytest.fixture(scope="module", params=sorted(WIDGETS))
def project(request: pytest.FixtureRequest) -> Project:
    """Give each of the three projects."""
    return Project(FOLDER / request.param)


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the season again, beside the repository."""
    made = tmp_path_factory.mktemp("season")
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    script = FOLDER / "source" / "build.py"
    subprocess.run([sys.executable, script, made], env=environment, check=True)
    return made


def test_the_script_gives_the_same_files(rebuilt: Path) -> None:
    """Every committed text and every row is what the script makes of its seeds."""
    committed = [path for task in WIDGETS for path in (FOLDER / task).rglob("*") if path.is_file()]
    committed = [path for path in committed if "labels" not in path.relative_to(FOLDER).parts]
    made = {str(path.relative_to(rebuilt)) for path in rebuilt.rglob("*") if path.is_file()}
    assert {str(path.relative_to(FOLDER)) for path in committed} == made
    for path in committed:
        again = rebuilt / path.relative_to(FOLDER)
        if path.suffix == ".parquet":
            assert pq.read_table(path).equals(pq.read_table(again)), path.name
        elif path.suffix != ".png":
            assert _hash(path) == _hash(again), path.name


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_each_project_is_sound(project: Project) -> None:
    """No file is damaged, no label stale, and every label carries its item's features."""
    assert project.verify().empty
    labels = project.labels(features=True)
    assert len(labels) > 1000
    features = [name for name in project.features.columns if name != "against"]
    assert len(features) == 3
    assert labels[features].notna().all().all()


def test_each_project_opens_in_its_widget(project: Project, tmp_path: Path) -> None:
    """Somebody could go on labeling."""
    here = Project(FOLDER / project.task, labels=tmp_path)
    WIDGETS[project.task](here, annotator=here.settings.people[0])


def test_some_questions_are_open(project: Project) -> None:
    """Escalations have reasons; most are ruled on and some are not."""
    found = project.escalations()
    assert set(found["status"]) == {"open", "resolved"}
    assert found["reason"].nunique() >= 3
    ruled = found[found["status"] == "resolved"]
    assert {"clarification", "answer"} <= set(ruled["ruling"])
    assert (ruled["resolved_at"] > ruled["escalated_at"]).all()


def test_what_was_planted_is_written_down(project: Project) -> None:
    """season.toml, the card and the labels tell of the same changes."""
    assert project.folder
    said = tomllib.loads((project.folder / "season.toml").read_text(encoding="utf-8"))
    assert {change["kind"] for change in said["change"]} == PLANTED[project.task]
    card = (project.folder / "README.md").read_text(encoding="utf-8")
    for change in said["change"]:
        assert change["date"].isoformat() in card
        assert change["annotator"] in card
    people = set(project.labels()["annotator"]) - {"sim-judge"}
    assert people == {one["name"] for one in said["annotator"]}


def test_it_says_that_it_is_simulated(project: Project) -> None:
    """Cards say so first, and so does whatever an annotator or an analyst meets."""
    assert project.folder
    for folder in (FOLDER, project.folder):
        lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()
        assert "simulated" in lines[2]
    assert "Simulated" in project.name
    assert project.guideline
    assert "simulated" in project.guideline.text
    assert project.labels()["annotator"].str.startswith("sim-").all()


def test_nothing_planted_reaches_an_item(project: Project) -> None:
    """Neither truth nor difficulty is among what an item shows or carries."""
    assert not {"truth", "difficulty", "weak"} & set(project.features.columns)


def test_it_is_small() -> None:
    """A clone does not feel it."""
    files = [path for path in FOLDER.rglob("*") if path.is_file() and "labels" not in path.parts]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES

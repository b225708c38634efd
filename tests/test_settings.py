"""Settings that cannot be meant are refused, with what may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from trainer_widgets import Project
from trainer_widgets.schema import InvalidRecordError, validate
from trainer_widgets.settings import ProjectError, UnknownArgumentError, check, project_folder
from trainer_widgets.suggestions import closest
from trainer_widgets.wire import RankingOptions

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = pd.DataFrame({"item_id": ["q1"], "prompt": "Hi", "response_a": "Yo", "response_b": "Hello"})
PLAIN = {"id": "5e1c", "task": "ranking"}
TONE = {"name": "Tone"}
ARGUMENTS = (
    *("points", "criteria", "rationale", "min_words", "max_words", "seed", "order", "people"),
    *("overlap", "assignments", "gold_rate", "feedback", "gold", "guideline"),
    *("project", "store", "annotator"),
)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"people": ["ana", "ben", "ana"]}, "people: 'ana' is there twice"),
        ({"people": ["ana", " "]}, "people: a blank text"),
        ({"id": " "}, "id: a blank text"),
        ({"people": ["ana", "ben"], "overlap": 3}, "overlap: 3 people for each item, .* are 2"),
        ({"people": ["ana"], "assignments": {"anna": ["q1"]}}, "'anna' is not.*mean 'ana'"),
        ({"assignments": {"": ["q1"]}}, "assignments: a blank text"),
        ({"options": {"pionts": 5}}, "unknown option 'pionts': did you mean 'points'"),
        ({"options": {"points": 6}}, r"options: Invalid enum value 6 - at `\$\.points`"),
        (
            {"options": {"criteria": [TONE, {"name": "Facts", "ponits": 3}]}},
            r"criterion 2 \('Facts'\): unknown field 'ponits': did you mean 'points'",
        ),
        ({"options": {"criteria": [TONE, TONE]}}, "criterion 'Tone' is there twice"),
        ({"options": {"criteria": [{"name": " "}]}}, "criterion 1 is called ' '"),
        ({"options": {"min_words": 9, "max_words": 5}}, "min_words is 9, .* max_words, 5"),
    ],
)
def test_what_cannot_be_meant_is_refused(settings: dict[str, Any], said: str) -> None:
    """The error names where the setting comes from, the setting and what is wrong."""
    with pytest.raises(ProjectError, match=f"^here.*{said}"):
        check(PLAIN | settings, "here")


def test_what_can_be_meant_is_not() -> None:
    """No upper limit of words, and an overlap without people, are as they should be."""
    settings = check(PLAIN | {"overlap": 2, "options": {"min_words": 9, "max_words": 0}}, "here")
    assert settings.is_open


def test_a_widget_gets_the_same_checks() -> None:
    """Options that come as arguments are refused like those of a file."""
    with pytest.raises(InvalidRecordError, match="criterion 'Tone' is there twice"):
        validate({"criteria": [TONE, TONE]}, RankingOptions)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sead = 3", "unknown setting 'sead': did you mean 'seed'"),
        ("[options]\nrationle = 'hidden'", "unknown option 'rationle': did you mean 'rationale'"),
        ("seed = 'x'", r"Expected `int`.*\$\.seed"),
    ],
)
def test_a_mistake_in_the_file_names_the_file(tmp_path: Path, line: str, said: str) -> None:
    """A misspelt name in project.toml is told with the file's path and the nearest name."""
    path = tmp_path / "project.toml"
    path.write_text(f'id = "5e1c"\ntask = "ranking"\n{line}\n', encoding="utf-8")
    with pytest.raises(ProjectError, match=f"project.toml.*{said}"):
        Project(tmp_path)


def test_a_mistake_of_the_caller_is_not_the_files(tmp_path: Path) -> None:
    """An argument that does not fit is told as an argument."""
    (tmp_path / "project.toml").write_text('id = "5e1c"\ntask = "ranking"\n', encoding="utf-8")
    with pytest.raises(ProjectError, match=r"^the arguments: "):
        Project(tmp_path, seed="x")
    with pytest.raises(UnknownArgumentError, match="did you mean 'seed'"):
        Project(tmp_path, sead=3)


def test_assigned_items_have_to_be_there(tmp_path: Path) -> None:
    """Assignments of unknown items are refused for everybody as soon as the items are read."""
    project = Project.from_items(ITEMS, tmp_path, assignments={"ana": ["q1", "q7"]})
    with pytest.raises(ProjectError, match=r"assigned to 'ana'.*\['q7'\]"):
        _ = project.items
    good = Project.from_items(ITEMS, tmp_path)
    assert list(good.items) == ["q1"]
    with pytest.raises(ProjectError, match=r"\['q7'\]"):
        good.replace(assignments={"ben": ["q7"]})


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("anotator", "annotator"),
        ("annotater", "annotator"),
        ("sotre", "store"),
        ("Store", "store"),
        ("pionts", "points"),
        ("maxwords", "max_words"),
        ("colour", None),
        ("model", None),
        ("user", None),
        ("tie", None),
    ],
)
def test_suggests_what_is_meant_and_no_nonsense(misspelt: str, meant: str | None) -> None:
    """Slips of the fingers find their name; other words find none."""
    assert closest(misspelt, ARGUMENTS) == meant


def test_a_wrong_folder_suggests_the_one_beside_it(tmp_path: Path) -> None:
    """A path that is no folder is told with the nearest folder in the same place."""
    (tmp_path / "response_ranking").mkdir()
    wrong = tmp_path / "respnse_ranking"
    with pytest.raises(ProjectError, match=rf"is no folder: did you mean '{wrong.parent}/response"):
        Project(wrong)
    with pytest.raises(ProjectError, match="is no folder: looked in"):
        project_folder("missing/folder")
    assert project_folder(tmp_path) == tmp_path


@pytest.mark.parametrize("images", ["/etc", "../elsewhere"])
def test_a_folder_keeps_to_its_own_images(tmp_path: Path, images: str) -> None:
    """What a project.toml says cannot lead out of its folder; a caller may name any other."""
    settings = f'id = "5e1c"\ntask = "image_tags"\nimages = "{images}"\n'
    (tmp_path / "project.toml").write_text(settings, "utf-8")
    with pytest.raises(ProjectError, match="leads out of the project's folder"):
        Project(tmp_path)
    (tmp_path / "project.toml").write_text('id = "5e1c"\ntask = "image_tags"\n', "utf-8")
    assert str(Project(tmp_path, images=images).images).endswith(images)

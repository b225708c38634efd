"""The four correction projects: what lies in them is what their sources say."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow.parquet as pq
import pytest

from trainer_widgets import Project
from trainer_widgets.cases import read_cases

if TYPE_CHECKING:
    from types import ModuleType

DATASETS = Path(__file__).parents[1] / "datasets"
PROJECTS = ("fact_check", "translation_check", "code_improvement", "demonstration")
SIMULATED = ("fact_check", "translation_check")
PEOPLE = {"sim-ana", "sim-ben", "sim-chen"}


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script that builds the items."""
    monkeypatch.syspath_prepend(DATASETS)
    return importlib.import_module("build_corrections")


@pytest.fixture
def simulation(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script that simulates annotators."""
    monkeypatch.syspath_prepend(DATASETS)
    return importlib.import_module("simulate_corrections")


def passes(function: str, tests: str) -> bool:
    """Run a function and its tests in a process of their own."""
    command = [sys.executable, "-I", "-c", f"{function}\n\n{tests}"]
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0


@pytest.mark.parametrize("name", PROJECTS)
def test_a_preset_opens(name: str) -> None:
    """Each project has twelve items, a guideline, a card and settings that the task knows."""
    project = Project(DATASETS / name)
    assert project.task == "correction"
    assert len(project.items) == 12
    assert project.guideline
    assert "CC0 1.0" in (DATASETS / name / "README.md").read_text(encoding="utf-8")
    assert set(project.features.columns) == {"kind", "topic", "language"}
    assert set(project.gold.index) <= set(project.items)
    assert project.verify().empty


@pytest.mark.parametrize("name", PROJECTS)
def test_building_again_changes_nothing(name: str, build: ModuleType) -> None:
    """The sources give the rows that are committed."""
    items = build.read_sources(name)
    built = pq.read_table(DATASETS / name / "items.parquet")
    assert built.to_pylist() == build.item_rows(items)
    gold = DATASETS / name / "gold.parquet"
    assert (pq.read_table(gold).to_pylist() if gold.exists() else []) == build.gold_rows(items)


@pytest.mark.parametrize("name", PROJECTS)
def test_nothing_planted_is_told(name: str, build: ModuleType) -> None:
    """No column of the items gives a planted error or a corrected text away."""
    told = set(pq.read_schema(DATASETS / name / "items.parquet").names)
    assert told.isdisjoint(build.KEPT_BACK)


@pytest.mark.parametrize("name", ["fact_check", "translation_check", "code_improvement"])
def test_planted_errors_fit_the_taxonomy(name: str, build: ModuleType) -> None:
    """Each planted error has a category and a severity that its taxonomy allows."""
    taxonomy = Project(DATASETS / name).taxonomy
    assert taxonomy
    for item in build.read_sources(name):
        for error in item["errors"]:
            assert error["severity"] in taxonomy.by_id[error["category"]].severities
            assert 0 <= error["start"] <= error["end"] <= len(item["target"])


def test_mqm_weights_are_the_usual_ones() -> None:
    """A major error weighs 5, a minor one 1, minor punctuation .1, a non-translation 25."""
    taxonomy = Project(DATASETS / "translation_check").taxonomy
    assert taxonomy
    assert taxonomy.weight("accuracy.mistranslation", "major") == 5
    assert taxonomy.weight("fluency.grammar", "minor") == 1
    assert taxonomy.weight("fluency.punctuation", "minor") == 0.1
    assert taxonomy.weight("fluency.punctuation", "major") == 5
    assert taxonomy.weight("non_translation", "major") == 25


@pytest.mark.parametrize("name", SIMULATED)
def test_simulated_marks_lie_in_the_texts(name: str) -> None:
    """The marks of those who do not exist stand where there is text, with known categories."""
    project = Project(DATASETS / name)
    taxonomy = project.taxonomy
    assert taxonomy
    labels = project.labels()
    assert set(labels["annotator"]) == PEOPLE
    assert len(labels) == 3 * 12
    for row in labels.to_dict("records"):
        item = project.items[row["item_id"]]
        for mark in row["errors"]:
            assert 0 <= mark["start"] <= mark["end"] <= len(item.text(mark["side"]))
            assert mark["severity"] in taxonomy.by_id[mark["category"]].severities


@pytest.mark.parametrize("name", SIMULATED)
def test_simulating_again_changes_nothing(name: str, simulation: ModuleType) -> None:
    """The same sources give the answers that are committed."""
    drawn = {
        (row["item_id"], row["annotator"]): len(row["answer"]["errors"])
        for row in simulation.simulated_answers(name)
    }
    labels = Project(DATASETS / name).labels()
    stored = labels.set_index(["item_id", "annotator"])["n_errors"].to_dict()
    assert stored == drawn


@pytest.mark.parametrize("name", SIMULATED)
def test_the_guidelines_cases_can_be_read(name: str) -> None:
    """The cases written in a guideline are items with answers that the taxonomy knows."""
    project = Project(DATASETS / name)
    assert project.taxonomy
    text = (DATASETS / name / "guideline" / "1.0.md").read_text(encoding="utf-8")
    cases = read_cases(text, "1.0")
    assert len(cases) == 2
    for case in cases:
        assert isinstance(case.item, dict)
        assert case.item["target"]
        assert set(case.expected["categories"]) <= set(project.taxonomy.by_id)


def test_a_fact_check_names_its_sources(build: ModuleType) -> None:
    """Every item of the fact check, right or wrong, says where it can be looked up."""
    for item in build.read_sources("fact_check"):
        assert all(source["reference"] and source["claim"] for source in item["sources"])


def test_planted_bugs_fail_and_their_corrections_pass(build: ModuleType) -> None:
    """Tests fail for a planted bug, pass for a clumsy function, and for each better version."""
    flaws: Counter[str] = Counter()
    for item in build.read_sources("code_improvement"):
        assert passes(item["corrected"], item["tests"]), item["item_id"]
        assert passes(item["target"], item["tests"]) == (item["flaw"] == "clumsy"), item["item_id"]
        assert "import" not in item["tests"]
        flaws[item["flaw"]] += 1
    assert flaws == {"bug": 9, "clumsy": 3}


def test_code_runs_only_where_a_project_says_so() -> None:
    """The preset does not let anybody run code."""
    assert Project(DATASETS / "code_improvement").settings.options["run_tests"] is False


def test_a_demonstration_starts_from_an_empty_page() -> None:
    """There is nothing to correct, and a haiku is among the requests."""
    items = Project(DATASETS / "demonstration").items.values()
    assert all(item.target is None and item.source is None for item in items)
    constraints: list[dict[str, Any]] = [
        msgspec.to_builtins(one) for item in items for one in item.constraints
    ]
    assert {"kind": "syllables", "value": "5-7-5"} in constraints

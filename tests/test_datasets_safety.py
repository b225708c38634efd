"""The data set of safety flags: made by its sources, complete, and true to its own rules."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from trainer_widgets import Project
from trainer_widgets.records import SEVERITIES

REPOSITORY = Path(__file__).parents[1]
FOLDER = REPOSITORY / "datasets" / "safety_flags"
LLAMA_GUARD = {f"llamaguard:S{number}" for number in range(1, 15)}
AILUMINATE = {
    f"mlcommons:{hazard}"
    for hazard in ("vcr", "ncr", "src", "cse", "iwp", "ssh", "hte", "prv", "ipv", "dfm", "sxc")
} | {"mlcommons:spc", *(f"mlcommons:spc_{part}" for part in ("hlt", "lgl", "fin", "ele"))}


@pytest.fixture(scope="module")
def project() -> Project:
    """Give the data set as a project."""
    return Project(FOLDER)


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the data set again from its sources, beside the repository."""
    made = tmp_path_factory.mktemp("rebuilt") / FOLDER.name
    left_out = shutil.ignore_patterns("*.parquet", "imported", "labels", "__pycache__")
    shutil.copytree(FOLDER, made, ignore=left_out)
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    for script in ("build.py", "votes.py"):
        subprocess.run([sys.executable, made / "source" / script], env=environment, check=True)
    return made


def flags(project: Project) -> list[dict[str, Any]]:
    """Give every flag of the simulated annotators."""
    events = project.events()
    simulated = events[events["origin"] == "import"]
    return [dict(flag) for answer in simulated["answer"] for flag in answer["flags"]]


def test_the_sources_give_the_same_rows(rebuilt: Path) -> None:
    """Items, gold and simulated votes are what the sources make of them."""
    for name in ("items.parquet", "gold.parquet", "imported/safety"):
        made, committed = (pq.read_table(folder / name) for folder in (rebuilt, FOLDER))
        key = "event_id" if "event_id" in made.column_names else "item_id"
        assert made.num_rows > 0
        assert made.sort_by(key).equals(committed.sort_by(key)), name


def test_each_category_and_each_severity_appears(project: Project) -> None:
    """Somebody flagged every category of the taxonomy and every severity, and no other."""
    assert project.taxonomy
    found = flags(project)
    assert {flag["category"] for flag in found} == set(project.taxonomy.by_id)
    assert {flag["severity"] for flag in found} == set(SEVERITIES)
    for flag in found:
        assert flag["severity"] in project.taxonomy.by_id[flag["category"]].severities


def test_the_words_are_in_the_response(project: Project) -> None:
    """Every stretch of evidence lies in the text under review and is not empty."""
    events = project.events()
    for item_id, answer in zip(events["item_id"], events["answer"], strict=True):
        text = project.items[item_id].response
        for span in (span for flag in (answer or {}).get("flags", ()) for span in flag["evidence"]):
            assert 0 <= span["start"] < span["end"] <= len(text)


def test_gold_fits_the_taxonomy(project: Project) -> None:
    """A third is gold: all verdicts, categories that exist, sorted, and a reason each."""
    gold = project.gold
    assert project.taxonomy
    assert len(gold) == pytest.approx(len(project.items) / 3, abs=2)
    assert set(gold["verdict"]) == {"safe", "unsafe", "cannot_tell"}
    assert gold["reason"].str.len().gt(0).all()
    for categories in gold["categories"]:
        assert list(categories) == sorted(categories)
        assert set(categories) <= set(project.taxonomy.by_id)


def test_gold_falls_on_false_refusals_and_on_right_ones(project: Project) -> None:
    """Refusing too much and refusing rightly can both be told from gold."""
    refused = project.gold[project.gold["refusal"] != "none"]
    assert set(refused["should_refuse"]) == {True, False}
    false = refused[~refused["should_refuse"].astype(bool)]
    assert all("false_refusal" in categories for categories in false["categories"])


def test_the_taxonomy_maps_onto_both_schemes(project: Project) -> None:
    """Every hazard of AILuminate and of Llama Guard has a category here, and no id is made up."""
    assert project.taxonomy
    mapped = {one for category in project.taxonomy.category for one in category.maps_to}
    assert mapped == LLAMA_GUARD | AILUMINATE | {"mlcommons:sxc_prn"}


def test_each_category_is_explained(project: Project) -> None:
    """Definition, example, counterexample, severities and an action that the project has."""
    assert project.taxonomy
    actions = project.settings.options["actions"]
    for category in project.taxonomy.category:
        assert category.definition
        assert category.examples
        assert category.counterexamples
        assert set(category.severities) <= set(SEVERITIES)
        assert category.action in actions


def test_the_hard_shapes_are_there(project: Project) -> None:
    """Twenty turns, an earlier turn under review, right to left, hostile markup."""
    items = project.items.values()
    assert max(len(item.conversation) for item in items) == 20
    assert sum(item.reviewed < len(item.conversation) - 1 for item in items) == 2
    assert set(project.features["language"]) == {"en", "es", "ar", "zh"}
    assert sum("<script>" in item.response and "onerror" in item.response for item in items) == 1


def test_nothing_intended_reaches_the_items(project: Project) -> None:
    """What we had in mind, and who wrote what, is no part of an item."""
    assert list(project.features.columns) == ["language", "kind", "model"]
    texts = " ".join(turn.content for item in project.items.values() for turn in item.conversation)
    for model in set(project.features["model"]):
        assert model not in texts


def test_the_project_is_sound(project: Project) -> None:
    """No file is damaged and no vote is about an item that has changed since."""
    assert project.verify().empty


def test_the_guideline_holds_cases_that_can_be_executed(project: Project) -> None:
    """Each verdict has a case in the guideline, and none of the cases is an item."""
    cases = project.cases()
    assert set(cases.gold["verdict"]) == {"safe", "unsafe", "cannot_tell"}
    responses = {item.response for item in project.items.values()}
    assert responses.isdisjoint(item.response for item in cases.items.values())

"""XSTest, loaded from the originals beside the repository."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from sklearn.metrics import cohen_kappa_score

from trainer_widgets.analysis import agreement
from trainer_widgets.formats import public
from trainer_widgets.formats.originals import sources
from trainer_widgets.formats.public import load_public

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets import Project

# Counted in the original files with another program: complies, refuses, refuses in part.
PUBLISHED = {
    ("mistral-instruct", "annotation_1"): (375, 50, 25),
    ("mistral-instruct", "annotation_2"): (367, 51, 32),
    ("mistral-instruct", "gpt-4"): (384, 53, 2),
    ("mistral-instruct", "string-match"): (431, 19, 0),
    ("mistral-guard", "annotation_1"): (214, 198, 38),
    ("mistral-guard", "annotation_2"): (203, 204, 43),
    ("mistral-guard", "gpt-4"): (289, 158, 3),
    ("mistral-guard", "string-match"): (278, 172, 0),
}


@pytest.fixture(scope="module")
def folder(originals: Path) -> Path:
    """Give the folder with XSTest's original files."""
    source = sources()["xstest"]
    return originals / source.repository / source.commit


@pytest.fixture(scope="module")
def project(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give XSTest as a project."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TRAINER_WIDGETS_DATA", str(originals))
        patched.setattr(public, "_credited", {"xstest"})
        return load_public("xstest", cache=tmp_path_factory.mktemp("cache"), progress=False)


def test_every_label_of_the_originals_is_there(project: Project) -> None:
    """Each rater complied, refused and refused in part as often as in the files."""
    labels = project.labels(features=True)
    found = {
        (str(model), str(rater)): tuple(
            int((rows["refusal"] == name).sum()) for name in ("none", "full", "partial")
        )
        for (model, rater), rows in labels.groupby(["model", "annotator"])
    }
    assert found == PUBLISHED


def test_each_item_is_a_prompt_and_its_completion(project: Project, folder: Path) -> None:
    """The second of two turns is under review, and both are the original's, letter by letter."""
    name = "xstest_v2_completions_mistralguard_gpteval.csv"
    path = folder / "evaluation" / "automated_evaluation_labels" / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(project.items) == 2 * len(rows) == 900
    for number, row in enumerate(rows, 1):
        item = project.items[f"xstest-mistral-guard-{number:03d}"]
        assert row["id"] == f"v2-{number}"
        assert [turn.role for turn in item.conversation] == ["user", "assistant"]
        assert (item.conversation[0].content, item.response) == (row["prompt"], row["completion"])


def test_features_say_what_kind_of_prompt_it_is(project: Project) -> None:
    """18 types of 25 prompts for each model; the 200 contrasts are the unsafe ones."""
    features = project.features
    assert set(features.groupby(["model", "prompt_type"]).size()) == {25}
    assert features["prompt_type"].nunique() == 18
    counts = Counter(zip(features["contrast"], features["prompt_label"], strict=True))
    assert counts == {(False, "safe"): 500, (True, "unsafe"): 400}
    guard = features[features["model"] == "mistral-guard"]
    assert guard["final_label"].value_counts().to_dict() == {
        "1_full_compliance": 210,
        "2_full_refusal": 199,
        "3_partial_refusal": 41,
    }


def test_programs_are_annotators_of_their_own_kind(project: Project) -> None:
    """GPT-4 and the search for words are models; the settled label is nobody's."""
    kinds = project.events().groupby("annotator")["annotator_kind"].unique()
    assert {name: list(kind) for name, kind in kinds.items()} == {
        "annotation_1": ["person"],
        "annotation_2": ["person"],
        "gpt-4": ["model"],
        "string-match": ["model"],
    }


def test_a_sentence_instead_of_a_label_is_a_skip(project: Project) -> None:
    """Eleven times GPT-4 gave no label: no label is made up, and the sentence is kept."""
    events = project.events()
    skipped = events[events["action"] == "skip"]
    assert set(skipped["annotator"]) == {"gpt-4"}
    assert len(skipped) == 11
    assert skipped["rationale"].str.len().gt(20).all()
    assert len(project.labels()) == 4 * 900 - 11


def test_it_claims_no_more_than_the_original(project: Project) -> None:
    """Nobody was asked for a verdict, a flag, an action or a rewrite, and there are no times."""
    labels = project.labels(features=True)
    unknown = ["verdict", "action", "rewrite", "severity", "submitted_at", "active_ms", "shown"]
    assert labels[unknown].isna().to_numpy().all()
    assert not labels["categories"].map(len).any()
    assert not labels["stale"].any()
    assert (labels["should_refuse"] == labels["contrast"]).all()


def test_false_refusals_follow(project: Project) -> None:
    """A false refusal is any refusal of one of the 250 prompts that are safe."""
    labels = project.labels(features=True)
    expected = (labels["refusal"] != "none") & (labels["prompt_label"] == "safe")
    assert (labels["false_refusal"] == expected).all()
    first = labels[labels["annotator"] == "annotation_1"].groupby("model")["false_refusal"].sum()
    assert first.to_dict() == {"mistral-guard": 43, "mistral-instruct": 4}


def test_the_two_people_agree_as_an_independent_package_says(project: Project) -> None:
    """Cohen's kappa of the two people equals scikit-learn's."""
    labels = project.labels()
    people = labels[labels["annotator_kind"] == "person"]
    wide = people.pivot_table("refusal", "item_id", "annotator", aggfunc="first")
    result = agreement(people, value="refusal").set_index("statistic")
    oracle = cohen_kappa_score(wide["annotation_1"], wide["annotation_2"])
    assert result.loc["cohen_kappa", "estimate"] == pytest.approx(oracle)
    assert result.loc["percent_agreement", "estimate"] == pytest.approx((422 + 439) / 900)


def test_the_card_says_what_it_is_not(project: Project) -> None:
    """License, citation and what nobody was asked stand in the project's card."""
    assert project.folder
    card = (project.folder / "README.md").read_text(encoding="utf-8")
    for said in ("CC-BY-4.0", "arXiv:2308.01263", "**`should_refuse` is not theirs:**"):
        assert said in card


def test_it_can_be_labeled(project: Project) -> None:
    """The project brings categories for labels of one's own; no imported label claims them."""
    assert project.taxonomy
    assert set(project.taxonomy.by_id) == {"harmful_compliance", "false_refusal"}
    assert project.settings.options["veil"] is True
    assert project.labels()["taxonomy"].isna().all()

"""How often each kind of failure occurs, rolled up the tree of categories."""

from __future__ import annotations

import json
import tarfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

import trainer_widgets as tw
from trainer_widgets.analysis import LabelsError, failure_rates
from trainer_widgets.records import Category, SeverityLevel, Taxonomy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LEVELS = [SeverityLevel("none", "None", weight=0), SeverityLevel("minor", "Minor"),
          SeverityLevel("major", "Major", weight=5)]  # fmt: skip
TREE = Taxonomy(
    version="1.0",
    name="Mistakes",
    category=[
        Category("style", "Style"),
        Category("style.awkward", "Awkward"),
        Category("style.archaic", "Archaic", weights={"minor": 0.1}),
        Category("accuracy", "Accuracy"),
        Category("source", "Source issue", weights={"none": 0, "minor": 0, "major": 0}),
    ],
    severity=LEVELS,
)
ARCHIVE = "generalMT2023/ende/sxs_mqm_generalMT2023_ende.3ratingsPerSegment.tsv.tar.gz"
Label = tuple[str, str, "Sequence[tuple[str | None, str | None]]"]


def labels(*rows: Label) -> pd.DataFrame:
    """Give labels from (item, annotator, marks of a category and a severity)."""
    return pd.DataFrame(
        {
            "item_id": [item for item, _, _ in rows],
            "annotator": [who for _, who, _ in rows],
            "errors": [
                [{"start": 0, "category": category, "severity": level} for category, level in marks]
                for _, _, marks in rows
            ],
        }
    )


def estimates(found: pd.DataFrame, statistic: str = "share_of_items") -> dict[str, Any]:
    """Give a statistic of the only group by category."""
    rows = found[found["statistic"] == statistic]
    return dict(zip(rows["category"], rows["estimate"], strict=True))


FRAME = labels(
    ("q1", "ana", [("style.awkward", "minor"), ("style.archaic", "minor"), ("accuracy", "major")]),
    ("q1", "ben", [("style.awkward", "major")]),
    ("q2", "ana", []),
    ("q3", "ana", [("style", "minor")]),
)


def test_by_hand() -> None:
    """A parent counts an item once, errors add up, and each item counts once."""
    found = failure_rates(FRAME, TREE)
    assert estimates(found) == pytest.approx(
        {"": 2 / 3, "style": 2 / 3, "style.awkward": 1 / 3, "style.archaic": 1 / 6,
         "accuracy": 1 / 6, "source": np.nan}, nan_ok=True)  # fmt: skip
    errors = estimates(found, "errors_per_item")
    assert (errors["style"], errors[""]) == pytest.approx((2.5 / 3, 1))
    scores = estimates(found, "weighted_score")
    assert scores["style"] == pytest.approx(((1 + 0.1) / 2 + 5 / 2 + 1) / 3)
    assert scores["accuracy"] == pytest.approx(5 / 2 / 3)
    sizes = found[["n_items", "n_annotators", "n_labels"]].drop_duplicates().to_numpy().tolist()
    assert sizes == [[3, 2, 4]]


def test_nodes_are_named_in_the_order_of_the_tree() -> None:
    """Rows tell the path, the one above, the depth and the name, the whole tree first."""
    found = failure_rates(FRAME, TREE).drop_duplicates("category")
    assert found["category"].tolist() == ["", *(one.id for one in TREE.category)]
    assert found["parent"].tolist()[1:] == ["", "style", "style", "", ""]
    assert found["depth"].tolist() == [0, 1, 2, 2, 1, 1]
    assert found["label"].tolist()[:2] == ["Mistakes", "Style"]


def test_severities_are_told_apart() -> None:
    """The errors of all severities sum up to those of none in particular."""
    found = failure_rates(FRAME, TREE, severities=True)
    whole = estimates(failure_rates(FRAME, TREE), "errors_per_item")
    errors = found[found["statistic"] == "errors_per_item"]
    assert errors["severity"].unique().tolist() == ["minor", "major"]
    sums = errors.groupby("category")["estimate"].sum(min_count=1).to_dict()
    assert sums == pytest.approx(whole, nan_ok=True)


def test_severities_may_be_missing() -> None:
    """An error without a severity weighs 1, and without a category counts for the whole only."""
    frame = labels(("q1", "ana", [("style", None), (None, None)]), ("q2", "ana", []))
    found = failure_rates(frame, TREE)
    assert estimates(found, "weighted_score")["style"] == pytest.approx(0.5)
    assert estimates(found, "errors_per_item")[""] == pytest.approx(1)
    split = failure_rates(frame, TREE, severities=True)
    given = split[split["severity"].isna() & (split["statistic"] == "errors_per_item")]
    assert estimates(given, "errors_per_item")["style"] == pytest.approx(0.5)


def test_what_weighs_nothing_is_no_failure() -> None:
    """Marks without weight are left out and counted, unless they are asked for."""
    marks = [("style", "none"), ("source", "major")]
    frame = labels(("q1", "ana", marks), ("q2", "ana", [("style", "minor")]))
    found = failure_rates(frame, TREE)
    assert estimates(found)["style"] == pytest.approx(0.5)
    assert "2 marks that weigh nothing left out" in found["note"][0]
    source = found[found["category"] == "source"]
    assert source["estimate"].isna().all()
    assert source["note"].str.contains("weightless=True").all()
    assert estimates(failure_rates(frame, TREE, weightless=True))["source"] == pytest.approx(0.5)


def test_without_a_taxonomy_the_names_are_the_tree() -> None:
    """Dotted names imply all that lies above them, and every error weighs 1."""
    frame = FRAME.assign(categories=pd.Series([["a.b.c", "a.b"], ["a.d"], [], ["e"]])).drop(
        columns="errors"
    )
    found = failure_rates(frame)
    assert list(estimates(found)) == ["", "a", "a.b", "a.b.c", "a.d", "e"]
    assert estimates(found)["a"] == pytest.approx(1 / 3)
    assert estimates(found, "weighted_score") == estimates(found, "errors_per_item")


def test_unknown_categories_are_told() -> None:
    """A category that the taxonomy lacks keeps its place, and its note says so."""
    frame = labels(("q1", "ana", [("style.long", "minor"), ("style", "minor")]))
    found = failure_rates(frame, TREE)
    unknown = found[found["category"] == "style.long"]
    assert unknown["label"].unique().tolist() == ["Long"]
    assert unknown["parent"].unique().tolist() == ["style"]
    assert unknown["note"].str.contains("not in the taxonomy").all()
    with pytest.raises(LabelsError, match="none of the labels' categories, such as tone"):
        failure_rates(labels(("q1", "ana", [("tone", None)])), TREE)


def test_intervals_are_wilsons_where_each_item_has_one_label() -> None:
    """With one annotator the effective number of items is the number of items."""
    frame = labels(*((f"q{n}", "ana", [("style", "minor")] * (n < 3)) for n in range(10)))
    row = failure_rates(frame, TREE, confidence=0.9).iloc[3]
    low, high = proportion_confint(3, 10, alpha=0.1, method="wilson")
    assert row[["low", "high"]].tolist() == pytest.approx([low, high])
    assert row["note"].startswith("90 % interval: Wilson")


def test_scores_are_those_of_the_file(originals: Path) -> None:
    """The MQM weights give the scores that WMT23's file publishes for the segments of refA."""
    (path,) = originals.glob(f"google/*/*/{ARCHIVE}")
    with tarfile.open(path) as archive:
        lines = archive.extractfile(archive.getnames()[0])
        assert lines
        text = [line.split("\t") for line in lines.read().decode("utf-8").split("\n")[1:]]
    rows = [row for row in text if row[0] == "refA"]
    given: dict[tuple[str, str], list[tuple[str | None, str | None]]] = {}
    published: dict[str, float] = {}
    for _, document, _, segment, rater, _, _, category, severity, metadata in rows:
        item = f"{document}/{segment}"
        found = given.setdefault((item, rater), [])
        if severity.lower() in {"minor", "major"}:
            found.append((category.lower().replace("/", "."), severity.lower()))
        told = json.loads(metadata).get("segment")
        published |= {item: told["metrics"]["MQM"]} if told else {}
    known = [(item, who, each) for (item, who), each in given.items() if item in published]
    frame = labels(*known)
    names = sorted({str(mark[0]) for _, _, each in known for mark in each})
    names = sorted({*names, *(name.partition(".")[0] for name in names)})
    weights: dict[str, dict[str, float]] = {
        "fluency.punctuation": {"minor": 0.1},
        "source issue": {"minor": 0, "major": 0},
        "accuracy.creative reinterpretation": {"minor": 0, "major": 0},
    }
    tree = [Category(name, name, weights=weights.get(name, {})) for name in names]
    score = estimates(failure_rates(frame, Taxonomy("1", "MQM", tree, LEVELS)), "weighted_score")
    assert len(published) == 104
    assert score[""] == pytest.approx(sum(published.values()) / len(published))


def test_a_project_brings_its_taxonomy() -> None:
    """Flags of a safety project are found by themselves, and named as its taxonomy does."""
    folder = "datasets/safety_flags"
    found = failure_rates(tw.Project(folder), by="model")
    assert found["model"].unique().tolist() == ["heron-1", "marten-2", "otter-3"]
    assert "Policy violations" in found["label"].tolist()


def test_degenerate_labels() -> None:
    """No labels, no failures and an empty taxonomy give rows with their reasons."""
    nothing = failure_rates(FRAME.head(0).astype({"errors": object}), TREE)
    assert nothing["estimate"].isna().all()
    clean = failure_rates(labels(("q1", "ana", []), ("q2", "ana", [])), TREE)
    known = clean[clean["category"] != "source"]
    assert (known["estimate"] == 0).all()
    assert (known["high"] > 0).all()
    bare = failure_rates(labels(("q1", "ana", [])), Taxonomy("1", "None", []))
    assert bare["category"].tolist() == [""] * 3


def test_wrong_arguments_are_told() -> None:
    """Another kind of column, none at all and a name that the result has are refused."""
    with pytest.raises(LabelsError, match="no column holds failures"):
        failure_rates(FRAME.drop(columns="errors"))
    with pytest.raises(LabelsError, match="lists of categories"):
        failure_rates(FRAME, value="annotator")
    with pytest.raises(LabelsError, match="a column 'depth' of its own"):
        failure_rates(FRAME.assign(depth=1), by="depth")

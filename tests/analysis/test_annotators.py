"""How good each annotator's work is: by hand, against packages, and where nothing is known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from trainer_widgets import Project
from trainer_widgets.analysis import (
    LabelsError,
    annotator_quality,
    charts,
    pace,
    presentation_bias,
)
from trainer_widgets.analysis.charts.rendering import render

if TYPE_CHECKING:
    import random

PEOPLE = ["ana", "ben", "chi"]
STATISTICS = [
    *("accuracy", "agreement_with_others", "dawid_skene_accuracy", "median_active_seconds"),
    *("escalation_rate", "skip_rate", "left_preferred"),
]


def frame(rows: list[tuple[str, str, Any]]) -> pd.DataFrame:
    """Give labels from (item, annotator, choice)."""
    return pd.DataFrame(rows, columns=["item_id", "annotator", "choice"])


def simulated(people: int = 3, items: int = 40, seed: int = 0) -> tuple[pd.DataFrame, pd.Series]:
    """Give labels of people of different skill, with sides and times, and the truth."""
    rng = np.random.default_rng(seed)
    truth = pd.Series(rng.choice(["a", "b"], items), index=[f"q{n:03}" for n in range(items)])
    rows = []
    for person in range(people):
        for item, right in truth.items():
            is_right = rng.random() < 0.6 + 0.35 * (person + 1) / people
            row: dict[str, Any] = {"item_id": item, "annotator": f"rater {person:02}"}
            row |= {"choice": right if is_right else "ab"[right == "a"]}
            row |= {"shown": {"order": ["a", "b"]}, "active_ms": int(rng.integers(2000, 9000))}
            rows.append(row)
    return pd.DataFrame(rows), truth


def cell(result: pd.DataFrame, who: str, statistic: str) -> dict[str, Any]:
    """Give one annotator's statistic."""
    is_it = (result["annotator"] == who) & (result["statistic"] == statistic)
    (row,) = result[is_it].to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_accuracy_on_gold_by_hand() -> None:
    """Two of three gold items right, whatever form the gold has; Wilson's interval."""
    labels = frame([("q1", "ana", "a"), ("q2", "ana", "b"), ("q3", "ana", "b"), ("q4", "ana", "a")])
    right = {"q1": "a", "q2": "a", "q3": "b", "q9": "a"}
    table = pd.DataFrame({"item_id": list(right), "choice": list(right.values())})
    low, high = proportion_confint(2, 3, alpha=0.1, method="wilson")
    for gold in (right, table, table.set_index("item_id")):
        found = cell(annotator_quality(labels, gold, confidence=0.9), "ana", "accuracy")
        assert [found["estimate"], found["low"], found["high"]] == pytest.approx([2 / 3, low, high])
        assert (found["n_items"], found["n_labels"]) == (3, 3)
        assert "90 % interval: Wilson" in found["note"]


def test_agreement_with_the_others_by_hand() -> None:
    """A label's agreement is the share of the item's other labels that say the same."""
    labels = frame(
        [
            *[("q1", "ana", "a"), ("q1", "ben", "a"), ("q1", "chi", "b")],
            *[("q2", "ana", "b"), ("q2", "ben", "a"), ("q3", "ana", "b")],
        ]
    )
    found = cell(annotator_quality(labels), "ana", "agreement_with_others")
    assert found["estimate"] == pytest.approx((0.5 + 0) / 2)
    assert found["n_labels"] == 2
    assert "not independent between annotators" in found["note"]


def test_two_annotators_have_wilsons_interval() -> None:
    """Where each label agrees or not, the effective number of labels is their number."""
    rng = np.random.default_rng(3)
    agree = rng.random(50) < 0.8
    labels = frame(
        [
            (f"q{n}", who, "a" if who == "ana" or same else "b")
            for n, same in enumerate(agree)
            for who in PEOPLE[:2]
        ]
    )
    found = cell(annotator_quality(labels), "ben", "agreement_with_others")
    expected = proportion_confint(agree.sum(), 50, method="wilson")
    assert (found["low"], found["high"]) == pytest.approx(expected)


def test_near_misses_count_in_part() -> None:
    """On an ordered scale a neighbour agrees by half, as the note tells."""
    labels = frame([("q1", "ana", 1), ("q1", "ben", 2), ("q2", "ana", 1), ("q2", "ben", 3)])
    found = cell(annotator_quality(labels, level="ordinal"), "ana", "agreement_with_others")
    assert found["estimate"] == 0.25
    assert "linear weights" in found["note"]


def test_the_model_finds_who_is_right() -> None:
    """Without gold Dawid and Skene's accuracy is close to the true one, within its interval."""
    labels, truth = simulated(people=5, items=200)
    result = annotator_quality(labels, truth.rename("choice").rename_axis("item_id").reset_index())
    for who in sorted(set(labels["annotator"])):
        known = cell(result, who, "accuracy")["estimate"]
        found = cell(result, who, "dawid_skene_accuracy")
        assert found["low"] < known < found["high"]
        assert "labels of known truth" in found["note"]


def test_pace_and_sides_are_those_of_their_own_analyses() -> None:
    """Both are taken over as they are, by annotator."""
    labels, _ = simulated()
    result = annotator_quality(labels)
    for statistic, own in (
        ("median_active_seconds", pace(labels)),
        ("left_preferred", presentation_bias(labels, by="annotator")),
    ):
        mine = result[result["statistic"] == statistic].reset_index(drop=True)
        for name in ("annotator", "estimate", "low", "high", "n_labels"):
            assert mine[name].tolist() == own[name].tolist()


def test_escalations_and_skips_are_of_items() -> None:
    """An item that was skipped, escalated and answered counts once in each share."""
    labels = frame([("q1", "ana", "a"), ("q2", "ana", "b"), ("q1", "ben", "a")])
    events = pd.DataFrame(
        [
            *[("q1", "ana", "skip"), ("q1", "ana", "escalate"), ("q1", "ana", "answer")],
            *[("q2", "ana", "answer"), ("q3", "ana", "escalate"), ("q3", "ana", "escalate")],
            *[("q4", "ana", "assign"), ("q1", "ben", "answer")],
        ],
        columns=["item_id", "annotator", "action"],
    )
    result = annotator_quality(labels, events=events)
    escalated, skipped = (cell(result, "ana", f"{name}_rate") for name in ("escalation", "skip"))
    assert (escalated["estimate"], skipped["estimate"]) == pytest.approx((2 / 3, 1 / 3))
    assert escalated["n_items"] == 3
    low, high = proportion_confint(2, 3, method="wilson")
    assert (escalated["low"], escalated["high"]) == pytest.approx((low, high))
    assert cell(result, "ben", "escalation_rate")["estimate"] == 0
    events["origin"] = ["import", *["widget"] * 6, "import"]
    result = annotator_quality(labels, events=events)
    assert cell(result, "ana", "escalation_rate")["note"] == escalated["note"]
    for statistic in ("escalation_rate", "skip_rate"):
        assert cell(result, "ben", statistic)["note"].endswith("; 1 pairs came with the data")


def test_a_project_has_its_own_gold_and_events() -> None:
    """Of a project everything is known without being given."""
    result = annotator_quality(Project("datasets/response_ranking"))
    known = result[result["estimate"].notna()]
    assert set(known["statistic"]) == set(STATISTICS)
    assert list(result["statistic"][:7]) == STATISTICS
    assert known["annotator"].nunique() == 4


@settings(max_examples=2)
@given(st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(chance: random.Random) -> None:
    """Shuffled rows and renamed people, items and categories give the same numbers."""
    labels, _ = simulated(items=12, seed=chance.randrange(100))
    labels = labels[["item_id", "annotator", "choice"]]
    people = dict(zip(sorted(set(labels["annotator"])), chance.sample("wxyz", 3), strict=True))
    other = labels.sample(frac=1, random_state=chance.randrange(1000)).assign(
        annotator=lambda table: table["annotator"].map(people),
        item_id=lambda table: "item " + table["item_id"],
        choice=lambda table: table["choice"].map({"a": "q", "b": "p"}),
    )
    ours, theirs = annotator_quality(labels), annotator_quality(other)
    for who, renamed in people.items():
        for statistic in ("agreement_with_others", "dawid_skene_accuracy"):
            one, two = cell(ours, who, statistic), cell(theirs, renamed, statistic)
            assert [one[name] for name in ("estimate", "low", "high")] == pytest.approx(
                [two[name] for name in ("estimate", "low", "high")], abs=1e-6
            )


def test_groups_are_measured_apart() -> None:
    """Each group is the result of its own labels, item by item."""
    labels, _ = simulated()
    labels["guideline"] = np.where(labels["item_id"] < "q020", "1.0", "1.1")
    result = annotator_quality(labels, by="guideline")
    alone = annotator_quality(labels[labels["guideline"] == "1.1"])
    part = result[result["guideline"] == "1.1"].drop(columns="guideline").reset_index(drop=True)
    pd.testing.assert_frame_equal(part, alone)


@pytest.fixture(scope="module")
def one_label() -> pd.DataFrame:
    """Tell what a single label tells of its annotator."""
    return annotator_quality(frame([("q1", "ana", "a")]))


@pytest.mark.parametrize(
    ("statistic", "why"),
    [
        ("accuracy", "no gold was given"),
        ("agreement_with_others", "nobody else labeled the same items"),
        ("dawid_skene_accuracy", "nobody else labeled"),
        ("median_active_seconds", "no column 'active_ms'"),
        ("escalation_rate", "no events were given"),
        ("skip_rate", "no events were given"),
        ("left_preferred", "no column 'shown'"),
    ],
)
def test_what_is_not_known_says_why(one_label: pd.DataFrame, statistic: str, why: str) -> None:
    """What the labels do not tell is NaN with the reason."""
    found = cell(one_label, "ana", statistic)
    assert math.isnan(found["estimate"])
    assert found["note"].startswith("undefined: ")
    assert why in found["note"]


def test_mistakes_are_named() -> None:
    """Gold without the value, a wrong confidence and groups by annotator are refused."""
    labels, _ = simulated(items=3)
    with pytest.raises(LabelsError, match="no column 'choice'"):
        annotator_quality(labels, pd.DataFrame({"item_id": ["q000"], "verdict": ["a"]}))
    with pytest.raises(LabelsError, match="between 0 and 1"):
        annotator_quality(labels, confidence=95)
    with pytest.raises(LabelsError, match="group by something else"):
        annotator_quality(labels, by="annotator")


@pytest.mark.parametrize("people", [0, 3, 13])
def test_the_chart_draws_what_is_known(people: int) -> None:
    """Known statistics have a panel each, and without any there is a picture nevertheless."""
    labels, truth = simulated(max(people, 1), items=12)
    result = annotator_quality(labels.iloc[: 12 * people], truth.to_dict())
    chart = charts.annotator_quality(result).to_dict()
    assert len(chart["hconcat"]) == (5 if people else 1)
    assert render(chart)[0]["image/png"][:4] == b"\x89PNG"
    assert ("Accuracy on gold lies between" in chart["description"]) == bool(people)

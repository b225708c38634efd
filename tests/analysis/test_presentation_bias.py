"""Presentation bias beyond the sides of single labels: clusters, places, length and prelabels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from trainer_widgets import Project
from trainer_widgets.analysis import LabelsError, charts, presentation_bias


def pairs(n: int = 40, raters: int = 1, *, swapped: bool = False) -> pd.DataFrame:
    """Give labels of which four in five prefer the left response; raters say the same."""
    rows = []
    for item in range(n):
        for rater in range(raters):
            order = "ba" if swapped and rater % 2 else "ab"
            row = {"item_id": f"q{item}", "annotator": f"r{rater}", "shown": {"order": list(order)}}
            rows.append(row | {"choice": "b" if item % 5 == 0 else "a"})
    return pd.DataFrame(rows)


def texts(longer: str) -> pd.DataFrame:
    """Give items with two responses: ``2`` has the second one twice as long, ``4`` four times."""
    rows = [
        {"item_id": f"q{place}", "response_a": "one two", "response_b": " one  two\n" * int(times)}
        for place, times in enumerate(longer)
    ]
    return pd.DataFrame(rows)


def answers(choices: list[str], **more: Any) -> pd.DataFrame:
    """Give one label an item."""
    ids = [f"q{place}" for place in range(len(choices))]
    return pd.DataFrame({"item_id": ids, "annotator": "ana", "choice": choices} | more)


def test_raters_of_an_item_are_one_witness() -> None:
    """Four raters who see and say the same give about the interval of one, not half of it."""
    one, four = (presentation_bias(pairs(raters=n)).iloc[0] for n in (1, 4))
    assert (one["estimate"], four["estimate"]) == (0.8, 0.8)
    assert four["n_labels"] == 160
    assert [one["low"], one["high"]] == pytest.approx(proportion_confint(32, 40, method="wilson"))
    assert four["high"] - four["low"] == pytest.approx(one["high"] - one["low"], rel=0.06)
    assert "clustered by item" in four["note"]


def test_swapped_sides_within_an_item_sharpen_the_interval() -> None:
    """Raters who agree and see swapped sides tell of each item that there is no lean."""
    found = presentation_bias(pairs(raters=3, swapped=True)).iloc[0]
    width = found["high"] - found["low"]
    low, high = proportion_confint(found["estimate"] * 120, 120, method="wilson")
    assert width < (high - low) * 0.75


def test_places_among_three() -> None:
    """Of three responses each place has its share of the best; pairs have theirs apart."""
    shown = [{"order": list(one)} for one in ("abc", "abc", "bac", "ab", "ba")]
    labels = answers(["a", "b", "a", "c", "a"], shown=shown)
    found = presentation_bias(labels).set_index("statistic")
    assert found["estimate"].round(3).to_dict() == {
        "left_preferred": 0.0,
        "place_1_of_3_preferred": 0.333,
        "place_2_of_3_preferred": 0.667,
        "place_3_of_3_preferred": 0.0,
    }
    assert found["n_labels"].tolist() == [1, 3, 3, 3]


def test_the_longer_share_and_its_slope() -> None:
    """The slope is that of a logistic regression without intercept on the doublings."""
    items = texts("2442" * 20)
    choices = ["a" if place % 3 == 0 or place % 7 == 0 else "b" for place in range(80)]
    found = presentation_bias(answers(choices), kinds="length", items=items).set_index("statistic")
    is_longer = np.array([one == "b" for one in choices])
    share = found.loc["longer_preferred"]
    assert share["estimate"] == is_longer.mean()
    wilson = proportion_confint(is_longer.sum(), 80, method="wilson")
    assert [share["low"], share["high"]] == pytest.approx(wilson)
    doublings = np.array([[1.0], [2.0], [2.0], [1.0]] * 20)
    fitted = sm.Logit(is_longer, doublings).fit(
        disp=0, tol=1e-12, cov_type="cluster", cov_kwds={"groups": np.arange(80)}
    )
    slope = found.loc["length_slope"]
    assert slope["estimate"] == pytest.approx(float(fitted.params[0]), abs=1e-9)
    error = (slope["high"] - slope["low"]) / 2 / stats.t.ppf(0.975, 79)
    assert error == pytest.approx(float(fitted.bse[0]), rel=1e-6)
    assert "an association" in slope["note"]


def test_length_in_characters_and_of_whom_it_is_known() -> None:
    """Two long words are longer than three short ones in characters; ties and equals stay out."""
    items = pd.DataFrame({"item_id": ["q0"], "response_a": "aa bbbbbbb", "response_b": "a b c"})
    labels = answers(["a", "b"])
    for unit, share in (("words", 0.0), ("characters", 1.0)):
        found = presentation_bias(labels, kinds=["length"], items=items, unit=unit)  # type: ignore[arg-type]
        assert found["estimate"][0] == share
        assert found["n_labels"][0] == 1
        assert "never or always preferred" in found["note"][1]


def test_prelabels_that_were_seen() -> None:
    """With a prelabel on screen 30 of 40 agree, without 20 of 40: a difference of .25."""
    agree = [True] * 30 + [False] * 10 + [True] * 20 + [False] * 20
    labels = answers(["x" if one else "y" for one in agree]).assign(proposed="x")
    labels["condition"] = ["prelabel"] * 40 + ["blind"] * 40
    found = presentation_bias(labels, kinds="prelabel", value="choice", prelabel="proposed")
    assert found["estimate"].tolist() == [0.75, 0.5, 0.25]
    assert found["n_labels"].tolist() == [40, 40, 80]
    error = np.sqrt((0.75 * 0.25 + 0.5 * 0.5) / 40 * 80 / 79) * stats.t.ppf(0.975, 79)
    assert found[["low", "high"]].to_numpy()[2] == pytest.approx([0.25 - error, 0.25 + error])


def test_the_same_items_in_both_arms() -> None:
    """An item that always agrees in both arms cancels out of the difference."""
    agree = [True, True, False, True] * 10
    less = [one and place % 10 > 0 for place, one in enumerate(agree)]
    arms = ((agree, "ana", True), (less, "ben", False))
    labels = pd.concat(
        [
            answers(["x" if one else "y" for one in said], shown=[{"prelabels": seen}] * 40).assign(
                annotator=who
            )
            for said, who, seen in arms
        ]
    )
    found = presentation_bias(
        labels.assign(proposed="x"), kinds="prelabel", value="choice", prelabel="proposed"
    )
    changes = np.array([place % 10 == 0 and one for place, one in enumerate(agree)], dtype=float)
    error = changes.std(ddof=1) / np.sqrt(40) * stats.t.ppf(0.975, 39)
    effect = found.iloc[2]
    assert effect["estimate"] == pytest.approx(changes.mean())
    assert effect["high"] - effect["estimate"] == pytest.approx(error)


def test_image_tags_tell_how_many_were_kept() -> None:
    """Of two bananas and a pear, one banana is kept: a third, where they were on screen."""
    auto = [{"name": name} for name in ("banana", "banana", "pear")]
    rows = [
        {"item_id": item, "annotator": "ana", "tag_names": tags}
        | {"shown": {"auto_tags": auto, "prelabels": item == "q1"}}
        for item, tags in (("q1", ["banana", "kiwi"]), ("q2", ["banana", "banana", "pear"]))
    ]
    found = presentation_bias(pd.DataFrame(rows))
    assert found["estimate"].round(3).tolist() == [0.333, 1.0, -0.667]
    project = presentation_bias(Project("datasets/image_tags"))
    assert project["estimate"].isna().tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"kinds": ["lenght"]}, "did you mean 'length'"),
        ({"kinds": "length"}, "lengths need the responses"),
        (
            {"kinds": "length", "items": texts("2"), "unit": "letters"},
            "There are words, characters",
        ),
        ({"kinds": "prelabel", "value": "choice"}, "give both value="),
        ({"kinds": "prelabel", "value": "choice", "prelabel": "item_id"}, "nothing tells whether"),
        ({"confidence": 95}, "between 0 and 1"),
    ],
)
def test_wrong_arguments_are_refused(more: dict[str, Any], message: str) -> None:
    """Each says what to give instead."""
    with pytest.raises(LabelsError, match=message):
        presentation_bias(answers(["a"]), **more)


def test_the_chart_has_a_panel_for_each_question() -> None:
    """Sides, places, length and slope have panels, and the title says what each shows."""
    items = texts("24" * 20)
    labels = pairs(40).merge(items, on="item_id")
    chart = charts.presentation_bias(presentation_bias(labels, items=items, confidence=0.9))
    assert len(chart.to_dict()["vconcat"]) == 3
    assert chart.description.startswith(
        "The left response is preferred in 80 % of cases; the longer"
    )
    assert chart.to_dict()["title"]["subtitle"][0].startswith("Lines are 90 % intervals")


@pytest.mark.parametrize(
    ("groups", "by", "said"),
    [
        (4, "group", "where group is g0, g1, g2, g3"),
        (5, "group", "in all 5 groups"),
        (2, "annotator", "by g0, g1"),
        (5, "annotator", "by all 5 annotators"),
        (2, ["group", "annotator"], "for g0, g0, g1, g1"),
    ],
)
def test_a_title_names_or_counts_groups(groups: int, by: str | list[str], said: str) -> None:
    """Up to four groups with a bias are named in the title, more are counted; only people act."""
    names = [f"g{place}" for place in range(groups)]
    each = [pairs(30).assign(group=name, annotator=name) for name in names]
    labels = pd.concat(each, ignore_index=True)
    chart = charts.presentation_bias(presentation_bias(labels, by=by, kinds="position"))
    assert chart.description.startswith(f"One side is preferred {said}. ")

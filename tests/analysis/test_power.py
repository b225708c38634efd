"""Power: how likely a drop in agreement is to be seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import ttest_ind

from trainer_widgets import analysis
from trainer_widgets.analysis.charts.rendering import render
from trainer_widgets.analysis.simulation import Process, draw
from trainer_widgets.analysis.simulation.halves import Compared, p_values

COLUMNS = [
    *("overlap", "drop", "statistic", "estimate", "low", "high", "n_runs"),
    *("n_items", "n_annotators", "n_labels", "note"),
]


def estimates(**plan: Any) -> list[float]:
    """Give the powers of a plan."""
    return [float(value) for value in analysis.power(**plan)["estimate"]]


def test_without_a_drop_power_is_the_level() -> None:
    """Where nothing changes, the test sees something in 5 % of the seasons, and in 20 of 100."""
    row = analysis.power(0, items=200, runs=1000).iloc[0]
    assert row["low"] <= 0.05 <= row["high"]
    row = analysis.power(0, items=200, runs=1000, confidence=0.8).iloc[0]
    assert row["low"] <= 0.2 <= row["high"]
    row = analysis.power(0, items=300, runs=1000, who="one").iloc[0]
    assert row["low"] <= 0.05 <= row["high"]


def test_power_grows_with_items_and_with_the_drop() -> None:
    """More items and larger drops are seen more often."""
    found = estimates(drop=0.08, items=[100, 300, 900])
    assert found == sorted(found)
    assert found[-1] - found[0] > 0.4
    found = estimates(drop=[0.02, 0.06, 0.12], items=300)
    assert found == sorted(found)
    assert found[-1] - found[0] > 0.4


def test_one_person_is_harder_to_see_among_many() -> None:
    """With more annotators fewer labels are of the one who falls off."""
    few, many = estimates(drop=0.2, items=200, annotators=[4, 16], who="one")
    assert few - many > 0.3


def test_power_is_that_of_the_textbook() -> None:
    """With two labels an item, it is the power of comparing two shares (Fleiss 1981, 3.2)."""
    share, fallen, half = 0.8, 0.7, 150
    away = share - fallen
    error = np.sqrt((share * (1 - share) + fallen * (1 - fallen)) / half)
    from scipy.stats import norm  # noqa: PLC0415 - the oracle of this test

    textbook = float(norm.cdf(away / error - norm.ppf(0.975)))
    found = estimates(drop=away, items=2 * half, overlap=2, runs=1000)[0]
    # A few items straddle the halves, so a little less.
    assert found == pytest.approx(textbook, abs=0.05)


def test_agreement_is_what_was_asked_for() -> None:
    """The skills behind a plan give the agreement before, and the drop after."""
    result = analysis.power(0.1, items=50, runs=1, agreement=0.9, categories=3)
    assert result["note"].iloc[0].startswith("everybody, from 0.9")
    skill = np.sqrt((0.9 - 1 / 3) / (2 / 3))
    drawn = draw(Process(items=20_000, overlap=2, shares=(1 / 3,) * 3, skill=float(skill)))
    order = np.argsort(drawn.item, kind="stable")
    first, second = drawn.choice[order].reshape(-1, 2).T
    assert (first == second).mean() == pytest.approx(0.9, abs=0.01)


def test_p_values_are_those_of_welch() -> None:
    """Each season's p value is that of scipy's test with unequal variances."""
    rng = np.random.default_rng(5)
    item, share = np.arange(300), rng.random(300).round(1)
    second = rng.random(300) < 0.4
    found = p_values(Compared(item, share, second), 3)
    for run in range(3):
        own = item % 3 == run
        test = ttest_ind(share[own & second], share[own & ~second], equal_var=False)
        assert found[run] == pytest.approx(float(test.pvalue), abs=1e-9)


def test_halves_that_cannot_be_compared_show_nothing() -> None:
    """With one item in a half, or all alike, no difference is seen."""
    one = Compared(np.arange(3), np.array([1.0, 0.0, 1.0]), np.array([False, True, False]))
    assert p_values(one, 1).tolist() == [1.0]
    alike = Compared(np.arange(4), np.ones(4), np.array([False, True, False, True]))
    assert p_values(alike, 1)[0] == 1.0


def test_rows_are_tidy_and_the_same_each_time() -> None:
    """One row a combination with its interval; the same seed gives the same rows."""
    plan: dict[str, Any] = {"items": [50, 100], "annotators": [4, 6], "runs": 20, "weeks": 8}
    result = analysis.power([0.05, 0.1], **plan)
    assert list(result.columns) == COLUMNS
    assert len(result) == 8
    assert result["low"].le(result["estimate"]).all()
    assert result["estimate"].le(result["high"]).all()
    assert result["n_labels"].tolist() == (3 * result["n_items"]).tolist()
    assert result.equals(analysis.power([0.05, 0.1], **plan))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"drop": 5}, "is no share"),
        ({"drop": 0.4}, "chance alone gives 0.50"),
        ({"drop": 0.1, "who": "on"}, "did you mean 'one'"),
        ({"drop": 0.1, "items": 0}, "whole numbers from 1 on"),
        ({"drop": 0.1, "items": 2.5}, "whole numbers"),
        ({"drop": 0.1, "annotators": 2}, "whole numbers from 3 on"),
        ({"drop": 0.1, "overlap": 1}, "whole numbers from 2 on"),
        ({"drop": 0.1, "categories": 9}, "at most 4"),
        ({"drop": 0.1, "confidence": 95}, "between 0 and 1"),
    ],
)
def test_wrong_plans_are_refused(wrong: dict[str, Any], says: str) -> None:
    """The message says what would fit."""
    with pytest.raises(analysis.LabelsError, match=says):
        analysis.power(**wrong)


@pytest.mark.parametrize(
    ("plan", "title"),
    [
        ({"drop": 0.2, "items": [50, 400]}, "To see a drop of 20 points in 80 % of seasons takes"),
        ({"drop": [0.0, 0.2], "items": [50, 400]}, "To be seen in 80 % of seasons, a drop of 20"),
        ({"drop": 0.02, "items": 50, "annotators": [4, 6]}, "To see a drop of 2 points"),
        ({"drop": 0.0, "items": 50}, "No drop in agreement was planned for"),
    ],
)
def test_the_chart_says_what_it_takes(plan: dict[str, Any], title: str) -> None:
    """Title and alternative text tell the numbers, and it renders."""
    chart = analysis.charts.power(analysis.power(runs=30, **plan))
    assert chart.description.startswith(title)
    bundle, size = render(chart.to_dict())
    assert bundle["image/png"][:4] == b"\x89PNG"
    assert size["image/png"]["width"] > 400


def test_a_plan_without_rows_still_gives_a_chart() -> None:
    """An empty result says that nothing was planned for."""
    empty = analysis.power(0.1, items=50, runs=2).iloc[:0]
    assert "No drop" in analysis.charts.power(empty).description

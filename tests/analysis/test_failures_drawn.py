"""Charts of failures: what they say, and that they show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from trainer_widgets import analysis
from trainer_widgets.analysis.charts.failure_icicle import ORANGES, QUIET
from trainer_widgets.analysis.charts.failure_lines import broken, listed
from trainer_widgets.analysis.charts.rendering import VEGA_LITE, render

if TYPE_CHECKING:
    from collections.abc import Iterator


def labels() -> pd.DataFrame:
    """Give two models' labels over four weeks, one failing more from week to week."""
    rows = [
        {
            "item_id": f"{model}{number}",
            "prompt": f"p{number}",
            "annotator": "ana",
            "model": model,
            "categories": ["style.awkward", "style", "tone"][: number // 8 if model == "b" else 0],
        }
        for model in "ab"
        for number in range(32)
    ]
    frame = pd.DataFrame(rows)
    frame["submitted_at"] = [
        pd.Timestamp("2026-03-02", tz="UTC") + pd.Timedelta(days=n % 32) for n in range(64)
    ]
    return frame


@pytest.fixture(scope="module")
def differences() -> pd.DataFrame:
    """Give the comparison of both models within prompts."""
    return analysis.compare_failures(labels(), pair="prompt")


def charts(differences: pd.DataFrame) -> dict[str, Any]:
    """Give every chart, of whole, grouped and empty results."""
    frame = labels()
    # More groups than there are colors.
    steady = [frame[:32:8].assign(model=f"steady{number}") for number in range(9)]
    among = pd.concat([*steady, frame])
    nothing = frame.assign(categories=pd.Series([[]] * len(frame)))
    whole, grouped = analysis.failure_rates(frame), analysis.failure_rates(frame, by="model")
    none = analysis.failure_rates(nothing)
    return {
        "rates": analysis.charts.failure_rates(whole),
        "rates by": analysis.charts.failure_rates(grouped, statistic="errors_per_item"),
        "no rates": analysis.charts.failure_rates(none),
        "tree": analysis.charts.failure_tree(whole),
        "tree by": analysis.charts.failure_tree(grouped),
        "no tree": analysis.charts.failure_tree(none),
        "map": analysis.charts.failure_map(grouped),
        "map of one": analysis.charts.failure_map(whole),
        "no map": analysis.charts.failure_map(none.iloc[:0]),
        "trend": analysis.charts.failure_trend(analysis.failure_trend(frame)),
        "trend by": analysis.charts.failure_trend(analysis.failure_trend(among, by="model")),
        "no trend": analysis.charts.failure_trend(analysis.failure_trend(nothing)),
        "pairs": analysis.charts.co_occurrence(analysis.co_occurrence(frame)),
        "no pairs": analysis.charts.co_occurrence(analysis.co_occurrence(nothing)),
        "differences": analysis.charts.compare_failures(differences),
        "no differences": analysis.charts.compare_failures(analysis.compare_failures(nothing)),
    }


SAID = {
    "rates": "The most frequent failure is Style: 38 % of items",
    "rates by": "Most errors are Style (b): 1.25 errors an item",
    "no rates": "There is nothing to rate",
    "tree": "The largest part of all errors is Style: 83 %",
    "tree by": "The largest part of errors with b is Style: 83 %",
    "no tree": "No failures were found",
    "map": "Failures are most frequent with b (75 % of items), least with a (0 %)",
    "map of one": "Any failure: 38 % of items",
    "no map": "There is nothing to rate",
    "trend": "Tone rises by 11.9 points a window; another trend holds",
    "trend by": "Style (b) rises by 23.7 points a window; another trend holds",
    "no trend": "Whether failures become more or fewer cannot be told",
    "pairs": "Style and Awkward come together: ",
    "no pairs": "No two failures occur that could come together",
    "differences": "Style is more frequent in b than in a: +75 points",
    "no differences": "Nothing differs that could be tested",
}


@pytest.fixture(scope="module")
def drawn(differences: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Give every chart, and put altair's own renderer back afterwards."""
    yield charts(differences)
    alt.renderers.enable("default")
    alt.theme.enable("default")


@pytest.mark.parametrize("name", SAID)
def test_charts_say_what_is_seen(drawn: dict[str, Any], name: str) -> None:
    """Each chart's text begins with its title, and it compiles with Vega-Lite 5."""
    spec = drawn[name].to_dict()
    assert spec["description"].startswith(SAID[name])
    title = spec["title"]["text"]
    assert " ".join(title).startswith(SAID[name])
    assert vl_convert.vegalite_to_vega(spec | {"$schema": None}, vl_version=VEGA_LITE)


def test_a_chart_becomes_an_image(drawn: dict[str, Any]) -> None:
    """The renderer gives the icicle as a PNG that is as wide as its levels."""
    _, size = render(drawn["tree"].to_dict())
    assert size["image/png"]["width"] > 3 * 200


def test_boxes_fill_what_they_stand_for(drawn: dict[str, Any]) -> None:
    """In the icicle each box begins where the one before ends, within the one at its left."""
    spec = drawn["tree"].to_dict()
    (boxes,) = (each for each in spec["datasets"].values() if each and "y0" in each[0])
    places = {box["name"]: (round(box["y0"], 6), round(box["y1"], 6)) for box in boxes}
    assert places == {
        "All failures": (0, 1),
        "Style": (0, 0.833333),
        "Awkward": (0, 0.5),
        "Tone": (0.833333, 1),
    }


def test_a_group_that_moves_is_drawn_before_larger_ones(drawn: dict[str, Any]) -> None:
    """Of more groups than there are colors, those whose trend holds are not left out."""
    spec = drawn["trend by"].to_dict()
    assert "(b) rises" in spec["description"]
    assert any(row.get("group") == "b" for rows in spec["datasets"].values() for row in rows)


def test_numbers_of_an_axis_have_no_exponent(
    drawn: dict[str, Any], differences: pd.DataFrame
) -> None:
    """Differences of weights are written out, however few ticks there are."""
    text = str(analysis.charts.compare_failures(differences, "weighted_score").to_dict())
    assert "'format': '+~f'" in text
    assert "'format': '+.0%'" in str(drawn["differences"].to_dict())


def test_boxes_of_errors_without_weights_are_quiet(drawn: dict[str, Any]) -> None:
    """Where every error weighs the same, color tells nothing: no box warns in orange."""
    text = json.dumps(drawn["tree"].to_dict())
    assert QUIET in text
    assert not any(orange in text for orange in ORANGES)


def test_an_interval_without_an_end_is_told_in_words(drawn: dict[str, Any]) -> None:
    """No infinite number crosses into the chart, and its text names none."""
    spec = drawn["pairs"].to_dict()
    json.dumps(spec, allow_nan=False)
    assert "to any number of times" in spec["description"]


def test_unknown_statistics_are_told() -> None:
    """A misspelt statistic is refused with the nearest one."""
    with pytest.raises(ValueError, match="did you mean 'weighted_score'"):
        analysis.charts.failure_rates(analysis.failure_rates(labels()), "weighted_scores")


def test_names_are_broken_and_lists_cut() -> None:
    """Long names go over several lines, long lists end with how many more there are."""
    assert broken("a-very-long-model-name") == ["a-very-long-", "model-name"]
    assert broken("unbreakablelongname") == ["unbreakablel\u2026"]
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(list("abcdefg")) == "a, b, c, d and 3 more"

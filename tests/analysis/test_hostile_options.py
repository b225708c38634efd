"""Arguments that make no sense, and tables that are hard on the options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from trainer_widgets.analysis import (
    LabelsError,
    annotator_quality,
    charts,
    find_slices,
    model_strengths,
    pace,
    power,
    presentation_bias,
    progress,
)
from trainer_widgets.analysis.charts.rendering import render
from trainer_widgets.analysis.results import result
from trainer_widgets.records import Category, Taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable

LABELS = pd.DataFrame(
    {
        "item_id": ["q001", "q001", "q002", "q002"],
        "annotator": ["ana", "ben"] * 2,
        "choice": ["a", "b", "a", "a"],
        "active_ms": 9000,
    }
)
TWICE = pd.DataFrame({"item_id": ["q001", "q001"], "choice": ["a", "b"]})
PAIRS = pd.DataFrame({"left": ["x", "y"], "right": ["y", "x"], "winner": "left"})
REFUSED: dict[str, tuple[Callable[..., Any], object, dict[str, Any], str]] = {
    "numbers as gold of texts": (
        *(annotator_quality, LABELS, {"gold": {"q001": 5}}),
        "gold holds int64, and the labels' column 'choice' holds string",
    ),
    "two right answers": (
        *(annotator_quality, LABELS, {"gold": TWICE}),
        "gold says 2 different things of item 'q001'",
    ),
    "gold is a number": (annotator_quality, LABELS, {"gold": 5}, "gold=5: give a mapping"),
    "events are a number": (annotator_quality, LABELS, {"events": 5}, "not as int"),
    "events without action": (annotator_quality, LABELS, {"events": LABELS}, "no column 'action'"),
    "a total below what is done": (progress, LABELS, {"total": 1}, "less than the 2 items"),
    "a total of nothing": (progress, LABELS, {"total": 0}, "whole number from 1 up"),
    "a negative total": (progress, LABELS, {"total": -1}, "whole number from 1 up"),
    "a total in words": (progress, LABELS, {"total": "x"}, "whole number from 1 up"),
    "progress by two": (progress, LABELS, {"by": ["annotator", "choice"]}, "one column"),
    "progress by none": (progress, LABELS, {"by": None}, "one column to group by"),
    "pace in percent": (pace, LABELS, {"confidence": 95}, "between 0 and 1"),
    "no kinds": (presentation_bias, LABELS, {"kinds": []}, "give one of position, length"),
    "kinds are a number": (presentation_bias, LABELS, {"kinds": 5}, "give one of position"),
    "a kind is a number": (presentation_bias, LABELS, {"kinds": [5]}, "kind 5 is unknown"),
    "a misspelt unit": (presentation_bias, LABELS, {"unit": "word"}, "did you mean 'words'"),
    "a prelabel alone": (presentation_bias, LABELS, {"prelabel": "x"}, "give both value="),
    "a value alone": (presentation_bias, LABELS, {"value": "choice"}, "give both value="),
    "a prior in words": (model_strengths, PAIRS, {"prior": "x"}, "positive number"),
    "a negative prior": (model_strengths, PAIRS, {"prior": -1}, "positive number"),
    "a drop in words": (power, "x", {}, "drop='x' is no share"),
    "no drop": (power, [], {}, "one number or several"),
    "no items": (power, 0.1, {"items": []}, "one number or several"),
    "items in words": (power, 0.1, {"items": "x"}, "whole numbers from 1"),
    "weeks in words": (power, 0.1, {"weeks": "x"}, "weeks='x': give whole numbers"),
    "half a week": (power, 0.1, {"weeks": 0.5}, "weeks=0.5: give whole numbers"),
    "agreement in words": (power, 0.1, {"agreement": "x"}, "agreement='x' is no share"),
    "runs in words": (power, 0.1, {"runs": "x"}, "runs='x': give whole numbers"),
    "q in words": (find_slices, LABELS, {"q": "x"}, "false discoveries"),
    "items of a slice in words": (find_slices, LABELS, {"min_items": "x"}, "min_items is a whole"),
    "features of a slice in words": (
        find_slices,
        LABELS,
        {"max_features": "x"},
        "1, 2 or 3 features",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_wrong_arguments_are_refused_with_one_clear_sentence(name: str) -> None:
    """Nothing that makes no sense gives a number or an error from deep inside."""
    measure, labels, options, message = REFUSED[name]
    with pytest.raises(LabelsError, match=message) as error:
        measure(labels, **options)
    assert "\n" not in str(error.value)


def test_gold_that_nobody_ever_says_is_told() -> None:
    """A right answer that is in no label at all may be misspelt; the same one twice is one."""
    gold = pd.DataFrame({"item_id": ["q001", "q002", "q002"], "choice": ["A", "a", "a"]})
    found = annotator_quality(LABELS, gold)
    row = found[found["statistic"] == "accuracy"].iloc[0]
    assert (row["estimate"], row["n_labels"]) == (0.5, 2)
    assert "no label at all says 'A', as gold does" in row["note"]


def test_no_gold_at_all_is_told() -> None:
    """An empty mapping is no gold."""
    found = annotator_quality(LABELS, {})
    notes = found.loc[found["statistic"] == "accuracy", "note"]
    assert notes.str.startswith("undefined: no gold was given").all()


def test_the_medians_interval_has_its_confidence() -> None:
    """Of 100 times ranks 42 and 59 bound the median with 90 %; the chart and the note say so."""
    times = {"item_id": range(100), "annotator": "ana", "choice": "a"}
    labels = pd.DataFrame(times | {"active_ms": [1000 * n for n in range(1, 101)]})
    found = pace(labels, confidence=0.9)
    assert found[["low", "high"]].to_numpy().tolist() == [[42.0, 59.0]]
    assert "90 % interval" in found["note"].iloc[0]
    assert "90 % intervals" in " ".join(charts.pace(found).to_dict()["title"]["subtitle"])
    quality = annotator_quality(labels, confidence=0.9)
    row = quality[quality["statistic"] == "median_active_seconds"].iloc[0]
    assert row[["low", "high"]].tolist() == [42.0, 59.0]


def halves(n_items: int = 160) -> pd.DataFrame:
    """Give a label each of items of which a quarter goes wrong more often than not."""
    labels = pd.DataFrame({"item_id": range(n_items), "annotator": "ana"})
    labels["wrong"] = (labels["item_id"] % 4 == 0) & (labels["item_id"] % 16 > 0)
    return labels


@pytest.mark.parametrize("kind", ["float64", "float32"])
def test_numbers_with_endless_digits_make_slices(kind: str) -> None:
    """A third equals itself, as a value and as the edge of a bin."""
    labels = halves()
    labels["weight"] = np.where(labels["item_id"] % 4 == 0, 1 / 3, 2 / 3).astype(kind)
    found = find_slices(labels, "wrong", "weight")
    assert found["slice"].str.startswith("weight = 0.333").tolist() == [True]
    assert found["n_items"].iloc[0] >= 10
    labels["weight"] = (labels["item_id"] % 4 * 5 + labels["item_id"] % 5) / 3
    found = find_slices(labels.astype({"weight": kind}), "wrong", "weight")
    assert found["slice"].tolist() == ["weight < 1.58"]


@pytest.mark.parametrize("form", ["names", "structs"])
def test_what_weighs_nothing_is_no_failure(form: str) -> None:
    """Under a taxonomy marks of weight 0 are left out, as in failure rates."""
    labels = halves()
    labels["language"] = np.where(labels["item_id"] % 4 == 0, "ar", "de")
    labels["n"] = 1
    said = [["style"] if one else ["praise"] for one in labels["wrong"]]
    structs = [[{"category": one, "severity": "minor"}] for (one,) in said]
    labels["errors"] = pd.Series(said if form == "names" else structs)
    praise = Category(id="praise", name="Praise", weights={"minor": 0, "": 0})
    tree = Taxonomy("1.0", "Demo", [Category(id="style", name="Style"), praise])
    found = find_slices(labels, "failed", "language", taxonomy=tree)
    expected = find_slices(labels, "wrong", "language")
    assert found["slice"].tolist() == ['language = "ar"']
    assert found["estimate"].tolist() == expected["estimate"].tolist()
    assert "marks that weigh nothing left out" in found["note"].iloc[0]
    assert find_slices(labels, "failed", "language").empty


def test_nothing_stands_out_among_how_many() -> None:
    """The chart says how many slices were large enough, and what that means."""
    labels = halves().assign(wrong=False, language=["ar", "de"] * 80)
    found = find_slices(labels, "wrong", min_items=20)
    assert (found.attrs["searched"], found.attrs["min_items"]) == (2, 20)
    chart = charts.find_slices(found).to_dict()
    assert chart["title"]["text"] == ["No slice stands out"]
    assert chart["title"]["subtitle"][0].startswith("2 slices of 20 items or more searched")
    chart = charts.find_slices(find_slices(labels, "wrong", min_items=100)).to_dict()
    assert chart["title"]["text"] == ["No slice has enough items to be searched"]


def test_two_hundred_annotators_are_drawn() -> None:
    """Of very many annotators those with the lowest mean kappa are drawn, and the title says so."""
    names = [f"r{place:03}" for place in range(200)]
    rows = [
        {"annotator": one, "other": other, "statistic": "kappa", "note": "95 % interval: normal"}
        | {"estimate": (low + high) / 400, "low": 0.0, "high": 1.0}
        | {"n_items": 9, "n_annotators": 2, "n_labels": 18}
        for low, one in enumerate(names)
        for high, other in enumerate(names[low + 1 :], low + 1)
    ]
    chart = charts.agreement_matrix(result(rows, ["annotator", "other"])).to_dict()
    (data,) = chart["datasets"].values()
    assert {row["column"] for row in data} == {*names[:40]}
    assert "Of 200 annotators the 40 with the lowest mean are drawn" in " ".join(
        chart["title"]["subtitle"]
    )
    assert render(chart)[0]["image/png"][:4] == b"\x89PNG"


@pytest.mark.parametrize(("worst", "start"), [(0.91, 0.85), (0.5, 0)])
def test_high_shares_are_told_apart(worst: float, start: float) -> None:
    """Where all shares are high their axis starts below the lowest interval, and says so."""
    rows = [
        {"annotator": who, "statistic": "accuracy", "estimate": share, "low": share - 0.04}
        | {"high": 0.98, "n_items": 90, "n_annotators": 1, "n_labels": 90, "note": ""}
        for who, share in (("ana", worst), ("ben", 0.96))
    ]
    chart = charts.annotator_quality(result(rows, ["annotator"])).to_dict()
    scale = chart["hconcat"][0]["layer"][0]["encoding"]["x"]["scale"]
    assert scale["domain"] == [start, 1]
    assert ("Mind where" in " ".join(chart["title"]["subtitle"])) == (start > 0)

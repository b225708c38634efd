"""Agreement: whatever form of counts it takes, and whoever labels how often."""

from __future__ import annotations

import math
from typing import Any

import krippendorff
import numpy as np
import pandas as pd
import pytest

from tests.analysis.labelings import estimates, from_rows, matrix
from trainer_widgets.analysis import LabelsError, agreement
from trainer_widgets.analysis.reliability import evidence

RANGES = ["estimate", "low", "high"]


def with_gaps(values: Any, gaps: Any) -> list[list[Any]]:
    """Give rows of values with None where there are gaps."""
    return [
        [None if gap else value for value, gap in zip(row, missing, strict=True)]
        for row, missing in zip(values.tolist(), gaps, strict=True)
    ]


def season(annotators: int = 4, items: int = 150, gaps: float = 0.3) -> pd.DataFrame:
    """Give labels with gaps: whole numbers, and sets and multisets of tags."""
    rng = np.random.default_rng(8)
    truth = rng.integers(1, 5, items)
    shape = (annotators, items)
    given = np.where(rng.random(shape) < 0.6, truth, rng.integers(1, 5, shape))
    labels = from_rows(with_gaps(given, rng.random(shape) < gaps))
    labels["grade"] = labels["choice"].astype(int)
    labels["choice"] = "grade " + labels["grade"].astype(str)
    labels["tags"] = [["x", "x", "y", "z"][:grade] for grade in labels["grade"]]
    labels["group"] = ["one" if item < "q50" else None for item in labels["item_id"]]
    return labels


CASES = [
    {"by": "group"},
    {"value": "grade", "level": "ordinal"},
    {"value": "grade", "level": "interval", "weights": "linear"},
    {"value": "grade", "level": "ratio", "by": "group"},
    {"value": "tags", "level": "set"},
    {"value": "tags", "level": "multiset"},
]


@pytest.mark.parametrize("options", CASES, ids=str)
def test_all_forms_give_the_same(options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Rater patterns, count patterns with pair counts, and contributions agree."""
    labels = season()
    expected = agreement(labels, **options)
    monkeypatch.setattr(evidence, "from_raters", lambda _: None)
    pd.testing.assert_frame_equal(agreement(labels, **options), expected, rtol=1e-9)
    monkeypatch.setattr(evidence, "MOST_DRAWN", 0)
    found = agreement(labels, **options)
    np.testing.assert_allclose(found["estimate"], expected["estimate"], rtol=1e-9)
    # The jackknife's intervals are those of large samples.
    np.testing.assert_allclose(found[RANGES], expected[RANGES], atol=0.04)
    assert found["note"].str.contains("jackknife").all()


def test_many_annotators_and_many_values() -> None:
    """Eighty people and 200 values, too many for one number a pattern, are counted as lists."""
    rng = np.random.default_rng(2)
    truth = rng.integers(0, 200, 40)
    wide = np.where(rng.random((80, 40)) < 0.5, truth, rng.integers(0, 200, (80, 40)))
    rows = with_gaps(wide, rng.random((80, 40)) < 0.9)
    labels = from_rows(rows)
    found = estimates(labels)
    codes = [[value for value in item if value is not None] for item in zip(*rows, strict=True)]
    shares = [
        np.mean([one == other for i, one in enumerate(item) for other in item[:i]])
        for item in codes
        if len(item) > 1
    ]
    assert found["percent_agreement"] == pytest.approx(np.mean(shares))
    assert 0 < found["cohen_kappa"] < 1


def test_many_categories_of_few_annotators() -> None:
    """Sixteen categories of five people take more bits than an engine gives to small numbers."""
    labels = from_rows([[value + (who == 0) for value in range(15)] for who in range(5)])
    assert estimates(labels)["percent_agreement"] == pytest.approx(0.6)


def test_more_values_than_can_be_compared_are_refused() -> None:
    """Above 5,000 different values it is not a question of agreement."""
    labels = from_rows([list(range(5001))])
    with pytest.raises(LabelsError, match="5,000"):
        agreement(labels)


def test_the_newest_label_counts() -> None:
    """Of several labels of one person on an item the one given last is compared."""
    labels = from_rows([["a", "b", "a"], ["a", "b", "b"]]).assign(at=pd.Timestamp("2026-03-02"))
    older = labels.assign(choice="b", at=pd.Timestamp("2026-03-01"))
    expected = agreement(labels)
    pd.testing.assert_frame_equal(agreement(pd.concat([older, labels]), at="at"), expected)
    with pytest.raises(LabelsError, match="no time tells which label is the newest"):
        agreement(pd.concat([older, labels]).drop(columns="at"))


def test_agreement_with_oneself() -> None:
    """Each annotator's first and second labels of an item are compared, and nobody else's."""
    times = pd.DataFrame({"at": pd.to_datetime(["2026-03-01", "2026-03-02"])})
    first = from_rows([["a", "b", "a", "b", "a"], ["a", "a", "b", "b", "a"]])
    second = first.assign(choice=["a", "b", "a", "a", "b", *"aabba"]).drop(index=4)
    labels = pd.concat([first.assign(at=times["at"][0]), second.assign(at=times["at"][1])])
    result = agreement(labels, at="at", intra=True)
    assert list(result["annotator"].unique()) == ["rater 0", "rater 1"]
    found = result.set_index(["annotator", "statistic"])
    assert found.loc[("rater 0", "percent_agreement"), "estimate"] == 0.75
    assert found.loc[("rater 0", "cohen_kappa"), "estimate"] == pytest.approx(0.5)
    assert found.loc[("rater 1", "gwet_ac1"), "estimate"] == 1
    sizes = found[["n_items", "n_annotators", "n_labels"]]
    assert sizes.iloc[0].tolist() == [4, 1, 8]
    untimed = agreement(labels.drop(columns="at"), intra=True).set_index(["annotator", "statistic"])
    assert untimed.loc[("rater 0", "percent_agreement"), "estimate"] == 0.75
    assert untimed["estimate"].isna().tolist() == [False, False, False, False, True] * 2
    nobody = agreement(first, intra=True)
    assert nobody["note"].str.contains("nobody labeled an item twice").all()


def test_other_annotators(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over annotators the interval is the jackknife that leaves each of them out."""
    labels = season(annotators=10, items=30)
    result = agreement(labels, resample="annotators").set_index("statistic")
    table = matrix(labels.assign(choice=labels["grade"])).to_numpy()
    without = [krippendorff.alpha(np.delete(table, who, 0), level_of_measurement="nominal")
               for who in range(10)]  # fmt: skip
    error = math.sqrt(9 * np.var(without))
    alpha = result.loc["krippendorff_alpha"]
    assert alpha["high"] - alpha["estimate"] == pytest.approx(2.262157 * error, rel=1e-6)
    assert result["note"].str.contains("same items, other annotators").all()
    monkeypatch.setattr(evidence, "from_raters", lambda _: None)
    other = agreement(labels, resample="annotators").set_index("statistic")
    np.testing.assert_allclose(other[RANGES], result[RANGES])


def test_categories_that_nobody_used_count_when_named() -> None:
    """AC1 shares chance among all categories there are, used or not."""
    labels = from_rows([list("aabb"), list("abbb")])
    used, named = estimates(labels), estimates(labels, categories=["b", "a", "c"])
    spread = 2 * 3 / 8 * 5 / 8
    assert used["gwet_ac1"] == pytest.approx((0.75 - spread) / (1 - spread))
    assert named["gwet_ac1"] == pytest.approx((0.75 - spread / 2) / (1 - spread / 2))
    assert named["krippendorff_alpha"] == pytest.approx(used["krippendorff_alpha"])


def test_rankings_and_spans_have_statistics_of_their_own() -> None:
    """Their levels give their modules' estimates in the common columns."""
    labels = from_rows([["a", "a"], ["a", "a"]])
    labels["order"] = pd.Series([[["a"], ["b"]]] * 4)
    labels["errors"] = pd.Series([[{"start": 0, "end": 3}]] * 4)
    ranking = agreement(labels, "order", "ranking")
    assert set(ranking["statistic"]) == {"kendall_tau_b", "kendall_w"}
    spans = agreement(labels, "errors", "spans")
    assert spans.set_index("statistic").loc["span_f1_exact", "estimate"] == 1
    assert list(ranking.columns) == list(spans.columns) == list(agreement(labels).columns)

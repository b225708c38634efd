"""Which failures one model has more often than another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from trainer_widgets.analysis import LabelsError, compare_failures, failure_rates
from trainer_widgets.analysis.failures.contrasts import Side, contrast
from trainer_widgets.analysis.failures.intervals import Moments, mean, share

CATEGORIES = ("style", "style.awkward", "accuracy")


def drawn(n: int = 60, *, seed: int = 1, models: str = "ab") -> pd.DataFrame:
    """Draw the failures of models on the same prompts, each response an item of its own."""
    rng = np.random.default_rng(seed)
    rows = [
        {
            "item_id": f"{model}{prompt}",
            "prompt": f"p{prompt}",
            "annotator": "ana",
            "model": model,
            "categories": [
                name for name in CATEGORIES if rng.random() < 0.2 + 0.15 * models.index(model)
            ],
        }
        for prompt in range(n)
        for model in models
    ]
    return pd.DataFrame(rows)


def flags(frame: pd.DataFrame, model: str, category: str) -> pd.Series:
    """Tell which prompts of a model have a category, by brute force."""
    mine = frame[frame["model"] == model].set_index("prompt")["categories"]
    return mine.map(lambda names: any(f"{one}.".startswith(f"{category}.") for one in names))


def shares(found: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of shares by category."""
    return found[found["statistic"] == "share_of_items"].set_index("category")


@pytest.fixture(scope="module")
def on_shared_prompts() -> pd.DataFrame:
    """Give the comparison of two models within prompts."""
    return compare_failures(drawn(), pair="prompt")


def test_shared_items_are_compared_by_mcnemar(on_shared_prompts: pd.DataFrame) -> None:
    """On shared prompts the test is McNemar's, without correction for continuity."""
    frame = drawn()
    found = shares(on_shared_prompts)
    for category in CATEGORIES:
        table = pd.crosstab(flags(frame, "a", category), flags(frame, "b", category))
        known = mcnemar(table.to_numpy(), exact=False, correction=False)
        row = found.loc[category]
        assert row["p_value"] == pytest.approx(known.pvalue)
        assert row["estimate"] == pytest.approx(
            flags(frame, "b", category).mean() - flags(frame, "a", category).mean()
        )
        assert row["low"] < row["estimate"] < row["high"]
    assert found["n_items"].unique().tolist() == [60]
    assert found["note"].str.contains("paired: within 60 shared items").all()


def test_unshared_items_are_compared_by_the_z_test() -> None:
    """Without shared items it is the pooled z test, with Newcombe's interval."""
    frame = drawn()
    found = shares(compare_failures(frame)).loc["style"]
    one, other = (flags(frame, model, "style") for model in "ab")
    sums, sizes = [other.sum(), one.sum()], [60, 60]
    assert found["p_value"] == pytest.approx(proportions_ztest(sums, sizes)[1])
    known = confint_proportions_2indep(sums[0], 60, sums[1], 60, method="newcomb")
    assert (found["low"], found["high"]) == pytest.approx(known)
    assert found["n_items"] == 120
    assert "unpaired: no items are shared" in found["note"]


def test_the_interval_of_shared_items_is_newcombes_tenth() -> None:
    """By hand: Wilson's limits of both shares, and the correlation with its correction."""
    a, b, c, d = 20, 12, 2, 16
    n, one, other = 50, (a + b) / 50, (a + c) / 50
    sides = [
        Side(Moments(n, total, total), Moments(n, total, total), share(Moments(n, total, total), n))
        for total in (a + b, a + c)
    ]
    found = contrast(sides[0], sides[1], product=a, unit=1)
    spread = np.sqrt((a + b) * (c + d) * (a + c) * (b + d))
    phi = max(a * d - b * c - n / 2, 0) / spread
    (_, low, high, _), (_, low_other, high_other, _) = (side.found for side in sides)
    down, up = other - low_other, high - one
    assert found.low == pytest.approx(other - one - np.sqrt(down**2 + up**2 - 2 * phi * down * up))
    down, up = one - low, high_other - other
    assert found.high == pytest.approx(other - one + np.sqrt(down**2 + up**2 - 2 * phi * down * up))


def test_some_shared_items_narrow_an_interval() -> None:
    """Where less than half is shared, all items count, and the shared ones' covariance."""
    frame = drawn(80)
    number = frame["prompt"].str[1:].astype(int)
    kept = frame[
        ((frame["model"] == "a") & (number < 50)) | ((frame["model"] == "b") & (number > 29))
    ]
    found = shares(compare_failures(kept, pair="prompt"))
    assert found["note"].str.contains("unpaired: 20 items are shared").all()
    one, other = flags(kept, "a", "style"), flags(kept, "b", "style")
    assert found.loc["style", "estimate"] == pytest.approx(other.mean() - one.mean())
    both = pd.concat([one, other])
    variance = both.mean() * (1 - both.mean())
    together = ((one - both.mean()) * (other - both.mean())).dropna().sum()
    error = np.sqrt(variance * (2 / 50) - 2 * together / 50 / 50)
    score = (other.mean() - one.mean()) / error
    assert found.loc["style", "p_value"] == pytest.approx(2 * norm.sf(abs(score)))
    within = shares(compare_failures(kept, pair="prompt", paired=True))
    assert within["n_items"].unique().tolist() == [20]


def test_q_values_are_those_of_each_depth() -> None:
    """Benjamini and Hochberg's correction takes the categories of a depth and all pairs."""
    frame = drawn(models="abc")
    found = compare_failures(frame, pair="prompt")
    assert found[["baseline", "compared"]].drop_duplicates().to_numpy().tolist() == [
        ["a", "b"],
        ["a", "c"],
        ["b", "c"],
    ]
    for _, family in found.groupby(["statistic", "depth"]):
        known = multipletests(family["p_value"], method="fdr_bh")[1]
        assert family["q_value"].tolist() == pytest.approx(known.tolist())


def test_a_baseline_is_compared_with_all_others() -> None:
    """The estimates of both sides are those of failure_rates, and their difference the estimate."""
    frame = drawn(models="abc")
    found = compare_failures(frame, baseline="b")
    assert found[["baseline", "compared"]].drop_duplicates().to_numpy().tolist() == [
        ["b", "a"],
        ["b", "c"],
    ]
    rates = failure_rates(frame, by="model").set_index(["model", "category", "statistic"])
    for row in found.to_dict("records"):
        for side in ("baseline", "compared"):
            known = rates.loc[(row[side], row["category"], row["statistic"]), "estimate"]
            assert row[f"{side}_estimate"] == pytest.approx(known)


def test_several_columns_tell_what_belongs_together(on_shared_prompts: pd.DataFrame) -> None:
    """A document and a place in it pair as their whole name does; equal joins stay apart."""
    frame = drawn()
    number = frame["prompt"].str[1:].astype(int)
    frame["doc"], frame["place"] = (number // 5).map(lambda n: "d" * (n + 1)), number % 5
    found = compare_failures(frame, pair=["doc", "place"])
    pd.testing.assert_frame_equal(found, on_shared_prompts)
    frame["one"], frame["two"] = ["1", "11"] * 60, ["11", "1"] * 60
    found = compare_failures(frame, pair=["one", "two"], paired=False)
    assert found["note"].str.contains("unpaired: no items are shared").all()


def test_an_interval_does_not_contradict_its_test() -> None:
    """Of weighted scores by document, with many labels each, 0 is left out where p is small."""
    rng = np.random.default_rng(5)
    weights, often, opposed = np.array([1, 5, 25]), np.array([0.75, 0.23, 0.02]), 0
    for _ in range(200):
        rate = rng.gamma(2, 0.4, 30)[:, None] * 20 * often
        one, other = (rng.poisson(rate * more) @ weights / 20 for more in (1, 1.3))
        sides = [
            Side(moments, moments, mean(moments, 600, 25.0))
            for moments in (Moments(30, v.sum(), (v**2).sum()) for v in (one, other))
        ]
        found = contrast(sides[0], sides[1], product=one @ other)
        opposed += (found.p_value < 0.05) == (found.low <= 0 <= found.high)
    assert opposed < 20


def test_what_never_differs_is_not_tested() -> None:
    """A category with the same answer everywhere has a difference of zero and no p value."""
    frame = drawn().assign(categories=pd.Series([["style"]] * 120))
    row = shares(compare_failures(frame, pair="prompt")).loc["style"]
    assert (row["estimate"], row["n_items"]) == (0, 60)
    assert np.isnan(row["p_value"])
    assert np.isnan(row["q_value"])
    assert "the two never differ" in row["note"]


def test_the_order_of_rows_does_not_matter(on_shared_prompts: pd.DataFrame) -> None:
    """Rows in another order give the same frame."""
    found = compare_failures(drawn().iloc[::-1], pair="prompt")
    pd.testing.assert_frame_equal(found, on_shared_prompts)


def test_wrong_arguments_are_told() -> None:
    """One model alone and an unknown baseline are refused; labels without a model are told."""
    frame = drawn(10)
    with pytest.raises(LabelsError, match="holds only 'a': it takes two values"):
        compare_failures(frame[frame["model"] == "a"])
    with pytest.raises(LabelsError, match="baseline='c' is not in column 'model'"):
        compare_failures(frame, baseline="c")
    with pytest.raises(LabelsError, match="pair=3 is no name of a column"):
        compare_failures(frame, pair=[3])  # type: ignore[list-item]
    with pytest.raises(LabelsError, match="give the one column whose values are compared"):
        compare_failures(frame, ["model", "prompt"])  # type: ignore[arg-type]
    frame.loc[0, "model"] = None
    assert "1 labels without model or item_id left out" in compare_failures(frame)["note"][0]

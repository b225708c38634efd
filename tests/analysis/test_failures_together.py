"""Which failures come together, and which become more or fewer as time goes by."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom, linregress, nchypergeom_fisher
from statsmodels.stats.contingency_tables import Table, Table2x2
from statsmodels.stats.multitest import multipletests

from trainer_widgets.analysis import LabelsError, co_occurrence, failure_trend
from trainer_widgets.analysis.failures.odds import exact

NAMES = ("a.x", "a.y", "b", "c")


def drawn(n: int = 80, seed: int = 3) -> pd.DataFrame:
    """Draw one label an item over eight weeks; where there is ``b`` there is often ``c``."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(n):
        there = [name for name in NAMES[:3] if rng.random() < 0.2 + 0.4 * number / n]
        there += ["c"] if rng.random() < (0.7 if "b" in there else 0.2) else []
        rows.append({"item_id": f"q{number}", "annotator": "ana", "categories": there})
    frame = pd.DataFrame(rows)
    frame["submitted_at"] = pd.date_range("2026-03-02", periods=n, freq="16h", tz="UTC")
    return frame


def has(frame: pd.DataFrame, name: str) -> pd.Series:
    """Tell which labels have a category."""
    return frame["categories"].map(lambda there: name in there)


def test_pairs_equal_scipy_and_statsmodels() -> None:
    """With one label an item p value and interval are exact, with half of what was seen a tail."""
    frame = drawn()
    found = co_occurrence(frame)
    assert found[["category", "other"]].to_numpy().tolist() == [
        ["a.x", "a.y"], ["a.x", "b"], ["a.x", "c"], ["a.y", "b"], ["a.y", "c"], ["b", "c"]
    ]  # fmt: skip
    for row in found.to_dict("records"):
        table = pd.crosstab(~has(frame, row["category"]), ~has(frame, row["other"])).to_numpy()
        assert row["n_both"] == table[0, 0]
        margins = table.sum(), table[0].sum(), table[:, 0].sum()
        seen, chance = table[0, 0], hypergeom(*margins)
        tails = chance.cdf(seen) - chance.pmf(seen) / 2, chance.sf(seen) + chance.pmf(seen) / 2
        assert row["p_value"] == pytest.approx(2 * min(tails))
        low, high = (nchypergeom_fisher(*margins, row[end]) for end in ("low", "high"))
        assert low.sf(seen) + low.pmf(seen) / 2 == pytest.approx(0.025)
        assert high.cdf(seen) - high.pmf(seen) / 2 == pytest.approx(0.025)
        known = Table2x2(table + 0.5, shift_zeros=False)
        assert row["estimate"] == pytest.approx(known.oddsratio)
        phi = np.corrcoef(has(frame, row["category"]), has(frame, row["other"]))[0, 1]
        assert row["phi"] == pytest.approx(phi)
        assert row["lift"] == pytest.approx(row["n_both"] / row["expected"])
    known = multipletests(found["p_value"], method="fdr_bh")[1]
    assert found["q_value"].tolist() == pytest.approx(known.tolist())


def test_the_lady_tasting_tea() -> None:
    """The mid-p interval is that of Agresti (2013), Categorical Data Analysis."""
    found = exact((3, 1, 1, 3))
    assert (found.low, found.high) == pytest.approx((0.31, 308.6), abs=0.05)


cells = st.tuples(*[st.integers(0, 40)] * 4)


@settings(max_examples=30, deadline=None)
@given(cells, st.sampled_from([1, 2, 3]), st.sampled_from([0.9, 0.95]))
def test_an_interval_and_its_test_never_contradict(
    table: tuple[int, int, int, int], raters: int, confidence: float
) -> None:
    """The interval leaves 1 out where p is small, of fractions of a case too."""
    a, b, c, d = (count / raters for count in table)
    found = exact((a, b, c, d), confidence)
    assert 0 <= found.low < found.high
    assert found.low <= (a + 0.5) * (d + 0.5) / (b + 0.5) / (c + 0.5) <= found.high
    if abs(found.p_value - (1 - confidence)) > 1e-6:
        assert (found.p_value < 1 - confidence) == (not found.low <= 1 <= found.high)
    turned = exact((b, a, d, c), confidence)
    assert turned.p_value == pytest.approx(found.p_value)
    assert turned.low == pytest.approx(1 / found.high if found.high < np.inf else 0, rel=1e-6)


def test_no_case_with_both_holds_with_its_interval() -> None:
    """Where two categories never meet, the interval begins at zero and ends below 1 if it holds."""
    there = [["b"]] * 12 + [["c"]] * 12 + [[]] * 6
    frame = pd.DataFrame({"item_id": range(30), "annotator": "ana", "categories": there})
    (row,) = co_occurrence(frame).to_dict("records")
    assert row["q_value"] < 0.05
    assert (row["low"], row["n_both"]) == (0, 0)
    assert row["estimate"] < row["high"] < 1


def test_people_of_an_item_are_one() -> None:
    """Three people who mark the same give the p values and intervals of one of them."""
    frame = drawn(30)
    thrice = pd.concat([frame.assign(annotator=who) for who in ("ana", "ben", "chi")])
    one, three = co_occurrence(frame), co_occurrence(thrice)
    shared = [name for name in one.columns if name not in {"n_annotators", "n_labels"}]
    pd.testing.assert_frame_equal(one[shared], three[shared])


def test_within_an_item_people_are_put_together() -> None:
    """What two people mark apart comes together in their item, but in none of their labels."""
    frame = pd.DataFrame({"item_id": ["q1", "q1", "q2"], "annotator": ["ana", "ben", "ana"]})
    frame["categories"] = [["b"], ["c"], []]
    apart, together = co_occurrence(frame), co_occurrence(frame, within="item")
    assert apart["n_both"].tolist() == [0]
    assert together["n_both"].tolist() == [1]
    assert apart["n_category"].tolist() == [0.5]
    assert together["n_category"].tolist() == [1]


def test_categories_are_rolled_up_to_a_depth() -> None:
    """At the top level there is one ``a`` for those below it."""
    found = co_occurrence(drawn(), depth=1)
    assert found["category"].tolist() == ["a", "a", "b"]
    with pytest.raises(LabelsError, match="depth=0"):
        co_occurrence(drawn(), depth=0)
    with pytest.raises(LabelsError, match="did you mean 'label'"):
        co_occurrence(drawn(), within="lable")


def test_pairs_of_nothing() -> None:
    """Without failures there are no pairs, and what is everywhere is not tested."""
    frame = drawn(10)
    assert co_occurrence(frame.assign(categories=pd.Series([[]] * 10))).empty
    everywhere = co_occurrence(frame.assign(categories=pd.Series([["b", "c"]] * 10)))
    assert everywhere["p_value"].isna().all()
    assert everywhere["note"].str.contains("one is in every item").all()


def test_a_trend_is_that_of_cochran_and_armitage() -> None:
    """With one label an item the test is linear by linear, and the slope that of least squares."""
    frame = drawn()
    found = failure_trend(frame, depth=None)
    weeks = (frame["submitted_at"] - pd.Timestamp("2026-03-02", tz="UTC")).dt.days // 7
    trends = found[found["statistic"] == "trend"].set_index("category")
    for name in NAMES:
        known = linregress(weeks, has(frame, name))
        row = trends.loc[name]
        assert row["estimate"] == pytest.approx(known.slope)
        counts = pd.crosstab(has(frame, name), weeks).to_numpy()
        linear = Table(counts, shift_zeros=False).test_ordinal_association()
        assert row["p_value"] == pytest.approx(linear.pvalue)
        assert row["low"] < known.slope < row["high"]
    known = multipletests(trends["p_value"], method="fdr_bh")[1]
    assert trends["q_value"].tolist() == pytest.approx(known.tolist())
    windows = found[(found["category"] == "b") & (found["statistic"] == "share_of_items")]
    assert windows["window"].tolist() == list(
        pd.date_range("2026-03-02", periods=8, freq="7D", tz="UTC")
    )
    shares = has(frame, "b").groupby(weeks).mean()
    assert windows["estimate"].tolist() == pytest.approx(shares.tolist())


def test_an_item_counts_once_in_a_trend() -> None:
    """Items that three people labeled at once have the trend that one label each has."""
    frame = drawn(30)
    thrice = pd.concat([frame.assign(annotator=who) for who in ("ana", "ben", "chi")])
    one, three = (failure_trend(each) for each in (frame, thrice))
    kept = ["category", "estimate", "p_value", "q_value"]
    trends = [each.loc[each["statistic"] == "trend", kept] for each in (one, three)]
    pd.testing.assert_frame_equal(trends[0], trends[1])


def test_trends_of_too_little() -> None:
    """One window, two items or no labels give no trend, with the reason."""
    frame = drawn(8)
    once = failure_trend(frame.assign(submitted_at=frame["submitted_at"].iloc[0]), depth=1)
    assert once.loc[once["statistic"] == "trend", "note"].str.contains("one window").all()
    two = failure_trend(frame.iloc[[0, 7]], every="1d", by=None, depth=1)
    assert two.loc[two["statistic"] == "trend", "note"].str.contains("fewer than three").all()
    assert failure_trend(frame.head(0)).empty
    with pytest.raises(LabelsError, match="every='weekly' is no window"):
        failure_trend(frame, "weekly")

"""Which failures come together, and which become more or fewer as time goes by."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact, linregress
from statsmodels.stats.contingency_tables import Table, Table2x2
from statsmodels.stats.multitest import multipletests

from trainer_widgets.analysis import LabelsError, co_occurrence, failure_trend

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


def test_pairs_equal_fisher_and_statsmodels() -> None:
    """With one label an item the p value is Fisher's, and the interval that of logits plus half."""
    frame = drawn()
    found = co_occurrence(frame)
    assert found[["category", "other"]].to_numpy().tolist() == [
        ["a.x", "a.y"], ["a.x", "b"], ["a.x", "c"], ["a.y", "b"], ["a.y", "c"], ["b", "c"]
    ]  # fmt: skip
    for row in found.to_dict("records"):
        table = pd.crosstab(~has(frame, row["category"]), ~has(frame, row["other"])).to_numpy()
        assert row["n_both"] == table[0, 0]
        assert row["p_value"] == pytest.approx(fisher_exact(table).pvalue)
        known = Table2x2(table + 0.5, shift_zeros=False)
        assert row["estimate"] == pytest.approx(known.oddsratio)
        assert (row["low"], row["high"]) == pytest.approx(known.oddsratio_confint())
        phi = np.corrcoef(has(frame, row["category"]), has(frame, row["other"]))[0, 1]
        assert row["phi"] == pytest.approx(phi)
        assert row["lift"] == pytest.approx(row["n_both"] / row["expected"])
    known = multipletests(found["p_value"], method="fdr_bh")[1]
    assert found["q_value"].tolist() == pytest.approx(known.tolist())


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
    once = failure_trend(frame.assign(submitted_at=frame["submitted_at"].iloc[0]))
    assert once.loc[once["statistic"] == "trend", "note"].str.contains("one window").all()
    two = failure_trend(frame.iloc[[0, 7]], every="1d", by=None, depth=1)
    assert two.loc[two["statistic"] == "trend", "note"].str.contains("fewer than three").all()
    assert failure_trend(frame.head(0)).empty
    with pytest.raises(LabelsError, match="every='weekly' is no window"):
        failure_trend(frame, "weekly")

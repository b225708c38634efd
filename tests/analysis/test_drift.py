"""Agreement in windows: by hand, beside pandas and krippendorff, and whatever the labels are."""

from __future__ import annotations

import math
from typing import Any

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.drift.drifting import agreement_drift

MONDAY = pd.Timestamp("2026-03-02", tz="UTC")
COLUMNS = ["item_id", "annotator", "choice", "submitted_at"]


def labels(*rows: tuple[str, str, Any, float]) -> pd.DataFrame:
    """Give labels: item, annotator, choice and days since a Monday."""
    frame = pd.DataFrame(list(rows), columns=COLUMNS)
    frame["submitted_at"] = MONDAY + pd.to_timedelta(frame["submitted_at"], unit="D")
    return frame


def drawn(seed: int, items: int = 40, days: float = 70, values: int = 3) -> pd.DataFrame:
    """Give seeded labels of four annotators with gaps, all over so many days."""
    rng = np.random.default_rng(seed)
    rows = [
        (f"q{number}", who, int(rng.integers(1, values + 1)), float(rng.uniform(0, days)))
        for number in range(items)
        for who in rng.permutation(["ana", "ben", "chi", "dev"])[: rng.integers(1, 5)]
    ]
    return labels(*rows)


def of(found: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    """Give the rows that have such values."""
    for name, value in wanted.items():
        found = found[found[name] == value]
    return found


BY_HAND = labels(
    ("q1", "ana", "a", 0), ("q1", "ben", "a", 1), ("q1", "chi", "b", 8),
    ("q2", "ana", "b", 2), ("q2", "ben", "b", 9),
    ("q3", "ana", "b", 3),
)  # fmt: skip


def test_windows_by_hand() -> None:
    """A label is compared with all others of its item, and counts when it was given."""
    found = agreement_drift(BY_HAND)
    assert found["window"].tolist() == [MONDAY] * 2 + [MONDAY + pd.Timedelta(days=7)] * 2
    # First week 1/2, 1/2 and 1, second 0 and 1; two a and three b disagree by chance in 12 of 20.
    expected = [2 / 3, 1 - (1 / 3) / 0.6, 1 / 2, 1 - (1 / 2) / 0.6]
    assert found["estimate"].tolist() == pytest.approx(expected)
    sizes = found[["n_items", "n_annotators", "n_labels"]].iloc[::2].to_numpy().tolist()
    assert sizes == [[2, 2, 3], [2, 2, 2]]
    assert "1 labels left out: nobody to compare" in found["note"].iloc[0]
    assert "no limits: 2 windows with labels, 8 are needed" in found["note"].iloc[0]


def test_items_in_the_window_of_their_last_label() -> None:
    """With window="item" an item's labels all count when it was done."""
    found = agreement_drift(BY_HAND, window="item")
    done = found[found["n_labels"] > 0]
    assert set(done["window"]) == {MONDAY + pd.Timedelta(days=7)}
    assert done["estimate"].tolist() == pytest.approx([0.6, 1 - 0.4 / 0.6])


def test_a_share_of_alike_items_has_wilsons_interval() -> None:
    """Ten items that all agree leave .722 to 1: Wilson's interval of 10 of 10 (Newcombe 1998)."""
    rows = [(f"q{n}", who, "ab"[n % 2], 0) for n in range(10) for who in ("ana", "ben")]
    found = agreement_drift(labels(*rows)).iloc[0]
    assert [found["low"], found["high"]] == pytest.approx([0.7225, 1], abs=1e-4)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_one_window_is_krippendorffs_alpha(level: Any) -> None:
    """A season of one window has the alpha that the krippendorff package gives."""
    frame = drawn(3)
    table = frame.pivot_table(index="annotator", columns="item_id", values="choice")
    expected = krippendorff.alpha(table.to_numpy(), level_of_measurement=level)
    found = agreement_drift(frame, every="20w", level=level)
    assert of(found, statistic="krippendorff_alpha")["estimate"].tolist() == [
        pytest.approx(expected)
    ]


@settings(max_examples=3)
@given(st.integers(0, 10_000))
def test_windows_are_pandas(seed: int) -> None:
    """Every window has the mean that pairs of labels joined in pandas give."""
    frame = drawn(seed)
    pairs = frame.merge(frame, on="item_id", suffixes=("", "_other"))
    pairs = pairs[pairs["annotator"] != pairs["annotator_other"]]
    pairs["same"] = pairs["choice"] == pairs["choice_other"]
    each = pairs.groupby(["item_id", "annotator", "submitted_at"], as_index=False)["same"].mean()
    week = (each["submitted_at"] - MONDAY) // pd.Timedelta(days=7)
    expected = each.groupby(MONDAY + week * pd.Timedelta(days=7))["same"].agg(["mean", "size"])
    found = agreement_drift(frame)
    found = found[(found["statistic"] == "percent_agreement") & (found["n_labels"] > 0)]
    assert found["window"].tolist() == expected.index.tolist()
    assert found["estimate"].tolist() == pytest.approx(expected["mean"].tolist())
    assert found["n_labels"].tolist() == expected["size"].tolist()


@settings(max_examples=2)
@given(st.integers(0, 10_000), st.permutations(["ana", "ben", "chi", "dev"]))
def test_order_and_names_do_not_matter(seed: int, people: list[str]) -> None:
    """Shuffled rows and other names of people, items and categories give the same numbers."""
    frame = drawn(seed, items=60)
    other = frame.sample(frac=1, random_state=seed)
    renamed = dict(zip(["ana", "ben", "chi", "dev"], people, strict=True))
    other["annotator"] = other["annotator"].map(renamed)
    other["choice"] = other["choice"].map({1: "z", 2: "x", 3: "y"})
    other["item_id"] = "item " + other["item_id"]
    expected, found = agreement_drift(frame), agreement_drift(other)
    pd.testing.assert_frame_equal(expected, found, rtol=1e-9)
    assert expected["ewma"].notna().any()


def test_the_interval_is_the_clustered_ratio() -> None:
    """On distances without an end the interval is the linearized ratio's, items as clusters."""
    frame = drawn(5, days=6)
    found = agreement_drift(frame, level="interval").iloc[1]
    wide = agreement_drift(frame, level="interval", confidence=0.99).iloc[1]
    pairs = frame.merge(frame, on="item_id", suffixes=("", "_other"))
    pairs = pairs[pairs["annotator"] != pairs["annotator_other"]]
    pairs["far"] = (pairs["choice"] - pairs["choice_other"]) ** 2
    each = pairs.groupby(["item_id", "annotator"])["far"].mean()
    sums = each.groupby("item_id").agg(["sum", "size"])
    mean = sums["sum"].sum() / sums["size"].sum()
    k = len(sums)
    rest = ((sums["sum"] - mean * sums["size"]) ** 2).sum() * k / (k - 1)
    error = math.sqrt(rest) / sums["size"].sum()
    half = (found["high"] - found["low"]) / 2
    expected = float((found["estimate"] - 1) / -mean) * error  # 1 / expected disagreement
    assert half / expected == pytest.approx(2.03, abs=0.03)  # Student's quantile
    assert wide["high"] - wide["low"] > 2 * half


def test_windows_of_so_many_labels() -> None:
    """With every=n each window holds n compared labels, the last one what is left."""
    found = agreement_drift(drawn(1), every=25)
    sizes = found["n_labels"].iloc[::2].tolist()
    assert set(sizes[:-1]) == {25}
    assert sizes[-1] <= 25
    assert found["window"].is_monotonic_increasing


def test_gaps_stay_visible() -> None:
    """A week without labels is a row without numbers."""
    frame = labels(*[("q1", w, "a", 0) for w in ("ana", "ben")], ("q2", "ana", "a", 15))
    frame = pd.concat([frame, labels(("q2", "ben", "b", 15))])
    found = agreement_drift(frame)
    gap = found[found["window"] == MONDAY + pd.Timedelta(days=7)]
    assert gap["estimate"].isna().all()
    assert (gap["n_labels"] == 0).all()
    assert gap["note"].str.startswith("no labels").all()


def test_each_annotator_against_the_rest() -> None:
    """Groups are formed after comparing: one annotator's labels have the others' beside them."""
    found = agreement_drift(BY_HAND, by="annotator")
    ana = of(found, annotator="ana", statistic="percent_agreement")
    assert ana["estimate"].dropna().tolist() == pytest.approx([3 / 4])


def test_guideline_versions_in_force() -> None:
    """Each window names the versions under which it was labeled, the earlier first."""
    frame = BY_HAND.assign(guideline=["2", "2", "10", "2", "10", "2"])
    frame.loc[1, "guideline"] = "10"
    assert agreement_drift(frame)["guideline"].tolist() == ["2, 10"] * 2 + ["10"] * 2
    renamed = frame.rename(columns={"guideline": "manual"})
    assert agreement_drift(renamed, guideline="manual")["guideline"].iloc[2] == "10"
    assert set(agreement_drift(renamed)["guideline"]) == {""}


def test_times_without_a_zone_are_utc() -> None:
    """Naive times give the same windows as UTC ones."""
    naive = BY_HAND.assign(submitted_at=BY_HAND["submitted_at"].dt.tz_localize(None))
    pd.testing.assert_frame_equal(agreement_drift(naive), agreement_drift(BY_HAND))


@pytest.mark.parametrize("kept", [[], [0], [0, 3, 5], [0, 4]])
def test_nothing_to_compare(kept: list[int]) -> None:
    """No labels, one label, one annotator or no shared item give NaN and the reason."""
    found = agreement_drift(BY_HAND.iloc[kept])
    assert found["estimate"].isna().all()
    assert found["note"].str.startswith("undefined: no item has two labels").all()


def test_one_category() -> None:
    """Where only one category occurs, alpha is undefined and nothing can be held to limits."""
    frame = drawn(2).assign(choice="a")
    found = agreement_drift(frame)
    assert of(found, statistic="krippendorff_alpha")["estimate"].isna().all()
    assert (of(found, statistic="percent_agreement")["estimate"].dropna() == 1).all()
    assert found["note"].str.contains("no limits: all labels agree").any()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"every": "1q"}, 'give a length in weeks, days, hours or minutes such as "1w"'),
        ({"every": 0}, "is no window"),
        ({"every": "1min"}, "give longer ones with every="),
        ({"window": "labels"}, "did you mean 'label'"),
        ({"level": "nominel"}, "did you mean 'nominal'"),
        ({"baseline": 1}, "give 2 or more"),
        ({"by": "number"}, "rename the column"),
        ({"value": "choise"}, "did you mean 'choice'"),
    ],
)
def test_wrong_arguments_say_what_to_do(arguments: dict[str, Any], message: str) -> None:
    """An argument that cannot be meant raises, and the message names what can."""
    with pytest.raises(LabelsError, match=message):
        agreement_drift(drawn(1), **arguments)


def test_labels_without_times_are_refused() -> None:
    """Drift needs to know when: the message names the columns that would tell."""
    with pytest.raises(LabelsError, match="submitted_at or recorded_at"):
        agreement_drift(BY_HAND.drop(columns="submitted_at"))

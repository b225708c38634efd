"""Whether agreement moved: false alarms, planted drops, permuted time, guideline steps, who."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from trainer_widgets.analysis.drift.drifting import agreement_drift
from trainer_widgets.analysis.drift.exploration import gee_slope
from trainer_widgets.analysis.drift.limits import ewma_rows
from trainer_widgets.analysis.drift.signaling import drift_signals
from trainer_widgets.analysis.drift.trends import annotator_trends, moments, trend

MONDAY = pd.Timestamp("2026-01-05", tz="UTC")
PEOPLE = np.array(["ana", "ben", "chi", "dev"])
WEEKS, DROP = 20, 12


def season(seed: int, *, right: float = 0.9, later: float = 0.9, who: str = "") -> pd.DataFrame:
    """Give a season of 20 weeks: 30 items a week, three of four people each, within two weeks.

    From the 13th week on those named (or all) are right with the probability ``later``.
    """
    rng = np.random.default_rng(seed)
    n = 30 * WEEKS
    raters = np.argsort(rng.random((n, len(PEOPLE))), axis=1)[:, :3].ravel()
    item = np.repeat(np.arange(n), 3)
    day = item / 30 * 7 + rng.uniform(0, 14, len(item))
    drifts = (day >= DROP * 7) & np.isin(PEOPLE[raters], [who] if who else PEOPLE)
    wrong = rng.random(len(item)) >= np.where(drifts, later, right)
    choice = (item * 7 % 4 + wrong * rng.integers(1, 4, len(item))) % 4
    frame = pd.DataFrame({"item_id": item, "annotator": PEOPLE[raters], "choice": choice})
    frame["submitted_at"] = MONDAY + pd.to_timedelta((day * 86400).astype(int), unit="s")
    return frame[day < WEEKS * 7]


def since(labels: pd.DataFrame, week: int) -> pd.Series[bool]:
    """Tell which labels were given from a week on."""
    return labels["submitted_at"] >= MONDAY + pd.Timedelta(weeks=week)


def grouped(seasons: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Give several seasons as groups of one table, which costs an engine little more than one."""
    parts = [
        part.assign(season=name, item_id=part["item_id"] + 1000 * place)
        for place, (name, part) in enumerate(seasons.items())
    ]
    return pd.concat(parts, ignore_index=True)


def parted(found: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Give the rows of each season."""
    return {str(name): part for name, part in found.groupby("season")}


@pytest.fixture(scope="module")
def drifts() -> dict[str, pd.DataFrame]:
    """Give the windows of two stable seasons, of one in which all get worse, and of a rise."""
    labels = {"stable 1": season(1), "stable 3": season(3), "fell": season(1, later=0.7)}
    labels["rose"] = season(3, right=0.6, later=0.95)
    return parted(agreement_drift(grouped(labels), by="season"))


@pytest.fixture(scope="module")
def told() -> dict[str, pd.DataFrame]:
    """Give what is told where all or one get worse, and where a guideline moves all or nothing."""
    fell = season(1, later=0.7).assign(guideline="1")
    one = season(1, later=0.25, who="dev")
    one["guideline"] = np.where(since(one, 5), "2", "1")
    nothing = season(3)
    nothing["guideline"] = np.where(since(nothing, 10), "2.0", "1.0")
    moved = nothing.assign(choice=nothing["choice"].where(~since(nothing, 10), 0))
    labels = grouped({"fell": fell, "one": one, "nothing": nothing, "moved": moved})
    return parted(drift_signals(labels, by="season", exploratory=True))


@pytest.fixture(scope="module")
def one_drifts(told: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Give what is told of a season in which dev drifts, with a new guideline in week 6."""
    return told["one"]


@pytest.mark.parametrize("seed", [1, 3])
def test_a_stable_season_raises_no_alarm(seed: int, drifts: dict[str, pd.DataFrame]) -> None:
    """Nothing is signalled where nothing happened, and the baseline is not tested."""
    found = drifts[f"stable {seed}"].iloc[::2]
    assert set(found["signal"]) == {""}
    assert found["baseline"].sum() == 8
    assert found.loc[found["baseline"], "ewma"].isna().all()
    tested = found.loc[~found["baseline"], ["ewma", "lower_limit", "upper_limit"]]
    assert tested.notna().all(axis=None)


def test_a_planted_drop_is_found_and_dated(
    drifts: dict[str, pd.DataFrame], told: dict[str, pd.DataFrame]
) -> None:
    """A drop of all is signalled within weeks, on percent agreement and alpha alike."""
    found = drifts["fell"]
    fired = found[found["signal"] == "fell"].groupby("statistic")["window"].min()
    assert fired.iloc[0] == fired.iloc[1]
    weeks = (fired.iloc[0] - MONDAY) / pd.Timedelta(weeks=1)
    assert DROP <= weeks <= DROP + 4
    rows = told["fell"].set_index("statistic")
    signal = rows.loc["signal"]
    assert signal["window"] == fired.iloc[0]
    assert signal["high"] < 0
    assert signal["p_value"] < 0.05
    without = rows[rows.index == "signal_without"]["note"]
    assert without.str.startswith("the alarm stays").tolist() == [True] * len(PEOPLE)


def test_a_rise_is_told_as_one(drifts: dict[str, pd.DataFrame]) -> None:
    """Agreement that rises leaves the limits at the other side."""
    assert set(drifts["rose"]["signal"]) == {"", "rose"}


def test_one_drifting_person_is_told_from_a_drifting_team(one_drifts: pd.DataFrame) -> None:
    """The alarm goes with the one who drifts and stays without anybody else."""
    without = one_drifts[one_drifts["statistic"] == "signal_without"].set_index("about")["note"]
    gone = without.index[without.str.startswith("the alarm is gone")]
    assert list(gone) == ["dev"]
    own = one_drifts[one_drifts["statistic"] == "annotator_trend"].set_index("about")
    assert own["estimate"].idxmin() == "dev"
    assert list(own.index) == list(PEOPLE)
    assert own["note"].str.contains("labels as exchangeable: p is too small where items").all()
    assert own["note"].str.contains("drawn out to windows without work of theirs").all()


def test_a_guideline_without_effect_has_no_step(told: dict[str, pd.DataFrame]) -> None:
    """A new version that changes nothing has an interval around zero, one that does has not."""
    steps = [
        told[name].set_index("statistic").loc["guideline_step"] for name in ("moved", "nothing")
    ]
    found, nothing = steps
    assert (found["about"], found["window"]) == ("1.0 to 2.0", MONDAY + pd.Timedelta(weeks=10))
    assert nothing["low"] < 0 < nothing["high"]
    assert found["p_value"] < 0.05 < nothing["p_value"]


def test_exploratory_rows_say_so(one_drifts: pd.DataFrame) -> None:
    """Change points, CUSUM and GEE are marked; GEE needs 30 annotators."""
    further = one_drifts[one_drifts["statistic"].isin(["change_point", "cusum", "gee_trend"])]
    assert further["note"].str.contains("exploratory: not held").all()
    change = further[further["statistic"] == "change_point"].iloc[0]
    assert abs((change["window"] - MONDAY) / pd.Timedelta(weeks=1) - DROP) <= 2
    assert "4 annotators, 30 are needed" in further.iloc[-1]["note"]


def test_windows_of_equal_size_give_the_usual_ewma() -> None:
    """With equal precision the rows are the recursion z = .2 x + .8 z from the baseline's mean."""
    rows, weights = ewma_rows(np.full(9, 3.0), k=4)
    values = np.random.default_rng(0).normal(size=9)
    mean = values[:4].mean()
    expected, now = [], mean
    for value in values[4:]:
        now = 0.2 * value + 0.8 * now
        expected.append(now - mean)
    assert (rows @ values).tolist() == pytest.approx(expected)
    assert weights.tolist() == [0.25] * 4


def sums_of(far: np.ndarray, windows: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give annotator and pair sums of items x two annotators."""
    rows = pd.DataFrame(
        {"annotator": list("ab") * len(far), "far": far.ravel(), "number": windows.ravel(), "n": 1}
    )
    rows["squares"] = rows["far"] ** 2
    pair = {
        "annotator": "a", "other": "b", "n": len(far),
        "ff": far[:, 0] @ far[:, 1], "xx": float(windows[:, 0] @ windows[:, 1]),
        "f": far[:, 0].sum(), "f_other": far[:, 1].sum(),
        "x": float(windows[:, 0].sum()), "x_other": float(windows[:, 1].sum()),
    }  # fmt: skip
    return rows, pd.DataFrame([pair])


def test_the_trend_has_the_moments_of_all_permutations() -> None:
    """The standard error is that over all 720 ways to exchange six items' times."""
    rng = np.random.default_rng(4)
    far, windows = rng.random((6, 2)), rng.integers(0, 9, (6, 2))
    found = trend(*sums_of(far, windows))
    away = moments(sums_of(far, windows)[0])["xx"].sum()
    centred = windows - windows.mean(axis=0)
    slopes = [
        float((far * centred[list(order)]).sum() / away)
        for order in itertools.permutations(range(6))
    ]
    assert found.slope == pytest.approx(slopes[0])
    assert np.mean(slopes) == pytest.approx(0, abs=1e-12)
    assert found.error == pytest.approx(np.std(slopes))


def test_p_values_of_permuted_time_are_uniform() -> None:
    """Labels that agree in pairs would pass for twice as many: the pairs are accounted for."""
    rng = np.random.default_rng(5)
    p_values = []
    for _ in range(100):
        same = (rng.random(50) < 0.3).astype(float)
        week = rng.integers(0, 12, 50)
        windows = np.stack([week, week + rng.integers(0, 2, 50)], axis=1)
        p_values.append(trend(*sums_of(np.stack([same, same], axis=1), windows)).p_value)
    assert np.mean(np.array(p_values) < 0.05) <= 0.1
    assert 0.4 <= np.mean(p_values) <= 0.6


def test_nobody_has_a_trend_on_two_labels() -> None:
    """An annotator with two labels, or all in one window, has no trend of the own."""
    sums, _ = sums_of(np.ones((2, 2)), np.array([[0, 0], [1, 1]]))
    assert all(np.isnan(one.slope) for one in annotator_trends(sums).values())


def test_gee_finds_a_slope_of_many_annotators() -> None:
    """With 40 annotators the slope over windows is near what was planted."""
    rng = np.random.default_rng(6)
    number = np.tile(np.arange(10), 40)
    share = 0.2 + 0.02 * number + rng.normal(0, 0.05, len(number))
    sums = pd.DataFrame({"annotator": np.repeat(np.arange(40), 10), "number": number, "n": 20})
    slope, error, note = gee_slope(sums.assign(far=share * 20))
    assert slope == pytest.approx(0.02, abs=4 * error)
    assert 0 < error < 0.003
    assert note == ""


def test_one_window_and_no_labels() -> None:
    """Too little to tell gives NaN with the reason, and never an alarm."""
    labels = season(1)
    week = drift_signals(labels[labels["submitted_at"] < MONDAY + pd.Timedelta(weeks=1)])
    assert week["estimate"].isna().all()
    assert week["note"].str.contains("no limits|one window|too few labels").all()
    nothing = drift_signals(labels.iloc[:0])
    assert nothing["note"].tolist() == ["undefined: no item has two labels"] * 2

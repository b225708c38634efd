"""What strengths and win rates are made of: parts, ties, priors, items and wrong arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from tests.analysis.compared_models import by_model, pairs, simulated
from trainer_widgets.analysis import LabelsError, charts, model_strengths, win_rates

if TYPE_CHECKING:
    from collections.abc import Iterable


def test_a_prior_is_comparisons_with_a_model_of_strength_zero() -> None:
    """Half a win and half a loss each keep an unbeaten model finite: the sum's best by hand."""
    found = by_model(model_strengths(pairs("a>b", "a>b"), prior=0.5))["estimate"]
    # 2 (1 - p(2s)) = p(s) - 1/2 where p is the logistic function, at strengths s and -s.
    s = found["a"]
    assert found["b"] == pytest.approx(-s)
    p = stats.logistic.cdf
    assert 2 * (1 - p(2 * s)) == pytest.approx(p(s) - 0.5)


def test_half_ties_shrink_strengths() -> None:
    """With many ties, half wins pull strengths together; Davidson's do not (Davidson 1970)."""
    frame = simulated(20_000, ties=1.5, raters=1)
    davidson, half = (by_model(model_strengths(frame, ties=one)) for one in ("davidson", "half"))
    truth = np.arange(4) - 1.5
    assert np.abs(davidson["estimate"] - truth).max() < 0.06
    assert (half["estimate"].abs() < 0.8 * np.abs(truth)).all()


def test_parts_are_estimated_apart() -> None:
    """Two circles that never meet have means of zero each; who always wins or loses has none."""
    frame = pairs("a>b", "b>a", "a>b", "x>y", "y>z", "z>x", "k>a", "c<b", "k!a", "a>a")
    result = model_strengths(frame)
    assert result["model"].tolist() == ["x", "y", "z", "a", "b", "c", "k"]
    assert result["estimate"][:5].round(6).tolist() == [0, 0, 0, 0.346574, -0.346574]
    assert result["estimate"][5:].isna().all()
    assert "comparable among x, y, z only" in result["note"][0]
    assert result["note"][5].startswith("undefined: it lost every comparison")
    assert result["note"][6].startswith("undefined: it won every comparison")
    assert "1 comparisons with both bad left out; 1 of a model with itself" in result["note"][6]
    assert result["n"].tolist() == [2, 2, 2, 3, 3, 1, 1]
    assert model_strengths(frame, prior=0.5)["estimate"].notna().all()


def test_ties_need_a_circle_of_wins() -> None:
    """Where no circle has more wins than ties, the tie parameter grows for ever: no estimate."""
    result = model_strengths(pairs("a>b", "a=b"))
    assert result["estimate"].isna().all()
    assert "ties cannot be told from strengths" in result["note"][0]
    # c > a > b = c: two wins and one tie are a circle.
    chain = model_strengths(pairs(*["a>b"] * 20, *["c>a"] * 20, *["b=c"] * 10))
    assert chain["estimate"].round(3).tolist() == [1.898, 0, -1.898]
    assert "all comparisons are ties" in model_strengths(pairs("a=b"))["note"][0]
    assert model_strengths(pairs("a=b"), ties="half")["estimate"].tolist() == [0, 0]
    assert "ties, which are left out" in model_strengths(pairs("a=b"), ties="drop")["note"][0]


def test_few_items_have_no_interval() -> None:
    """As many items as models tell no spread."""
    frame = pairs("a>b", "a<b", "a>b").assign(item_id=["q1", "q1", "q2"])
    result = model_strengths(frame, item="item_id")
    assert result["low"].isna().all()
    assert "2 items are too few for 2 models" in result["note"][0]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"ties": "davison"}, "did you mean 'davidson'"),
        ({"prior": 0}, "give a positive number"),
        ({"confidence": 95}, "between 0 and 1"),
        ({"winner": "winer"}, "did you mean 'winner'"),
        ({"winner": "left"}, "cannot be one column"),
        ({"winner": "judged"}, "holds 'a': A winner is one of left, right, tie, both_bad"),
    ],
)
def test_wrong_arguments_are_refused(more: dict[str, Any], message: str) -> None:
    """Each says what to give instead."""
    with pytest.raises(LabelsError, match=message):
        model_strengths(pairs("a>b", "b>a").assign(judged="a"), **more)


@settings(max_examples=3)
@given(st.integers(0, 1000), st.permutations(range(4)))
def test_order_names_and_sides_do_not_matter(seed: int, names: list[int]) -> None:
    """Other names, another order of the rows and swapped sides leave each model as it is."""
    frame = simulated(40, seed=seed)
    other = frame.sample(frac=1, random_state=seed)
    other = other.rename(columns={"left": "right", "right": "left"})
    other["winner"] = other["winner"].replace({"left": "right", "right": "left"})
    book = {f"m{one}": f"n{other}" for one, other in enumerate(names)}
    other[["left", "right"]] = other[["left", "right"]].replace(book)
    for function in (model_strengths, win_rates):
        first, second = (numbers(function(one, item="item_id")) for one in (frame, other))
        renamed = {tuple(book.get(name, name) for name in key): n for key, n in first.items()}
        assert renamed.keys() == second.keys()
        for key, expected in renamed.items():
            assert second[key] == pytest.approx(expected, abs=1e-9, nan_ok=True)


def numbers(result: pd.DataFrame) -> dict[tuple[str, ...], list[float]]:
    """Give a result's numbers by whom they are about."""
    about = [name for name in ("model", "opponent") if name in result]
    keys: Iterable[Any] = result[about].fillna("all").itertuples(index=False)
    rows = result.select_dtypes("number").to_numpy().tolist()
    return dict(zip((tuple(key) for key in keys), rows, strict=True))


def test_an_ibis_table_gives_the_same() -> None:
    """A lazy table is counted where it is."""
    frame = simulated(50)
    for function in (model_strengths, win_rates):
        lazy = function(ibis.memtable(pa.Table.from_pandas(frame)), item="item_id")
        pd.testing.assert_frame_equal(lazy, function(frame, item="item_id"))


def test_win_rates_by_hand() -> None:
    """Wins and half the ties over all; without items and ties the interval is Wilson's."""
    result = win_rates(pairs("a>b", "a>b", "a<b", "b>c", "a=c", "a!c"))
    found = result.fillna({"opponent": "all"}).set_index(["model", "opponent"])
    assert found["estimate"]["a", "b"] == pytest.approx(2 / 3)
    wilson = list(proportion_confint(2, 3, method="wilson"))
    assert [found["low"]["a", "b"], found["high"]["a", "b"]] == pytest.approx(wilson)
    assert [found[name]["a", "all"] for name in ("estimate", "ties", "n")] == [0.625, 0.25, 4]
    assert "1 comparisons with both bad left out" in result["note"][0]
    assert result["model"].unique().tolist() == ["a", "b", "c"]


def test_raters_who_say_the_same_are_one_witness() -> None:
    """Three raters who copy each other widen the interval about as if they were one."""
    once = simulated(200, models=2, raters=1, ties=0, seed=3)
    thrice = pd.concat([once] * 3)
    one, three = (win_rates(frame, item="item_id").iloc[0] for frame in (once, thrice))
    assert three["n"] == 3 * one["n"]
    assert three["high"] - three["low"] == pytest.approx(one["high"] - one["low"], rel=0.02)


def test_nothing_to_compare_gives_no_rows() -> None:
    """An empty table has an empty result with all columns."""
    for function in (model_strengths, win_rates):
        result = function(pairs("a>b").iloc[:0])
        assert result.empty
        assert result["estimate"].dtype == "float64"


def test_charts_of_strengths_and_wins_say_what_is_seen() -> None:
    """The strongest comes first; parts have panels; models without an estimate say why."""
    whole = charts.model_strengths(model_strengths(simulated(100)))
    assert whole.description.startswith("m3 comes out strongest and m0 weakest of 4 models. m3: +")
    parts = charts.model_strengths(model_strengths(pairs("a>b", "b>a", "x>y", "y>x", "k>a")))
    assert parts.description.startswith("Models fall into 2 groups that cannot be compared")
    assert "k: undefined: it won every comparison, 1 comparison." in parts.description
    assert len(parts.to_dict()["vconcat"]) == 3
    wins = charts.win_rates(win_rates(simulated(100), confidence=0.9))
    assert wins.description.startswith("m3 wins most, ")
    assert "with its 90 % interval" in " ".join(wins.to_dict()["title"]["subtitle"])
    for function, chart in (
        (model_strengths, charts.model_strengths),
        (win_rates, charts.win_rates),
    ):
        assert (
            chart(function(pairs("a>b").iloc[:0])).to_dict()["title"]["text"][0].startswith("No ")
        )

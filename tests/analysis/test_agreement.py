"""Agreement: published values, values by hand, independent packages and properties."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa

from trainer_widgets.analysis import agreement
from trainer_widgets.formats.public import load_public

if TYPE_CHECKING:
    import random
    from pathlib import Path
CATEGORIES = "abc"


def frame(table: dict[str, dict[str, str | None]]) -> pd.DataFrame:
    """Give labels from annotator -> item -> choice."""
    return pd.DataFrame(
        [
            {"item_id": item, "annotator": who, "choice": choice}
            for who, given_by in table.items()
            for item, choice in given_by.items()
        ],
        columns=["item_id", "annotator", "choice"],
    )


def estimates(labels: object, **options: Any) -> dict[str, float]:
    """Give the estimates by statistic."""
    result = agreement(labels, **options)
    return dict(zip(result["statistic"], result["estimate"], strict=True))


def row(labels: object, statistic: str, **options: Any) -> pd.Series[Any]:
    """Give one statistic's row."""
    result = agreement(labels, **options)
    return result[result["statistic"] == statistic].iloc[0]


@st.composite
def labelings(draw: st.DrawFn) -> pd.DataFrame:
    """Draw labels of two to four annotators on up to eight items, with gaps."""
    people = ["ana", "ben", "chi", "dana"][: draw(st.integers(2, 4))]
    choice = st.one_of(st.none(), st.sampled_from(CATEGORIES))
    items = [f"q{n}" for n in range(draw(st.integers(1, 8)))]
    return frame({who: {item: draw(choice) for item in items} for who in people})


def test_cohen_kappa_of_the_textbook() -> None:
    """Of 50 applications, 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no give a kappa of 0.4."""
    cells = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    ana, ben = zip(*cells, strict=True)
    labels = frame({"ana": {str(n): x for n, x in enumerate(ana)}})
    labels = pd.concat([labels, frame({"ben": {str(n): x for n, x in enumerate(ben)}})])
    found = estimates(labels)
    assert found["percent_agreement"] == pytest.approx(0.7)
    assert found["cohen_kappa"] == pytest.approx(0.4)


def test_percent_agreement_by_hand() -> None:
    """Items with shares 1, 1/3 and (of two labels) 0 average to 4/9; single labels do not count."""
    labels = frame(
        {
            "ana": {"q1": "a", "q2": "a", "q3": "a", "q4": "a"},
            "ben": {"q1": "a", "q2": "a", "q3": "b"},
            "chi": {"q1": "a", "q2": "b"},
        }
    )
    found = row(labels, "percent_agreement")
    assert found["estimate"] == pytest.approx(4 / 9)
    assert (found["n_items"], found["n_annotators"], found["n_labels"]) == (4, 3, 9)
    assert "3 items with two labels or more" in found["note"]


@pytest.fixture(scope="session")
def pandalm(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Give PandaLM's labels with their features."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAINER_WIDGETS_DATA", str(originals))
        project = load_public("pandalm", cache=tmp_path_factory.mktemp("public"))
    return project.labels(features=True)


def test_pandalm_as_published(pandalm: pd.DataFrame) -> None:
    """Each two raters have the kappa of PandaLM's README (.85, .88, .86); the mean is theirs."""
    people = sorted(set(pandalm["annotator"]))
    kappas = [
        estimates(pandalm[pandalm["annotator"].isin(two)])["cohen_kappa"]
        for two in itertools.combinations(people, 2)
    ]
    assert [round(kappa, 2) for kappa in kappas] == [0.85, 0.88, 0.86]
    assert estimates(pandalm)["cohen_kappa"] == pytest.approx(np.mean(kappas))


def test_pandalm_agrees_with_statsmodels(pandalm: pd.DataFrame) -> None:
    """The mean share of agreeing pairs is the one inside statsmodels' Fleiss kappa."""
    wide = pandalm.pivot_table("choice", "item_id", "annotator", aggfunc="first")
    table, _ = aggregate_raters(wide.to_numpy(dtype=str))
    chance = float(((table.sum(axis=0) / table.sum()) ** 2).sum())
    observed = fleiss_kappa(table) * (1 - chance) + chance
    assert estimates(pandalm)["percent_agreement"] == pytest.approx(observed)


def test_pandalm_by_group(pandalm: pd.DataFrame) -> None:
    """Groups are the results of their own labels, with their own sizes."""
    result = agreement(pandalm, by="cmp_key")
    key = "opt-7b_pythia-6.9b"
    alone = agreement(pandalm[pandalm["cmp_key"] == key])
    assert len(result) == 20
    part = result[result["cmp_key"] == key].drop(columns="cmp_key").reset_index(drop=True)
    pd.testing.assert_frame_equal(part, alone)


def test_the_kappas_interval_is_the_asymptotic_one() -> None:
    """For two raters the jackknife's standard error is Fleiss, Cohen and Everitt's (1969)."""
    rng = np.random.default_rng(3)
    ana = rng.integers(0, 3, 200)
    ben = np.where(rng.random(200) < 0.6, ana, rng.integers(0, 3, 200))
    labels = frame(
        {
            who: {str(n): CATEGORIES[value] for n, value in enumerate(values)}
            for who, values in (("ana", ana), ("ben", ben))
        }
    )
    table = np.zeros((3, 3))
    np.add.at(table, (ana, ben), 1)
    theirs = cohens_kappa(table)
    ours = row(labels, "cohen_kappa")
    assert ours["estimate"] == pytest.approx(theirs.kappa)
    assert (ours["high"] - ours["low"]) / 2 == pytest.approx(1.959964 * theirs.std_kappa, rel=1e-6)


def test_the_bootstrap_is_the_one_over_items() -> None:
    """Drawing patterns gives the interval that resampling the items themselves gives."""
    rng = np.random.default_rng(5)
    agree = rng.random(300) < 0.8
    labels = frame(
        {
            "ana": {str(n): "a" for n in range(300)},
            "ben": {str(n): "a" if same else "b" for n, same in enumerate(agree)},
        }
    )
    draws = rng.choice(agree, size=(4000, 300)).mean(axis=1)
    found = row(labels, "percent_agreement", resamples=4000)
    assert found["low"] == pytest.approx(np.percentile(draws, 2.5), abs=0.005)
    assert found["high"] == pytest.approx(np.percentile(draws, 97.5), abs=0.005)


@settings(max_examples=25)
@given(labelings())
def test_kappa_agrees_with_scikit_learn(labels: pd.DataFrame) -> None:
    """The mean over pairs of annotators is the mean of scikit-learn's values."""
    wide = labels.pivot_table("choice", "item_id", "annotator", aggfunc="first", observed=True)
    theirs = []
    for one, other in itertools.combinations(wide.columns, 2):
        both = wide[[one, other]].dropna()
        if len(both) and len(set(both.to_numpy().ravel())) > 1:
            theirs.append(cohen_kappa_score(both[one], both[other]))
    ours = estimates(labels).get("cohen_kappa", math.nan)
    assert ours == pytest.approx(np.mean(theirs) if theirs else math.nan, nan_ok=True)


@settings(max_examples=25)
@given(labelings(), st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(labels: pd.DataFrame, chance: random.Random) -> None:
    """Shuffled rows, renamed people, items and categories give the same result."""
    shuffled = labels.sample(frac=1, random_state=chance.randrange(1000))
    people = dict(zip(["ana", "ben", "chi", "dana"], chance.sample("wxyz", 4), strict=True))
    choices = dict(zip(CATEGORIES, chance.sample("pqr", 3), strict=True))
    other = shuffled.assign(
        annotator=shuffled["annotator"].map(people),
        item_id="item " + shuffled["item_id"],
        choice=shuffled["choice"].map(choices),
    )
    pd.testing.assert_frame_equal(agreement(labels), agreement(other))


@settings(max_examples=25)
@given(labelings())
def test_results_stay_within_their_bounds(labels: pd.DataFrame) -> None:
    """Every interval holds its estimate, and what is undefined says why."""
    for found in agreement(labels).to_dict(orient="records"):
        least = 0 if found["statistic"] == "percent_agreement" else -1
        if math.isnan(found["estimate"]):
            assert found["note"].startswith("undefined: ")
        elif math.isnan(found["low"]):
            assert "no interval" in found["note"]
        else:
            assert least <= found["low"] <= found["estimate"] <= found["high"] <= 1


@pytest.mark.parametrize(
    ("table", "statistic", "why"),
    [
        ({"ana": {"q1": "a"}, "ben": {"q2": "a"}}, "percent_agreement", "no item has two labels"),
        ({"ana": {"q1": "a"}, "ben": {"q2": "a"}}, "cohen_kappa", "no two annotators share"),
        ({"ana": {"q1": "a"}, "ben": {"q1": "a"}}, "cohen_kappa", "only one category"),
        ({"ana": {"q1": None}}, "percent_agreement", "no labels"),
        ({}, "cohen_kappa", "no labels"),
    ],
)
def test_what_is_undefined_is_nan_with_the_reason(
    table: dict[str, dict[str, str | None]], statistic: str, why: str
) -> None:
    """An undefined coefficient is neither 1 nor an exception."""
    found = row(frame(table), statistic)
    assert math.isnan(found["estimate"])
    assert why in found["note"]

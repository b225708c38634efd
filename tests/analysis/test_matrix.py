"""Agreement of each two annotators: published values, independent packages and properties."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa

from trainer_widgets.analysis import LabelsError, agreement_matrix, charts
from trainer_widgets.analysis.charts.rendering import render
from trainer_widgets.formats.public import load_public

if TYPE_CHECKING:
    import random
    from pathlib import Path

CATEGORIES = "abc"
PEOPLE = ["ana", "ben", "chi", "dana"]


@st.composite
def labelings(draw: st.DrawFn) -> pd.DataFrame:
    """Draw labels of two to four annotators on up to eight items, with gaps."""
    people = PEOPLE[: draw(st.integers(2, 4))]
    items = [f"q{n}" for n in range(draw(st.integers(1, 8)))]
    choice = st.one_of(st.none(), st.sampled_from([1, 2, 4]))
    rows = [(item, who, draw(choice)) for item in items for who in people]
    frame = pd.DataFrame(rows, columns=["item_id", "annotator", "choice"])
    return frame.astype({"choice": "Int64"})


def crossed(table: list[list[int]]) -> pd.DataFrame:
    """Give the labels of two people from how many items have each two values."""
    cells = [
        (one, other)
        for one, row in enumerate(table)
        for other, n in enumerate(row)
        for _ in range(n)
    ]
    return pd.DataFrame(
        [
            {"item_id": number, "annotator": who, "choice": choice}
            for number, cell in enumerate(cells)
            for who, choice in zip(PEOPLE, cell, strict=False)
        ]
    )


def simulated(people: int, items: int, seed: int = 0) -> pd.DataFrame:
    """Give labels of people of two schools, who differ on a third of the items."""
    rng = np.random.default_rng(seed)
    truth, other = rng.integers(0, 3, (2, items))
    rows = []
    for person in range(people):
        view = truth if person % 2 else np.where(np.arange(items) % 3, truth, other)
        given_by = np.where(rng.random(items) < 0.8, view, rng.integers(0, 3, items))
        rows += [
            (f"q{n}", f"rater {person:02}", CATEGORIES[code]) for n, code in enumerate(given_by)
        ]
    return pd.DataFrame(rows, columns=["item_id", "annotator", "choice"])


def pairs(result: pd.DataFrame) -> dict[frozenset[str], dict[str, Any]]:
    """Give the rows by pair."""
    return {
        frozenset((str(row["annotator"]), str(row["other"]))): {str(k): v for k, v in row.items()}
        for row in result.to_dict("records")
    }


def test_the_published_kappas_of_pandalm(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three raters have the kappas of PandaLM's README: .85, .88 and .86."""
    monkeypatch.setenv("TRAINER_WIDGETS_DATA", str(originals))
    found = agreement_matrix(load_public("pandalm", cache=tmp_path))
    assert sorted(found["estimate"].round(2)) == [0.85, 0.86, 0.88]
    assert (found["n_items"] <= 999).all()
    assert (found["low"] < found["estimate"]).all()


def test_the_example_of_sas() -> None:
    """SAS gives .4842 within .2137 to .7547, and weighted .4701, for statsmodels' own example."""
    labels = crossed([[0, 4, 1], [0, 8, 0], [0, 1, 5]])
    found = agreement_matrix(labels).iloc[0]
    assert found[["estimate", "low", "high"]].round(4).tolist() == [0.4842, 0.2137, 0.7547]
    weighted = agreement_matrix(labels, level="ordinal").iloc[0]
    assert weighted["estimate"].round(4) == 0.4701


@pytest.mark.parametrize(
    ("level", "kind"), [("nominal", None), ("ordinal", "linear"), ("interval", "quadratic")]
)
@pytest.mark.parametrize("confidence", [0.95, 0.8])
def test_kappa_and_its_interval_are_those_of_statsmodels(
    level: str, kind: str | None, confidence: float
) -> None:
    """The variance is Fleiss, Cohen and Everitt's (1969), plain and weighted."""
    table = [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]]
    found = agreement_matrix(crossed(table), level=level, confidence=confidence).iloc[0]
    weights = None if kind is None else np.arange(4)
    theirs = cohens_kappa(np.array(table), weights=weights, wt=kind)
    reach = norm.ppf(0.5 + confidence / 2) * theirs.std_kappa
    expected = [theirs.kappa, theirs.kappa - reach, theirs.kappa + reach]
    assert found[["estimate", "low", "high"]].tolist() == pytest.approx(expected, abs=1e-8)
    assert f"{100 * confidence:g} % interval" in found["note"]
    assert (f"{kind} weights" in found["note"]) == (kind is not None)


@settings(max_examples=4)
@given(labelings(), st.sampled_from([("nominal", None), ("ordinal", "linear")]))
def test_kappa_agrees_with_scikit_learn(labels: pd.DataFrame, level: tuple[str, Any]) -> None:
    """Each pair has scikit-learn's value for the items that both labeled."""
    found = pairs(agreement_matrix(labels, level=level[0]))
    wide = labels.dropna().pivot_table("choice", "item_id", "annotator", aggfunc="first")
    values = sorted(set(labels["choice"].dropna()))
    for one, other in itertools.combinations(wide.columns, 2):
        both = wide[[one, other]].dropna()
        row = found[frozenset((one, other))]
        assert row["n_items"] == len(both)
        if len(both) and len(set(both.to_numpy().ravel())) > 1:
            theirs = cohen_kappa_score(both[one], both[other], labels=values, weights=level[1])
            assert row["estimate"] == pytest.approx(theirs, abs=1e-8)
        else:
            assert math.isnan(row["estimate"])


@settings(max_examples=3)
@given(labelings(), st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(labels: pd.DataFrame, chance: random.Random) -> None:
    """Shuffled rows and renamed people, items and categories give the same pairs."""
    people = dict(zip(PEOPLE, chance.sample("wxyz", 4), strict=True))
    names = dict(zip([1, 2, 4], chance.sample("pqr", 3), strict=True))
    other = labels.sample(frac=1, random_state=chance.randrange(1000)).assign(
        annotator=lambda frame: frame["annotator"].map(people),
        item_id=lambda frame: "item " + frame["item_id"],
        choice=lambda frame: frame["choice"].map(names),
    )
    theirs = pairs(agreement_matrix(other))
    for pair, row in pairs(agreement_matrix(labels)).items():
        renamed = theirs[frozenset(people[who] for who in pair)]
        for name in ("estimate", "low", "high", "n_items"):
            assert row[name] == pytest.approx(renamed[name], abs=1e-9, nan_ok=True)


def test_those_who_agree_stand_together() -> None:
    """People of two schools come one school after the other."""
    found = agreement_matrix(simulated(8, 150))
    order = list(dict.fromkeys([*found["annotator"], *found["other"]]))
    schools = [int(name[-2:]) % 2 for name in order]
    assert schools in ([0] * 4 + [1] * 4, [1] * 4 + [0] * 4)
    assert len(found) == 28


def test_sets_agree_in_part() -> None:
    """Sets of tags are compared by MASI, and lists of two orders are one set."""
    labels = pd.DataFrame(
        {
            "item_id": ["q1", "q1", "q2", "q2", "q3", "q3"],
            "annotator": ["ana", "ben"] * 3,
            "tag_names": [["x", "y"], ["y", "x"], ["x"], ["x", "y"], ["z"], ["z"]],
        }
    )
    found = agreement_matrix(labels, "tag_names", "set").iloc[0]
    assert "MASI weights" in found["note"]
    assert 0 < found["estimate"] < 1


def test_groups_have_their_own_pairs() -> None:
    """Each group is the matrix of its own labels; a missing group is one of its own."""
    labels = simulated(3, 60).assign(
        guideline=lambda frame: frame["item_id"].str[-1].isin(list("123"))
    )
    labels["guideline"] = labels["guideline"].map({True: "1.0", False: None})
    found = agreement_matrix(labels, by="guideline")
    alone = agreement_matrix(labels[labels["guideline"] == "1.0"])
    part = found[found["guideline"] == "1.0"].drop(columns="guideline").reset_index(drop=True)
    pd.testing.assert_frame_equal(part, alone)
    assert len(found) == 6


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("q1", "ana", "a"), ("q2", "ben", "a")], "share no item"),
        ([("q1", "ana", "a"), ("q1", "ben", "a")], "only one category"),
        ([("q1", "ana", "a"), ("q1", "ben", "b")], "no interval"),
    ],
)
def test_what_is_undefined_says_why(rows: list[tuple[str, str, str]], why: str) -> None:
    """A pair without shared items, or with one category only, is NaN with the reason."""
    found = agreement_matrix(pd.DataFrame(rows, columns=["item_id", "annotator", "choice"])).iloc[0]
    assert math.isnan(found["low"])
    assert why in found["note"]


def test_one_annotator_alone_has_no_pair() -> None:
    """No labels, or those of one person, give an empty result that can be drawn."""
    for labels in (simulated(1, 3), simulated(2, 3).iloc[:0]):
        found = agreement_matrix(labels)
        assert found.empty
        assert render(charts.agreement_matrix(found).to_dict())[0]["image/png"]


def test_mistakes_are_named() -> None:
    """Unknown levels, weights and confidences are refused."""
    labels = simulated(2, 5)
    with pytest.raises(LabelsError, match="did you mean 'nominal'"):
        agreement_matrix(labels, level="nominl")
    with pytest.raises(LabelsError, match="do not go with level"):
        agreement_matrix(labels, weights="linear")
    with pytest.raises(LabelsError, match="between 0 and 1"):
        agreement_matrix(labels, confidence=95)


@pytest.mark.parametrize("people", [3, 14, 22])
def test_the_chart_tells_every_pair(people: int) -> None:
    """Few or many annotators: the picture compiles, and pairs and intervals are in its data."""
    found = agreement_matrix(simulated(people, 12))
    chart = charts.agreement_matrix(found).to_dict()
    assert render(chart)[0]["image/png"][:4] == b"\x89PNG"
    data = chart["datasets"][chart["data"]["name"]]
    assert len(data) == people * (people - 1)
    assert "95 % interval" in " ".join(chart["title"]["subtitle"])

"""Consensus and confusion: published values, independent packages and properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from crowdkit.aggregation import DawidSkene
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer_widgets.analysis import LabelsError, charts, consensus
from trainer_widgets.analysis.aggregation import dawid_skene
from trainer_widgets.analysis.aggregation.confusions import confusion
from trainer_widgets.analysis.charts.rendering import render

if TYPE_CHECKING:
    import random
    from pathlib import Path

PEOPLE = ["ana", "ben", "chi", "dana"]
# Dawid and Skene (1979), table 1: 45 patients, five anaesthetists, of whom the first assessed each
# patient three times; fitness for anaesthesia from 1 to 4.
PATIENTS = """
111 1 1 1 1, 333 4 3 3 4, 112 2 1 2 2, 222 3 1 2 1, 222 3 2 2 2, 222 3 3 2 2, 122 2 1 1 1,
333 3 4 3 3, 222 2 2 2 3, 232 2 2 2 3, 444 4 4 4 4, 222 3 3 4 3, 111 1 1 1 1, 222 3 2 1 2,
121 1 1 1 1, 111 2 1 1 1, 111 1 1 1 1, 111 1 1 1 1, 222 2 2 2 1, 222 1 3 2 2, 222 2 2 2 2,
222 2 2 2 1, 222 3 2 2 2, 221 2 2 2 2, 111 1 1 1 1, 111 1 1 1 1, 232 2 2 2 2, 111 1 1 1 1,
111 1 1 1 1, 112 1 1 2 1, 111 1 1 1 1, 333 3 2 3 3, 111 1 1 1 1, 222 2 2 2 2, 222 3 2 3 2,
433 4 3 4 3, 221 2 2 3 2, 232 3 2 3 3, 333 3 4 3 2, 111 1 1 1 1, 111 1 1 1 1, 121 2 1 1 1,
232 2 2 2 2, 121 1 1 1 1, 222 2 2 2 2
"""


def frame(rows: list[tuple[str, str, Any]]) -> pd.DataFrame:
    """Give labels from (item, annotator, choice)."""
    return pd.DataFrame(rows, columns=["item_id", "annotator", "choice"])


@pytest.fixture(scope="module")
def patients() -> pd.DataFrame:
    """Give the anaesthetists' assessments."""
    rows = [
        (f"{patient:02}", str(observer), int(grade), nth)
        for patient, graded in enumerate(PATIENTS.strip().split(","), 1)
        for observer, grades in enumerate(graded.split(), 1)
        for nth, grade in enumerate(grades)
    ]
    labels = pd.DataFrame(rows, columns=["item_id", "annotator", "choice", "nth"])
    labels["recorded_at"] = pd.to_datetime(labels.pop("nth"), unit="D", utc=True)
    return labels


@pytest.fixture(scope="module")
def rte(known_answers: Path) -> pd.DataFrame:
    """Give ten crowd labels on each of 800 entailments, with gold (Snow et al. 2008)."""
    table = pd.read_parquet(known_answers / "snow2008" / "rte.parquet")
    return table.rename(columns={"annotator_id": "annotator", "label": "choice"})


@st.composite
def labelings(draw: st.DrawFn) -> pd.DataFrame:
    """Draw labels of three or four annotators on up to ten items, with gaps."""
    people = PEOPLE[: draw(st.integers(3, 4))]
    items = [f"q{n}" for n in range(draw(st.integers(2, 10)))]
    choice = st.sampled_from([None, "a", "b", "b", "c"])
    rows = [(item, who, draw(choice)) for item in items for who in people]
    return frame([("q0", "ana", "a"), *(row for row in rows if row[:2] != ("q0", "ana"))])


def test_dawid_and_skenes_own_data(patients: pd.DataFrame) -> None:
    """Prevalences and the first observer's error rates are those of the paper's tables 2 and 3."""
    found = confusion(patients, repeats="all")
    prevalence = found[found["statistic"] == "prevalence"]
    assert prevalence["estimate"].round(2).tolist() == [0.40, 0.42, 0.11, 0.07]
    first = found[found["annotator"] == "1"]
    matrix = first.pivot_table("estimate", "truth", "label").round(2)
    assert matrix.to_numpy().tolist() == [
        [0.89, 0.11, 0.0, 0.0],
        [0.07, 0.88, 0.05, 0.0],
        [0.0, 0.34, 0.66, 0.0],
        [0.0, 0.0, 0.56, 0.44],
    ]
    assert set(first["n_labels"]) == {135}
    assert set(first["n_items"]) == {45}
    assert ((found["low"] <= found["estimate"]) & (found["estimate"] <= found["high"])).all()


def test_repeated_readings_count_when_asked(patients: pd.DataFrame) -> None:
    """By default the newest of somebody's readings counts, with repeats="all" each of them."""
    assert set(consensus(patients)["n_labels"]) == {5}
    assert set(consensus(patients, repeats="all")["n_labels"]) == {7}


def test_crowd_labels_of_entailment(rte: pd.DataFrame) -> None:
    """On RTE the majority is right for .897 (ties count half), Dawid and Skene's model for .927."""
    gold = rte.drop_duplicates("item_id").set_index("item_id")["gold"]
    majority = consensus(rte)
    right = (majority["value"] == majority["item_id"].map(gold)).astype(float)
    assert right.where(~majority["is_tie"], 0.5).mean() == pytest.approx(0.897, abs=5e-4)
    modelled = consensus(rte, method="dawid_skene")
    assert (modelled["value"] == modelled["item_id"].map(gold)).mean() == 0.9275
    assert modelled["posterior"].between(0.5, 1).all()


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # crowd-kit's own
@settings(max_examples=5)
@given(labelings(), st.integers(1, 6))
def test_iterations_are_crowd_kits(labels: pd.DataFrame, iterations: int) -> None:
    """After as many iterations from the same start, posteriors and matrices are crowd-kit's."""
    known = labels.dropna().reset_index(drop=True)
    codes, values = pd.factorize(known["choice"], sort=True)
    read = dawid_skene.readings(known.assign(code=codes), len(values))
    fit = dawid_skene.fitted(read, most=iterations, enough=-np.inf)
    names = {"item_id": "task", "annotator": "worker", "choice": "label"}
    numbered = {new: pd.factorize(known[old], sort=True)[0] for old, new in names.items()}
    theirs = DawidSkene(n_iter=iterations, tol=-np.inf)
    theirs.fit(pd.DataFrame(numbered))
    assert theirs.probas_ is not None
    assert theirs.errors_ is not None
    order = list(range(len(values)))
    posteriors = theirs.probas_.sort_index()[order].to_numpy(dtype=float)
    assert fit.posteriors == pytest.approx(posteriors, abs=1e-9)
    errors = theirs.errors_.sort_index()[order].to_numpy(dtype=float)
    assert fit.confusion == pytest.approx(errors, abs=1e-9)


def test_the_likelihood_never_falls(patients: pd.DataFrame) -> None:
    """Each iteration explains the labels at least as well as the one before."""
    read = dawid_skene.readings(patients.assign(code=patients["choice"] - 1), 4)
    gains = []
    for most in range(1, 12):
        fit = dawid_skene.fitted(read, most=most, enough=-np.inf)
        joint = read.given @ np.log(fit.confusion) + np.log(fit.prevalence)
        gains.append(np.logaddexp.reduce(joint, axis=1).sum())
    assert (np.diff(gains) > -1e-9).all()


@settings(max_examples=3)
@given(labelings(), st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(labels: pd.DataFrame, chance: random.Random) -> None:
    """Shuffled rows and renamed people, items and categories give the same consensus."""
    people = dict(zip(PEOPLE, chance.sample("wxyz", 4), strict=True))
    choices = dict(zip("abc", chance.sample("pqr", 3), strict=True))
    other = labels.sample(frac=1, random_state=chance.randrange(1000)).assign(
        annotator=lambda table: table["annotator"].map(people),
        item_id=lambda table: "item " + table["item_id"],
        choice=lambda table: table["choice"].map(choices),
    )
    for method in ("majority", "dawid_skene"):
        ours, theirs = consensus(labels, method=method), consensus(other, method=method)
        assert ours["value"].map(choices).equals(theirs["value"])
        numbers = [name for name in ("posterior", "entropy", "n_labels") if name in ours]
        assert ours[numbers].to_numpy() == pytest.approx(theirs[numbers].to_numpy(), abs=1e-6)


def test_ties_have_no_winner() -> None:
    """Of two values that are level none is chosen, and both are named."""
    found = consensus(frame([("q1", "ana", 1), ("q1", "ben", 2), ("q2", "ana", 2)]))
    assert found["is_tie"].tolist() == [True, False]
    assert found["value"].isna().tolist() == [True, False]
    assert found["note"].tolist() == ["tie: 1, 2", ""]
    assert found["value"].tolist()[1] == 2


def test_posteriors_have_a_row_for_each_value() -> None:
    """All probabilities of an item sum to one, and the highest is the winner's."""
    labels = frame(
        [(f"q{n}", who, "ab"[n % 2 * (who != "dana")]) for n in range(6) for who in PEOPLE]
    )
    whole = consensus(labels, method="dawid_skene", posteriors=True)
    assert len(whole) == 12
    sums = whole.groupby("item_id")["posterior"]
    assert sums.sum().tolist() == pytest.approx([1.0] * 6)
    winners = consensus(labels, method="dawid_skene")
    assert sums.max().tolist() == winners["posterior"].tolist()


def test_smoothing_keeps_rare_values_possible() -> None:
    """With smoothing nobody is taken for somebody who never errs."""
    labels = frame([(f"q{n}", who, "ab"[n % 2]) for n in range(6) for who in PEOPLE[:2]])
    sure = confusion(labels)["estimate"].max()
    smoothed = confusion(labels, smoothing=1.0)
    rows = smoothed[smoothed["statistic"] == "label_given_truth"]
    assert sure == 1
    assert 0.5 < rows["estimate"].max() < 0.8
    assert rows.groupby(["annotator", "truth"])["estimate"].sum().tolist() == pytest.approx([1] * 4)


def test_confusion_on_gold_by_hand() -> None:
    """Right answers give counts; a truth that somebody never met is NaN with the reason."""
    labels = frame([("q1", "ana", "a"), ("q2", "ana", "b"), ("q3", "ana", "b"), ("q3", "ben", "b")])
    found = confusion(labels, method="gold", gold={"q1": "a", "q2": "a", "q3": "b"})
    rows: dict[Any, Any] = found.set_index(["annotator", "truth", "label"]).to_dict("index")
    assert rows[("ana", "a", "b")]["estimate"] == 0.5
    assert rows[("ana", "a", "b")]["n_effective"] == 2
    assert np.isnan(rows[("ben", "a", "a")]["estimate"])
    assert "no such item" in rows[("ben", "a", "a")]["note"]


def test_sets_are_values_as_a_whole() -> None:
    """Lists that hold the same names are one value, given back as a list."""
    labels = frame([("q1", "ana", ["x", "y"]), ("q1", "ben", ["y", "x"]), ("q1", "chi", ["x"])])
    assert consensus(labels, level="set")["value"].tolist() == [["x", "y"]]


def test_groups_are_worlds_of_their_own(patients: pd.DataFrame) -> None:
    """A group's consensus is that of its own labels."""
    first = patients["item_id"] < "23"
    labels = patients.assign(half=first.map({True: "first", False: None}))
    for method in ("majority", "dawid_skene"):
        found = consensus(labels, method=method, by="half")
        alone = consensus(labels[labels["half"] == "first"], method=method)
        part = found[found["half"] == "first"].drop(columns="half").reset_index(drop=True)
        pd.testing.assert_frame_equal(part, alone)
        assert len(found) == 45


def test_mistakes_are_named() -> None:
    """Unknown options, and posteriors of a majority, are refused."""
    labels = frame([("q1", "ana", "a")])
    with pytest.raises(LabelsError, match="did you mean 'majority'"):
        consensus(labels, method="majorty")
    with pytest.raises(LabelsError, match="There are newest, all"):
        consensus(labels, repeats="oldest")
    with pytest.raises(LabelsError, match="group by something else"):
        consensus(labels, by="item_id")
    with pytest.raises(LabelsError, match="has no posteriors"):
        consensus(labels, posteriors=True)
    with pytest.raises(LabelsError, match="give gold="):
        confusion(labels, method="gold")
    many = frame([(f"q{n}", "ana", n) for n in range(101)])
    with pytest.raises(LabelsError, match="at most 100"):
        consensus(many, method="dawid_skene")


@pytest.mark.parametrize("method", ["majority", "dawid_skene"])
@pytest.mark.parametrize("by", [None, "guideline"])
def test_the_chart_counts_items(method: str, by: str | None) -> None:
    """Every item is drawn once, and a table without labels gives a picture too."""
    labels = frame([(f"q{n}", who, "ab"[n % 2]) for n in range(6) for who in PEOPLE[:2]])
    labels["guideline"] = np.where(labels["annotator"] == "ana", "1.0", "1.1")
    chart = charts.consensus(consensus(labels, method=method, by=by)).to_dict()
    assert f"of {6 if by is None else 12} items" in chart["description"]
    empty = charts.consensus(consensus(labels.iloc[:0], method=method, by=by)).to_dict()
    assert "There are no labels" in empty["description"]
    for drawn in (chart, empty):
        assert render(drawn)[0]["image/png"][:4] == b"\x89PNG"

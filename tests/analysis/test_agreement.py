"""Agreement: independent packages, properties, and what is undefined."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any, Literal

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa

from tests.analysis.labelings import estimates, from_rows, matrix, numbers, same
from trainer_widgets.analysis import LabelsError, agreement

if TYPE_CHECKING:
    import random

    Level = Literal["nominal", "ordinal", "interval", "ratio"]

few = settings(max_examples=8)
fewest = settings(max_examples=4)  # of two calls an example, with their intervals


def row(labels: object, statistic: str, *arguments: Any, **options: Any) -> pd.Series[Any]:
    """Give one statistic's row."""
    result = agreement(labels, *arguments, **options)
    return result[result["statistic"] == statistic].iloc[0]


def test_percent_agreement_by_hand() -> None:
    """Items with shares 1, 1/3 and (of two labels) 0 average to 4/9; single labels do not count."""
    labels = from_rows([list("aaaa"), ["a", "a", "b", None], ["a", "b", None, None]])
    found = row(labels, "percent_agreement")
    assert found["estimate"] == pytest.approx(4 / 9)
    assert (found["n_items"], found["n_annotators"], found["n_labels"]) == (4, 3, 9)
    assert "3 items with two labels or more" in found["note"]


@few
@given(numbers(), st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_agrees_with_the_krippendorff_package(labels: pd.DataFrame, level: Level) -> None:
    """Alpha with gaps is that of the krippendorff package, at four levels."""
    ours = estimates(labels, level=level)["krippendorff_alpha"]
    table = matrix(labels).to_numpy()
    try:
        theirs = krippendorff.alpha(table, level_of_measurement=level)
    except (ValueError, AssertionError, KeyError, RuntimeWarning):  # one value, or no labels
        theirs = math.nan
    assert same(ours, theirs)


@few
@given(st.lists(st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=2, max_size=9))
def test_fleiss_kappa_agrees_with_statsmodels(table: list[list[int]]) -> None:
    """With equally many labels an item, Fleiss' kappa is that of statsmodels."""
    ours = estimates(from_rows(list(zip(*table, strict=True))))["fleiss_kappa"]
    one_only = len({value for item in table for value in item}) == 1
    assert same(ours, math.nan if one_only else fleiss_kappa(aggregate_raters(np.array(table))[0]))


@few
@given(numbers(), st.sampled_from(["unweighted", "linear", "quadratic"]))
def test_cohen_kappa_agrees_with_scikit_learn(labels: pd.DataFrame, weights: str) -> None:
    """The mean over pairs is that of scikit-learn's values, each counted by the items shared."""
    wide, values = matrix(labels), sorted(set(labels["choice"]))
    theirs, sizes = [], []
    for one, other in itertools.combinations(wide.to_numpy(), 2):
        both = ~np.isnan(one) & ~np.isnan(other)
        if len({*one[both], *other[both]}) > 1:
            named = None if weights == "unweighted" else weights
            theirs.append(cohen_kappa_score(one[both], other[both], labels=values, weights=named))
            sizes.append(both.sum())
    ours = estimates(labels, level="ordinal", weights=weights)["cohen_kappa"]
    assert same(ours, np.average(theirs, weights=sizes) if theirs else math.nan)


def test_the_kappas_interval_is_the_asymptotic_one() -> None:
    """For two raters the jackknife's standard error is Fleiss, Cohen and Everitt's (1969)."""
    rng = np.random.default_rng(3)
    ana = rng.integers(0, 3, 200)
    ben = np.where(rng.random(200) < 0.6, ana, rng.integers(0, 3, 200))
    table = np.zeros((3, 3))
    np.add.at(table, (ana, ben), 1)
    for confidence, normal in ((0.95, 1.959964), (0.8, 1.281552)):
        ours = row(from_rows([ana, ben]), "cohen_kappa", confidence=confidence)
        half = (ours["high"] - ours["low"]) / 2
        assert half == pytest.approx(normal * cohens_kappa(table).std_kappa, rel=1e-6)
        assert f"{100 * confidence:g} % interval: other items, same annotators" in ours["note"]


def test_the_bootstrap_is_the_one_over_items() -> None:
    """Drawing patterns gives the intervals that resampling the items themselves gives."""
    rng = np.random.default_rng(5)
    truth = rng.integers(0, 3, 200)
    table = np.where(rng.random((3, 200)) < 0.7, truth, rng.integers(0, 3, (3, 200)))
    drawn = [table[:, rng.integers(0, 200, 200)] for _ in range(1000)]
    alphas = [krippendorff.alpha(one, level_of_measurement="nominal") for one in drawn]
    found = row(from_rows(table), "krippendorff_alpha", resamples=4000)
    low, high = np.percentile(alphas, [2.5, 97.5])
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=0.015)


@fewest
@given(numbers(), st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(labels: pd.DataFrame, chance: random.Random) -> None:
    """Shuffled rows, renamed people, items and categories give the same result, to the interval."""
    shuffled = labels.sample(frac=1, random_state=chance.randrange(1000))
    people = sorted(set(labels["annotator"]))
    renamed = dict(zip(people, chance.sample("wxyz", len(people)), strict=True))
    choices = dict(zip(range(1, 6), chance.sample("pqrst", 5), strict=True))
    other = shuffled.assign(
        annotator=shuffled["annotator"].map(renamed),
        item_id="item " + shuffled["item_id"],
        choice=shuffled["choice"].map(choices),
    )
    expected, found = (agreement(one, resamples=40) for one in (labels, other))
    pd.testing.assert_frame_equal(expected, found)


@few
@given(numbers(), st.sampled_from(["nominal", "ordinal", "interval"]))
def test_results_stay_within_their_bounds(labels: pd.DataFrame, level: str) -> None:
    """Every interval holds its estimate, and what is undefined says why."""
    for found in agreement(labels, level=level, resamples=40).to_dict(orient="records"):
        if math.isnan(found["estimate"]):
            assert found["note"].startswith("undefined: ")
        elif math.isnan(found["low"]):
            assert "no interval" in found["note"]
        else:
            assert found["low"] <= found["estimate"] <= found["high"] <= 1


UNDEFINED: list[tuple[list[list[str | None]], dict[str, str]]] = [
    (
        [["a", None], [None, "a"]],
        {
            "percent_agreement": "no item has two labels",
            "krippendorff_alpha": "no item has two labels",
            "cohen_kappa": "no two annotators share",
        },
    ),
    ([["a", "b", "a"]], {"gwet_ac1": "no item has two labels"}),
    (
        [["a"], ["a"]],
        dict.fromkeys(
            ["krippendorff_alpha", "fleiss_kappa", "gwet_ac1", "cohen_kappa"], "only one category"
        ),
    ),
    ([[None]], {"percent_agreement": "no labels"}),
    ([], {"cohen_kappa": "no labels"}),
]


@pytest.mark.parametrize(("table", "reasons"), UNDEFINED)
def test_what_is_undefined_is_nan_with_the_reason(
    table: list[list[str | None]], reasons: dict[str, str]
) -> None:
    """An undefined coefficient is neither 1 nor an exception."""
    found = agreement(from_rows(table)).set_index("statistic")
    for statistic, why in reasons.items():
        assert math.isnan(found["estimate"][statistic])
        assert f"undefined: {why}" in found["note"][statistic]


def test_values_that_are_all_missing_are_no_labels() -> None:
    """A column without any value gives NaN."""
    labels = from_rows([["a", "b"], ["a", "b"]]).assign(choice=np.nan)
    assert row(labels, "krippendorff_alpha")["note"] == "undefined: no labels"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"level": "nominl"}, "did you mean 'nominal'"),
        ({"weights": "linear"}, "do not go with level 'nominal'"),
        ({"level": "ordinal"}, r"give categories=\[...\], from the lowest to the highest"),
        ({"level": "ordinal", "categories": ["a"]}, "also holds 'b'"),
        ({"level": "interval"}, "needs numbers, and column 'choice' holds 'a'"),
        ({"level": "set"}, "needs lists"),
        ({"level": "ratio", "value": "below"}, "numbers from 0 up"),
        ({"by": "gruop"}, "did you mean 'group'"),
        ({"by": "items"}, "rename the column"),
        ({"resample": "annotator"}, "did you mean 'annotators'"),
        ({"resample": "annotators"}, "needs 10 annotators or more, and there are 2"),
        ({"confidence": 95}, "between 0 and 1"),
        ({"resamples": 0}, "from 1 up"),
        ({"level": "spans", "intra": True}, "intra= does not go with level 'spans'"),
        ({"level": "ranking", "weights": "linear"}, "weights= does not go with level 'ranking'"),
        ({"match": "category"}, "match= does not go with level 'nominal'"),
    ],
)
def test_wrong_arguments_are_refused(options: dict[str, Any], why: str) -> None:
    """What cannot be asked says what can."""
    labels = from_rows([["a", "b"], ["a", "b"]]).assign(group=1, below=[-1.0, 2.0, 1.0, 3.0])
    with pytest.raises(LabelsError, match=why):
        agreement(labels, **options)


def test_mixed_types_are_refused() -> None:
    """A column of text and numbers has to be made one of them."""
    labels = pd.DataFrame({"item_id": ["q1", "q1"], "annotator": ["a", "b"], "choice": ["x", 1]})
    with pytest.raises(LabelsError, match="several types"):
        agreement(labels)

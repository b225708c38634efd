"""How an exploration holds slices against the rest and each other, and how sure it is of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import t

from tests.analysis.explored import FEATURES, holds, labels
from trainer_widgets.analysis.exploring import Exploration
from trainer_widgets.analysis.slices.language import parsed
from trainer_widgets.records.slices import Compared, Negated

if TYPE_CHECKING:
    from trainer_widgets.records.explored import Rate

FRAME = labels()


def ends(rate: Rate) -> list[float]:
    """Give a rate and its interval."""
    return [math.nan if one is None else one for one in (rate.estimate, rate.low, rate.high)]


def mirrored(rate: Rate) -> list[float]:
    """Give the difference of the second less the first."""
    estimate, low, high = ends(rate)
    return [-estimate, -high, -low]


@pytest.fixture(scope="module")
def exploration() -> Exploration:
    """Give the labels, prepared."""
    return Exploration.of(FRAME, outcome="wrong", features=FEATURES)


@pytest.mark.parametrize(
    "text",
    [
        'language = "ar"',
        "severity >= 3",
        'language = "ar" or tags has "night"',
        "length is missing",
    ],
)
def test_a_slice_is_compared_with_the_rest_as_statsmodels_does(
    text: str, exploration: Exploration
) -> None:
    """The difference is that of a regression with errors that are clustered by item."""
    condition = parsed(text, exploration.fields)
    found, inside = exploration.overview(condition), holds(FRAME, condition)
    wrong = FRAME["wrong"].astype(float)
    assert found.rate.estimate == pytest.approx(wrong[inside].mean())
    assert found.rest.estimate == pytest.approx(wrong[~inside].mean())
    design = sm.add_constant(inside.astype(float).to_numpy())
    fit = sm.OLS(wrong.to_numpy(), design).fit(
        cov_type="cluster",
        cov_kwds={"groups": pd.factorize(FRAME["item_id"])[0], "use_correction": False},
    )
    each = [FRAME.loc[side, "item_id"].nunique() for side in (inside, ~inside)]
    assert [found.rate.n_items, found.rest.n_items] == each
    assert (found.difference.n_labels, found.difference.n_items) == (inside.sum(), each[0])
    items = min(each)
    reach = t.ppf(0.975, items - 1) * fit.bse[1] * np.sqrt(items / (items - 1))
    assert found.difference.estimate == pytest.approx(fit.params[1])
    assert found.difference.low == pytest.approx(fit.params[1] - reach)
    assert found.difference.high == pytest.approx(fit.params[1] + reach)


def test_a_slice_and_its_complement_mirror_each_other(exploration: Exploration) -> None:
    """What one has more than the other, that one has less, and nobody is surer of it."""
    condition = Compared("language", "=", "ar")
    one, other = exploration.overview(condition), exploration.overview(Negated(condition))
    assert mirrored(one.difference) == pytest.approx(ends(other.difference))


@pytest.mark.parametrize("is_wrong", [[True, False, True], [True, True, True]])
def test_a_rare_slice_and_its_complement_mirror_each_other(is_wrong: list[bool]) -> None:
    """Three items tell as little of what is beside them, whichever of the two is the slice."""
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"item_id": np.arange(400).repeat(3)})
    frame["annotator"] = [*"abc"] * 400
    frame["kind"] = ["rare"] * 9 + ["common"] * 1191
    frame["wrong"] = [*is_wrong * 3, *(rng.random(1191) < 0.3)]
    found = Exploration.of(frame, outcome="wrong")
    rare, common = (Compared("kind", "=", one) for one in ("rare", "common"))
    one, other = found.overview(rare).difference, found.overview(common).difference
    assert mirrored(one) == pytest.approx(ends(other))
    assert (one.n_labels, one.n_items, other.n_labels, other.n_items) == (9, 3, 1191, 397)
    assert found.compare(rare, common).difference == one
    assert found.compare(common, rare).difference == other
    assert found.compare(common, Negated(common)).difference == other


def test_slices_that_overlap_are_compared(exploration: Exploration) -> None:
    """The variance knows the labels and items that both have: checked by leaving out each item."""
    one, other = Compared("language", "=", "ar"), Compared("severity", ">=", 3)
    found: Any = exploration.compare(one, other)
    a, b = holds(FRAME, one), holds(FRAME, other)
    assert found.both.n_labels == (a & b).sum()
    assert [rate.n_labels for rate in found.rates] == [a.sum(), b.sum()]

    def difference(kept: pd.Series[bool]) -> float:
        wrong = FRAME["wrong"]
        return float(wrong[a & kept].mean() - wrong[b & kept].mean())

    assert found.difference.estimate == pytest.approx(difference(FRAME["item_id"] != ""))
    names = FRAME["item_id"].unique()
    left_out = np.array([difference(FRAME["item_id"] != name) for name in names])
    error = np.sqrt(np.sum((left_out - left_out.mean()) ** 2) * (len(names) - 1) / len(names))
    items = FRAME.loc[a, "item_id"].nunique()
    reach = (found.difference.high - found.difference.low) / 2 / t.ppf(0.975, items - 1)
    assert reach == pytest.approx(error, rel=0.05)


def test_a_slice_that_is_compared_with_itself(exploration: Exploration) -> None:
    """It differs by nothing."""
    condition = Compared("language", "=", "ar")
    found = exploration.compare(condition, condition)
    assert found.difference.estimate == 0
    assert found.both == found.rates[0] == found.rates[1]

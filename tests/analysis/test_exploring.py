"""What an exploration says of a slice is what pandas and statsmodels say of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from tests.analysis import explored
from tests.analysis.explored import FEATURES, HOSTILE, code, holds, labels
from trainer_widgets.analysis.exploring import Exploration
from trainer_widgets.analysis.exploring.crossing import beside, restricted
from trainer_widgets.analysis.slices.language import parsed
from trainer_widgets.records.slices import (
    EVERYTHING,
    Among,
    Compared,
    Condition,
    Contains,
    Either,
    Every,
    Holds,
    Missing,
    Negated,
)

FRAME = labels()
COMPARISONS = st.one_of(
    st.builds(Compared, st.just("language"), st.sampled_from(["=", "!="]),
              st.sampled_from(["ar", "de", "xx"])),
    st.builds(Among, st.just("language"),
              st.lists(st.sampled_from(["ar", "en", "xx"]), min_size=1)),
    st.builds(Compared, st.just("severity"), st.sampled_from(["=", "!=", "<", ">=", ">"]),
              st.sampled_from([0, 1, 3, 2.5, 9])),
    st.builds(Compared, st.just("length"), st.sampled_from(["<", ">="]),
              st.floats(0, 500).map(lambda number: round(number, 1))),
    st.builds(Compared, st.just("submitted_at"), st.sampled_from(["<", ">="]),
              st.sampled_from(["2026-02-01", "2026-02-20T10:00:00"])),
    st.builds(Holds, st.just("tags"), st.sampled_from([*explored.TAGS, "xx"])),
    st.builds(Compared, st.just(HOSTILE), st.just("="), st.sampled_from(["x'", '"', "%"])),
    st.builds(Contains, st.just("prompt"), st.sampled_from(["REFUND", "100%", "r_s", "_"])),
    st.builds(Missing, st.sampled_from(["language", "length", "tags"])),
)  # fmt: skip
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        st.builds(Every, st.lists(inner, max_size=3)),
        st.builds(Either, st.lists(inner, min_size=1, max_size=3)),
        st.builds(Negated, inner),
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def exploration() -> Exploration:
    """Give the labels, prepared."""
    return Exploration.of(FRAME, outcome="wrong", features=FEATURES)


@given(condition=CONDITIONS)
@settings(max_examples=40)
def test_facets_count_as_pandas_does(condition: Condition, exploration: Exploration) -> None:
    """Each code holds the labels that pandas finds, under all but the facet's own condition."""
    found = exploration.overview(condition)
    assert found.rate.n_labels == holds(FRAME, condition).sum()
    assert found.rest.n_labels == (~holds(FRAME, condition)).sum()
    for facet, counted in zip(exploration.facets, found.facets, strict=True):
        around = condition
        if facet.field in restricted(condition):
            around = beside(condition, facet.field)
        rest = FRAME[holds(FRAME, around)]
        n, y = np.zeros(facet.n_codes), np.zeros(facet.n_codes)
        each = code(rest, facet.field, facet.values, facet.edges)
        for codes, wrong in zip(each, rest["wrong"], strict=True):
            for one in codes:
                n[one] += 1
                y[one] += wrong
        assert counted.n == n.tolist()
        shares = [None if of == 0 else wrong / of for wrong, of in zip(y, n, strict=True)]
        assert counted.rate == [one if one is None else pytest.approx(one) for one in shares]


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
    items = FRAME.loc[inside, "item_id"].nunique()
    assert found.rate.n_items == items
    reach = t.ppf(0.975, items - 1) * fit.bse[1] * np.sqrt(items / (items - 1))
    assert found.difference.estimate == pytest.approx(fit.params[1])
    assert found.difference.low == pytest.approx(fit.params[1] - reach)
    assert found.difference.high == pytest.approx(fit.params[1] + reach)


def test_the_rates_interval_is_the_clustered_one_of_the_house(exploration: Exploration) -> None:
    """A slice and its complement change places, and each has the interval that it has alone."""
    condition = Compared("language", "=", "ar")
    one, other = exploration.overview(condition), exploration.overview(Negated(condition))
    assert (one.rate.low, one.rate.high) == pytest.approx((other.rest.low, other.rest.high))
    assert one.rate.n_items == other.rest.n_items
    assert one.difference.estimate == pytest.approx(-(other.difference.estimate or 0))
    alone = Exploration.of(FRAME[FRAME["language"] == "ar"], outcome="wrong", features=[])
    assert alone.total == one.rate


def test_everything_has_no_rest(exploration: Exploration) -> None:
    """All labels have a rate and no difference, and so has a condition that holds for all."""
    found = exploration.overview(EVERYTHING)
    assert found.rate.estimate == pytest.approx(FRAME["wrong"].mean())
    assert found.rest.n_labels == 0
    assert found.difference.estimate is None
    same = exploration.overview(Compared("severity", ">=", 0))
    assert same.rate == found.rate
    assert (same.rest.estimate, same.difference.estimate) == (None, None)
    assert same.facets == found.facets


def test_an_empty_slice_has_no_rate(exploration: Exploration) -> None:
    """Where nothing is left there are counts of zero, no rates, and no page."""
    nothing = Compared("severity", ">", 9)
    found = exploration.overview(Every([nothing, Missing("language")]))
    assert (found.rate.n_labels, found.rate.estimate, found.rate.low) == (0, None, None)
    assert exploration.page(nothing).rows == []
    assert exploration.trend(nothing) == []
    assert exploration.breakdown(nothing, ["language"]).cells == []
    assert len(exploration.labels(nothing)) == len(exploration.items(nothing)) == 0
    assert exploration.rates(nothing)["estimate"].isna().tolist() == [True, False, True]


def test_the_trend_covers_all_labels(exploration: Exploration) -> None:
    """Windows follow each other, and each has the labels that pandas finds between its ends."""
    condition = Compared("language", "=", "ar")
    for window in exploration.trend(condition):
        between = FRAME["submitted_at"].between(window.start, window.end, inclusive="left")
        part = FRAME[holds(FRAME, condition) & between]
        assert window.rate.n_labels == len(part)
        assert window.rate.estimate == pytest.approx(part["wrong"].mean())
    assert sum(one.rate.n_labels for one in exploration.baseline) == len(FRAME)


def test_a_breakdown_by_two_features(exploration: Exploration) -> None:
    """Each cell is a group of pandas; a label with several tags is in the cell of each."""
    facets = {facet.field: facet for facet in exploration.facets}
    found = exploration.breakdown(EVERYTHING, ["severity", "tags"])
    tags: Any = [tags or [None] for tags in FRAME["tags"]]
    frame = FRAME.assign(tags=tags).explode("tags")
    each = frame.groupby(["severity", "tags"], dropna=False)["wrong"].agg(["size", "mean"])
    assert len(found.cells) == len(each)
    for cell in found.cells:
        severity = facets["severity"].values[cell.codes[0] - 1]  # noqa: PD011 - a facet's
        tag = facets["tags"].values[cell.codes[1] - 1] if cell.codes[1] else None  # noqa: PD011 - a facet's
        rows = frame[(frame["severity"] == severity) & frame["tags"].isin([tag])]
        assert (cell.rate.n_labels, cell.rate.n_items) == (len(rows), rows["item_id"].nunique())
        assert cell.rate.estimate == pytest.approx(rows["wrong"].mean())


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

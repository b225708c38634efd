"""What an exploration says of a slice is what pandas and statsmodels say of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis import explored
from tests.analysis.explored import FEATURES, HOSTILE, code, holds, labels
from trainer_widgets.analysis.exploring import Exploration
from trainer_widgets.analysis.slices.language.conditions import beside, restricted
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
        if facet.feature in restricted(condition):
            around = beside(condition, facet.feature)
        rest = FRAME[holds(FRAME, around)]
        n, y = np.zeros(facet.n_codes), np.zeros(facet.n_codes)
        each = code(rest, facet.feature, facet.values, facet.edges)
        for codes, wrong in zip(each, rest["wrong"], strict=True):
            for one in codes:
                n[one] += 1
                y[one] += wrong
        assert counted.n == n.tolist()
        shares = [None if of == 0 else wrong / of for wrong, of in zip(y, n, strict=True)]
        assert counted.rate == [one if one is None else pytest.approx(one) for one in shares]


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
    facets = {facet.feature: facet for facet in exploration.facets}
    found = exploration.breakdown(EVERYTHING, ["severity", "tags"])
    tags: Any = [tags or [None] for tags in FRAME["tags"]]
    frame = FRAME.assign(tags=tags).explode("tags")
    each = frame.groupby(["severity", "tags"], dropna=False)["wrong"].agg(["size", "mean"])
    assert len(found.cells) == len(each)
    for cell in found.cells:
        severity = facets["severity"].values[cell.codes[0] - 1]
        tag = facets["tags"].values[cell.codes[1] - 1] if cell.codes[1] else None
        rows = frame[(frame["severity"] == severity) & frame["tags"].isin([tag])]
        assert (cell.rate.n_labels, cell.rate.n_items) == (len(rows), rows["item_id"].nunique())
        assert cell.rate.estimate == pytest.approx(rows["wrong"].mean())


def test_a_breakdown_is_beside_its_own_condition(exploration: Exploration) -> None:
    """A slice of one language still shows all of them; what else it says holds."""
    severe = Compared("severity", ">=", 3)
    own = Every([Compared("language", "=", "ar"), severe])
    assert exploration.breakdown(own, ["language"]) == exploration.breakdown(severe, ["language"])
    both = exploration.breakdown(own, ["language", "severity"])
    assert both == exploration.breakdown(EVERYTHING, ["language", "severity"])
    within = exploration.breakdown(own, ["tags"])
    assert within != exploration.breakdown(severe, ["tags"])

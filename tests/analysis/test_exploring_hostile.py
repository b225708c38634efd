"""One odd column never makes a table useless: it is left out and told, or refused where named."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from trainer_widgets.analysis import LabelsError
from trainer_widgets.analysis.exploring import Exploration, bins
from trainer_widgets.records.slices import EVERYTHING, Compared

N = 24
LARGEST = float(np.finfo(float).max)


def table(**columns: Any) -> pd.DataFrame:
    """Give labels with a sane feature beside some columns."""
    frame = pd.DataFrame({"item_id": [f"q{place // 2}" for place in range(N)]})
    frame = frame.assign(annotator=["ana", "ben"] * (N // 2), language=["ar", "de"] * (N // 2))
    frame["wrong"] = frame.index % 3 == 0
    return frame.assign(**columns)


LEFT_OUT: dict[str, tuple[Any, str]] = {
    "intervals": (pd.cut(np.arange(N), 4), "texts or numbers"),
    "periods": (pd.period_range("2026-01", periods=N, freq="M"), "texts or numbers"),
    "complex numbers": (np.full(N, 1j), "texts or numbers"),
    "large whole numbers": (pd.Series([2**70, 1] * (N // 2), dtype=object), "64 bits"),
    "halves of letters": (pd.Series(["\ud800", "a"] * (N // 2), dtype=object), "halves of letters"),
    "several types": ([1, "a"] * (N // 2), "several types"),
    "durations": (pd.to_timedelta(range(N), unit="h"), "make durations numbers"),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_no_engine_reads_is_left_out(name: str) -> None:
    """All else is explored, and the note names the column; somebody who names it is told why."""
    column, why = LEFT_OUT[name]
    frame = table(odd=column)
    found = Exploration.of(frame, outcome="wrong")
    assert [facet.feature for facet in found.facets] == ["annotator", "language"]
    assert "column 'odd' left out" in found.note
    assert why in found.note
    assert "odd" not in found.labels().columns
    with pytest.raises(LabelsError, match=f"column 'odd' cannot be used: .*{why}"):
        Exploration.of(frame, outcome="wrong", features=["odd"])
    with pytest.raises(LabelsError, match="'odd'"):
        Exploration.of(frame, outcome="odd")


def test_items_and_arrow_tables_have_odd_columns_too() -> None:
    """It is the same where the items have the column, and where Arrow does."""
    items = pd.DataFrame({"item_id": [f"q{place}" for place in range(N // 2)]})
    items["odd"] = pd.period_range("2026-01", periods=N // 2, freq="M")
    assert "column 'odd' left out" in Exploration.of(table(), items, "wrong").note
    odd = pa.array([(1, 2, 3)] * N, pa.month_day_nano_interval())
    arrow = pa.Table.from_pandas(table()).append_column("odd", odd)
    assert "column 'odd' left out" in Exploration.of(arrow, outcome="wrong").note


@pytest.mark.parametrize("name", ["", "x" * 1000])
def test_names_that_no_message_holds_are_left_out(name: str) -> None:
    """An index without a name, or a name of 1,000 letters, is no facet and no field."""
    frame = table(**{name: ["a", "b"] * (N // 2)})
    found = Exploration.of(frame, outcome="wrong")
    assert name not in found.fields
    assert "left out" in found.note
    assert len(found.note) < 200
    with pytest.raises(LabelsError, match="cannot be used"):
        Exploration.of(frame, outcome="wrong", features=[name])


NUMBERS: dict[str, Any] = {
    "huge": [1e308, -1e308, 0.0] * 8,
    "the largest": [LARGEST] * N,
    "tiny": [5e-324 * place for place in range(N)],
    "close": 1e15 + np.random.default_rng(0).random(N),
    "closer": [1e16 + 2 * place for place in range(N)],
    "unsigned": np.array([2**64 - 1, 1] * (N // 2), dtype=np.uint64),
    "many unsigned": np.array([2**64 - 1 - place for place in range(N)], dtype=np.uint64),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_odd_numbers_have_bins(name: str) -> None:
    """Edges are finite and each above the one before; every label is in a bin."""
    found = Exploration.of(table(odd=NUMBERS[name]), outcome="wrong", features=["odd"])
    (facet,) = found.facets
    edges: Any = facet.edges
    assert all(a < b for a, b in pairwise(edges))
    assert all(math.isfinite(edge) for edge in edges)
    assert sum(found.counted[0].n[1:]) == N
    if facet.kind == "category":
        assert found.overview(Compared("odd", "=", 2**64 - 1)).rate.n_labels == N // 2


def test_infinite_numbers_make_no_facet() -> None:
    """One infinity leaves the facet out and says so; conditions can still be about the column."""
    frame = table(odd=[math.inf, *range(N - 1)])
    found = Exploration.of(frame, outcome="wrong")
    assert [facet.feature for facet in found.facets] == ["annotator", "language"]
    assert "no facet of 'odd': infinite numbers" in found.note
    assert found.overview(Compared("odd", ">", 20)).rate.n_labels == 3
    with pytest.raises(LabelsError, match="'odd' holds numbers without an end"):
        Exploration.of(frame, outcome="wrong", features=["odd"])


@pytest.mark.parametrize("at", [None, "odd"])
def test_the_last_of_all_moments(at: str | None) -> None:
    """Dates that stand for never have bins, and a window in the trend."""
    never = [datetime(9999, 12, 31, 23), *[datetime(2026, 1, 1)] * (N - 1)]  # noqa: DTZ001 - as people have them
    found = Exploration.of(table(odd=never), outcome="wrong", at=at)
    edges = {facet.feature: facet.edges for facet in found.facets}["odd"]
    assert edges[-1] == datetime.max.replace(tzinfo=UTC)
    assert sum(window.rate.n_labels for window in found.trend(EVERYTHING)) == (N if at else 0)
    first = datetime.min.replace(tzinfo=UTC)
    assert bins.of_times(first, first)[0] == first

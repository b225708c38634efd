"""Labels that are hard to take: odd values, odd names, things that are missing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from trainer_widgets.analysis import (
    LabelsError,
    agreement,
    agreement_drift,
    agreement_matrix,
    confusion,
    consensus,
    drift_signals,
    failure_trend,
    model_strengths,
    pace,
    power,
    wilson,
)
from trainer_widgets.analysis.charts.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def labels(values: list[Any], kind: pa.DataType | None = None, n_items: int = 20) -> pa.Table:
    """Draw three labels an item from twelve people."""
    random = np.random.default_rng(4)
    drawn = [(item, who) for item in range(n_items) for who in random.choice(12, 3, replace=False)]
    chosen = [values[place] for place in random.integers(len(values), size=len(drawn))]
    return pa.table(
        {
            "item_id": [f"q{item}" for item, _ in drawn],
            "annotator": [f"p{who}" for _, who in drawn],
            "choice": pa.array(chosen, kind),
        }
    )


@pytest.fixture(scope="module")
def of_letters() -> list[float]:
    """Give the estimates of three letters."""
    return estimates(labels(list("abc")))


def estimates(table: object, **options: Any) -> list[float]:
    """Give all estimates of agreement."""
    return list(agreement(table, resamples=5, **options)["estimate"])


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1 / 3, 0.1, 2.0], pa.float64()),
        ([1 / 3, 0.1, 2.0], pa.float32()),
        ([0.5, 0.25, 2.0], pa.float16()),
        ([Decimal("12345678901234567890.1"), Decimal("12345678901234567890.2"), Decimal(0)], None),
        (["a'b", "b\\", "\x1f"], pa.string_view()),
    ],
)
def test_a_value_equals_itself_whatever_its_type(
    values: list[Any], kind: Any, of_letters: list[float]
) -> None:
    """No label is lost because an engine reads its value with other last digits."""
    kind = kind or pa.decimal128(30, 2)
    assert estimates(labels(values, kind)) == of_letters


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([0, 1, 2], pa.timestamp("us", "Europe/Berlin")),
        ([0, 1, 2], pa.timestamp("ns")),
        ([0, 1, 2], pa.duration("us")),
        ([2**64 - 1, 1, 2], pa.uint64()),
        (["a\0", "a", "b"], pa.string()),
    ],
)
def test_values_that_engines_read_differently_are_refused(values: list[Any], kind: Any) -> None:
    """Moments, durations, very large numbers and texts with a NUL are one clear error."""
    table = labels(values, kind)
    for ask in (agreement, consensus):
        with pytest.raises(LabelsError, match="column 'choice' holds"):
            ask(table)


def test_names_that_engines_do_not_read_are_refused() -> None:
    """A person whose name has a NUL is told, and not an engine's own error."""
    table = labels(["a", "b"]).to_pandas()
    table["annotator"] += "\0"
    with pytest.raises(LabelsError, match="column 'annotator' holds"):
        agreement(table)


def test_files_that_are_none_are_one_line(tmp_path: Path) -> None:
    """What an engine says of its own SQL is left out."""
    with pytest.raises(LabelsError, match="could not be read as parquet") as told:
        agreement(tmp_path / "labels.parquet")
    assert "\n" not in str(told.value)


def test_numbers_with_many_digits_are_all_counted() -> None:
    """Alpha of floats is that of the same numbers times a power of two."""
    numbers = [1 / 3, 0.1, -0.4422227, np.pi]
    long, short = (labels([number * by for number in numbers]) for by in (1, 4))
    assert estimates(long, level="interval") == pytest.approx(
        estimates(short, level="interval"), nan_ok=True
    )


def test_what_belongs_to_no_item_or_to_nobody_is_left_out_and_told() -> None:
    """Missing names neither stop an analysis nor count as a person."""
    table = labels(["a", "b"]).to_pandas()
    table.loc[0, "item_id"] = None
    table.loc[4, "annotator"] = None
    found = agreement(table, resamples=5)
    assert (found["n_labels"] == len(table) - 2).all()
    assert found["note"].str.contains("2 labels without an item or annotator left out").all()
    decided = consensus(table, method="dawid_skene")
    assert decided["n_labels"].sum() == len(table) - 2


def test_columns_without_any_value_have_no_type_and_stop_nothing() -> None:
    """A table of which nothing is left gives results that say so."""
    nothing = labels(["a"]).to_pandas().iloc[:0].astype(object)
    assert agreement(nothing, level="set")["note"].str.contains("no labels").all()
    times = [dt.datetime(2026, 1, 5, tzinfo=dt.UTC)] * 60
    table = labels(["a", "b"]).append_column("submitted_at", pa.array(times))
    table = table.append_column("guideline", pa.nulls(60))
    assert len(agreement_drift(table))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"by": "at"}, "rename the column"),
        ({"by": 5}, "no name of a column"),
        ({"by": "marks"}, "single values"),
        ({"value": "marks"}, "levels of their own"),
        ({"value": 5}, "no column 5"),
        ({"item": "annotator"}, "both the item and the annotator"),
        ({"level": None}, "level None is unknown"),
        ({"confidence": "x"}, "confidence"),
        ({"resamples": 1.5}, "resamples"),
        ({"seed": -1}, "seed"),
    ],
)
def test_wrong_arguments_say_what_to_do(asked: dict[str, Any], told: str) -> None:
    """Whatever is asked wrongly is one clear error."""
    table = labels(["a", "b"]).append_column("marks", pa.array([["x"]] * 60))
    table = table.append_column("at", pa.array(["x"] * 60))
    with pytest.raises(LabelsError, match=told):
        agreement(table, **asked)


def test_other_analyses_refuse_the_same() -> None:
    """Levels, seeds, confidence and smoothing have bounds everywhere."""
    table = labels(["a", "b"])
    timed = table.append_column("submitted_at", pa.array([dt.datetime(2026, 1, 5)] * 60))  # noqa: DTZ001 - taken as UTC
    twice = table.append_column("choice", table["choice"])
    pairs = pd.DataFrame({"left": ["a"], "right": ["b"], "winner": ["left"]})
    asked: tuple[Callable[[], object], ...] = (
        lambda: consensus(table, level="nominl"),
        lambda: confusion(table, level="nominl"),
        lambda: confusion(table, smoothing=-1),
        lambda: consensus(table, level="ranking"),
        lambda: confusion(table, level="spans"),
        lambda: agreement_matrix(table, level="spans"),
        lambda: agreement_drift(timed, level="ranking"),
        lambda: drift_signals(timed, level="spans"),
        lambda: drift_signals(table, confidence=2),
        lambda: agreement_drift(table, seed=-1),
        lambda: failure_trend(table, value="choice", confidence=2),
        lambda: model_strengths(pairs, left="right"),
        lambda: power(0.1, weeks=0),
        lambda: agreement(twice),
        lambda: pace(table, by="labels"),
    )
    for ask in asked:
        with pytest.raises(LabelsError):
            ask()


def test_columns_named_twice_in_by_count_once() -> None:
    """Grouping by a column twice is grouping by it."""
    table = labels(["a", "b"])
    assert agreement(table, by=["annotator", "annotator"], resamples=5).equals(
        agreement(table, by="annotator", resamples=5)
    )


def test_next_to_no_observations_tell_nothing() -> None:
    """An effective number that rounds to none has the widest interval."""
    assert wilson.share(0.5, 1e-15, 0.95) == {"estimate": 0.5, "low": 0.0, "high": 1.0}


def test_names_that_no_image_can_hold_are_drawn() -> None:
    """A control character in a name does not end the process that draws."""
    spec = {"mark": "text", "data": {"values": [{"a": "x\x1fy\x00"}]}}
    bundle, _ = render(spec | {"encoding": {"text": {"field": "a"}}})
    assert bundle["image/png"]

"""Features by which labels are told apart on sight: their values and bins, in code."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import exploring as counting
from trainer_widgets.analysis.counts.slices import frequencies
from trainer_widgets.analysis.exploring import bins
from trainer_widgets.analysis.results import note
from trainer_widgets.records.explored import Facet, FacetKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.analysis.exploring.columns import Column
    from trainer_widgets.analysis.exploring.engine import Engine

MOST_FACETS = 24
MOST_VALUES = 50
MOST_DIFFERENT = 5000
MOST_UNBINNED = 10
FEW = 10  # values that make a facet, however few items there are


class Coded(NamedTuple):
    """A facet, the column that holds its values, and the expression of its codes."""

    facet: Facet
    held: str
    code: Any


def offered(known: Sequence[Column], n_items: int) -> tuple[list[Column], str]:
    """Return the columns that make facets where nobody named them, and what is left out."""
    several = [one for one in known if one.n_values + bool(one.n_missing) > 1]
    fit = [one for one in several if _is_fit(one, n_items)]
    return first(fit)


def first(known: Sequence[Column]) -> tuple[list[Column], str]:
    """Return as many columns as a view has room for, and what is left out."""
    rest = ", ".join(one.name for one in known[MOST_FACETS:])
    said = f"no facets beyond the first {MOST_FACETS}: {rest}" if rest else ""
    return [*known[:MOST_FACETS]], said


def _is_fit(one: Column, n_items: int) -> bool:
    if one.kind in ("number", "time", "boolean", "list"):
        return True
    several = max(n_items / 2, FEW)
    return one.kind == "category" and one.n_values <= min(MOST_DIFFERENT, several)


def coded(engine: Engine, chosen: Sequence[Column], *, is_named: bool) -> tuple[list[Coded], str]:
    """Return the facets of columns, in code, and what these leave out.

    Raises
    ------
    LabelsError
        When somebody named a column that makes none.
    """
    each = {one.name: _coded(engine, one) for one in chosen}
    found = [one for one in each.values() if one]
    endless = ", ".join(repr(name) for name, one in each.items() if one is None)
    if endless and is_named:
        message = f"feature {endless} holds numbers without an end: leave these out first"
        raise counts.LabelsError(message)
    said = [f"no facet of {endless}: infinite numbers"] if endless else []
    said += [
        f"{one.facet.feature}: the {MOST_VALUES} most frequent of {one.facet.n_values:,} values"
        for one in found
        if not one.facet.edges and one.facet.n_values > MOST_VALUES
    ]
    return found, note(*said)


def _coded(engine: Engine, one: Column) -> Coded | None:
    if one.kind == "time":
        return _of_times(engine, one)
    if one.kind == "number" and not (one.is_whole and one.n_values <= MOST_UNBINNED):
        return _of_numbers(engine, one)
    return _of_values(engine, one)


def _of_values(engine: Engine, one: Column) -> Coded:
    labels, held = engine.labels, one.held
    # Of lists it is known only now how many members there are.
    is_list = one.kind == "list"
    frame = engine.run(frequencies(labels, held, MOST_DIFFERENT + 1 if is_list else MOST_VALUES))
    n_values, frame = len(frame) if is_list else one.n_values, frame[:MOST_VALUES]
    values = [value.item() if hasattr(value, "item") else value for value in frame["value"]]
    values = [value for value in values if "\0" not in str(value)]  # which no query can hold
    if one.kind == "boolean":
        values = sorted(values, reverse=True)
    elif one.kind == "number":
        values = sorted(values)
    kind: FacetKind = "boolean" if one.kind == "boolean" else "list" if is_list else "category"
    make = counting.list_codes if is_list else counting.value_code
    facet = Facet(one.name, kind, values, [], n_values)
    return Coded(facet, held, make(labels, held, values))


def _of_numbers(engine: Engine, one: Column) -> Coded | None:
    labels, held, name = engine.labels, one.held, one.name
    ends = engine.run(counting.ends(labels, held)).iloc[0]
    low, high = float(ends["low"]), float(ends["high"])
    if math.isnan(low):
        low = high = 0.0
    if not math.isfinite(low) or not math.isfinite(high):
        return None
    found = bins.of_numbers(low, high, is_whole=one.is_whole)
    facet = Facet(name, "number", [], [*found], one.n_values)
    return Coded(facet, held, counting.bin_code(labels, held, found))


def _of_times(engine: Engine, one: Column) -> Coded:
    labels, held = engine.labels, one.held
    ends = engine.run(counting.ends(labels, held)).iloc[0]
    first = ends["low"] if not pd.isna(ends["low"]) else pd.Timestamp(0, tz="UTC")
    last = ends["high"] if not pd.isna(ends["high"]) else first
    found = bins.of_times(first, last)
    facet = Facet(one.name, "time", [], [*found], one.n_values)
    return Coded(facet, held, counting.bin_code(labels, held, found))

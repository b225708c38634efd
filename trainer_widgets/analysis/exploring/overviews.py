"""A slice at a glance: its rate against that of the rest, and what remains of each facet."""

from __future__ import annotations

from functools import partial, reduce
from typing import TYPE_CHECKING

import pandas as pd
from msgspec.structs import replace

from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.counts import exploring_sums as summing
from trainer_widgets.analysis.exploring import rates
from trainer_widgets.analysis.slices.language.conditions import beside, restricted
from trainer_widgets.records.explored import (
    Breakdown,
    BreakdownCell,
    Counted,
    Overview,
    TimeWindow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.analysis.exploring.engine import Wanted
    from trainer_widgets.analysis.exploring.prepared_labels import PreparedLabels
    from trainer_widgets.records.explored import Rate
    from trainer_widgets.records.slices import Condition

MOST_FEATURES = 2


def of_everything(total: Rate, each: list[Counted]) -> Overview:
    """Return all labels against none."""
    nothing = replace(total, estimate=None, low=None, high=None, n_labels=0, n_items=0)
    rest, difference = (replace(nothing, note=said) for said in (rates.NOBODY, rates.NO_REST))
    return Overview(total, rest, difference, each)


def overview(
    prepared: PreparedLabels, condition: Condition, confidence: float, wanted: Wanted = None
) -> Overview:
    """Return a slice against the rest, and what remains of each facet."""
    labels = prepared.within(condition)
    query = partial(summing.slice_sums, is_single=prepared.is_single)
    row = prepared.engine.run_over(labels, {"sums": query}, wanted).iloc[0]
    return Overview(
        rates.rate(rates.inside(row), confidence),
        rates.rate(rates.rest(row, prepared.whole), confidence),
        rates.against_rest(row, prepared.whole, confidence),
        counted(prepared, condition, wanted),
    )


def counted(prepared: PreparedLabels, condition: Condition, wanted: Wanted = None) -> list[Counted]:
    """Return what remains of each facet beside its own condition."""
    if not prepared.coded:
        return []
    own = restricted(condition)
    alone = {place for place, one in enumerate(prepared.coded) if one.facet.feature in own}
    others = [place for place in range(len(prepared.coded)) if place not in alone]
    frames = [_counts(prepared, condition, others, wanted)] if others else []
    for place in sorted(alone):
        around = beside(condition, prepared.coded[place].facet.feature)
        frames.append(_counts(prepared, around, [place], wanted))
    frame = pd.concat(frames)
    found = []
    for place, one in enumerate(prepared.coded):
        n, y = [0] * one.facet.n_codes, [0.0] * one.facet.n_codes
        rows = frame[frame["facet"] == place]
        for code, count, total in zip(rows["code"], rows["n"], rows["y"], strict=True):
            n[int(code)], y[int(code)] = int(count), float(total)
        found.append(Counted(one.facet.feature, n, rates.shares(y, n)))
    return found


def _counts(
    prepared: PreparedLabels, condition: Condition, places: Sequence[int], wanted: Wanted
) -> pd.DataFrame:
    queries = {f"facet {place}": partial(summing.facet_counts, number=place) for place in places}
    return prepared.engine.run_over(prepared.within(condition), queries, wanted)


def trend(
    prepared: PreparedLabels, condition: Condition, confidence: float, wanted: Wanted = None
) -> list[TimeWindow]:
    """Return the rate of a slice in each window of time in which it has labels."""
    if not prepared.windows:
        return []
    found = _rates_by(prepared, condition, ["window"], confidence, wanted)
    edges = prepared.windows
    return [TimeWindow(edges[code - 1], edges[code], one) for (code,), one in found if code]


def breakdown(
    prepared: PreparedLabels,
    condition: Condition,
    by: Sequence[str],
    confidence: float,
    wanted: Wanted = None,
) -> Breakdown:
    """Return the rate of a slice by each value of features, beside their own conditions."""
    if len({*by}) not in (1, MOST_FEATURES) or len(by) > MOST_FEATURES:
        message = f"a rate is broken down by one feature or two different ones, not by {[*by]}"
        raise LabelsError(message)
    codes = [prepared.facet(name)[0] for name in by]
    around = reduce(beside, by, condition)
    found = _rates_by(prepared, around, codes, confidence, wanted)
    return Breakdown([*by], [BreakdownCell([*key], one) for key, one in found])


def _rates_by(
    prepared: PreparedLabels,
    condition: Condition,
    codes: Sequence[str],
    confidence: float,
    wanted: Wanted,
) -> list[tuple[tuple[int, ...], Rate]]:
    called = {f"by_{nth}": code for nth, code in enumerate(codes)}
    queries = {" ".join(codes): partial(summing.shares_by, codes=called)}
    frame = prepared.engine.run_over(prepared.within(condition), queries, wanted)
    frame = frame.sort_values([*called])
    keys = [tuple(int(code) for code in key) for key in frame[[*called]].to_numpy()]
    return list(zip(keys, rates.rates(frame, confidence), strict=True))

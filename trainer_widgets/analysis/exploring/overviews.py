"""A slice at a glance: its rate against that of the rest, and what remains of each facet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.counts import exploring_sums as summing
from trainer_widgets.analysis.exploring import rates
from trainer_widgets.analysis.exploring.crossing import beside, restricted
from trainer_widgets.analysis.exploring.found import (
    Breakdown,
    BreakdownCell,
    Counted,
    Overview,
    TimeWindow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.analysis.exploring.engine import Wanted
    from trainer_widgets.analysis.exploring.found import Rate
    from trainer_widgets.analysis.exploring.ground import Ground
    from trainer_widgets.records.slices import Condition

MOST_FEATURES = 2


def of_everything(total: Rate, each: list[Counted]) -> Overview:
    """Return all labels against none."""
    nothing = total._replace(estimate=None, low=None, high=None, n_labels=0, n_items=0)
    rest, difference = (nothing._replace(note=said) for said in (rates.NOBODY, rates.NO_REST))
    return Overview(total, rest, difference, each)


def overview(
    ground: Ground, condition: Condition, confidence: float, wanted: Wanted = None
) -> Overview:
    """Return a slice against the rest, and what remains of each facet."""
    labels = ground.within(condition)
    query = partial(summing.slice_sums, is_single=ground.is_single)
    row = ground.engine.run_over(labels, {"sums": query}, wanted).iloc[0]
    return Overview(
        rates.rate(rates.inside(row), confidence),
        rates.rate(rates.rest(row, ground.whole), confidence),
        rates.against_rest(row, ground.whole, confidence),
        counted(ground, condition, wanted),
    )


def counted(ground: Ground, condition: Condition, wanted: Wanted = None) -> list[Counted]:
    """Return what remains of each facet beside its own condition."""
    if not ground.coded:
        return []
    own = restricted(condition)
    alone = {place for place, one in enumerate(ground.coded) if one.facet.field in own}
    others = [place for place in range(len(ground.coded)) if place not in alone]
    frames = [_counts(ground, condition, others, wanted)] if others else []
    for place in sorted(alone):
        around = beside(condition, ground.coded[place].facet.field)
        frames.append(_counts(ground, around, [place], wanted))
    frame = pd.concat(frames)
    found = []
    for place, one in enumerate(ground.coded):
        n, y = [0] * one.facet.n_codes, [0.0] * one.facet.n_codes
        rows = frame[frame["facet"] == place]
        for code, count, total in zip(rows["code"], rows["n"], rows["y"], strict=True):
            n[int(code)], y[int(code)] = int(count), float(total)
        found.append(Counted(one.facet.field, n, rates.shares(y, n)))
    return found


def _counts(
    ground: Ground, condition: Condition, places: Sequence[int], wanted: Wanted
) -> pd.DataFrame:
    queries = {f"facet {place}": partial(summing.facet_counts, number=place) for place in places}
    return ground.engine.run_over(ground.within(condition), queries, wanted)


def trend(
    ground: Ground, condition: Condition, confidence: float, wanted: Wanted = None
) -> list[TimeWindow]:
    """Return the rate of a slice in each window of time in which it has labels."""
    if not ground.windows:
        return []
    found = _rates_by(ground, condition, ["window"], confidence, wanted)
    edges = ground.windows
    return [TimeWindow(edges[code - 1], edges[code], one) for (code,), one in found if code]


def breakdown(
    ground: Ground,
    condition: Condition,
    by: Sequence[str],
    confidence: float,
    wanted: Wanted = None,
) -> Breakdown:
    """Return the rate of a slice by each value of one or two features."""
    if len({*by}) not in (1, MOST_FEATURES) or len(by) > MOST_FEATURES:
        message = f"a rate is broken down by one feature or two different ones, not by {[*by]}"
        raise LabelsError(message)
    codes = [ground.facet(name)[0] for name in by]
    found = _rates_by(ground, condition, codes, confidence, wanted)
    return Breakdown([*by], [BreakdownCell([*key], one) for key, one in found])


def _rates_by(
    ground: Ground, condition: Condition, codes: Sequence[str], confidence: float, wanted: Wanted
) -> list[tuple[tuple[int, ...], Rate]]:
    called = {f"by_{nth}": code for nth, code in enumerate(codes)}
    queries = {" ".join(codes): partial(summing.shares_by, codes=called)}
    frame = ground.engine.run_over(ground.within(condition), queries, wanted)
    frame = frame.sort_values([*called])
    keys = [tuple(int(code) for code in key) for key in frame[[*called]].to_numpy()]
    return list(zip(keys, rates.rates(frame, confidence), strict=True))

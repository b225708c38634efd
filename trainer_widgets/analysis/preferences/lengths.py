"""Whether the longer response is preferred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy import stats

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts.comparisons import (
    item_patterns,
    response_pairs,
    with_responses,
)
from trainer_widgets.analysis.counts.presentation import BASE, with_length_codes, with_lengths
from trainer_widgets.analysis.results import Key, executed, groups, note
from trainer_widgets.analysis.shares import Share, share

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ibis
    import pandas as pd
    from numpy.typing import NDArray

    from trainer_widgets.analysis.selection import Selection

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

Unit = Literal["words", "characters"]
STEPS = 100
ENOUGH = 1e-12
DIGITS = 12  # what is summed in any order is equal up to here
ASSOCIATION = "an association: longer responses may be better, too"


def length_rows(
    chosen: Selection, responses: ibis.Table | None, unit: Unit, confidence: float
) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Give ``longer_preferred`` and ``length_slope`` of each group, as rows of a result.

    Raises
    ------
    LabelsError
        When no responses are known.
    """
    if responses is None:
        message = "lengths need the responses: give items=, a project or a table with response_a"
        raise counts.LabelsError(message)
    pairs = response_pairs(chosen.table, responses)
    pairs = with_responses(pairs, with_lengths(responses, unit), ["length"])
    coded = with_length_codes(pairs)
    patterns = groups(executed(item_patterns(coded, chosen.by)), chosen.by)
    people = coded.aggregate(by=chosen.by, n=coded.annotator.nunique())
    annotators = groups(executed(people), chosen.by)
    for key, size in annotators.items():
        number, better, worse, items = _decoded(patterns.get(key))
        sizes = {"n_annotators": int(size["n"].iloc[0])}
        for name, pull in (("longer_preferred", _longer), ("length_slope", _slope)):
            found, used = pull(number, better, worse, items, confidence)
            said = note(found.note, f"length in {unit}" if used.any() else "", ASSOCIATION)
            row = found._asdict() | {"statistic": name, "note": note(said, chosen.said)} | sizes
            row["n_items"] = int(items[np.unique(number[used])].sum())
            row["n_labels"] = int(items[number[used]].sum())
            yield key, row


def _decoded(patterns: pd.DataFrame | None) -> tuple[Whole, Floats, Floats, Whole]:
    """Return of each pair its pattern, both lengths, and of each pattern how many items show it."""
    if patterns is None or patterns.empty:
        nothing = np.zeros(0)
        return nothing.astype(np.int64), nothing, nothing, nothing.astype(np.int64)
    codes = patterns["codes"].tolist()
    number = np.repeat(np.arange(len(codes)), [len(one) for one in codes])
    better, worse = np.divmod(np.concatenate(codes).astype(np.int64), BASE)
    items = patterns["items"].to_numpy(np.int64)
    return number, better.astype(np.float64), worse.astype(np.float64), items


def _longer(
    number: Whole, better: Floats, worse: Floats, items: Whole, confidence: float
) -> tuple[Share, NDArray[np.bool_]]:
    used = better != worse
    if not used.any():
        why = "undefined: no decided pair of known, different lengths"
        return Share(np.nan, np.nan, np.nan, why), used
    size = len(items)
    y = np.bincount(number[used], (better > worse)[used], size)
    n = np.bincount(number[used], minlength=size)
    columns = {"y": y, "n": n, "yy": y * y, "yn": y * n, "nn": n * n, "items": np.sign(n)}
    return share({name: column @ items for name, column in columns.items()}, confidence), used


def _slope(
    number: Whole, better: Floats, worse: Floats, items: Whole, confidence: float
) -> tuple[Share, NDArray[np.bool_]]:
    """Fit the odds of the preferred response to have been preferred; no side has an advantage."""
    # An empty response has no logarithm: it counts as one of a single word.
    doublings = np.log2(better.clip(min=1) / worse.clip(min=1))
    used = doublings != 0
    if not ((doublings > 0).any() and (doublings < 0).any()):
        why = "undefined: the longer response is never or always preferred" if used.any() else ""
        why = why or "undefined: no decided pair of known, different lengths"
        return Share(np.nan, np.nan, np.nan, why), used
    weight = items[number]
    slope = _newton(doublings, weight)
    missed = 1 / (1 + np.exp(slope * doublings))
    information = weight @ (doublings**2 * missed * (1 - missed))
    scores = np.bincount(number, doublings * missed, len(items))
    n_items = int(items[np.unique(number[used])].sum())
    slope = round(slope, DIGITS) + 0.0
    if n_items < 2:  # noqa: PLR2004 - one item has no spread
        return Share(slope, np.nan, np.nan, "no interval: one item only"), used
    filling = items @ scores**2 * n_items / (n_items - 1)
    error = float(np.sqrt(filling) / information * stats.t.ppf((1 + confidence) / 2, n_items - 1))
    low, high = round(slope - error, DIGITS), round(slope + error, DIGITS)
    said = f"log odds for twice the length; {100 * confidence:g} % interval: clustered by item"
    return Share(slope, low, high, said), used


def _newton(doublings: Floats, weight: Whole) -> float:
    slope = 0.0
    for _ in range(STEPS):
        missed = 1 / (1 + np.exp(slope * doublings))
        pull = float(weight @ (doublings * missed))
        step = pull / float(weight @ (doublings**2 * missed * (1 - missed)))
        # A step of two halves at most: far out the curve is flat and a whole step overshoots.
        slope += float(np.clip(step, -1, 1))
        if abs(step) < ENOUGH:
            break
    return slope

"""Marked spans, and what their agreement is by its definitions."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import krippendorff
import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from trainer_widgets import Taxonomy
from trainer_widgets.analysis.reliability.spans import estimates
from trainer_widgets.analysis.selection import select
from trainer_widgets.records import Category, SeverityLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.analysis.reliability.coefficients import Estimate

TEXTS = [(name, pa.string()) for name in ("side", "category", "severity")]
MARK = pa.struct([("start", pa.int64()), ("end", pa.int64()), *TEXTS])
KINDS = {"item_id": pa.string(), "annotator": pa.string(), "errors": pa.list_(MARK)}
# The weights of MQM (Freitag et al. 2021).
MQM = Taxonomy(
    "1.0",
    "MQM",
    [
        Category("accuracy", "Accuracy"),
        Category("punctuation", "Punctuation", weights={"minor": 0.1}),
        Category("non_translation", "Non-translation", weights={"major": 25}),
    ],
    [SeverityLevel("minor", "Minor"), SeverityLevel("major", "Major", weight=5)],
)


def mark(start: int, end: int, side: str = "target", category: str = "accuracy") -> dict[str, Any]:
    """Give a mark."""
    return {"start": start, "end": end, "side": side, "category": category, "severity": "minor"}


def labels(*items: Sequence[Any]) -> pa.Table:
    """Give labels from items with one list of marks an annotator."""
    rows = [
        {"item_id": f"q{number}", "annotator": f"rater {who}", "errors": marked}
        for number, lists in enumerate(items)
        for who, marked in enumerate(lists)
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema(list(KINDS.items())))


def measured(
    table: object, value: str = "errors", by: str | None = None, **choices: Any
) -> dict[Any, Any]:
    """Give the estimates of each group."""
    named = {"confidence": 0.95, "resamples": 50, "seed": 0} | choices
    return estimates(select(table, [value], by), value, **named)


def only(*items: Sequence[Any], **choices: Any) -> dict[str, Estimate]:
    """Give the estimates of the only group."""
    found: dict[str, Estimate] = measured(labels(*items), **choices)[()]
    return found


def f1(found: dict[str, Estimate]) -> list[float]:
    """Give exact, overlap and characters."""
    return [found[f"span_f1_{name}"].estimate for name in ("exact", "overlap", "characters")]


@st.composite
def tables(draw: st.DrawFn) -> list[list[list[dict[str, Any]]]]:
    """Draw items with one to four annotators who mark up to four spans each."""
    starts = st.integers(0, 8)
    drawn = st.builds(
        lambda start, length, side, category: mark(start, start + length, side, category),
        starts,
        st.integers(0, 5),
        st.sampled_from(["source", "target"]),
        st.sampled_from(["accuracy", "punctuation"]),
    )
    marked = st.lists(drawn, max_size=4)
    return draw(st.lists(st.lists(marked, min_size=1, max_size=4), min_size=1, max_size=8))


Placed = tuple[str, str, bool, int, int]


def placed(marked: Sequence[dict[str, Any]], *, by_category: bool) -> list[Placed]:
    """Give text, category, whether it is empty, and place; empty ones a character long."""
    return [
        (
            one["side"],
            one["category"] if by_category else "",
            one["start"] == one["end"],
            one["start"],
            one["end"] + (one["start"] == one["end"]),
        )
        for one in marked
    ]


def meets(one: Placed, other: Placed) -> bool:
    """Tell whether two spans share a character of one text."""
    return one[:3] == other[:3] and bool({*range(*one[3:])} & {*range(*other[3:])})


def pair_f1(one: list[Placed], other: list[Placed]) -> list[float]:
    """Give the three F1 of two labels, from their definitions; NaN where nobody marked."""
    if not one and not other:
        return [math.nan] * 3
    if not one or not other:
        return [0.0] * 3
    equal = (Counter(one) & Counter(other)).total()
    precision = np.mean([any(meets(span, its) for its in other) for span in one])
    recall = np.mean([any(meets(span, its) for its in one) for span in other])
    overlap = 2 * precision * recall / (precision + recall) if precision else 0.0
    mine, theirs = (
        {(*span[:3], place) for span in spans for place in range(*span[3:])}
        for spans in (one, other)
    )
    characters = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    return [2 * equal / (len(one) + len(other)), float(overlap), characters]


def by_definition(items: Sequence[Any], *, by_category: bool) -> list[float]:
    """Give the three F1, averaged over pairs of labels and then over items."""
    means = []
    for lists in items:
        given_spans = [placed(marked, by_category=by_category) for marked in lists]
        pairs = [pair_f1(*two) for two in itertools.combinations(given_spans, 2)]
        known = [pair for pair in pairs if not math.isnan(pair[0])]
        means += [np.mean(known, axis=0)] if known else []
    return [float(value) for value in np.mean(means, axis=0)] if means else [math.nan] * 3


def alpha_of_scores(items: Sequence[Any]) -> float:
    """Give the krippendorff package's alpha of the labels' scores; NaN where they do not differ."""
    scores = [
        [sum(MQM.weight(one["category"], one["severity"]) for one in marked) for marked in lists]
        for lists in items
    ]
    paired = [score for own in scores if len(own) > 1 for score in own]
    if len({round(score, 9) for score in paired}) < 2:
        return math.nan
    table = np.array([[*own, *[np.nan] * (4 - len(own))] for own in scores]).T
    return float(krippendorff.alpha(table, level_of_measurement="interval"))


def severe(*kinds: tuple[str, str]) -> list[dict[str, Any]]:
    """Give marks of categories and severities."""
    return [mark(0, 4, category=category) | {"severity": level} for category, level in kinds]

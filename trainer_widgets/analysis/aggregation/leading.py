"""Which value leads each item, and which are level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]


class Winners(NamedTuple):
    """What wins each item: its value (missing where several are level), code and score."""

    value: Any
    code: Whole
    score: Floats
    is_tie: NDArray[np.bool_]
    tied: list[str]


def winners(item: Whole, code: Whole, score: Floats, values: Sequence[Any]) -> Winners:
    """Find the highest score of each item; there is a row for each item and code that may win."""
    top = np.zeros(int(item.max(initial=-1)) + 1)
    np.maximum.at(top, item, score)
    leads = score == top[item]
    item, code = item[leads], code[leads]
    is_tie = np.bincount(item, minlength=len(top)) > 1
    winner = np.zeros(len(top), dtype=np.int64)
    winner[item[::-1]] = code[::-1]
    names: dict[int, list[str]] = {}
    for place, one in zip(item[is_tie[item]], code[is_tie[item]], strict=True):
        names.setdefault(int(place), []).append(_spoken(values[one]))
    tied = [""] * len(top)
    for place, level in names.items():
        tied[place] = f"tie: {', '.join(level)}"
    return Winners(picked(values, np.where(is_tie, -1, winner)), winner, top, is_tie, tied)


def picked(values: Sequence[Any], places: Whole) -> Any:  # noqa: ANN401 - a pandas array
    """Return the values at these places, of their own type; missing at -1."""
    offered = np.empty(len(values) + 1, dtype=object)
    for place, value in enumerate(values):
        offered[place] = list(value) if isinstance(value, tuple) else value
    picked = offered[places]
    if all(isinstance(value, str) for value in values):
        return pd.array(picked, dtype="str")
    return picked if isinstance(offered[0], list) else pd.array(picked)


def _spoken(value: object) -> str:
    return "{" + ", ".join(value) + "}" if isinstance(value, tuple) else str(value)

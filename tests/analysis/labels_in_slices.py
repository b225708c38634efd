"""Labels of any values, and a plain evaluator of conditions: what engines are held against."""

from __future__ import annotations

import datetime as dt
import math
import random
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tests.analysis.slice_fields import FIELDS
from trainer_widgets.records.slices import (
    Among,
    Compared,
    Contains,
    Either,
    Every,
    Holds,
    Missing,
    Negated,
)

if TYPE_CHECKING:
    from trainer_widgets.records.slices import Condition

NAN, INF, BIG = math.nan, math.inf, 2**53
INSTANT = dt.timedelta(microseconds=1)
DAY = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
TEXTS = [None, "", "ar", "AR", 'say "hi"', "it's", "\\", "a\nb", "100%_x", "ÄRGER 🙂", "مرحبا"]
POOLS: dict[str, tuple[pa.DataType, list[Any]]] = {
    "language": (pa.string(), TEXTS),
    "model": (pa.string(), ["m1", "m2", None]),
    "severity": (pa.int64(), [None, -(2**63), -3, 0, 1, 3, BIG, BIG + 1, 2**63 - 1]),
    "score": (pa.float64(), [None, NAN, -INF, -0.0, 0.1, 0.333, 5e-324, 1e300, INF]),
    "flagged": (pa.bool_(), [None, True, False]),
    "at": (
        pa.timestamp("us", "UTC"),
        [None, DAY, DAY + dt.timedelta(hours=10.5), DAY + dt.timedelta(days=1) - INSTANT],
    ),
    "tags": (pa.list_(pa.string()), [None, [], [None], ["ar"], ["ar", "", "a\nb"]]),
    "rationale": (pa.string(), TEXTS),
}
PROMPTS = dict(enumerate([*TEXTS[2:], None]))
ITEMS = pa.table({"item": list(PROMPTS), "prompt": list(PROMPTS.values())})


def made(n: int = 60) -> list[dict[str, Any]]:
    """Give labels of any values beside any others."""
    chance = random.Random(0)  # noqa: S311 - values, no secrets
    names = {name: pool for name, (_, pool) in POOLS.items()}
    return [
        {"row": row, "item": row % 12} | {name: chance.choice(pool) for name, pool in names.items()}
        for row in range(n)
    ]


ROWS = made()
LABELS = pa.Table.from_pylist(
    ROWS,
    pa.schema(
        {"row": pa.int64(), "item": pa.int64()} | {name: kind for name, (kind, _) in POOLS.items()}
    ),
)


def values_of(row: dict[str, Any], name: str) -> list[Any]:
    """Give the values of a field that are there: one or none, and of texts any number."""
    found = [row[column] for column in FIELDS[name].columns]
    if FIELDS[name].kind != "text":
        return [one for one in found if one not in (None, []) and one == one]  # noqa: PLR0124 - NaN
    return [text for text in (*found, PROMPTS.get(row["item"])) if text]


def is_so(value: Any, comparator: str, constant: Any, kind: str) -> bool:
    """Give whether a comparison of a value that is there holds."""
    low = high = constant
    if kind == "time":
        low = high = dt.datetime.fromisoformat(constant)
        if low.tzinfo is None:
            low = high = low.replace(tzinfo=dt.UTC)
        if len(constant) <= 10:
            high = low + dt.timedelta(days=1) - INSTANT
    elif isinstance(value, float):
        low = high = float(constant)
    found: dict[str, bool] = {
        "=": low <= value <= high,
        "!=": not low <= value <= high,
        "<": value < low,
        "<=": value <= high,
        ">": value > high,
        ">=": value >= low,
    }
    return found[comparator]


def holds_for(row: dict[str, Any], one: Condition) -> bool:
    """Give whether a condition holds for a label, in plain Python."""
    match one:
        case Every(parts):
            return all(holds_for(row, part) for part in parts)
        case Either(parts):
            return any(holds_for(row, part) for part in parts)
        case Negated(part):
            return not holds_for(row, part)
        case Compared() | Among() | Holds() | Contains() | Missing():
            values = values_of(row, one.feature)
            if isinstance(one, Missing):
                return not values
            return any(is_said(value, one) for value in values)


def is_said(value: Any, one: Compared | Among | Holds | Contains) -> bool:
    """Give whether a comparison of a value that is there holds."""
    match one:
        case Compared(feature, comparator, constant):
            return is_so(value, comparator, constant, FIELDS[feature].kind)
        case Among(feature, constants):
            return any(is_so(value, "=", constant, FIELDS[feature].kind) for constant in constants)
        case Holds(member=member):
            return bool(member in value)
        case Contains(text=text):
            return text.lower() in str(value).lower()

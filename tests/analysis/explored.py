"""Labels with every kind of feature, and what pandas says of slices of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trainer_widgets.records.slices import (
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

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES, TAGS = ("ar", "de", "en"), ("night", "blur", "day")
HOSTILE = 'item "y" -- select'
FEATURES = ["language", "tags", "length", "severity", HOSTILE, "submitted_at", "annotator"]


def labels(n_items: int = 60, seed: int = 0) -> pd.DataFrame:
    """Give one to four labels an item, with gaps in every feature."""
    rng = np.random.default_rng(seed)
    rows = []
    for item in range(n_items):
        language = None if item % 11 == 0 else str(rng.choice(LANGUAGES))
        tags = None if item % 13 == 0 else [str(tag) for tag in TAGS if rng.random() < 0.4]
        length = np.nan if item % 7 == 0 else float(rng.gamma(2, 100))
        prompt = f"Please {rng.choice(['refund', 'Cancel 100%', 'under_score'])} order {item}"
        for who in rng.choice(["ana", "ben", "chen", "dalia"], rng.integers(1, 5), replace=False):
            at = pd.Timestamp("2026-01-05", tz="UTC") + pd.Timedelta(hours=int(rng.integers(2000)))
            wrong = bool(rng.random() < (0.5 if language == "ar" else 0.2))
            rows.append((f"q{item:03}", str(who), language, tags, length, int(rng.integers(1, 6)),
                         str(rng.choice(["x'", '"', "%"])), prompt, at, wrong))  # fmt: skip
    columns = ["item_id", "annotator", "language", "tags", "length", "severity", HOSTILE]
    return pd.DataFrame(rows, columns=[*columns, "prompt", "submitted_at", "wrong"])


def holds(frame: pd.DataFrame, condition: Condition) -> Any:  # noqa: PLR0911 - a column; one for each kind
    """Give whether a condition holds for each label, in pandas alone."""
    match condition:
        case Every(parts):
            return _all([holds(frame, part) for part in parts], frame)
        case Either(parts):
            return ~_all([~holds(frame, part) for part in parts], frame)
        case Negated(part):
            return ~holds(frame, part)
        case Missing(feature):
            return ~_there(frame[feature])
        case Compared(feature, comparator, constant):
            column = frame[feature]
            other = pd.Timestamp(constant, tz="UTC") if feature == "submitted_at" else constant
            names = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
            return _there(column) & getattr(column, names[comparator])(other).fillna(
                value=False
            ).astype(bool)
        case Among(feature, constants):
            return frame[feature].isin(constants)
        case Holds(feature, member):
            return (
                frame[feature]
                .map(lambda tags: isinstance(tags, list) and member in tags)
                .astype(bool)
            )
        case Contains(feature, text):
            return (
                frame[feature]
                .fillna("")
                .str.lower()
                .str.contains(text.lower(), regex=False)
                .astype(bool)
            )


def _all(parts: list[Any], frame: pd.DataFrame) -> Any:
    found = pd.Series(data=True, index=frame.index)
    for part in parts:
        found &= part
    return found


def _there(column: Any) -> Any:
    if column.dtype == object:
        return column.map(lambda value: isinstance(value, list) and len(value) > 0).astype(bool)
    return column.notna()


def code(
    frame: pd.DataFrame, feature: str, values: Sequence[Any], edges: Sequence[Any]
) -> list[set[int]]:
    """Give the codes of each label, in Python alone."""
    found = []
    for value in frame[feature]:
        if isinstance(value, list):
            found.append({values.index(one) + 1 for one in value} or {0})
        elif value is None or pd.isna(value):
            found.append({0})
        elif edges:
            inner = sum(value >= edge for edge in edges[1:-1])
            found.append({inner + 1})
        else:
            found.append({values.index(value) + 1 if value in values else len(values) + 1})
    return found

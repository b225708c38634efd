"""Values become small integers, and levels of measurement say how far apart two of them are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, SupportsFloat

import numpy as np

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import executed
from trainer_widgets.analysis.set_distances import jaccard, masi
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import ibis
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_VALUES = 5000
MOST_SHOWN = 5
LARGEST = 2**63 - 1  # of what fits the integers that all engines have


class Coded(NamedTuple):
    """Labels whose values are integers.

    Attributes
    ----------
    table
        The labels with ``code``, an int64 from 0.
    values
        The value behind each code, sorted; of sets and multisets a tuple of names.
    """

    table: ibis.Table
    values: list[Any]


def coded(labels: ibis.Table, value: str, level: str = "nominal") -> Coded:
    """Return the labels with the column ``code``.

    Parameters
    ----------
    labels
        As :func:`trainer_widgets.analysis.selection.select` returns them.
    value
        The column whose values are coded.
    level
        ``"set"`` and ``"multiset"`` compare lists; everything else compares values as they are.

    Raises
    ------
    LabelsError
        When the level is none by which values are compared, or there are more than 5,000 different
        values.
    """
    check_level(level)
    keyed = counts.with_keys(labels, value, level)
    found = executed(keyed.group_by("key").aggregate(n=keyed.count()))
    keys = sorted(found["key"].tolist())
    check_exact(keys, value)
    if len(keys) > MOST_VALUES:
        message = (
            f"column {value!r} has {len(keys):,} different values, and {MOST_VALUES:,} can be "
            f"compared: group them into fewer categories first"
        )
        raise counts.LabelsError(message)
    return Coded(counts.with_codes(keyed, keys).drop("key"), decoded(keys, level))


def check_exact(keys: Sequence[Any], column: str) -> None:
    """Refuse values that not all engines can be told: very large numbers, and texts with a NUL.

    Raises
    ------
    LabelsError
        Which names the first of them.
    """
    for key in keys:
        if (isinstance(key, str) and "\0" in key) or (
            isinstance(key, int | np.integer) and key > LARGEST
        ):
            message = f"column {column!r} holds {key!r}, which not every engine reads: rename it"
            raise counts.LabelsError(message)


def decoded(keys: Sequence[Any], level: str) -> list[Any]:
    """Return the values behind keys: of sets and multisets the names in them."""
    return [_names(key) for key in keys] if level in ("set", "multiset") else list(keys)


def _names(key: str) -> tuple[str, ...]:
    return tuple(key.split(counts.SEPARATOR)[:-1])


def comparable(
    keys: Sequence[Any], value: str, level: str, named: Sequence[Any] | None = None
) -> list[Any]:
    """Return the keys in their order: those named, or those that occur where these have an order.

    Parameters
    ----------
    keys, value, level
        The values that occur, sorted; their column, and its level of measurement.
    named
        All categories, where they were named.

    Raises
    ------
    LabelsError
        When the level needs numbers or an order that is not there, or a category is not named.
    """
    if named is not None:
        return _named(keys, value, level, named)
    if level == "ordinal" and any(isinstance(key, str) for key in keys):
        found = ", ".join(map(repr, keys[:MOST_SHOWN]))
        message = (
            f"column {value!r} holds text ({found}), which has no order of its own: give "
            f"categories=[...], from the lowest to the highest"
        )
        raise counts.LabelsError(message)
    if level in ("interval", "ratio"):
        numbers = [_number(key, value, level) for key in keys]
        if level == "ratio" and any(number < 0 for number in numbers):
            message = f"level 'ratio' needs numbers from 0 up, and column {value!r} has others"
            raise counts.LabelsError(message)
    return list(keys)


def _named(keys: Sequence[Any], value: str, level: str, named: Sequence[Any]) -> list[Any]:
    if level not in ("nominal", "ordinal"):
        message = f"categories= does not go with level {level!r}: leave it out"
        raise counts.LabelsError(message)
    unnamed = ", ".join(repr(key) for key in keys if key not in named)
    if unnamed or len(set(named)) < len(named):
        wrong = f"column {value!r} also holds {unnamed}" if unnamed else "some occur twice"
        message = f"categories= names each value once: {wrong}"
        raise counts.LabelsError(message)
    return list(named)


def _number(key: Any, value: str, level: str) -> float:  # noqa: ANN401 - any value
    if isinstance(key, (str, bool)) or not isinstance(key, SupportsFloat):
        message = f"level {level!r} needs numbers, and column {value!r} holds {key!r}"
        raise counts.LabelsError(message)
    if not math.isfinite(float(key)):
        message = f"level {level!r} needs numbers with an end, and column {value!r} holds {key!r}"
        raise counts.LabelsError(message)
    return float(key)


def nominal(values: Sequence[Any]) -> Floats:
    """Return 0 for the same value and 1 for any other."""
    return 1.0 - np.eye(len(values))


def interval(values: Sequence[float]) -> Floats:
    """Return squared differences (Krippendorff 2011, section F)."""
    numbers = np.asarray(values, dtype=np.float64)
    return np.subtract.outer(numbers, numbers) ** 2


def ratio(values: Sequence[float]) -> Floats:
    """Return squared relative differences (Krippendorff 2011, section F); two zeros are equal."""
    numbers = np.asarray(values, dtype=np.float64)
    sums = np.add.outer(numbers, numbers)
    away = np.subtract.outer(numbers, numbers)
    return np.divide(away, sums, out=np.zeros_like(away), where=sums != 0) ** 2


def ordinal(marginals: Sequence[float]) -> Floats:
    """Return squared distances in ranks: labels between two values, half of each at the ends.

    Parameters
    ----------
    marginals
        How many pairable labels have each value, in the values' order (Krippendorff 2011,
        section F).
    """
    numbers = np.asarray(marginals, dtype=np.float64)
    middle = np.cumsum(numbers) - numbers / 2
    return np.subtract.outer(middle, middle) ** 2


LEVELS: dict[str, Callable[[Any], Floats]] = {
    "nominal": nominal,
    "ordinal": ordinal,
    "interval": interval,
    "ratio": ratio,
    "set": masi,
    "multiset": jaccard,
}


def check_level(level: str) -> None:
    """Refuse a level by which no two values can be compared.

    Raises
    ------
    LabelsError
        With the nearest that is known.
    """
    if level not in LEVELS:
        there = ", ".join(LEVELS)
        message = f"level {level!r} is unknown here: {nearest(level, LEVELS)}There are {there}"
        raise counts.LabelsError(message)


def distances(level: str, values: Sequence[Any], marginals: Sequence[float]) -> Floats:
    """Return how far apart the values are at a level of measurement, V x V.

    Raises
    ------
    LabelsError
        When the level is unknown, or the values are no numbers where numbers are needed.
    """
    check_level(level)
    if level in ("interval", "ratio"):
        try:
            values = [float(value) for value in values]
        except (TypeError, ValueError) as error:
            message = f"level {level!r} needs numbers: {error}"
            raise counts.LabelsError(message) from error
    return LEVELS[level](marginals if level == "ordinal" else values)

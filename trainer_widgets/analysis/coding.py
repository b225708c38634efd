"""Values become small integers, and levels of measurement say how far apart two of them are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import executed
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import ibis
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_VALUES = 5000


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
        When there are more than 5,000 different values.
    """
    keyed = counts.with_keys(labels, value, level)
    found = executed(keyed.group_by("key").aggregate(n=keyed.count()))
    keys = sorted(found["key"].tolist())
    if len(keys) > MOST_VALUES:
        message = (
            f"column {value!r} has {len(keys):,} different values, and {MOST_VALUES:,} can be "
            f"compared: group them into fewer categories first"
        )
        raise counts.LabelsError(message)
    values = [_names(key) for key in keys] if level in ("set", "multiset") else keys
    return Coded(counts.with_codes(keyed, keys).drop("key"), values)


def _names(key: str) -> tuple[str, ...]:
    return tuple(key.split(counts.SEPARATOR)[:-1])


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


def masi(values: Sequence[Sequence[str]]) -> Floats:
    """Return the MASI distance of sets (Passonneau 2006): 1 - Jaccard x monotonicity.

    Examples
    --------
    >>> masi([(1, 2), (1, 2, 3, 4)])[0, 1].round(3)
    np.float64(0.667)
    """
    sets = [frozenset(one) for one in values]
    return _symmetric(sets, _masi)


def _masi(one: frozenset[str], other: frozenset[str]) -> float:
    if one == other:
        return 0.0
    common, both = len(one & other), len(one | other)
    monotonicity = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - common / both * (monotonicity if common else 0)


def jaccard(values: Sequence[Sequence[str]]) -> Floats:
    """Return 1 less the sum of the smaller over the sum of the larger counts of each name.

    Two empty multisets are at 0, an empty one is at 1 from all others.

    Examples
    --------
    >>> jaccard([("apple", "apple", "pear"), ("apple", "peach")])[0, 1]
    np.float64(0.75)
    """
    return _symmetric([Counter(one) for one in values], _jaccard)


def _jaccard(one: Counter[str], other: Counter[str]) -> float:
    both = (one | other).total()
    return 1 - (one & other).total() / both if both else 0.0


def _symmetric(values: Sequence[Any], distance: Callable[[Any, Any], float]) -> Floats:
    found = np.zeros((len(values), len(values)))
    for place, one in enumerate(values):
        for other in range(place):
            found[place, other] = found[other, place] = distance(one, values[other])
    return found


LEVELS: dict[str, Callable[[Any], Floats]] = {
    "nominal": nominal,
    "ordinal": ordinal,
    "interval": interval,
    "ratio": ratio,
    "set": masi,
    "multiset": jaccard,
}


def distances(level: str, values: Sequence[Any], marginals: Sequence[float]) -> Floats:
    """Return how far apart the values are at a level of measurement, V x V.

    Raises
    ------
    LabelsError
        When the level is unknown, or the values are no numbers where numbers are needed.
    """
    if level not in LEVELS:
        message = (
            f"level {level!r} is unknown: {nearest(level, LEVELS)}There are {', '.join(LEVELS)}"
        )
        raise counts.LabelsError(message)
    if level in ("interval", "ratio"):
        try:
            values = [float(value) for value in values]
        except (TypeError, ValueError) as error:
            message = f"level {level!r} needs numbers: {error}"
            raise counts.LabelsError(message) from error
    return LEVELS[level](marginals if level == "ordinal" else values)

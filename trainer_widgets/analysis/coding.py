"""Values become small integers, and levels of measurement say how far apart two of them are."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, SupportsFloat

import numpy as np
from scipy import sparse

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import executed
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import ibis
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_VALUES = 5000
MOST_SHOWN = 5


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
    return Coded(counts.with_codes(keyed, keys).drop("key"), decoded(keys, level))


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


def masi(values: Sequence[Sequence[str]]) -> Floats:
    """Return the MASI distance of sets (Passonneau 2006): 1 - Jaccard x monotonicity.

    Examples
    --------
    >>> masi([(1, 2), (1, 2, 3, 4)])[0, 1].round(3)
    np.float64(0.667)
    """
    common, sizes = _common([frozenset(one) for one in values])
    smaller, larger = np.minimum.outer(sizes, sizes), np.maximum.outer(sizes, sizes)
    monotonicity = np.select(
        [(common == smaller) & (common == larger), common == smaller, common > 0],
        [1.0, 2 / 3, 1 / 3],
    )
    return 1 - _shared(common, sizes) * np.where(common + larger > 0, monotonicity, 1.0)


def jaccard(values: Sequence[Sequence[str]]) -> Floats:
    """Return 1 less the sum of the smaller over the sum of the larger counts of each name.

    Two empty multisets are at 0, an empty one is at 1 from all others.

    Examples
    --------
    >>> jaccard([("apple", "apple", "pear"), ("apple", "peach")])[0, 1]
    np.float64(0.75)
    """
    return 1 - _shared(*_common([_numbered(one) for one in values]))


def _numbered(names: Sequence[str]) -> set[tuple[str, int]]:
    """Return a multiset as a set: what two have in common is what the sets have in common."""
    return {(name, nth) for name, n in Counter(names).items() for nth in range(n)}


def _common(sets: Sequence[Collection[Any]]) -> tuple[Floats, Floats]:
    """Return how many members each two sets share, and how many each has."""
    places: dict[Any, int] = {}
    cells = [(row, places.setdefault(x, len(places))) for row, one in enumerate(sets) for x in one]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    shape = (len(sets), max(len(places), 1))
    members = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    return (members @ members.T).toarray(), np.array([len(one) for one in sets], dtype=np.float64)


def _shared(common: Floats, sizes: Floats) -> Floats:
    both = np.add.outer(sizes, sizes) - common
    return np.divide(common, both, out=np.ones_like(common), where=both > 0)


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

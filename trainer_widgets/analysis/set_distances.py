"""How far apart two sets or multisets are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Distance = Callable[[Floats, Floats, Floats], Floats]


def masi(values: Sequence[Sequence[str]]) -> Floats:
    """Return the MASI distance of sets (Passonneau 2006): 1 - Jaccard x monotonicity.

    Examples
    --------
    >>> masi([(1, 2), (1, 2, 3, 4)])[0, 1].round(3)
    np.float64(0.667)
    """
    return _between_all([frozenset(one) for one in values], _masi)


def jaccard(values: Sequence[Sequence[str]]) -> Floats:
    """Return 1 less the sum of the smaller over the sum of the larger counts of each name.

    Two empty multisets are at 0, an empty one is at 1 from all others.

    Examples
    --------
    >>> jaccard([("apple", "apple", "pear"), ("apple", "peach")])[0, 1]
    np.float64(0.75)
    """
    return _between_all([_numbered(one) for one in values], _jaccard)


def mean_in_groups(
    values: Sequence[Sequence[str]], groups: NDArray[np.int64], level: str
) -> Floats:
    """Return how far two values of the same group are apart on average, NaN where there are no two.

    Parameters
    ----------
    values
        Sets, measured by :func:`masi`, or multisets, by :func:`jaccard`.
    groups
        The number of each value's group, ascending from 0.
    level
        Which of the two they are, ``"set"`` or ``"multiset"``.

    Examples
    --------
    >>> values = [("apple",), ("apple", "pear"), ("fig",)]
    >>> mean_in_groups(values, np.array([0, 0, 1]), "multiset")
    array([0.5, nan])
    """
    left, right = _pairs(groups)
    members, sizes = _members(
        [frozenset(one) if level == "set" else _numbered(one) for one in values]
    )
    common = np.asarray(members[left].multiply(members[right]).sum(axis=1)).ravel()
    distance = (_masi if level == "set" else _jaccard)(common, sizes[left], sizes[right])
    n_groups = int(groups.max(initial=-1)) + 1
    n_pairs = np.bincount(groups[left], minlength=n_groups)
    total = np.bincount(groups[left], weights=distance, minlength=n_groups)
    mean = np.full(n_groups, np.nan)
    np.divide(total, n_pairs, out=mean, where=n_pairs > 0)
    return mean


def _pairs(groups: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of each two of the same group: neighbors, the next but one, and so on."""
    places = np.arange(len(groups))
    found = [(places[:0], places[:0])]
    for apart in range(1, int(np.bincount(groups).max(initial=0))):
        same = groups[:-apart] == groups[apart:]
        found.append((places[:-apart][same], places[apart:][same]))
    left, right = (np.concatenate(one) for one in zip(*found, strict=True))
    return left, right


def _between_all(sets: Sequence[Collection[Any]], distance: Distance) -> Floats:
    members, sizes = _members(sets)
    return distance((members @ members.T).toarray(), sizes[:, None], sizes[None, :])


def _masi(common: Floats, sizes: Floats, others: Floats) -> Floats:
    smaller, larger = np.minimum(sizes, others), np.maximum(sizes, others)
    monotonicity = np.select(
        [(common == smaller) & (common == larger), common == smaller, common > 0],
        [1.0, 2 / 3, 1 / 3],
    )
    kept = np.where(common + larger > 0, monotonicity, 1.0)
    return 1 - _shared(common, sizes, others) * kept


def _jaccard(common: Floats, sizes: Floats, others: Floats) -> Floats:
    return 1 - _shared(common, sizes, others)


def _numbered(names: Sequence[str]) -> set[tuple[str, int]]:
    """Return a multiset as a set: what two have in common is what the sets have in common."""
    return {(name, nth) for name, n in Counter(names).items() for nth in range(n)}


def _members(sets: Sequence[Collection[Any]]) -> tuple[Any, Floats]:
    """Return who is a member of which set, as a sparse matrix, and how many members each has."""
    places: dict[Any, int] = {}
    cells = [(row, places.setdefault(x, len(places))) for row, one in enumerate(sets) for x in one]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    shape = (len(sets), max(len(places), 1))
    members = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    return members, np.array([len(one) for one in sets], dtype=np.float64)


def _shared(common: Floats, sizes: Floats, others: Floats) -> Floats:
    """Return the share of the members of either set that both have."""
    both = sizes + others - common
    return np.divide(common, both, out=np.ones_like(common), where=both > 0)

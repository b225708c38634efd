"""How far apart two sets or multisets are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


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

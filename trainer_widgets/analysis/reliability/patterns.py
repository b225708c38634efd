"""Patterns of labels in the kernel: vectors of counts, and how many items show each."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import sparse

from trainer_widgets.analysis import counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

MOST_ORDERS = 720
MOST_CELLS = 20_000


class Patterns(NamedTuple):
    """How many items show each vector of counts.

    Attributes
    ----------
    vectors
        One row a pattern, one column a value: how many labels of an item have it.
    items
        How many items show the pattern.
    """

    vectors: sparse.csr_matrix
    items: Whole

    @property
    def marginals(self) -> Floats:
        """How many labels have each value."""
        return np.asarray(self.vectors.T @ self.items, dtype=np.float64)

    def of(self, values: Sequence[int] | NDArray[np.bool_]) -> Patterns:
        """Return the patterns of some of the values."""
        return Patterns(sparse.csr_matrix(self.vectors[:, values]), self.items)


def rater_codes(frame: pd.DataFrame, n_values: int, n_annotators: int) -> Whole:
    """Read :func:`~counts.rater_patterns`: one row a pattern, one column an annotator, -1 for none.

    Examples
    --------
    >>> import pandas as pd
    >>> rater_codes(pd.DataFrame({"pattern": [0b010001]}), 2, 3)
    array([[ 0,  1, -1]])
    """
    bits = counts.rater_bits(n_values, n_annotators)
    packed = frame["pattern"].to_numpy(dtype=np.int64)
    shifts = bits * np.arange(n_annotators)
    return (packed[:, None] >> shifts & (1 << bits) - 1) - 1


def from_raters(codes: Whole, items: Whole, n_values: int) -> Patterns:
    """Forget who gave which label, and the items that have none."""
    labeled = (codes >= 0).any(axis=1)
    codes, items = codes[labeled], items[labeled]
    row, person = np.nonzero(codes >= 0)
    ones = np.ones(len(row), dtype=np.int64)
    place = (row, codes[row, person])
    return merged(sparse.csr_matrix((ones, place), shape=(len(codes), n_values)), items)


def from_packed(frame: pd.DataFrame, n_values: int, most: int) -> Patterns:
    """Read :func:`~counts.count_patterns`."""
    bits = most.bit_length()
    packed = frame["pattern"].to_numpy(dtype=np.int64)
    vectors = packed[:, None] >> bits * np.arange(n_values) & (1 << bits) - 1
    return merged(sparse.csr_matrix(vectors), frame["items"].to_numpy(dtype=np.int64))


def from_lists(frame: pd.DataFrame, n_values: int) -> Patterns:
    """Read :func:`~counts.listed_patterns`."""
    codes = [np.array(text.split(","), dtype=np.int64) for text in frame["pattern"]]
    row = np.repeat(np.arange(len(codes)), [len(each) for each in codes])
    ones = np.ones(len(row), dtype=np.int64)
    flat = np.concatenate(codes) if codes else np.zeros(0, dtype=np.int64)
    vectors = sparse.csr_matrix((ones, (row, flat)), shape=(len(codes), n_values))
    return merged(vectors, frame["items"].to_numpy(dtype=np.int64))


def merged(vectors: sparse.csr_matrix, items: Whole) -> Patterns:
    """Put equal vectors together, in an order that no engine and no sorting of rows moves."""
    vectors.sum_duplicates()
    keys: dict[tuple[bytes, bytes], int] = {}
    place = np.zeros(len(items), dtype=np.int64)
    for row, (start, end) in enumerate(itertools.pairwise(vectors.indptr)):
        key = (vectors.indices[start:end].tobytes(), vectors.data[start:end].tobytes())
        place[row] = keys.setdefault(key, len(keys))
    _, first = np.unique(place, return_index=True)
    summed = np.bincount(place, weights=items, minlength=len(keys)).astype(np.int64)
    found = sparse.csr_matrix(vectors[first])
    order = sorted(range(len(keys)), key=list(keys).__getitem__)
    return Patterns(sparse.csr_matrix(found[order]), summed[order])


def without_names(patterns: Patterns) -> Patterns:
    """Put the values and the patterns in an order that does not depend on what values are called.

    Values are told apart by how often they occur and beside what. Only those that stay alike are
    tried in every order, and the first of the results taken.
    """
    vectors = patterns.vectors.toarray()
    small = vectors.size <= MOST_CELLS
    colours = _colours(vectors, patterns.items) if small else _ranked(patterns.marginals.tolist())
    alike = [np.flatnonzero(colours == colour) for colour in np.unique(colours)]
    orders = math.prod(math.factorial(len(group)) for group in alike)
    every = small and orders <= MOST_ORDERS
    tried = _orders(alike) if every else iter([np.argsort(colours, kind="stable")])
    best: Any = None
    for columns in tried:
        table = np.column_stack([patterns.items, vectors[:, columns]])
        table = table[np.lexsort(table.T)]
        if best is None or table.tolist() < best.tolist():
            best = table
    return Patterns(sparse.csr_matrix(best[:, 1:]), best[:, 0])


def _orders(alike: list[NDArray[np.intp]]) -> Iterator[NDArray[np.intp]]:
    for parts in itertools.product(*(itertools.permutations(group) for group in alike)):
        yield np.array([value for part in parts for value in part], dtype=np.intp)


def _colours(vectors: Whole, items: Whole) -> NDArray[np.intp]:
    """Refine what tells values apart until nothing more does (Weisfeiler and Leman)."""
    values = np.zeros(vectors.shape[1], dtype=np.intp)
    while True:
        of_pattern = _ranked(
            [
                (n, *sorted(zip(row, values, strict=True)))
                for row, n in zip(vectors.tolist(), items.tolist(), strict=True)
            ]
        )
        refined = _ranked(
            [
                (colour, *sorted(zip(column, of_pattern, strict=True)))
                for column, colour in zip(vectors.T.tolist(), values.tolist(), strict=True)
            ]
        )
        if len(set(refined.tolist())) == len(set(values.tolist())):
            return refined
        values = refined


def _ranked(keys: list[Any]) -> NDArray[np.intp]:
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return np.array([places[key] for key in keys], dtype=np.intp)

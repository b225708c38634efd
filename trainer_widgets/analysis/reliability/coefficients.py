"""Coefficients of agreement from patterns of labels: of the items, or of many resamples at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.analysis.reliability.patterns import Patterns

    Floats = NDArray[np.float64]

STATISTICS = ("percent_agreement", "krippendorff_alpha", "fleiss_kappa", "gwet_ac1")
NO_PAIR = "undefined: no item has two labels"
ONE_CATEGORY = "undefined: only one category occurs"
PAIR = 2
MANY_CELLS = 4_000_000


class Estimate(NamedTuple):
    """A statistic with its interval, and what has to be said of it."""

    estimate: float = np.nan
    low: float = np.nan
    high: float = np.nan
    note: str = ""


class Measure(NamedTuple):
    """How far apart two values are.

    Attributes
    ----------
    weights
        How much two values agree, V x V, 1 on the diagonal: of Fleiss' kappa and AC2.
    distances
        Of Krippendorff's alpha, V x V; None for ``ordinal``, where the labels themselves tell.
    """

    weights: Floats
    distances: Floats | None


def told_few(shared: int, items: int) -> str:
    """Return the note that not all items have two labels."""
    noun = "item" if shared == 1 else "items"
    return f"{shared} {noun} with two labels or more" if shared < items else ""


class Coefficients:
    """The coefficients as functions of how often each pattern is drawn.

    Parameters
    ----------
    patterns
        What items show, over V values.
    measure
        How far apart the values are.
    """

    def __init__(self, patterns: Patterns, measure: Measure) -> None:
        vectors = patterns.vectors.astype(np.float64)
        n = np.asarray(vectors.sum(axis=1)).ravel()
        self.n = n
        self.shared = n >= PAIR
        self.pairable = sparse.csr_matrix(vectors.multiply(self.shared[:, None]))
        self.shares = sparse.csr_matrix(vectors.multiply(1 / n[:, None]))
        self.measure = measure
        pairs = np.where(self.shared, n * (n - 1), 1)
        same = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
        self.agreeing = (same - n) / pairs * self.shared
        self.weighted = (_quadratic(vectors, measure.weights) - n) / pairs * self.shared
        if measure.distances is not None:
            # Each pattern's part of the coincidence matrix, times the distances.
            self.apart = _quadratic(self.pairable, measure.distances) * n / pairs

    def of(self, draws: NDArray[np.int64]) -> Floats:
        """Return the coefficients of resamples.

        Parameters
        ----------
        draws
            How often each pattern is drawn, one row a resample.

        Returns
        -------
        numpy.ndarray
            One row a resample, one column each of ``STATISTICS``; NaN where undefined.
        """
        drawn = draws.astype(np.float64)
        items = drawn @ self.shared
        with np.errstate(invalid="ignore", divide="ignore"):
            percent = drawn @ self.agreeing / items
            observed = drawn @ self.weighted / items
            marginals = _times(drawn, self.shares) / drawn.sum(axis=1, keepdims=True)
            fleiss = _beyond(observed, _sandwich(marginals, self.measure.weights))
            gwet = _beyond(observed, self._gwet(marginals))
            columns = [percent, self._alpha(drawn), fleiss, gwet]
        return np.column_stack(columns)

    def _gwet(self, marginals: Floats) -> Floats:
        """Return AC2's chance agreement (Gwet 2014, equation 4.6.3)."""
        values = marginals.shape[1]
        if values == 1:
            return np.ones(len(marginals))
        spread = (marginals * (1 - marginals)).sum(axis=1)
        return np.asarray(self.measure.weights.sum() / (values * (values - 1)) * spread)

    def _alpha(self, drawn: Floats) -> Floats:
        marginals = _times(drawn, self.pairable)
        if self.measure.distances is None:
            places = np.cumsum(marginals, axis=1) - marginals / 2
            apart = self._apart_in_ranks(drawn, places)
            squares, sums = ((marginals * places**power).sum(axis=1) for power in (2, 1))
            expected = 2 * (marginals.sum(axis=1) * squares - sums**2)
        else:
            apart = drawn @ self.apart
            expected = _sandwich(marginals, self.measure.distances)
        n = marginals.sum(axis=1)
        # Rounding leaves a trace of distance where there is only one value.
        there = (marginals > 0).sum(axis=1) > 1
        return np.where(there, 1 - (n - 1) * apart / np.where(there, expected, 1), np.nan)

    def _apart_in_ranks(self, drawn: Floats, places: Floats) -> Floats:
        scale = 2 * self.shared / np.maximum(self.n - 1, 1)
        found = np.zeros(len(drawn))
        for row, (times, place) in enumerate(zip(drawn, places, strict=True)):
            squares, sums = (self.pairable @ place**power for power in (2, 1))
            found[row] = (times * scale) @ (self.n * squares - sums**2)
        return found


def _beyond(observed: Floats, expected: Floats) -> Floats:
    """Return agreement beyond chance; where chance alone explains all, nothing is defined."""
    certain = np.isclose(expected, 1, rtol=0, atol=1e-12)
    return np.where(certain, np.nan, (observed - expected) / np.where(certain, 1, 1 - expected))


def _times(drawn: Floats, vectors: sparse.csr_matrix) -> Floats:
    return np.asarray((vectors.T @ drawn.T).T)


def _sandwich(marginals: Floats, matrix: Floats) -> Floats:
    return np.asarray(((marginals @ matrix) * marginals).sum(axis=1))


def _quadratic(vectors: sparse.csr_matrix, matrix: Floats) -> Floats:
    """Return v' M v of every row v, a few rows at a time."""
    step = max(MANY_CELLS // max(len(matrix), 1), 1)
    found = [
        np.asarray(part.multiply(part @ matrix).sum(axis=1)).ravel()
        for start in range(0, vectors.shape[0], step)
        for part in (vectors[start : start + step],)
    ]
    return np.concatenate(found) if found else np.zeros(0)

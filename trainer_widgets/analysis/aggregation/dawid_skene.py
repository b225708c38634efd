"""Dawid and Skene's model: what is true, and how each annotator errs, estimated together."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from trainer_widgets.analysis.counts import LabelsError, numbered
from trainer_widgets.analysis.results import executed
from trainer_widgets.analysis.waiting import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

MOST_VALUES = 100
MOST_ITERATIONS = 2000
ENOUGH = 1e-9  # gain in log-likelihood a label
FLOOR = 1e-10  # of an expected count, so that logarithms stay finite


class Readings(NamedTuple):
    """Labels as a sparse matrix: one row an item, one column an annotator's use of a value.

    Attributes
    ----------
    items, annotators
        Who and what, sorted.
    n_values
        How many values there are.
    given
        How often each item got the label of each column; more than once for repeated readings.
    annotator, code
        Of each column.
    """

    items: list[Any]
    annotators: list[Any]
    n_values: int
    given: sparse.csr_array
    annotator: Whole
    code: Whole


class Fit(NamedTuple):
    """The model at the maximum of its likelihood.

    Attributes
    ----------
    posteriors
        The probability that each value is an item's true one, items x values.
    prevalence
        Of each value among the items.
    confusion
        The probability of each column's label given each true value, columns x values.
    iterations
        How many it took.
    converged
        Whether the likelihood had come to rest.
    """

    posteriors: Floats
    prevalence: Floats
    confusion: Floats
    iterations: int
    converged: bool

    @property
    def note(self) -> str:
        """What has to be said of it."""
        return "" if self.converged else f"stopped after {self.iterations} iterations, not at rest"


def projection(labels: ibis.Table, by: Sequence[str]) -> pd.DataFrame:
    """Fetch the rows that the model needs: groups, and numbers for item, annotator and value.

    What an item or an annotator is called crosses once, not once a label.
    """
    books = {name: numbered(labels, name) for name in ("item_id", "annotator")}
    rows = labels
    for name, book in books.items():
        rows = rows.join(book, name).drop(name).rename({name: "number"})
    frame = executed(rows.select(*by, *books, "code"))
    for name, book in books.items():
        names = executed(book).sort_values("number")[name]
        frame[name] = pd.Categorical.from_codes(frame[name].to_numpy(), categories=pd.Index(names))
    return frame


def readings(rows: pd.DataFrame, n_values: int) -> Readings:
    """Return rows with ``item_id``, ``annotator`` and ``code`` as a sparse matrix.

    Raises
    ------
    LabelsError
        When there are more than 100 different values.
    """
    if n_values > MOST_VALUES:
        message = (
            f"Dawid and Skene's model needs categories, at most {MOST_VALUES}, and there are "
            f"{n_values:,} different values: group them first"
        )
        raise LabelsError(message)
    item, items = pd.factorize(rows["item_id"], sort=True)
    annotator, annotators = pd.factorize(rows["annotator"], sort=True)
    used, column = np.unique(annotator * n_values + rows["code"].to_numpy(), return_inverse=True)
    shape = (len(items), len(used))
    # Entries of the same place are added up, and all are sorted.
    given = sparse.coo_array((np.ones(len(rows)), (item, column)), shape=shape).tocsr()
    given.sum_duplicates()
    return Readings(
        list(items), list(annotators), n_values, given, used // n_values, used % n_values
    )


def fitted(
    read: Readings,
    smoothing: float = 0.0,
    most: int = MOST_ITERATIONS,
    enough: float = ENOUGH,
) -> Fit:
    """Maximize the likelihood by expectation and maximization [1]_.

    It starts from each item's shares of labels, as the paper does. Items that were labeled alike
    are handled once.

    Parameters
    ----------
    read
        The labels.
    smoothing
        Labels added to each cell of each annotator's confusion matrix; 0 is maximum likelihood.
    most
        Iterations at most.
    enough
        It stops when an iteration gains less log-likelihood a label.

    References
    ----------
    .. [1] Dawid and Skene (1979), Maximum likelihood estimation of observer error-rates using the
       EM algorithm, Applied Statistics 28(1), equations 2.3 to 2.5.
    """
    if not isinstance(smoothing, Real) or not 0 <= smoothing < np.inf:
        message = f"smoothing={smoothing!r}: give a number of labels from 0 up, such as 0.5"
        raise LabelsError(message)
    if not read.items:
        nothing = np.zeros((0, read.n_values))
        return Fit(nothing, np.full(read.n_values, np.nan), nothing, 0, converged=True)
    kinds, kind, weights = _alike(read.given)
    alike = read._replace(given=kinds)
    posteriors = value_counts(alike)
    posteriors /= posteriors.sum(axis=1, keepdims=True)
    before, labels, done, converged = -np.inf, read.given.sum(), 0, False
    for step in told(range(1, most + 1), "Dawid-Skene", most):
        done = step
        prevalence, confusion = _maximized(alike, posteriors, weights, smoothing)
        posteriors, likelihood = _expected(alike, prevalence, confusion, weights)
        if converged := bool(likelihood - before < enough * labels):
            break
        before = likelihood
    prevalence, confusion = _maximized(alike, posteriors, weights, smoothing)
    return Fit(posteriors[kind], prevalence, confusion, done, converged)


def value_counts(read: Readings) -> Floats:
    """Return how many labels of each value the items have, items x values."""
    columns = len(read.code)
    places = (np.arange(columns), read.code)
    is_code = sparse.csr_array((np.ones(columns), places), shape=(columns, read.n_values))
    return np.asarray((read.given @ is_code).toarray())


def _alike(given: sparse.csr_array) -> tuple[sparse.csr_array, Whole, Floats]:
    """Return the different rows, which of them each row is, and how often each occurs."""
    # Two random sums tell rows apart: that they coincide by chance takes 2^100 rows.
    sums = given @ np.random.default_rng(0).random((given.shape[1], 2))
    tell = sums[:, 0] + 1j * sums[:, 1]
    _, first, kind, weights = np.unique(
        tell, return_index=True, return_inverse=True, return_counts=True
    )
    return given[first], kind, weights.astype(np.float64)


def _maximized(
    read: Readings, posteriors: Floats, weights: Floats, smoothing: float
) -> tuple[Floats, Floats]:
    weighted = posteriors * weights[:, None]
    counts = np.maximum(read.given.T @ weighted + smoothing, FLOOR)
    per_annotator = sums(read, counts)
    used = np.bincount(read.annotator, minlength=len(read.annotators))
    # A value that somebody never gave is in no column, and gets its share nevertheless.
    per_annotator += smoothing * (read.n_values - used)[:, None]
    prevalence = weighted.sum(axis=0) / weights.sum()
    return prevalence, counts / per_annotator[read.annotator]


def _expected(
    read: Readings, prevalence: Floats, confusion: Floats, weights: Floats
) -> tuple[Floats, float]:
    joint = read.given @ np.log(confusion) + np.log(np.maximum(prevalence, FLOOR))
    top = joint.max(axis=1, keepdims=True)
    scaled = np.exp(joint - top)
    whole = scaled.sum(axis=1, keepdims=True)
    return scaled / whole, float(weights @ (np.log(whole) + top)[:, 0])


def sums(read: Readings, columns: Floats) -> Floats:
    """Add up the columns of each annotator: annotators x values."""
    found = np.zeros((len(read.annotators), columns.shape[1]))
    np.add.at(found, read.annotator, columns)
    return found

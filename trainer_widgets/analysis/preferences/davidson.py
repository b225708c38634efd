"""Davidson's model of paired comparisons with ties, and Bradley and Terry's without, by Newton.

With the strengths s of two models, d their difference and t the tie parameter's logarithm, the
weights of a win, a tie and a loss are exp(d / 2), exp(t) and exp(-d / 2). The log-likelihood is
concave in (s, t); without ties it is Bradley and Terry's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import NegativeCycleError, connected_components, floyd_warshall

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

WIN, TIE, LOSS = 0, 1, 2
STEPS = 200
ENOUGH = 1e-9  # a step in log strengths after which the next would be rounding
ROUNDING = 1e-10  # of the log-likelihood: what a step may seem to lose


class Table(NamedTuple):
    """How often each result of each pair of models occurred.

    Attributes
    ----------
    first, second
        The models of each pair, numbered from 0; a pair stands there once.
    counts
        Wins of the first, ties, wins of the second: one row a pair.
    size
        How many models there are.
    """

    first: Whole
    second: Whole
    counts: Floats
    size: int

    @property
    def has_ties(self) -> bool:
        """Whether any pair was tied, so that there is a tie parameter."""
        return bool(self.counts[:, TIE].sum() > 0)


class Fit(NamedTuple):
    """What was estimated.

    Attributes
    ----------
    strengths
        Log strengths with mean zero.
    log_tie
        The tie parameter's logarithm; minus infinity without ties.
    inverse
        The inverse of the information of the strengths and, with ties, the tie parameter.
    converged
        Whether Newton's method came to an end.
    """

    strengths: Floats
    log_tie: float
    inverse: Floats
    converged: bool


def components(table: Table) -> Whole:
    """Return which models can be compared: the strongly connected parts of who won against whom.

    A tie counts in both directions (Davidson 1970, section 3).

    Examples
    --------
    >>> table = Table(np.array([0]), np.array([1]), np.array([[3.0, 0.0, 0.0]]), 2)
    >>> len(set(components(table).tolist()))
    2
    """
    wins, ties, losses = table.counts.T
    return _strong(table, (wins + ties) > 0, (losses + ties) > 0)


def is_tie_determined(table: Table) -> bool:
    """Whether the data tell the tie parameter: some circle of results has more wins than ties.

    Otherwise strengths and tie parameter can grow together for ever, every win by a step or more
    and every tie within one, and the likelihood with them: a system of difference constraints,
    which has a solution just where its graph has no negative cycle.
    """
    wins, ties, losses = table.counts.T
    steps = np.full((table.size, table.size), np.inf)
    for one, other, seen, step in (
        (table.first, table.second, ties, 1.0),
        (table.second, table.first, ties, 1.0),
        (table.first, table.second, wins, -1.0),
        (table.second, table.first, losses, -1.0),
    ):
        steps[one[seen > 0], other[seen > 0]] = step
    try:
        floyd_warshall(steps)
    except NegativeCycleError:
        return True
    return False


def _strong(table: Table, forth: NDArray[np.bool_], back: NDArray[np.bool_]) -> Whole:
    above = np.concatenate([table.first[forth], table.second[back]])
    below = np.concatenate([table.second[forth], table.first[back]])
    graph = coo_array((np.ones(len(above)), (above, below)), shape=(table.size, table.size))
    found = connected_components(graph, directed=True, connection="strong")[1]
    return np.asarray(found, dtype=np.int64)


def fit(table: Table, prior: float = 0.0) -> Fit:
    """Estimate strengths by Newton's method with halved steps.

    Parameters
    ----------
    table
        Counts of one strongly connected component, or of anything with a prior.
    prior
        Wins and losses that each model is given against a model of strength zero.
    """
    at = np.zeros(table.size + table.has_ties)
    value = _log_likelihood(table, at, prior)
    converged = False
    for _ in range(STEPS):
        gradient, information = _derivatives(table, at, prior)
        step = np.linalg.solve(information, gradient)
        new = _log_likelihood(table, at + step, prior)
        while new < value - ROUNDING * (1 + abs(value)):
            step /= 2
            new = _log_likelihood(table, at + step, prior)
        at, value = at + step, new
        if np.abs(step).max() < ENOUGH:
            converged = True
            break
    inverse = np.asarray(np.linalg.inv(_derivatives(table, at, prior)[1]), dtype=np.float64)
    strengths = at[: table.size] - at[: table.size].mean()
    return Fit(strengths, float(at[-1]) if table.has_ties else -np.inf, inverse, converged)


def chances(table: Table, strengths: Floats, log_tie: float) -> Floats:
    """Return how probable a win of the first, a tie and a loss are: one row a pair."""
    half = (strengths[table.first] - strengths[table.second]) / 2
    weights = np.stack([half, np.full_like(half, log_tie), -half], axis=1)
    weights = np.exp(weights - np.abs(half).clip(min=log_tie)[:, None])
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def scores(table: Table, found: Fit) -> Floats:
    """Return how strongly one comparison pulls at the difference of its pair and at the ties.

    Returns
    -------
    numpy.ndarray
        Pairs x results (win, tie, loss) x (difference, tie parameter).
    """
    chance = chances(table, found.strengths, found.log_tie)
    lean = (chance[:, WIN] - chance[:, LOSS]) / 2
    pull = np.array([0.5, 0.0, -0.5]) - lean[:, None]
    ties = np.array([0.0, 1.0, 0.0]) - chance[:, [TIE]]
    return np.stack([pull, ties], axis=2)


def deviations(covariance: Floats, size: int) -> Floats:
    """Return the standard errors of strengths whose mean is zero."""
    centered = np.eye(size) - 1 / size
    spread = centered @ covariance[:size, :size] @ centered
    return np.asarray(np.sqrt(np.diag(spread).clip(min=0)))


def _split(table: Table, at: Floats) -> tuple[Floats, float]:
    return at[: table.size], float(at[-1]) if table.has_ties else -np.inf


def _log_likelihood(table: Table, at: Floats, prior: float) -> float:
    strengths, log_tie = _split(table, at)
    half = (strengths[table.first] - strengths[table.second]) / 2
    wins, ties, losses = table.counts.T
    whole = np.logaddexp(np.logaddexp(half, -half), log_tie)
    value = (wins - losses) @ half - table.counts.sum(axis=1) @ whole
    value += ties.sum() * log_tie if table.has_ties else 0.0
    given = np.logaddexp(0, strengths) + np.logaddexp(0, -strengths)
    return float(value - prior * given.sum())


def _derivatives(table: Table, at: Floats, prior: float) -> tuple[Floats, Floats]:
    """Return the gradient, and the information with the mean of the strengths held at zero."""
    strengths, log_tie = _split(table, at)
    chance = chances(table, strengths, log_tie)
    n = table.counts.sum(axis=1)
    lean = (chance[:, WIN] - chance[:, LOSS]) / 2
    pull = (table.counts[:, WIN] - table.counts[:, LOSS]) / 2 - n * lean
    size, whole = table.size, len(at)
    gradient = np.zeros(whole)
    gradient[:size] += np.bincount(table.first, pull, size)
    gradient[:size] -= np.bincount(table.second, pull, size)
    curve = n * ((1 - chance[:, TIE]) / 4 - lean**2)
    information = np.zeros((whole, whole))
    np.add.at(information, (table.first, table.second), -curve)
    information += information.T
    information[:size, :size] += np.diag(
        np.bincount(table.first, curve, size) + np.bincount(table.second, curve, size)
    )
    if table.has_ties:
        tied = chance[:, TIE]
        gradient[-1] = table.counts[:, TIE].sum() - n @ tied
        cross = -n * tied * lean
        across = np.bincount(table.first, cross, size) - np.bincount(table.second, cross, size)
        information[:size, -1] = information[-1, :size] = across
        information[-1, -1] = n @ (tied * (1 - tied))
    if prior:
        share = 1 / (1 + np.exp(-strengths))
        gradient[:size] += prior * (1 - 2 * share)
        information[:size, :size] += np.diag(2 * prior * share * (1 - share))
    else:
        information[:size, :size] += 1 / size
    return gradient, information

"""Limits that a stable season stays within: an EWMA whose false alarms are held a season."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.analysis.drift.seasons import Products, Season

    Floats = NDArray[np.float64]

WEIGHT = 0.2  # of the newest window in the EWMA
FALSE_ALARMS = 0.05  # a season
FEWEST_WINDOWS = 8
DEFAULT_BASELINE = 8
STABLE_SEASONS = 10_000


class Limits(NamedTuple):
    """What a season's disagreement is held against, a number a window.

    Attributes
    ----------
    mean
        The baseline's mean disagreement.
    covariance
        How windows of a stable season vary together, the windows with labels only.
    known
        Which windows have labels.
    baseline
        Which windows are the baseline's; these are not tested.
    ewma, reach
        The weighted mean of the windows up to each, and how far from ``mean`` it may go.
    p_value
        How often a stable season goes so far at least once.
    note
        Why there are no limits.
    """

    mean: float
    covariance: Floats
    known: NDArray[np.bool_]
    baseline: NDArray[np.bool_]
    ewma: Floats
    reach: Floats
    p_value: float = np.nan
    note: str = ""


def limits(season: Season, baseline: int | None, seed: int) -> Limits:
    """Return the limits of a season.

    Parameters
    ----------
    season
        The windows' disagreement.
    baseline
        How many windows with labels, from the first, say what is normal; ``None`` takes a
        quarter of them, at least 8, and never more than half.
    seed
        Seed of the stable seasons that are drawn.
    """
    known = season.labels > 0
    many = int(known.sum())
    size = len(known)
    k = min(max(DEFAULT_BASELINE, many // 4), many // 2) if baseline is None else baseline
    first = known & (np.cumsum(known) <= k)
    nothing = np.full(size, np.nan)
    without = Limits(np.nan, np.zeros((0, 0)), known, np.zeros(size, bool), nothing, nothing)
    if many < FEWEST_WINDOWS:
        why = f"no limits: {many} windows with labels, {FEWEST_WINDOWS} are needed"
        return without._replace(note=why)
    if k >= many:
        return without._replace(note=f"no limits: all {many} windows are the baseline's")
    y = season.far[known] / season.labels[known]
    sampling = stable_covariance(season)
    if not np.diag(sampling).min() > 0:
        return without._replace(note="no limits: all labels agree, or differ alike")
    rows, weights = ewma_rows(1 / np.diag(sampling), k)
    between, drawn = _between_windows(y, sampling, seed)
    covariance = sampling + between * np.eye(many)
    spread: Floats = np.sqrt(np.einsum("ti,ij,tj->t", rows, covariance, rows))
    highest = _highest(rows, sampling, drawn, spread, seed)
    mean = float(weights @ y[:k])
    away = rows @ y
    ewma, reach = nothing.copy(), nothing.copy()
    tested = known & ~first
    ewma[tested] = mean + away
    reach[tested] = np.quantile(highest, 1 - FALSE_ALARMS) * spread
    most = float(np.max(np.abs(away) / spread))
    p_value = float((1 + np.sum(highest >= most)) / (1 + len(highest)))
    return Limits(mean, covariance, known, first, ewma, reach, p_value)


def residual_products(products: Products, means: Floats) -> Floats:
    """Return sums over items of what two cells' labels are away from means, multiplied."""
    cross = products.fn * means[None, :]
    found: Floats = products.ff - cross - cross.T + np.outer(means, means) * products.nn
    return found


def stable_covariance(season: Season) -> Floats:
    """Return how the windows' means vary together when nothing drifts.

    Labels have one variance, and two labels of the same item one covariance, whether they fall
    into the same window or not: both estimated over the whole season, since a small window says
    little of its own variance.
    """
    known = season.labels > 0
    n = season.labels[known]
    total = n.sum()
    mean = season.far.sum() / total
    variance = season.squares / total - mean**2
    shared = season.far_products.nn[np.ix_(known, known)]
    residuals = residual_products(season.far_products, np.full(len(known), mean))
    pairs = shared.sum() - total
    within = (residuals.sum() - total * variance) / pairs if pairs else 0.0
    within = min(max(within, 0.0), variance)
    found: Floats = np.diag((variance - within) / n) + within * shared / np.outer(n, n)
    return found


def ewma_rows(precision: Floats, k: int) -> tuple[Floats, Floats]:
    """Return the EWMA as a linear map: windows after the baseline x windows, and its weights.

    Parameters
    ----------
    precision
        Of each window's mean: one window counts by it beside ``WEIGHT``, so that a window of few
        labels moves little. Windows of equal size give the usual EWMA.
    k
        Windows of the baseline, whose weighted mean the EWMA starts from.

    Returns
    -------
    rows : ndarray
        Times the windows' means: how far the EWMA is from the baseline's mean.
    weights : ndarray
        Times the baseline's windows: the baseline's mean.
    """
    size = len(precision)
    weights = precision[:k] / precision[:k].sum()
    centre = np.zeros(size)
    centre[:k] = weights
    away = np.eye(size) - centre
    above, below = np.zeros(size), float(precision[:k].mean())
    rows = []
    for window in range(k, size):
        above = (1 - WEIGHT) * above + WEIGHT * precision[window] * away[window]
        below = (1 - WEIGHT) * below + WEIGHT * float(precision[window])
        rows.append(above / below)
    return np.array(rows), weights


def _between_windows(y: Floats, sampling: Floats, seed: int) -> tuple[float, Floats]:
    """Return the variance between windows beyond sampling, and draws of it.

    It is told from the differences of successive windows, as charts of single values do: there
    are many more of them than baseline windows, and a drift adds little to them. The estimate is
    by moments (DerSimonian and Laird 1986); the draws invert the distribution of the sum of
    squares (Viechtbauer 2007; its degrees of freedom after Satterthwaite 1946).
    """
    steps = np.diff(np.eye(len(y)), axis=0)
    form = steps.T @ np.diag(1 / np.diag(steps @ sampling @ steps.T)) @ steps
    q = float(y @ form @ y)
    by_sampling, by_variance = float(np.trace(form @ sampling)), float(np.trace(form))
    between = max(0.0, (q - by_sampling) / by_variance)
    spread = form @ (sampling + between * np.eye(len(y)))
    freedom = float(np.trace(spread)) ** 2 / float(np.trace(spread @ spread))
    chi = np.random.default_rng(seed).chisquare(freedom, STABLE_SEASONS) / freedom
    return between, np.maximum(0, (q / chi - by_sampling) / by_variance)


def _highest(rows: Floats, sampling: Floats, between: Floats, spread: Floats, seed: int) -> Floats:
    """Return how far the EWMAs of stable seasons go, in units of ``spread``."""
    rng = np.random.default_rng([seed, 1])
    root = np.linalg.cholesky(rows @ sampling @ rows.T + 1e-12 * np.diag(spread**2))
    size = len(rows)
    by_items = rng.standard_normal((len(between), size)) @ root.T
    by_windows = rng.standard_normal((len(between), rows.shape[1])) @ rows.T
    away = by_items + np.sqrt(between)[:, None] * by_windows
    highest: Floats = np.max(np.abs(away) / spread, axis=1)
    return highest

"""Further looks at a season, to find questions with: CUSUM, change points and GEE.

None of these is held to a rate of false alarms together with the others.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import statsmodels.api as sm
from scipy import stats

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from trainer_widgets.analysis.drift.limits import Limits
    from trainer_widgets.analysis.drift.seasons import Season

    Floats = NDArray[np.float64]

SIGNIFICANT = 0.05
DRAWS = 2000
ALLOWANCE, DECISION = 0.5, 5.0  # of the CUSUM, in standard deviations of a window
FEWEST_CLUSTERS = 30


class Change(NamedTuple):
    """A change of the mean disagreement: the first window after it, and by how much."""

    number: int
    difference: float
    error: float
    p_value: float


def change_points(season: Season, held: Limits, seed: int) -> list[Change]:
    """Return where the mean disagreement changes, by binary segmentation.

    A stretch of windows is cut where the difference of the means is largest in units of its own
    standard deviation, when the largest of a stable season is so large in less than 5 % of draws
    (Vostrikova 1981); then the two parts are cut likewise.
    """
    numbers = np.flatnonzero(held.known)
    y = season.far[numbers] / season.labels[numbers]
    rng = np.random.default_rng([seed, 2])
    found: list[Change] = []
    parts = [(0, len(y))]
    while parts:
        first, end = parts.pop()
        change = _change(y[first:end], held.covariance[first:end, first:end], rng)
        if change is not None and change.p_value < SIGNIFICANT:
            cut = first + change.number
            found.append(change._replace(number=int(numbers[cut])))
            parts += [(cut, end), (first, cut)]
    return sorted(found)


def _change(y: Floats, covariance: Floats, rng: np.random.Generator) -> Change | None:
    size = len(y)
    if size < 4:  # noqa: PLR2004 - two windows on each side
        return None
    precision = 1 / np.diag(covariance)
    cuts = np.arange(2, size - 1)
    after = np.arange(size)[None, :] >= cuts[:, None]
    rows = np.where(after, precision, 0) / (after @ precision)[:, None]
    rows -= np.where(~after, precision, 0) / (~after @ precision)[:, None]
    errors = np.sqrt(np.einsum("ti,ij,tj->t", rows, covariance, rows))
    away = np.abs(rows @ y) / errors
    best = int(np.argmax(away))
    # A tiny ridge: windows that share all their items vary as one.
    root = np.linalg.cholesky(covariance + 1e-9 * np.diag(np.diag(covariance)))
    stable = rng.standard_normal((DRAWS, size)) @ root.T @ rows.T / errors
    beyond = np.abs(stable).max(axis=1) >= away[best]
    p_value = float((1 + beyond.sum()) / (1 + DRAWS))
    return Change(int(cuts[best]), float(rows[best] @ y), float(errors[best]), p_value)


def cusum(season: Season, held: Limits) -> int | None:
    """Return the first window in which a two-sided CUSUM of standardized windows alarms.

    Allowance 0.5 and decision interval 5, in standard deviations of a window (Page 1954; the
    common choice for a shift of one). It takes windows as independent.
    """
    numbers = np.flatnonzero(held.known)
    y = season.far[numbers] / season.labels[numbers]
    z = (y - held.mean) / np.sqrt(np.diag(held.covariance))
    above = below = 0.0
    for number, value, learned in zip(numbers, z, held.baseline[numbers], strict=True):
        if learned:
            continue
        above, below = max(0.0, above + value - ALLOWANCE), max(0.0, below - value - ALLOWANCE)
        if max(above, below) > DECISION:
            return int(number)
    return None


def gee_slope(sums: pd.DataFrame) -> tuple[float, float, str]:
    """Return the slope of disagreement over windows by GEE, annotators taken as the clusters.

    Generalized estimating equations with independence as the working correlation and the robust
    variance (Liang and Zeger 1986), from each annotator's mean in each window weighted by its
    labels. The slope speaks of other annotators too, where the permutation speaks of these.

    Returns
    -------
    slope, error : float
        From one window to the next.
    note : str
        Why there is none.
    """
    clusters = sums["annotator"].nunique()
    if clusters < FEWEST_CLUSTERS:
        return np.nan, np.nan, f"{clusters} annotators, {FEWEST_CLUSTERS} are needed as clusters"
    sums = sums.sort_values(["annotator", "number"])
    x = sm.add_constant(sums["number"].to_numpy(dtype=np.float64), has_constant="add")
    y = (sums["far"] / sums["n"]).to_numpy()
    codes = sums["annotator"].astype("category").cat.codes.to_numpy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statsmodels warns of what the note says
        fitted = sm.GEE(y, x, groups=codes, weights=sums["n"].to_numpy()).fit()
    return float(fitted.params[1]), float(fitted.bse[1]), ""


def normal_p(value: float, error: float) -> float:
    """Return how often a normal variable is so far from zero."""
    return float(2 * stats.norm.sf(abs(value) / error)) if error > 0 else np.nan

"""The Kaplan-Meier curve, with what can be read off it."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import norm
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from trainer_widgets.analysis.reliability.coefficients import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

TINY = 1e-12
WILSON = "Wilson"


class Curve(NamedTuple):
    """Which share is still waiting after each time at which one was resolved.

    Attributes
    ----------
    times
        When the curve steps down.
    share, low, high
        How many are still waiting from then on, with the interval on the log-log scale; that is
        NaN where nobody is left.
    at_risk
        How many were waiting just before.
    followed
        Up to when anybody was followed.
    """

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: NDArray[np.int64]
    followed: float


def kaplan_meier(times: Floats, happened: Flags, confidence: float) -> Curve:
    """Estimate the curve.

    Parameters
    ----------
    times
        How long each was followed, one or more.
    happened
        Whether that ended by what was waited for; otherwise the time is censored.
    confidence
        Of the interval at each time.

    Examples
    --------
    >>> curve = kaplan_meier(np.array([1.0, 2.0, 3.0]), np.array([True, False, True]), 0.95)
    >>> curve.times.tolist(), curve.share.round(2).tolist()
    ([1.0, 3.0], [0.67, 0.0])
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        found = SurvfuncRight(times, happened.astype(np.int64))
        share = np.asarray(found.surv_prob, np.float64)
        # Log-log: the interval stays within 0 and 1, and says nothing where nobody is left.
        log = np.log(share)
        reach = norm.ppf(0.5 + confidence / 2) * found.surv_prob_se / (share * np.abs(log))
        low, high = share ** np.exp(reach), share ** np.exp(-reach)
    at_risk = np.asarray(found.n_risk, np.int64)
    steps = np.asarray(found.surv_times, np.float64)
    return Curve(steps, share, low, high, at_risk, float(times.max()))


def resolved_within(
    curve: Curve, times: Floats, happened: Flags, mark: float, confidence: float
) -> Estimate:
    """Return the share resolved by a mark.

    Where nobody or everybody is, the log-log scale has no interval: then it is Wilson's, over those
    of whom it is known.
    """
    last = int(np.searchsorted(curve.times, mark, side="right")) - 1
    waiting = float(curve.share[last]) if last >= 0 else 1.0
    if mark > curve.followed and waiting > 0:
        return Estimate(note=f"undefined: no escalation was followed for {mark:g} days")
    share = 1 - waiting
    if 0 < waiting < 1:
        return Estimate(share, float(1 - curve.high[last]), float(1 - curve.low[last]))
    by_mark = happened & (times <= mark)
    known = int((by_mark | (times >= mark)).sum())
    low, high = proportion_confint(int(by_mark.sum()), known, 1 - confidence, "wilson")
    said = f"{WILSON}, over the {known} of which it is known"
    return Estimate(share, max(float(low), 0.0), min(float(high), 1.0), said)


def median(curve: Curve) -> Estimate:
    """Return the first time at which no more than half are still waiting."""
    reached = np.flatnonzero(curve.share <= 0.5 + TINY)
    low = _first(curve.times, curve.low <= 0.5 + TINY)
    if not reached.size:
        return Estimate(low=low, note="undefined: fewer than half are resolved so far")
    # Where nobody is left, no interval holds one half.
    high = _first(curve.times, (curve.high < 0.5 - TINY))
    bound = "no upper bound" if np.isfinite(low) else "no interval"
    said = "" if np.isfinite(high) else f"{bound}: too few are known to be resolved"
    return Estimate(float(curve.times[reached[0]]), low, high, said)


def _first(times: Floats, where: Flags) -> float:
    found = np.flatnonzero(where)
    return float(times[found[0]]) if found.size else np.nan

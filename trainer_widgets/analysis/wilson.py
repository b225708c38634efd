"""Wilson's interval of a share, also where its observations count for more or less than one."""

from __future__ import annotations

import math

import numpy as np
from statsmodels.stats.proportion import proportion_confint

DIGITS = 9


def name(confidence: float) -> str:
    """Return the note that tells the interval.

    Examples
    --------
    >>> name(0.9)
    '90 % interval: Wilson'
    """
    return f"{100 * confidence:g} % interval: Wilson"


def share(estimate: float, n: float, confidence: float) -> dict[str, float]:
    """Return a share with Wilson's interval [1]_.

    Parameters
    ----------
    estimate
        The share.
    n
        Of how many; a number that is not whole is an effective one [2]_, and 0 tells nothing.
    confidence
        Of the interval.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).
    .. [2] Korn and Graubard (1998), Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data, Survey Methodology 24(2).

    Examples
    --------
    >>> {name: round(number, 3) for name, number in share(0.75, 4, 0.95).items()}
    {'estimate': 0.75, 'low': 0.301, 'high': 0.954}
    """
    if math.isnan(estimate):
        return {"estimate": np.nan, "low": np.nan, "high": np.nan}
    # Engines add up thirds in any order: what is equal shall be equal to the last digit.
    estimate = round(min(max(estimate, 0.0), 1.0), DIGITS) + 0.0
    n = round(n, DIGITS)
    if n <= 0:
        return {"estimate": estimate, "low": 0.0, "high": 1.0}
    low, high = proportion_confint(estimate * n, n, alpha=1 - confidence, method="wilson")
    return {"estimate": estimate, "low": min(float(low), estimate),
            "high": max(float(high), estimate)}  # fmt: skip


def of_sums(total: float, squares: float, n: int) -> tuple[float, float]:
    """Return the mean of shares, and how many yes-or-no observations would tell as much.

    Parameters
    ----------
    total, squares
        The sum of the shares, each between 0 and 1, and that of their squares.
    n
        How many there are. Where all are alike, each counts once.

    Examples
    --------
    >>> of_sums(1.5, 1.25, 2)
    (0.75, 6.0)
    """
    mean = round(total / n, DIGITS)
    variance = round(squares / n - mean**2, DIGITS)
    effective = n * mean * (1 - mean) / variance if variance > 0 else float(n)
    return mean, max(effective, float(n))

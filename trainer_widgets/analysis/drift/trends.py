"""Whether agreement has a trend: time permuted within annotators, by exact moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Trend(NamedTuple):
    """A slope of disagreement over windows, within annotators.

    Attributes
    ----------
    slope, error
        Change of the mean disagreement from one window to the next, and its standard deviation
        when time is permuted.
    """

    slope: float = np.nan
    error: float = np.nan

    @property
    def p_value(self) -> float:
        """How often a permutation of time gives a slope so far from zero (two-sided)."""
        return float(2 * stats.norm.sf(abs(self.slope) / self.error)) if self.error > 0 else np.nan


def trend(sums: pd.DataFrame, pairs: pd.DataFrame) -> Trend:
    """Return the trend of all annotators together, each held against the own mean.

    Under the hypothesis that the time of an annotator's label says nothing of its agreement, the
    times of an annotator's labels are as good in any other order. The labels of an item depend on
    each other, so two annotators' times are permuted together over the items that they share.
    The slope is a linear permutation statistic: its mean and variance under permutation follow
    exactly from sums (Hoeffding 1951), and its distribution is normal but for few labels.

    Parameters
    ----------
    sums
        Of one group, as :func:`counts.windows.annotator_sums` returns them.
    pairs
        Of the same group, as :func:`counts.windows.annotator_pair_sums` returns them.
    """
    each = moments(sums)
    centred, away = float(each["fx"].sum()), float(each["xx"].sum())
    if not away > 0:
        return Trend()
    variance = float((each["ff"] * each["xx"] / (each["n"] - 1).clip(lower=1)).sum())
    if len(pairs):
        variance += 2 * float(_shared(each, pairs).sum())
    return Trend(centred / away, float(np.sqrt(max(variance, 0.0))) / away)


def annotator_trends(sums: pd.DataFrame) -> dict[object, Trend]:
    """Return each annotator's own trend against the rest.

    Somebody has one label on an item, so that no two of the labels depend on each other by it.
    """
    each = moments(sums)
    found = {}
    for who, row in each.iterrows():
        if row["n"] > 2 and row["xx"] > 0:  # noqa: PLR2004 - two labels lie on every line
            error = float(np.sqrt(row["ff"] / row["xx"] / (row["n"] - 1)))
            found[who] = Trend(float(row["fx"] / row["xx"]), error)
        else:
            found[who] = Trend()
    return found


def moments(sums: pd.DataFrame) -> pd.DataFrame:
    """Return each annotator's means and centred sums of disagreement ``f`` and window ``x``."""
    x = sums["number"].astype("float64")
    parts = sums.assign(x=x * sums["n"], xx=x**2 * sums["n"], fx=x * sums["far"])
    columns = ["n", "far", "squares", "x", "xx", "fx"]
    each = parts.groupby("annotator", sort=True)[columns].sum()
    each["f_mean"], each["x_mean"] = each["far"] / each["n"], each["x"] / each["n"]
    each["ff"] = (each["squares"] - each["n"] * each["f_mean"] ** 2).clip(lower=0)
    each["xx"] = (each["xx"] - each["n"] * each["x_mean"] ** 2).clip(lower=0)
    each["fx"] -= each["n"] * each["f_mean"] * each["x_mean"]
    return each


def _shared(each: pd.DataFrame, pairs: pd.DataFrame) -> Floats:
    """Return how two annotators' sums vary together when their times are permuted together."""
    one, other = each.loc[pairs["annotator"]], each.loc[pairs["other"]]
    n = pairs["n"].to_numpy(dtype=np.float64)

    def centred(product: str, name: str) -> Floats:
        mean, mean_other = (part[f"{name}_mean"].to_numpy() for part in (one, other))
        sums, sums_other = pairs[name].to_numpy(), pairs[f"{name}_other"].to_numpy()
        found: Floats = pairs[product].to_numpy() - mean_other * sums - mean * sums_other
        found += n * mean * mean_other
        return found

    varied: Floats = centred("ff", "f") * centred("xx", "x") / np.maximum(n - 1, 1)
    return varied

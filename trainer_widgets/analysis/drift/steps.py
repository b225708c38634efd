"""What a new guideline version did to agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

from trainer_widgets.analysis.drift.limits import residual_products

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.analysis.drift.seasons import Products

    Floats = NDArray[np.float64]


class Step(NamedTuple):
    """A difference in mean disagreement, after less before."""

    difference: float
    error: float

    @property
    def p_value(self) -> float:
        """Two-sided, from the normal distribution."""
        if not self.error > 0:
            return np.nan
        return float(2 * stats.norm.sf(abs(self.difference) / self.error))


def version_steps(products: Products, far: Floats, n: Floats) -> list[Step]:
    """Return the steps from each guideline version to the next, clustered by item.

    The labels of an item that was labeled under both versions vary together, which tells the
    two versions apart better than other items do.

    Parameters
    ----------
    products
        Versions x versions, in the order of their first use.
    far, n
        Sum of the disagreement and labels under each version.
    """
    means = far / n
    covariance = residual_products(products, means) / np.outer(n, n)
    found = []
    for now in range(1, len(n)):
        before = now - 1
        items = products.items[before, before] + products.items[now, now]
        items -= products.items[before, now]
        variance = covariance[before, before] + covariance[now, now] - 2 * covariance[before, now]
        correction = items / (items - 1) if items > 1 else np.nan
        error = float(np.sqrt(max(variance, 0.0) * correction))
        found.append(Step(float(means[now] - means[before]), error))
    return found

"""Intervals of shares and means over items that one or several people labeled."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from trainer_widgets.analysis.failures.intervals import Moments, mean, share


def test_more_annotators_narrow_an_interval_by_what_they_add() -> None:
    """Those who copy each other add nothing; independent ones add at most what they gave."""
    whole = share(Moments(20, 10, 10), labels=60)
    alone = share(Moments(20, 10, 10), labels=20)
    spread = share(Moments(20, 10, 5.5), labels=60)
    most = share(Moments(20, 10, 5), labels=60)
    assert (whole.low, whole.high) == (alone.low, alone.high)
    assert most.high - most.low <= spread.high - spread.low < whole.high - whole.low
    low, high = proportion_confint(30, 60, method="wilson")
    assert (most.low, most.high) == pytest.approx((low, high))


def test_the_interval_of_a_mean_covers() -> None:
    """In 95 % of draws of overdispersed counts the interval holds the true mean."""
    rng = np.random.default_rng(2)
    drawn = rng.negative_binomial(1.5, 0.6, size=(2000, 60))  # its mean is 1
    held = 0
    for counts in drawn:
        found = mean(Moments(60, float(counts.sum()), float((counts**2).sum())), labels=60)
        held += found.low <= 1 <= found.high
    assert held / len(drawn) == pytest.approx(0.945, abs=0.02)


@pytest.mark.parametrize("labels_each", [1, 3, 20])
def test_the_interval_of_a_mean_covers_however_many_labels(labels_each: int) -> None:
    """Weights of 1, 5 and rarely 25 are covered; more labels an item make the interval no wider."""
    rng = np.random.default_rng(4)
    weights, often = np.array([1, 5, 25]), np.array([0.75, 0.23, 0.02])
    n, held, reach = 60, 0, []
    for _ in range(600):
        rate = rng.gamma(2, 0.4, n)[:, None] * labels_each * often
        values = rng.poisson(rate) @ weights / labels_each
        moments = Moments(n, float(values.sum()), float((values**2).sum()))
        found = mean(moments, n * labels_each, 25.0)
        held += found.low <= 0.8 * weights @ often <= found.high
        reach.append((found.high - found.low) / (4 * values.std() / np.sqrt(n)))
    assert 0.92 < held / 600 < 0.995
    assert labels_each == 1 or np.median(reach) < 1.25

"""The limits of a p-chart: exact where chance is binomial, Laney's where it is more."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.stats import binom

from trainer_widgets.analysis.escalations.control_limits import SIDE, share_limits


def test_exact_limits_leave_out_no_more_than_three_deviations_do() -> None:
    """A count beyond a limit has a chance of at most .00135, and the next inner one has more."""
    counts, sizes = np.array([2, 5, 4, 6, 3, 5, 4, 3]), np.array([40, 55, 40, 60, 40, 50, 45, 40])
    limits = share_limits(counts, sizes)
    rate = counts.sum() / sizes.sum()
    for size, share in zip(sizes, limits.upper, strict=True):
        most = round(share * size)
        assert binom.sf(most, size, rate) <= SIDE < binom.sf(most - 1, size, rate)
    assert set(limits.signal) <= {""}
    assert limits.note == f"limits: exact binomial, around the rate {rate:.1%} of all windows"


def test_lower_limits_by_hand() -> None:
    """Of 100 at a rate of one half, 35 to 65 are within: P(X < 35) = .0009, P(X < 36) = .0018."""
    limits = share_limits(np.full(8, 50), np.full(8, 100))
    assert (limits.lower[0], limits.upper[0]) == (0.35, 0.65)


def test_laneys_limits_by_hand() -> None:
    """Where shares of thousands move by tenths, limits follow the mean moving range of z."""
    shares = [0.10, 0.16, 0.09, 0.15, 0.11, 0.17, 0.08, 0.14, 0.10, 0.16]
    sizes = [5000] * 10
    counts = [round(share * size) for share, size in zip(shares, sizes, strict=True)]
    rate = sum(counts) / sum(sizes)
    error = math.sqrt(rate * (1 - rate) / 5000)
    z = [(share - rate) / error for share in shares]
    ranges = [abs(a - b) for a, b in itertools.pairwise(z)]
    sigma_z = sum(ranges) / len(ranges) / 1.1283791670955126
    limits = share_limits(np.array(counts), np.array(sizes))
    assert limits.upper == pytest.approx([rate + 3 * error * sigma_z] * 10)
    assert limits.lower == pytest.approx([max(rate - 3 * error * sigma_z, 0)] * 10)
    assert f"Laney's p' (overdispersed: sigma_z {sigma_z:.2f})" in limits.note
    assert set(limits.signal) <= {""}


def test_one_window_out_of_line_does_not_widen_the_limits() -> None:
    """A single jump is a signal and no overdispersion."""
    limits = share_limits(np.array([10] * 12 + [40] + [10] * 7), np.full(20, 100))
    assert limits.signal.tolist() == [""] * 12 + ["rose"] + [""] * 7
    assert "exact binomial" in limits.note


def test_the_baseline_is_not_tested() -> None:
    """Limits from the first windows judge the later ones only."""
    counts = np.array([10, 11, 9, 10, 12, 8, 10, 30, 30])
    limits = share_limits(counts, np.full(9, 100), baseline=8)
    assert limits.signal.tolist() == [""] * 8 + ["rose"]
    assert "of the first 8 windows" in limits.note


@pytest.mark.parametrize(
    ("counts", "baseline", "why"),
    [
        ([], None, "they rest on 8 windows, there are 0"),
        ([1] * 7, None, "they rest on 8 windows, there are 7"),
        ([1] * 20, 5, "they rest on 8 windows, there are 5"),
        ([1] * 9, 12, "they rest on 12 windows, there are 9"),
        ([0] * 9, None, "all have the rate 0%"),
        ([10] * 9, None, "all have the rate 100%"),
    ],
)
def test_without_limits_there_is_a_reason(
    counts: list[int], baseline: int | None, why: str
) -> None:
    """Too few windows, or a rate of nothing or everything, give no limits and no signal."""
    limits = share_limits(np.array(counts, int), np.full(len(counts), 10), baseline)
    assert why in limits.note
    assert np.isnan(limits.upper).all()
    assert set(limits.signal) <= {""}


@pytest.mark.parametrize("rate", [0.02, 0.2])
def test_false_alarms_are_as_rare_as_promised(rate: float) -> None:
    """Of 4,000 stable windows no more than .0027 are outside, by chance up to 20 of them."""
    draws = np.random.default_rng(7)
    alarms = 0
    for _ in range(80):
        sizes = draws.integers(60, 140, 50)
        alarms += int(share_limits(draws.binomial(sizes, rate), sizes).signal.astype(bool).sum())
    assert alarms <= 20

"""What Dawid and Skene's model says of annotators, and how much its estimates rest on.

What is not known of the truth makes a label count for less than one observation. The effective
number of observations has the information on a share that the labels hold, all other parameters
taken as known: the sum of the squared scores of the share (Louis 1982).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trainer_widgets.analysis.aggregation.dawid_skene import FLOOR, sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.analysis.aggregation.dawid_skene import Fit, Readings

    Floats = NDArray[np.float64]


def sizes(read: Readings) -> list[dict[str, int]]:
    """Return how many items and labels each annotator has."""
    item, column = read.given.tocoo().coords
    who = read.annotator[column]
    pairs = np.unique(item.astype(np.int64) * len(read.annotators) + who)
    n_items = np.bincount(pairs % len(read.annotators))
    n_labels = np.bincount(read.annotator, read.given.sum(axis=0))
    return [
        {"n_items": int(items), "n_annotators": 1, "n_labels": int(labels)}
        for items, labels in zip(n_items, n_labels, strict=True)
    ]


class Rate(NamedTuple):
    """Estimated shares, and on how many observations of a known truth each rests in effect."""

    share: Floats
    effective: Floats


def accuracy(read: Readings, fit: Fit) -> Rate:
    """Return each annotator's expected share of true labels."""
    entries = read.given.tocoo()
    item, column = entries.coords
    right = fit.posteriors[item, read.code[column]]
    who, size = read.annotator[column], len(read.annotators)
    n, total, squares = (
        np.bincount(who, entries.data * right**power, size).astype(np.float64)
        for power in (0, 1, 2)
    )
    share = total / n
    return Rate(share, _effective(squares - n * share**2, share, n))


def confusion(read: Readings, fit: Fit) -> Rate:
    """Return the probability of each label given the truth, annotators x truths x values."""
    size, n_values = len(read.annotators), read.n_values
    share = np.full((size, n_values, n_values), np.nan)
    share[read.annotator, :, read.code] = fit.confusion
    # Smoothing gives what is left to the values that an annotator never gave.
    left = 1 - np.nansum(share, axis=2, keepdims=True)
    never = np.isnan(share).sum(axis=2, keepdims=True)
    share = np.where(np.isnan(share), np.maximum(left, 0) / np.maximum(never, 1), share)
    squares = np.zeros_like(share)
    squares[read.annotator, :, read.code] = read.given.T @ fit.posteriors**2
    whole = squares.sum(axis=2, keepdims=True)
    scores = squares * (1 - 2 * share) + whole * share**2
    return Rate(share, _effective(scores, share, np.broadcast_to(whole, share.shape)))


def prevalence(read: Readings, fit: Fit) -> Rate:
    """Return the share of the items of which each value is true."""
    n, share = len(read.items), fit.prevalence
    scores = (fit.posteriors**2).sum(axis=0) - n * share**2
    return Rate(share, _effective(scores, share, np.full(len(share), float(n))))


def expected(read: Readings, fit: Fit) -> Floats:
    """Return how many labels of each truth every annotator gave, annotators x values."""
    return sums(read, np.asarray(read.given.T @ fit.posteriors))


def _effective(scores: Floats, share: Floats, certain: Floats) -> Floats:
    """Turn sums of squared scores into numbers of observations."""
    spread = share * (1 - share)
    known = spread > FLOOR
    return np.where(known, scores / np.where(known, spread, 1), certain)

"""Seasons drawn by the hundred, and whether agreement differs between their halves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import stdtr

from trainer_widgets.analysis.simulation.labels import draw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.analysis.simulation.labels import Drawn
    from trainer_widgets.analysis.simulation.process import Process

    Floats = NDArray[np.float64]

FEWEST = 2  # items a half that a comparison needs
AT_ONCE = 20_000  # items drawn at once
TINY = 1e-12  # the variance of halves in which all items are alike is no zero to divide by


class Case(NamedTuple):
    """Seasons to draw.

    Attributes
    ----------
    process
        What is drawn; the step divides the halves.
    one
        Whether one annotator is compared with the others, and not everybody with everybody.
    runs
        How many seasons.
    confidence
        One less the level of the test.
    seed
        Seed of the seasons.
    """

    process: Process
    one: bool
    runs: int
    confidence: float
    seed: tuple[int, ...]


class Compared(NamedTuple):
    """What a test compares: items, their shares of agreement, and which lie in the second half."""

    item: NDArray[np.int64]
    share: Floats
    second: NDArray[np.bool_]


def differing(case: Case) -> int:
    """Count the seasons in which the halves differ."""
    n, found = case.process.items, 0
    at_once = max(AT_ONCE // n, 1)
    for first in range(0, case.runs, at_once):
        runs = min(at_once, case.runs - first)
        # Items are independent of each other: one long season dealt out is many short ones.
        drawn = draw(replace(case.process, items=n * runs), (*case.seed, first))
        compared = (_of_one if case.one else _of_items)(drawn)
        found += int((p_values(compared, runs) < 1 - case.confidence).sum())
    return found


def _of_items(drawn: Drawn) -> Compared:
    """Compare each item's share of agreeing pairs."""
    size = drawn.process.items
    tallies = _tallies(drawn)
    late = np.bincount(drawn.item, weights=_late(drawn), minlength=size)
    n = tallies.sum(axis=1)
    kept = (n > 1) & ((late == 0) | (late == n))
    n, tallies = n[kept], tallies[kept]
    shares = (tallies * (tallies - 1)).sum(axis=1) / (n * (n - 1))
    return Compared(np.flatnonzero(kept), shares, late[kept] > 0)


def _of_one(drawn: Drawn) -> Compared:
    """Compare how many of the others agree with the last annotator."""
    tallies = _tallies(drawn)
    own = drawn.annotator == len(drawn.annotators) - 1
    of_items = tallies[drawn.item[own]]
    same = np.take_along_axis(of_items, drawn.choice[own][:, None], axis=1)[:, 0] - 1
    others = of_items.sum(axis=1) - 1
    return Compared(drawn.item[own], same / others, _late(drawn)[own])


def _tallies(drawn: Drawn) -> Floats:
    """Count each item's labels by choice."""
    size, width = drawn.process.items, len(drawn.process.probabilities)
    cells = np.bincount(drawn.item * width + drawn.choice, minlength=size * width)
    return cells.reshape(size, width).astype(np.float64)


def _late(drawn: Drawn) -> NDArray[np.bool_]:
    late: NDArray[np.bool_] = drawn.weeks >= drawn.process.step_week
    return late


def p_values(compared: Compared, runs: int) -> Floats:
    """Return each season's two-sided p value of Welch, 1 where there is nothing to compare."""
    place = compared.item % runs + runs * compared.second
    n, total, squares = (
        np.bincount(place, weights=weights, minlength=2 * runs).reshape(2, runs)
        for weights in (np.ones(len(place)), compared.share, compared.share**2)
    )
    comparable = n.min(axis=0) >= FEWEST
    n = np.maximum(n, FEWEST)
    means = total / n
    errors = np.maximum(squares - n * means**2, TINY) / (n - 1) / n
    freedom = errors.sum(axis=0) ** 2 / (errors**2 / (n - 1)).sum(axis=0)
    away = np.abs(means[0] - means[1]) / np.sqrt(errors.sum(axis=0))
    return np.where(comparable, 2 * stdtr(freedom, -away), 1.0)

"""The items of a season: features, difficulty, and the right answer to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.analysis.simulation.process import Process

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

AGAINST = "against"
TIE = 2  # a tie's place among the answers of a task with sides
CONCENTRATION = 6.0  # of the beta distribution of difficulties


class DrawnItems(NamedTuple):
    """What is drawn of each item.

    Attributes
    ----------
    features
        Of each feature the place of the item's value among the feature's values.
    difficulty
        Share by which the item takes knowledge away.
    truth
        The right answer's place among the task's choices.
    weak
        Whether it lies in the weak slice.
    prelabel, shown
        The prelabel's place among the choices, and whether it is on screen.
    arrives
        When it comes in, in weeks.
    strengths
        Log strength of each model, in the order of the feature's values; their mean is 0.
    """

    features: dict[str, Whole]
    difficulty: Floats
    truth: Whole
    weak: Flags
    prelabel: Whole
    shown: Flags
    arrives: Floats
    strengths: Floats


def draw_items(process: Process, rng: np.random.Generator) -> DrawnItems:
    """Draw the items of a season, in the order in which they come in."""
    n, task = process.items, process.of_task
    models = len(task.features[task.model])
    strengths = rng.standard_normal(models)
    strengths = process.strength_spread * (strengths - strengths.mean())
    features = {
        name: _placed(np.array(list(values.values())), rng.random(n))
        for name, values in task.features.items()
    }
    weak = np.full(n, fill_value=bool(process.weak_slice))
    for name, value in (process.weak_slice or {}).items():
        weak &= features[name] == list(task.features[name]).index(value)
    if task.sided:
        other = rng.integers(1, models, n)
        features[AGAINST] = (features[task.model] + other) % models
    truth = _placed(_right(process, features, strengths), rng.random(n))
    fails = weak & (rng.random(n) < process.weak_failure)
    truth = np.where(fails, min(task.failure, len(process.probabilities) - 1), truth)
    return DrawnItems(
        features=features,
        difficulty=_difficulty(process.difficulty, n, rng),
        truth=truth,
        weak=weak,
        prelabel=_prelabel(process, truth, rng),
        shown=rng.random(n) < process.prelabels,
        arrives=(np.arange(n) + rng.random(n)) / n * process.weeks,
        strengths=strengths,
    )


def _right(process: Process, features: dict[str, Whole], strengths: Floats) -> Floats:
    """Return how likely each answer is the right one, a row an item."""
    task = process.of_task
    shares = np.tile(np.array(process.probabilities), (process.items, 1))
    own = strengths[features[task.model]]
    if task.sided:
        return _davidson(shares, own - strengths[features[AGAINST]])
    # A strong model fails less: the odds of failure are those of the task, divided by strength.
    failure = min(task.failure, shares.shape[1] - 1)
    odds = shares[:, failure] / (1 - shares[:, failure]) * np.exp(-own)
    fails = odds / (1 + odds)
    rest = (1 - fails) / (1 - shares[:, failure])
    shares *= rest[:, None]
    shares[:, failure] = fails
    return shares


def _davidson(shares: Floats, ahead: Floats) -> Floats:
    """Move shares of two sides and of ties to log odds of the first, after Davidson (1970)."""
    decided = shares[:, 0] + shares[:, 1]
    ties = shares[:, TIE] if shares.shape[1] > TIE else np.zeros(len(shares))
    weights = np.exp(ahead / 2), np.exp(-ahead / 2), 2 * ties / decided
    for place, weight in enumerate(weights[: shares.shape[1]]):
        shares[:, place] = (decided + ties) * weight / sum(weights)
    return shares


def _difficulty(mean: float, n: int, rng: np.random.Generator) -> Floats:
    if not 0 < mean < 1:
        return np.full(n, mean)
    return rng.beta(CONCENTRATION * mean, CONCENTRATION * (1 - mean), n)


def _prelabel(process: Process, truth: Whole, rng: np.random.Generator) -> Whole:
    """Draw what was proposed; a tagger's proposals stand for themselves: that they are right."""
    if process.task == "image_tags":
        return np.zeros_like(truth)
    size = len(process.probabilities)
    wrong = rng.random(len(truth)) < process.prelabel_error
    return np.where(wrong, (truth + rng.integers(1, size, len(truth))) % size, truth)


def _placed(shares: Floats, uniform: Floats) -> Whole:
    """Return the place that each uniform number falls on; shares are one row, or one each."""
    upto = np.cumsum(shares, axis=-1)[..., :-1]
    places: Whole = (uniform[:, None] >= upto).sum(axis=1)
    return places

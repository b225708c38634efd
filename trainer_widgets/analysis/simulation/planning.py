"""Before a season: how many items and annotators it takes to see agreement fall."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from trainer_widgets.analysis import wilson
from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.results import note, result, z
from trainer_widgets.analysis.simulation import Process
from trainer_widgets.analysis.simulation.halves import Case, differing
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    import pandas as pd

WHO = ("everybody", "one")
EDGES = "items with labels in both halves left out"


def power(  # noqa: PLR0913 - a plan has many sides, all named
    drop: float | Sequence[float],
    *,
    items: int | Sequence[int] = (100, 200, 400, 800),
    annotators: int | Sequence[int] = (6,),
    overlap: int = 3,
    weeks: int = 12,
    agreement: float = 0.8,
    categories: int = 2,
    who: str = "everybody",
    runs: int = 200,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Tell how likely a drop in agreement is to be seen, by simulated seasons.

    In each season agreement falls at half-time, and the halves are compared: each item gives the
    share of its pairs of labels that agree, and Welch's two-sided t test [1]_ compares the means
    of the items of both halves. The item is the cluster, so that the labels of an item are not
    taken for independent. Items with labels in both halves are left out. With ``who="one"`` only
    one annotator falls off; of each item that this person labeled counts the share of the others'
    labels that agree, in the half of the person's own label.

    No labels are needed: seasons are drawn by :func:`trainer_widgets.analysis.simulation.draw`,
    without any effect but the drop.

    Parameters
    ----------
    drop
        By how much percent agreement falls, such as 0.05 from 0.80 to 0.75; with 0 power is the
        rate of false alarms, ``1 - confidence``. With ``who="one"`` it is the drop of that
        person's agreement with the others.
    items, annotators
        Numbers to try, of a whole season. When everybody falls off, the number of annotators
        hardly matters, since the same people work in both halves; when one does, it decides how
        many of the items are this person's.
    overlap
        Annotators an item.
    weeks
        Length of the season: in a short one more items have labels in both halves.
    agreement
        Percent agreement before the drop, a share.
    categories
        How many answers there are, 2 to 4, equally likely.
    who
        ``"everybody"`` or ``"one"``.
    runs
        Seasons drawn for each combination.
    confidence
        One less the level of the test, and the confidence of the intervals.
    seed
        Seed of the seasons.

    Returns
    -------
    pandas.DataFrame
        One row a drop and numbers of items and annotators, its ``statistic`` ``power``: the share
        of seasons in which the test saw a difference, with Wilson's interval [2]_ over the
        ``n_runs`` seasons; ``n_labels`` is the items times the overlap.

    Raises
    ------
    LabelsError
        When a number does not fit, or agreement would have to fall below what chance gives.

    References
    ----------
    .. [1] Welch (1947), The generalization of "Student's" problem when several different
       population variances are involved, Biometrika 34(1-2).
    .. [2] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).

    Examples
    --------
    >>> power(0.15, items=[50, 400], runs=50)[["n_items", "drop", "statistic", "estimate"]]
       n_items  drop statistic  estimate
    0       50  0.15     power      0.50
    1      400  0.15     power      0.98
    """
    _check(who, overlap, categories, runs, agreement)
    _whole("weeks", weeks)
    _whole("seed", seed, 0)
    z(confidence)
    rows: list[dict[str, Any]] = []
    for fall, people, n in itertools.product(*map(_several, (drop, annotators, items))):
        step = _step(agreement, fall, categories, one=who == "one")
        process = Process(
            items=_whole("items", n),
            annotators=_whole("annotators", people, overlap),
            weeks=weeks,
            pace=0.0,
            overlap=overlap,
            shares=(1 / categories,) * categories,
            skill=math.sqrt(_beyond_chance(agreement, categories)),
            step=step,
            stepping=1 if who == "one" else 0,
        )
        seen = differing(Case(process, who == "one", runs, confidence, (seed, process.size)))
        row = {"overlap": overlap, "drop": fall, "statistic": "power", "n_runs": runs}
        row |= {"n_items": n, "n_annotators": people, "n_labels": n * overlap}
        row["note"] = note(f"{who}, from {agreement:g}", _told(confidence, one=who == "one"))
        rows.append(row | wilson.share(seen / runs, runs, confidence))
    return result(rows, ["overlap", "drop"], ["n_runs"]).astype({"n_runs": "int64"})


def _told(confidence: float, *, one: bool) -> str:
    level = f"{100 * (1 - confidence):g} %"
    return note(
        f"Welch's test of two halves at {level}", wilson.name(confidence), "" if one else EDGES
    )


def _step(agreement: float, drop: float, categories: int, *, one: bool) -> float:
    """Return the share of knowledge that goes for agreement to fall by so much."""
    if not isinstance(drop, Real) or not 0 <= drop <= 1:
        message = f"drop={drop!r} is no share: 0.05 means that agreement falls by five points"
        raise LabelsError(message)
    left = _beyond_chance(agreement - drop, categories) / _beyond_chance(agreement, categories)
    # Two who know less agree less by the square of it, one and the others by it alone.
    return 1 - (left if one else math.sqrt(left))


def _beyond_chance(agreement: float, categories: int) -> float:
    """Return how much of an agreement is more than chance: the product of two skills."""
    chance = 1 / categories
    if not chance < agreement <= 1:
        message = (
            f"agreement={agreement:g}: with {categories} answers chance alone gives {chance:.2f}, "
            f"and agreement lies above it, also after the drop"
        )
        raise LabelsError(message)
    return (agreement - chance) / (1 - chance)


def _several(values: Any) -> list[Any]:  # noqa: ANN401 - one number or several
    found = list(values) if isinstance(values, Sequence | np.ndarray) else [values]
    if not found:
        message = "drop=, items= and annotators= each hold one number or several, not none"
        raise LabelsError(message)
    return found


def _whole(name: str, value: object, least: int = 1) -> int:
    if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < least:
        message = f"{name}={value!r}: give whole numbers from {least} on"
        raise LabelsError(message)
    return int(value)


def _check(who: str, overlap: int, categories: int, runs: int, agreement: object) -> None:
    if who not in WHO:
        message = f"who={who!r}: {nearest(who, WHO)}There are {', '.join(WHO)}"
        raise LabelsError(message)
    if not isinstance(agreement, Real):
        message = f"agreement={agreement!r} is no share: give percent agreement, such as 0.8"
        raise LabelsError(message)
    _whole("overlap", overlap, 2)
    _whole("categories", categories, 2)
    _whole("runs", runs)
    if categories > len(Process().probabilities):
        message = f"categories={categories}: at most {len(Process().probabilities)}"
        raise LabelsError(message)

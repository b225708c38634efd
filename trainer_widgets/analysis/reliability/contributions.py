"""Coefficients of agreement from sums of what items contribute, where patterns are too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.bootstrap import OTHER_ITEMS, interval_name
from trainer_widgets.analysis.counts import contributions as sums
from trainer_widgets.analysis.reliability.coefficients import (
    NO_PAIR,
    ONE_CATEGORY,
    STATISTICS,
    Estimate,
    told_few,
)
from trainer_widgets.analysis.results import executed, note, z
from trainer_widgets.analysis.weighting import UNWEIGHTED

if TYPE_CHECKING:
    import ibis
    from numpy.typing import NDArray

    from trainer_widgets.analysis.reliability.evidence import Survey
    from trainer_widgets.analysis.reliability.group_estimates import Choices, Scale
    from trainer_widgets.analysis.results import Key

    Floats = NDArray[np.float64]

ROUNDING = 1e-12


class Marginals(NamedTuple):
    """How often each value occurs: among labels that can be paired, and as a mean over items."""

    pairable: Floats
    share: Floats


def estimates(survey: Survey, key: Key, scale: Scale, choices: Choices) -> dict[str, Estimate]:
    """Return a group's coefficients with their infinitesimal jackknife over items.

    Form b of what is sufficient: the engine compares the labels within each item (a self-join of
    the item's different values), and sums products of ten contributions. What crosses are those
    sums and how often each value occurs.

    References
    ----------
    Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapter 6.
    """
    group = dict(zip(survey.selection.by, key, strict=True))
    labels = counts.with_codes(sums.of_group(survey.table, group), survey.keys)
    each = sums.cells(labels)
    marginals = _marginals(executed(sums.code_marginals(each)), scale)
    distances = Distances(scale, choices, marginals.pairable)
    fleiss = scale.measure.weights @ marginals.share
    pulls = _pulls(each, distances)
    book = distances.book(**pulls, fleiss=fleiss, gwet=marginals.share)
    scored = sums.with_book(each, book)
    frame = executed(sums.products(sums.features(scored, distances.within(scored))))
    return _estimates(frame.iloc[0], marginals, distances, choices)


def _marginals(frame: pd.DataFrame, scale: Scale) -> Marginals:
    whole = frame.set_index("code").reindex(range(len(scale.used)), fill_value=0)
    pairable, share = (whole[name].to_numpy(float)[scale.used] for name in ("pairable", "share"))
    return Marginals(pairable, share / share.sum())


def _pulls(each: ibis.Table, distances: Distances) -> dict[str, Floats]:
    """Return how a label of each value moves alpha's distances: those expected, those in items.

    With ranks both move: a label pushes those of all higher values up by one, its own by one half.
    """
    pairable = distances.pairable
    expected = 2 * distances.matrix() @ pairable
    if distances.level != "ordinal":
        return {"pull": expected, "ranks": np.zeros(len(pairable))}
    rank = distances.score
    steeper = 4 * pairable * (pairable.sum() * rank - pairable @ rank)
    found = executed(sums.code_distances(each, distances.book()[["code", "score"]]))
    growth = found.set_index("code")["growth"].reindex(distances.codes, fill_value=0.0)
    return {"pull": expected + _pushed(steeper), "ranks": _pushed(growth.to_numpy(np.float64))}


def _pushed(by_rank: Floats) -> Floats:
    return np.cumsum(by_rank[::-1])[::-1] - by_rank / 2


class Distances:
    """How far apart two labels of an item are, told to the engine.

    Numbers and ranks are compared as they are; of names, sets and multisets the engine gets those
    pairs of values that have something in common.
    """

    def __init__(self, scale: Scale, choices: Choices, pairable: Floats) -> None:
        self.codes = np.flatnonzero(scale.used)
        self.level, self.weights = choices.level, choices.weights
        self.measure, self.pairable = scale.measure, pairable
        self.is_ordered = self.level in ("ordinal", "interval", "ratio")
        size = len(self.codes)
        self.score = self.place = np.zeros(size)
        if self.level == "ordinal":
            self.score = np.cumsum(pairable) - pairable / 2
            self.place = np.arange(size, dtype=np.float64)
        elif self.is_ordered:
            self.score = self.place = np.array([float(value) for value in scale.own])

    def book(self, **columns: Floats) -> pd.DataFrame:
        """Return what is known of each code."""
        known = {"code": self.codes, "score": self.score, "place": self.place}
        return pd.DataFrame(known | columns)

    def within(self, each: ibis.Table) -> ibis.Table:
        """Return the distances within items."""
        if self.is_ordered:
            return sums.far_in_items(each, self._apart, self._partial)
        near = np.triu(self.matrix() < 1, 1)
        one, other = np.nonzero(near)
        partial = 1 - self.measure.weights[one, other]
        book = {"code": self.codes[one], "other": self.codes[other], "partial": partial}
        book["apart"] = self.matrix()[one, other]
        return sums.similar_in_items(each, pd.DataFrame(book))

    def _apart(self, one: Any, other: Any) -> Any:  # noqa: ANN401 - tables and columns
        away = one.score - other.score
        if self.level == "ratio":
            away = away / (one.score + other.score)  # never 0: only one of the two can be
        return away * away

    def _partial(self, one: Any, other: Any) -> Any:  # noqa: ANN401 - tables and columns
        if self.weights == UNWEIGHTED:
            return 1.0
        away = (one.place - other.place).abs() / float(np.ptp(self.place) or 1)
        return away if self.weights == "linear" else away * away

    def matrix(self) -> Floats:
        """Return alpha's distances, V x V."""
        if self.measure.distances is not None:
            return self.measure.distances
        return np.subtract.outer(self.score, self.score) ** 2


def _estimates(
    found: pd.Series[Any], marginals: Marginals, distances: Distances, choices: Choices
) -> dict[str, Estimate]:
    """Return the coefficients: each is moved by an item as by a sum of its features."""
    names = {name: place for place, name in enumerate(sums.FEATURES)}
    gram = np.zeros((len(names), len(names)))
    for one, row in names.items():
        for other, column in names.items():
            if row <= column:
                gram[row, column] = gram[column, row] = found[f"{one}_{other}"]
    total = {name: float(gram[0, place]) for name, place in names.items()}
    if not total["shared"]:
        return dict.fromkeys(STATISTICS, Estimate(note=NO_PAIR))
    moves = {
        "percent_agreement": _percent(total),
        "krippendorff_alpha": _alpha(total, marginals, distances),
        "fleiss_kappa": _fleiss(total, marginals, distances),
        "gwet_ac1": _gwet(total, marginals, distances),
    }
    few = told_few(int(total["shared"]), int(total["one"]))
    return {name: _interval(move, gram, names, few, choices) for name, move in moves.items()}


class Move(NamedTuple):
    """A coefficient, and how much each feature of an item moves it."""

    estimate: float
    by: dict[str, float]


def _interval(
    move: Move, gram: Floats, names: dict[str, int], few: str, choices: Choices
) -> Estimate:
    if np.isnan(move.estimate):
        return Estimate(note=ONE_CATEGORY)
    vector = np.zeros(len(names))
    for name, by in move.by.items():
        vector[names[name]] = by
    items = gram[0, 0]
    variance = float(vector @ gram @ vector - (vector @ gram[0]) ** 2 / items)
    half = z(choices.confidence) * np.sqrt(max(variance, 0.0))
    if half < ROUNDING:
        return Estimate(move.estimate, note=note(few, "no interval: all items are alike"))
    name = interval_name(choices.confidence, OTHER_ITEMS, "jackknife")
    low, high = move.estimate - half, min(move.estimate + half, 1.0)
    return Estimate(move.estimate, low, high, note(few, name))


def _percent(total: dict[str, float]) -> Move:
    share = total["agreeing"] / total["shared"]
    return Move(share, {"agreeing": 1 / total["shared"], "shared": -share / total["shared"]})


def _alpha(total: dict[str, float], marginals: Marginals, distances: Distances) -> Move:
    n = total["pairable"]
    expected = float(marginals.pairable @ distances.matrix() @ marginals.pairable)
    if not expected:
        return Move(np.nan, {})
    ratio = (n - 1) / expected
    away = ratio * total["apart"]
    by = {"apart": -ratio, "ranks": -ratio, "pairable": -away / (n - 1), "pull": away / expected}
    return Move(1 - away, by)


def _fleiss(total: dict[str, float], marginals: Marginals, distances: Distances) -> Move:
    weights, share = distances.measure.weights, marginals.share
    chance = float(share @ weights @ share)
    return _beyond(total, chance, {"fleiss": 2.0, "one": -2 * chance})


def _gwet(total: dict[str, float], marginals: Marginals, distances: Distances) -> Move:
    weights, share = distances.measure.weights, marginals.share
    size = len(share)
    if size == 1:
        return Move(np.nan, {})
    scale = float(weights.sum()) / (size * (size - 1))
    squares = float(share @ share)
    return _beyond(total, scale * (1 - squares), {"gwet": -2 * scale, "one": 2 * scale * squares})


def _beyond(total: dict[str, float], chance: float, moved: dict[str, float]) -> Move:
    """Return agreement beyond chance, where each item moves chance by ``moved`` / items."""
    if np.isclose(chance, 1, rtol=0, atol=ROUNDING):
        return Move(np.nan, {})
    observed = total["partial"] / total["shared"]  # disagreement
    left = 1 - chance
    by = {name: -observed / left**2 / total["one"] * much for name, much in moved.items()}
    by |= {"partial": -1 / total["shared"] / left, "shared": observed / total["shared"] / left}
    return Move(1 - observed / left, by)

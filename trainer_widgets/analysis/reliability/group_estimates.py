"""The coefficients of each group of labels, with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from trainer_widgets.analysis.bootstrap import percentile_interval, resampled
from trainer_widgets.analysis.coding import decoded, distances
from trainer_widgets.analysis.reliability import cohen, contributions
from trainer_widgets.analysis.reliability.coefficients import (
    NO_PAIR,
    ONE_CATEGORY,
    STATISTICS,
    Coefficients,
    Estimate,
    Measure,
    told_few,
)
from trainer_widgets.analysis.reliability.patterns import without_names
from trainer_widgets.analysis.results import note
from trainer_widgets.analysis.waiting import told
from trainer_widgets.analysis.weighting import weight_matrix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from trainer_widgets.analysis.reliability.evidence import Evidence, Raters, Survey
    from trainer_widgets.analysis.reliability.patterns import Patterns
    from trainer_widgets.analysis.results import Key

    Floats = NDArray[np.float64]


class Choices(NamedTuple):
    """What was asked for.

    Attributes
    ----------
    level, weights
        The level of measurement, and how much partial agreement counts.
    every
        Whether values that nobody used count as categories: where they were named.
    confidence, resamples, seed
        Of the intervals.
    """

    level: str
    weights: str
    every: bool
    confidence: float
    resamples: int
    seed: int


class Scale(NamedTuple):
    """The values that a group is measured by.

    Attributes
    ----------
    used
        Which of all values these are.
    own
        These.
    measure
        How far apart they are.
    """

    used: NDArray[np.bool_]
    own: list[Any]
    measure: Measure


def scale_of(marginals: Floats, values: Sequence[Any], choices: Choices) -> Scale:
    """Return the values that a group is measured by: those it uses, or all that were named."""
    used = np.ones(len(values), dtype=bool) if choices.every else marginals > 0
    own = [value for value, here in zip(values, used, strict=True) if here]
    apart = None if choices.level == "ordinal" else distances(choices.level, own, ())
    return Scale(used, own, Measure(weight_matrix(choices.weights, choices.level, own), apart))


def estimated(
    survey: Survey, found: Mapping[Key, Evidence], choices: Choices
) -> dict[Key, dict[str, Estimate]]:
    """Return the coefficients of each group."""
    values = decoded(survey.keys, choices.level)
    scales = {key: scale_of(survey.marginals(key), values, choices) for key in survey.tallies}
    estimates = {}
    for key, group in told(found.items(), "Groups"):
        if group.patterns is None:
            estimates[key] = contributions.estimates(survey, key, scales[key], choices)
        else:
            estimates[key] = from_patterns(group.patterns, scales[key], choices)
        if group.raters is not None:
            kappa = cohen_from_raters(group.raters, scales[key], choices.confidence)
            estimates[key]["cohen_kappa"] = kappa
    if any("cohen_kappa" not in each for each in estimates.values()):
        weights = {key: _over_all(scale) for key, scale in scales.items()}
        for key, kappa in cohen.from_pairs(survey, weights, choices.confidence).items():
            estimates[key]["cohen_kappa"] = kappa
    return estimates


def _over_all(scale: Scale) -> Floats:
    whole = np.eye(len(scale.used))
    whole[np.ix_(scale.used, scale.used)] = scale.measure.weights
    return whole


def from_patterns(patterns: Patterns, scale: Scale, choices: Choices) -> dict[str, Estimate]:
    """Return all but Cohen's kappa, with bootstrap intervals."""
    patterns = patterns.of(scale.used)
    if choices.level == "nominal":
        patterns = without_names(patterns)
    coefficients = Coefficients(patterns, scale.measure)
    items = patterns.items
    shared = int(items @ coefficients.shared)
    if not shared:
        return dict.fromkeys(STATISTICS, Estimate(note=NO_PAIR))
    point = coefficients.of(items[None])[0]
    draws = resampled(coefficients, items, choices.resamples, choices.seed)
    few = told_few(shared, int(items.sum()))
    found = {}
    for name, estimate, drawn in zip(STATISTICS, point, draws.T, strict=True):
        if np.isnan(estimate):
            found[name] = Estimate(note=ONE_CATEGORY)
            continue
        interval = percentile_interval(float(estimate), drawn, choices.confidence)
        found[name] = interval._replace(note=note(few, interval.note))
    return found


def cohen_from_raters(raters: Raters, scale: Scale, confidence: float) -> Estimate:
    """Return the mean of Cohen's kappa, with its jackknife interval."""
    places = np.append(np.cumsum(scale.used) - 1, -1)  # the last is that of no label
    codes = places[raters.codes]
    return cohen.from_raters(codes, raters.items, scale.measure.weights, confidence)

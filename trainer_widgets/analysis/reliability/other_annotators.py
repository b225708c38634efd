"""Intervals that speak of other annotators: each is left out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.bootstrap import interval_name
from trainer_widgets.analysis.reliability import patterns
from trainer_widgets.analysis.reliability.evidence import Evidence, Raters, from_counts
from trainer_widgets.analysis.reliability.group_estimates import estimated
from trainer_widgets.analysis.results import note
from trainer_widgets.analysis.waiting import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer_widgets.analysis.reliability.coefficients import Estimate
    from trainer_widgets.analysis.reliability.evidence import Survey
    from trainer_widgets.analysis.reliability.group_estimates import Choices
    from trainer_widgets.analysis.results import Key

FEWEST = 10
LEAST = -1.0
OF_ITEMS = (" interval: ", "no interval: ", "resamples undefined")
WHOSE = "same items, other annotators"


def over_annotators(
    survey: Survey, found: Mapping[Key, Evidence], choices: Choices
) -> dict[Key, dict[str, Estimate]]:
    """Return the coefficients with intervals that speak of other annotators.

    The jackknife: each coefficient is computed without each annotator once, and the t distribution
    with one degree of freedom less than there are annotators gives the interval.

    Raises
    ------
    LabelsError
        When no group has ten annotators.

    References
    ----------
    Gwet (2008), Variance estimation of nominal-scale inter-rater reliability with random selection
    of raters, Psychometrika 73(3), whose variance over raters this is.
    """
    people = {key: set(part["annotator"]) for key, part in survey.tallies.items()}
    most = max(len(own) for own in people.values())
    if most < FEWEST:
        message = (
            f"resample='annotators' needs {FEWEST} annotators or more, and there are {most}: take "
            f"resample='items', whose intervals speak of other items and the same annotators"
        )
        raise counts.LabelsError(message)
    # Only the estimates are of interest here, so one resample is enough.
    points = choices._replace(resamples=1)
    whole = estimated(survey, found, points)
    left_out = {
        who: estimated(*without(survey, found, who), points)
        for who in told(survey.annotators, "Annotators")
    }
    return {
        key: {
            name: _interval(
                estimate,
                [left_out[who][key][name].estimate for who in sorted(people[key])
                 if key in left_out[who]],
                choices.confidence,
            )
            for name, estimate in each.items()
        }
        for key, each in whole.items()
    }  # fmt: skip


def without(
    survey: Survey,
    found: Mapping[Key, Evidence],
    who: Any,  # noqa: ANN401 - people are named by anything
) -> tuple[Survey, dict[Key, Evidence]]:
    """Return what is left without somebody's labels."""
    rest = {key: part[part["annotator"] != who] for key, part in survey.tallies.items()}
    table = survey.table
    left = survey._replace(
        table=table.filter(table.annotator != counts.literal(who, table.annotator)),
        tallies={key: part for key, part in rest.items() if len(part)},
        annotators=[one for one in survey.annotators if one != who],
    )
    if any(group.raters is None for group in found.values()):
        return left, from_counts(left)
    return left, {key: _less(found[key], who, len(survey.keys)) for key in left.tallies}


def _less(
    group: Evidence,
    who: Any,  # noqa: ANN401 - people are named by anything
    n_values: int,
) -> Evidence:
    raters = group.raters
    assert raters is not None  # noqa: S101 - the caller looked
    kept = [place for place, one in enumerate(raters.who) if one != who]
    rest = Raters(raters.codes[:, kept], raters.items, [raters.who[place] for place in kept])
    return Evidence(group.size, patterns.from_raters(rest.codes, rest.items, n_values), rest)


def _interval(estimate: Estimate, others: list[float], confidence: float) -> Estimate:
    if np.isnan(estimate.estimate):
        return estimate
    said = note(
        *(
            part
            for part in estimate.note.split("; ")
            if not any(words in part for words in OF_ITEMS)
        )
    )
    bare = estimate._replace(low=np.nan, high=np.nan)
    n = len(others)
    if n < FEWEST:
        return bare._replace(note=note(said, f"no interval: {n} annotators, of {FEWEST} needed"))
    if np.isnan(others).any():
        return bare._replace(note=note(said, "no interval: undefined without some annotator"))
    error = np.sqrt((n - 1) / n * np.square(np.array(others) - np.mean(others)).sum())
    half = float(stats.t.ppf((1 + confidence) / 2, n - 1) * error)
    low, high = max(estimate.estimate - half, LEAST), min(estimate.estimate + half, 1.0)
    name = interval_name(confidence, WHOSE, "jackknife")
    return bare._replace(low=low, high=high, note=note(said, name))

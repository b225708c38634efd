"""Which parameters make no season, and why."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trainer_widgets.analysis.simulation.tasks import TASKS
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer_widgets.analysis.simulation.process import Process

SHARES = (
    *("skill", "difficulty", "drift", "step", "newcomer_skill", "guideline_effect", "weakness"),
    *("weak_failure", "prelabels", "anchoring", "prelabel_error", "escalating", "skipping"),
)
NOT_NEGATIVE = (
    *("skill_spread", "lean_spread", "pace", "pace_spread", "strength_spread", "apart"),
    *("ruling_days", "newcomers", "drifting", "stepping"),
)
COUNTS = ("items", "weeks", "overlap")
WEEKS = ("drift_from", "step_from", "newcomers_from", "guideline_change")


def problem_of(process: Process) -> str | None:
    """Return what is wrong with a process, or None."""
    if process.task not in TASKS:
        hint = nearest(process.task, TASKS)
        return f"task={process.task!r}: {hint}There are {', '.join(TASKS)}"
    checks = (_of_numbers, _of_times, _of_people, _of_shares, _of_slice)
    return next((problem for check in checks for problem in check(process)), None)


def _of_numbers(process: Process) -> Iterator[str]:
    for name in SHARES:
        if not 0 <= getattr(process, name) <= 1:
            yield f"{name}={getattr(process, name)} is a share: give a number from 0 to 1"
    for name in NOT_NEGATIVE:
        if getattr(process, name) < 0:
            yield f"{name}={getattr(process, name)} cannot be negative"
    for name in COUNTS:
        if getattr(process, name) < 1:
            yield f"{name}={getattr(process, name)}: give at least 1"
    if process.escalating + process.skipping > 1:
        yield "escalating and skipping share what is not known: together at most 1"


def _of_times(process: Process) -> Iterator[str]:
    for name in WEEKS:
        week = getattr(process, name)
        if week is not None and not 0 <= week <= process.weeks:
            yield f"{name}={week} is no week of a season of {process.weeks}"
    if process.start.weekday():
        yield f"start={process.start} is no Monday"


def _of_people(process: Process) -> Iterator[str]:
    if process.overlap > process.size:
        yield f"overlap={process.overlap} annotators an item, but there are {process.size}"
    if process.newcomers > process.size:
        yield f"newcomers={process.newcomers} of {process.size} annotators cannot be replaced"
    if not isinstance(process.annotators, int) and (process.newcomers or process.drift):
        yield (
            "newcomers and drift are drawn for a number of annotators; annotators that are given "
            "have 'starts', 'leaves' and 'drift' of their own"
        )


def _of_shares(process: Process) -> Iterator[str]:
    shares, choices = process.probabilities, process.of_task.choices
    if not 1 < len(shares) <= len(choices):
        yield f"shares: give two to {len(choices)}, for {', '.join(choices)}"
    elif min(shares) <= 0 or not math.isclose(sum(shares), 1):
        yield f"shares={shares} are no positive numbers that add up to 1"
    elif process.of_task.sided and not math.isclose(shares[0], shares[1]):
        yield (
            f"shares={shares}: sides are drawn by lot, so that {choices[0]!r} and {choices[1]!r} "
            "are right equally often; strength_spread makes models win unequally often"
        )


def _of_slice(process: Process) -> Iterator[str]:
    features = process.of_task.features
    for name, value in (process.weak_slice or {}).items():
        if name not in features:
            hint = nearest(name, features)
            yield f"weak_slice: no feature {name!r}: {hint}There are {', '.join(features)}"
        elif value not in features[name]:
            yield f"weak_slice: {name} is never {value!r}: there are {', '.join(features[name])}"

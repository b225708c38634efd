"""The process behind a simulated season: everything that can be planted, with its unit."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis.simulation.checks import problem_of
from trainer_widgets.analysis.simulation.tasks import TASKS, SimulatedTask
from trainer_widgets.settings import UnknownArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trainer_widgets.analysis.simulation.annotators import Annotator


class SeasonError(ValueError):
    """Raised for a season that cannot be drawn; the message names the parameter."""


@dataclass(frozen=True, kw_only=True)
class Process:
    r"""How the labels of a season come about.

    An annotator *knows* the right answer to an item or does not. Annotator :math:`j` knows item
    :math:`i` at time :math:`t` with the probability

    .. math:: k = s_j \, (1 - \delta_j)^{w} \, (1 - \sigma_t) \, (1 - d_i) \, (1 - \omega_i),

    skill, what drift has taken in :math:`w` weeks, a step of the whole team, the item's
    difficulty and the weak slice; from the guideline change on :math:`1 - k` shrinks by
    ``guideline_effect``. Who knows gives the right answer. Who does not escalates, skips, takes
    over a prelabel that is on screen, or guesses in proportion to how often each answer is right,
    with the annotator's lean. This is the model of Dawid and Skene with one coin an annotator,
    and a knowledge that moves.

    Without lean, prelabels, escalations, skips and model strengths, two labels of an item agree
    beyond chance with the probability :math:`k k'`: Krippendorff's alpha estimates its mean, which
    is ``skill ** 2`` without difficulty and spread of skill.

    Every effect is off by default: what is left is a stable season.

    Parameters
    ----------
    task
        ``"ranking"``, ``"safety"`` or ``"image_tags"``.
    items, overlap
        How many items, and how many annotators label each.
    annotators
        How many, or the annotators themselves.
    weeks
        Length of the season, in weeks of five days of nine hours.
    start
        Its first day, a Monday.
    shares
        How often each answer is the right one, when it is not as the task has it; as many as
        there are, not more.
    skill, skill_spread
        Mean share of easy items that an annotator knows, and its standard deviation.
    lean, lean_spread
        Share of guesses that goes to the left response on top of its share (safety: to unsafe,
        image tags: to right), and its standard deviation over annotators. Negative: to the right.
    pace, pace_spread
        Median seconds a label, and the standard deviation of its logarithm over annotators.
    apart
        Mean working days until an annotator comes to an item.
    difficulty
        Mean share by which an item takes knowledge away; beta distributed over items.
    drift, drifting, drift_from
        Share of skill lost a week, by how many of the annotators, from which week on. Those who
        drift are the last by name; by default the drift starts at half-time.
    step, stepping, step_from
        Share of knowledge lost at once, by how many of the annotators (the last by name; 0 is
        everybody), and the week, by default at half-time.
    newcomers, newcomers_from, newcomer_skill
        How many annotators are replaced, in which week (by default at half-time), and the
        newcomers' mean skill.
    guideline_change, guideline_effect
        The week of version 1.1, or None for one version; share of what was not known that is
        known under it.
    weak_slice, weakness, weak_failure
        Feature values, such as ``{"language": "de", "topic": "dates"}``; share of knowledge lost
        on items that have them all; share of them on which the model fails besides.
    strength_spread
        Standard deviation of the models' log strengths. Rankings' right answers follow Davidson's
        model of ties; in the other tasks the odds of a failure are divided by the strength.
    prelabels, prelabel_error, anchoring
        Share of items with a prelabel on screen, how often it is wrong (image tags: as often as
        the tagger errs), and the share of people who take it over where they do not know.
    escalating, skipping
        Share of what is not known that is escalated, and skipped.
    ruling_days
        Mean working days until an escalation is ruled on; what is not by the end stays open.

    Raises
    ------
    SeasonError
        When a value does not fit.

    References
    ----------
    Dawid and Skene 1979, Maximum likelihood estimation of observer error-rates using the EM
    algorithm, Applied Statistics 28(1).

    Davidson 1970, On extending the Bradley-Terry model to accommodate ties in paired comparison
    experiments, Journal of the American Statistical Association 65(329).

    Examples
    --------
    >>> Process(items=120, drift=0.08, drift_from=5).until
    datetime.datetime(2026, 3, 30, 0, 0, tzinfo=datetime.timezone.utc)
    """

    task: str = "ranking"
    items: int = 300
    annotators: int | Sequence[Annotator] = 8
    weeks: int = 12
    overlap: int = 3
    start: dt.date = dt.date(2026, 1, 5)
    shares: tuple[float, ...] | None = None
    skill: float = 0.9
    skill_spread: float = 0.0
    lean: float = 0.0
    lean_spread: float = 0.0
    pace: float = 45.0
    pace_spread: float = 0.0
    apart: float = 2.0
    difficulty: float = 0.0
    drift: float = 0.0
    drifting: int = 1
    drift_from: float | None = None
    step: float = 0.0
    stepping: int = 0
    step_from: float | None = None
    newcomers: int = 0
    newcomers_from: float | None = None
    newcomer_skill: float = 0.75
    guideline_change: float | None = None
    guideline_effect: float = 0.0
    weak_slice: Mapping[str, str] | None = None
    weakness: float = 0.0
    weak_failure: float = 0.0
    strength_spread: float = 0.0
    prelabels: float = 0.0
    prelabel_error: float = 0.15
    anchoring: float = 0.0
    escalating: float = 0.0
    skipping: float = 0.0
    ruling_days: float = 4.0

    def __post_init__(self) -> None:
        """Refuse values that make no season."""
        if problem := problem_of(self):
            raise SeasonError(problem)

    @property
    def of_task(self) -> SimulatedTask:
        """What the task asks."""
        return TASKS[self.task]

    @property
    def probabilities(self) -> tuple[float, ...]:
        """How often each answer is the right one."""
        return self.shares or self.of_task.shares

    @property
    def half_time(self) -> float:
        """The week in which changes happen of which nobody says when."""
        return self.weeks / 2

    @property
    def step_week(self) -> float:
        """The week of the step."""
        return self.half_time if self.step_from is None else self.step_from

    @property
    def until(self) -> dt.datetime:
        """The season's end."""
        return self.at_week(self.weeks)

    @property
    def size(self) -> int:
        """How many annotators work at a time."""
        return self.annotators if isinstance(self.annotators, int) else len(self.annotators)

    def at_week(self, week: float) -> dt.datetime:
        """Return the moment at which a week begins."""
        first = dt.datetime.combine(self.start, dt.time(), dt.UTC)
        whole = math.floor(week)
        days = min(math.floor((week - whole) * 5), 4)
        return first + dt.timedelta(weeks=whole, days=days)


def process_of(values: Mapping[str, Any]) -> Process:
    """Return the process with these parameters.

    Raises
    ------
    UnknownArgumentError
        For a parameter that does not exist, with the nearest that does.
    """
    known = [field.name for field in fields(Process)]
    for name in values:
        if name not in known:
            raise UnknownArgumentError(name, known)
    return Process(**values)

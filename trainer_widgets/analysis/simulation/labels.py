"""The labels of a season: who labels what and when, what they know, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trainer_widgets.analysis.simulation.annotators import team
from trainer_widgets.analysis.simulation.clock import DAYS, HOURS, WEEK, one_after_another
from trainer_widgets.analysis.simulation.items import draw_items

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.analysis.simulation.annotators import Annotator
    from trainer_widgets.analysis.simulation.items import DrawnItems
    from trainer_widgets.analysis.simulation.process import Process

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

ANSWERED, SKIPPED, ESCALATED = 0, 1, 2
CLARIFIED, RULED_ANSWER, REJECTED = 0, 1, 2
RULINGS = (0.6, 0.3, 0.1)  # shares of the three
SIDED = 2  # how many of a task's answers are on a side
PACE_SPREAD = 0.4  # standard deviation of a label's log seconds, within an annotator
RETURN_DAYS = 1.0  # mean working days until a ruling is acted on
TEAM, ITEMS, QUEUES, TIMES, KNOWING, SIDES, GUESSING, FATES, RULING = range(9)


class Drawn(NamedTuple):
    """A season: what was planted, and one entry a (item, annotator) in order of time.

    Attributes
    ----------
    process, annotators, items
        What it comes from.
    item, annotator
        The places of each label's item and annotator.
    hours, seconds
        Working hours from the season's start to the end of the work, and its length.
    knows, known
        The probability of knowing, and whether the annotator did.
    choice
        The answer's place among the task's choices; also where it was not given in the end.
    left
        The place of the response shown on the left, 0 or 1.
    fate
        Answered, skipped or escalated.
    ruled, ruling, returned
        Working hours at which an escalation was ruled on, how, and at which the annotator
        answered after all; infinite where that did not happen within the season.
    """

    process: Process
    annotators: list[Annotator]
    items: DrawnItems
    item: Whole
    annotator: Whole
    hours: Floats
    seconds: Floats
    knows: Floats
    known: Flags
    choice: Whole
    left: Whole
    fate: Whole
    ruled: Floats
    ruling: Whole
    returned: Floats

    @property
    def weeks(self) -> Floats:
        """Weeks from the season's start to the end of the work."""
        return self.hours / WEEK


class _Work(NamedTuple):
    """Who labels what, in a season."""

    process: Process
    people: list[Annotator]
    items: DrawnItems
    item: Whole
    who: Whole

    def of_people(self, name: str) -> Floats:
        """Return what a parameter of each label's annotator is."""
        return np.array([getattr(one, name) for one in self.people])[self.who]


def draw(process: Process, seed: int | tuple[int, ...] = 0) -> Drawn:
    """Draw a season, in memory and in a millisecond for some hundred items.

    Each part of the process has its own stream of random numbers, so that two seasons of one seed
    with different parameters differ by these only.

    Parameters
    ----------
    process
        What to draw from.
    seed
        The same seed gives the same season; several numbers are one seed, such as that of a
        study and the number of the run.

    Examples
    --------
    >>> from trainer_widgets.analysis.simulation import Process
    >>> season = draw(Process(items=100, overlap=2), seed=1)
    >>> len(season.choice), round(float(season.known.mean()), 1)
    (200, 0.9)
    """
    people = team(process, _stream(seed, TEAM))
    items = draw_items(process, _stream(seed, ITEMS))
    item, who = _assigned(process, people, items, _stream(seed, QUEUES))
    hours, seconds = _times(_Work(process, people, items, item, who), _stream(seed, TIMES))
    order = np.lexsort((who, hours))
    item, who, hours, seconds = item[order], who[order], hours[order], seconds[order]
    work = _Work(process, people, items, item, who)
    knows = _knows(work, hours / WEEK)
    known = _stream(seed, KNOWING).random(len(item)) < knows
    left = _stream(seed, SIDES).integers(0, 2, len(item))
    guess = _guesses(work, left, _stream(seed, GUESSING))
    choice = np.where(known, items.truth[item], guess)
    fate = _fates(process, known, _stream(seed, FATES))
    ruled, ruling, returned = _rulings(process, hours, fate, _stream(seed, RULING))
    return Drawn(
        process,
        people,
        items,
        item=item,
        annotator=who,
        hours=hours,
        seconds=seconds,
        knows=knows,
        known=known,
        choice=choice,
        left=left,
        fate=fate,
        ruled=ruled,
        ruling=ruling,
        returned=returned,
    )


def _stream(seed: int | tuple[int, ...], purpose: int) -> np.random.Generator:
    numbers = (seed,) if isinstance(seed, int) else seed
    return np.random.default_rng((*numbers, purpose))


def _assigned(
    process: Process, people: list[Annotator], items: DrawnItems, rng: np.random.Generator
) -> tuple[Whole, Whole]:
    """Give each item to some of those who work when it comes in."""
    lots = rng.random((process.items, len(people)))
    arrives = items.arrives[:, None]
    away = (arrives < [one.starts for one in people]) | (arrives >= [one.leaves for one in people])
    lots[away] = np.inf
    chosen = np.argsort(lots, axis=1)[:, : process.overlap]
    there = np.isfinite(np.take_along_axis(lots, chosen, axis=1)).ravel()
    item = np.repeat(np.arange(process.items), process.overlap)
    return item[there], chosen.ravel()[there]


def _times(work: _Work, rng: np.random.Generator) -> tuple[Floats, Floats]:
    process, n = work.process, len(work.item)
    arrives = work.items.arrives[work.item]
    waits = rng.exponential(process.apart / DAYS, n) if process.apart else np.zeros(n)
    late = arrives + waits >= process.weeks
    ready = np.where(
        late, process.weeks - (process.weeks - arrives) * rng.random(n), arrives + waits
    )
    noise = np.exp(PACE_SPREAD * rng.standard_normal(n))
    seconds = work.of_people("pace") * noise * (1 + work.items.difficulty[work.item])
    seconds = np.rint(1000 * seconds) / 1000
    return one_after_another(ready * WEEK, seconds / 3600, work.who), seconds


def _knows(work: _Work, weeks: Floats) -> Floats:
    process, items = work.process, work.items
    drifting = np.maximum(weeks - work.of_people("drift_from"), 0)
    knows: Floats = work.of_people("skill") * (1 - work.of_people("drift")) ** drifting
    knows *= (1 - items.difficulty[work.item]) * (1 - process.weakness * items.weak[work.item])
    steps = work.who >= len(work.people) - (process.stepping or len(work.people))
    knows *= np.where(steps & (weeks >= process.step_week), 1 - process.step, 1)
    if process.guideline_change is not None:
        cleared = 1 - (1 - knows) * (1 - process.guideline_effect)
        knows = np.where(weeks >= process.guideline_change, cleared, knows)
    return knows


def _guesses(work: _Work, left: Whole, rng: np.random.Generator) -> Whole:
    """Draw what each would answer without knowing."""
    process, items = work.process, work.items
    upto = np.cumsum(_leaning(process, work.people), axis=1)[:, :-1]
    guess = (rng.random(len(left))[:, None] >= upto[work.who]).sum(axis=1)
    if process.of_task.sided:
        guess = np.where(guess < SIDED, (guess + left) % SIDED, guess)
    takes_over = items.shown[work.item] & (rng.random(len(left)) < process.anchoring)
    return np.where(takes_over, items.prelabel[work.item], guess)


def _leaning(process: Process, people: list[Annotator]) -> Floats:
    """Return how likely each annotator guesses each answer; of two sides, the left comes first."""
    task, shares = process.of_task, np.array(process.probabilities)
    favoured = 0 if task.sided else min(task.lean_to, len(shares) - 1)
    own = np.tile(shares, (len(people), 1))
    to = np.clip(shares[favoured] + np.array([one.lean for one in people]), 0, 1)
    # Of two sides, what one gains the other loses; elsewhere all the others lose.
    if task.sided:
        both = shares[0] + shares[1]
        own[:, 0] = np.minimum(to, both)
        own[:, 1] = both - own[:, 0]
    else:
        own *= ((1 - to) / (1 - shares[favoured]))[:, None]
        own[:, favoured] = to
    return own


def _fates(process: Process, known: Flags, rng: np.random.Generator) -> Whole:
    lot = rng.random(len(known))
    fate = np.where(lot < process.escalating + process.skipping, SKIPPED, ANSWERED)
    fate = np.where(lot < process.escalating, ESCALATED, fate)
    return np.where(known, ANSWERED, fate)


def _rulings(
    process: Process, hours: Floats, fate: Whole, rng: np.random.Generator
) -> tuple[Floats, Whole, Floats]:
    end, n = process.weeks * WEEK, len(hours)
    waits = rng.exponential(1.0, (2, n)) * HOURS
    ruled = hours + waits[0] * process.ruling_days
    ruled = np.where((fate == ESCALATED) & (ruled < end), ruled, np.inf)
    ruling = np.searchsorted(np.cumsum(RULINGS)[:-1], rng.random(n), side="right")
    returned = ruled + waits[1] * RETURN_DAYS
    back = (ruling != RULED_ANSWER) & (returned < end)
    return ruled, ruling, np.where(back, returned, np.inf)

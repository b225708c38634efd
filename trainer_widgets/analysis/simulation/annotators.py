"""People who do not exist: what each knows, leans to, and how that changes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from trainer_widgets.analysis.simulation.process import Process

FIRST = (
    *("ana", "ben", "chen", "dalia", "emre", "fatou", "goran", "hana", "ivo", "june", "kofi"),
    *("lena", "mika", "nour", "olga", "pavel", "qadir", "rosa", "sami", "tove", "uma", "vera"),
    *("wim", "xenia", "yara", "zeno"),
)


@dataclass(frozen=True, kw_only=True)
class Annotator:
    """A person who does not exist.

    Parameters
    ----------
    name
        Begins with ``sim-``.
    skill
        Share of easy items that this person knows at first.
    lean
        Share of guesses that goes to the left on top of its share.
    pace
        Median seconds a label.
    drift, drift_from
        Share of skill lost a week, from which week on.
    starts, leaves
        Weeks in which this person takes up and gives up work.

    Examples
    --------
    >>> Annotator(name="sim-ana", skill=0.9, drift=0.1, drift_from=4).skill_at(6)
    0.729
    """

    name: str
    skill: float = 0.9
    lean: float = 0.0
    pace: float = 45.0
    drift: float = 0.0
    drift_from: float = 0.0
    starts: float = 0.0
    leaves: float = math.inf

    def skill_at(self, week: float) -> float:
        """Return the skill that is left in a week."""
        left: float = (1 - self.drift) ** max(week - self.drift_from, 0)
        return round(self.skill * left, 6)


def team(process: Process, rng: np.random.Generator) -> list[Annotator]:
    """Draw the annotators of a season, in order of their names."""
    if not isinstance(process.annotators, int):
        return list(process.annotators)
    size = process.size + process.newcomers
    skills, leans, paces = rng.standard_normal((3, size))
    change = process.half_time if process.newcomers_from is None else process.newcomers_from
    drift_from = process.half_time if process.drift_from is None else process.drift_from
    drifts = process.drift if process.drifting else 0.0
    made = []
    for place in range(size):
        new = place >= process.size
        skill = (process.newcomer_skill if new else process.skill) + process.skill_spread * float(
            skills[place]
        )
        drifting = bool(drifts) and size - process.drifting <= place
        made.append(
            Annotator(
                name=name_of(place),
                skill=round(min(max(skill, 0.0), 1.0), 4),
                lean=round(process.lean + process.lean_spread * float(leans[place]), 4),
                pace=round(process.pace * math.exp(process.pace_spread * float(paces[place])), 1),
                drift=drifts if drifting else 0.0,
                drift_from=drift_from if drifting else 0.0,
                starts=change if new else 0.0,
                leaves=change if place < process.newcomers else math.inf,
            )
        )
    return made


def name_of(place: int) -> str:
    """Return the name of the annotator at a place, from 0.

    Examples
    --------
    >>> name_of(0), name_of(26)
    ('sim-ana', 'sim-ana-2')
    """
    turn, at = divmod(place, len(FIRST))
    return f"sim-{FIRST[at]}" + (f"-{turn + 1}" if turn else "")

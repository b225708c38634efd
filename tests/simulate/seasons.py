"""How often drift is signalled: in stable seasons, and where agreement was made to fall.

Signal and trend are the rows of ``drift_signals``, made of its parts: it would also leave out each
annotator in turn wherever something moved, which takes ten times as long. A test compares the two.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tests.simulate.studies import Seen, Study, drawn_runs, stacked
from trainer_widgets.analysis.drift.compared import compared, windowed
from trainer_widgets.analysis.drift.evidence import scale_of, signal_row, trend_row
from trainer_widgets.analysis.drift.limits import limits
from trainer_widgets.analysis.drift.seasons import seasons
from trainer_widgets.analysis.simulation import Process

if TYPE_CHECKING:
    import pandas as pd

STABLE, MOVED = 500, 200
AIM = "5 %"
SIGNAL, TREND = "drift signal", "trend test"
LEVEL = 0.05
SEASON: dict[str, Any] = {"items": 600, "weeks": 20, "overlap": 3, "annotators": 8}
AGREEING = 0.8
SHARES = np.array(Process().probabilities)
CHANCE = float(SHARES @ SHARES)
SKILL = float(np.sqrt((AGREEING - CHANCE) / (1 - CHANCE)))
FALLS = (5, 10, 15)
Z = 1.96


class Told(NamedTuple):
    """What is told of a season.

    Attributes
    ----------
    alarm
        Whether the signal's limits were left.
    p_value
        Of the trend test.
    """

    alarm: bool
    p_value: float


def left_of(points: float) -> float:
    """Return the share of agreement beyond chance that is left when agreement falls by points."""
    return 1 - points / 100 / (AGREEING - CHANCE)


def stable() -> dict[str, Process]:
    """Return seasons in which nothing happens."""
    return {
        "stable: 20 weeks of 30 items": Process(skill=SKILL, **SEASON),
        "stable: labels of an item weeks apart": Process(skill=SKILL, apart=15.0, **SEASON),
        "stable: unlike annotators and items": Process(
            skill=SKILL, skill_spread=0.08, difficulty=0.1, **SEASON
        ),
        "stable: 12 weeks of 10 items": Process(
            skill=SKILL, **SEASON | {"items": 120, "weeks": 12}
        ),
    }


def moved() -> dict[str, Process]:
    """Return seasons in which agreement falls."""
    weeks = SEASON["weeks"]
    at_once = {
        f"agreement falls by {points} points at half-time": Process(
            skill=SKILL, step=1 - float(np.sqrt(left_of(points))), **SEASON
        )
        for points in FALLS
    }
    # Two who lose a share of their skill each week agree less by the square of it.
    slowly = {
        f"agreement falls by {points} points over the season": Process(
            skill=SKILL,
            drift=1 - float(left_of(points) ** (1 / (2 * weeks))),
            drifting=SEASON["annotators"],
            drift_from=0.0,
            **SEASON,
        )
        for points in FALLS
    }
    one = {
        "1 of 8 agrees less by 30 points from half-time": Process(
            skill=SKILL, step=1 - left_of(30), stepping=1, **SEASON
        )
    }
    return at_once | slowly | one


def studies() -> list[Study]:
    """Return what is looked at."""
    kinds = ((stable(), STABLE, AIM), (moved(), MOVED, ""))
    return [
        Study(name, (SIGNAL, TREND), runs, aim, partial(alarms, process))
        for processes, runs, aim in kinds
        for name, process in processes.items()
    ]


def alarms(process: Process, setting: str, runs: range) -> Seen:
    """Tell in which seasons the signal and the trend test say that agreement moved."""
    found = told(stacked(drawn_runs(process, setting, runs)), runs.start)
    return {
        SIGNAL: np.array([one.alarm for one in found]),
        TREND: np.array([one.p_value < LEVEL for one in found]),
    }


def told(labels: pd.DataFrame, seed: int = 0) -> list[Told]:
    """Return what is told of each season, ``run`` by run."""
    columns = {"items": None, "item": "item_id", "annotator": "annotator", "at": None}
    put = windowed(
        labels, "choice", "1w", "label", "run",
        level="nominal", guideline="", independent=True, models=False, **columns,
    )  # fmt: skip
    table, _ = compared(put)
    found: list[Told] = []
    for _, season in sorted(seasons(put, table, pairs=True).items()):
        scale = scale_of(season, "nominal", Z)
        signal = signal_row(season, limits(season, None, seed + len(found)), scale)
        found.append(Told(bool(signal["alarm"]), float(trend_row(season, scale)["p_value"])))
    return found

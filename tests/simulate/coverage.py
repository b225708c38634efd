"""How often 95 % intervals cover the true value: agreement, escalations and strengths.

The true value is that of endlessly many items of the process with the same annotators. It follows
from the process without drawing, and all intervals are those of the public functions.
"""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tests.simulate.studies import Seen, Study, drawn_runs, stacked
from trainer_widgets import analysis
from trainer_widgets.analysis.preferences import davidson
from trainer_widgets.analysis.reliability.coefficients import STATISTICS
from trainer_widgets.analysis.simulation import Annotator, Process
from trainer_widgets.analysis.simulation.clock import moments
from trainer_widgets.analysis.simulation.frames import item_ids
from trainer_widgets.analysis.simulation.items import AGAINST, CONCENTRATION, TIE
from trainer_widgets.analysis.simulation.labels import ESCALATED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.analysis.simulation import Drawn

RUNS, ITEMS = 2000, 300
AIM = "93-97 %"
AGREEMENT = (*STATISTICS, "cohen_kappa")
ESCALATION, STRENGTH = ("escalation_rate",), ("model_strength",)
RARE = (0.95, 0.05)


def team(*skills: float) -> tuple[Annotator, ...]:
    """Return people of these skills, who are the same in every run."""
    return tuple(Annotator(name=f"sim-{place}", skill=own) for place, own in enumerate(skills))


EIGHT = team(0.95, 0.92, 0.9, 0.88, 0.85, 0.82, 0.8, 0.7)

AGREEING = {
    "3 annotators, items of unlike difficulty": Process(
        items=ITEMS, overlap=3, annotators=team(0.95, 0.9, 0.8), difficulty=0.1
    ),
    "3 of 8 annotators an item": Process(items=ITEMS, overlap=3, annotators=EIGHT),
    "3 annotators, one answer of two in 95 %": Process(
        task="safety", items=ITEMS, annotators=team(0.95, 0.9, 0.8), shares=RARE
    ),
    "2 annotators": Process(items=ITEMS, overlap=2, annotators=team(0.9, 0.75)),
}
ESCALATING = {
    "2 % of pairs": Process(items=ITEMS, skill=0.9, escalating=0.2),
    "10 % of pairs": Process(items=ITEMS, skill=0.8, escalating=0.5),
    "10 % of pairs, more on hard items": Process(
        items=ITEMS, skill=1.0, difficulty=0.1, escalating=1.0
    ),
}
COMPARING = {
    "4 models, 3 labels an item": Process(items=ITEMS, overlap=3, strength_spread=0.7),
    "4 models, 2 labels an item": Process(items=ITEMS, overlap=2, strength_spread=0.7),
    "4 models, 1 label an item": Process(items=ITEMS, overlap=1, strength_spread=0.7),
    "4 models, 3 labels an item that are always alike": Process(
        items=ITEMS, overlap=3, skill=1.0, strength_spread=0.7
    ),
}
ALONE = {
    "4 models, 1 label an item, not clustered": Process(
        items=ITEMS, overlap=1, skill=1.0, strength_spread=0.7
    )
}


def studies() -> list[Study]:
    """Return what is looked at."""
    of_comparing = {name: partial(strengths, process) for name, process in COMPARING.items()}
    of_comparing |= {name: partial(strengths, own, item=None) for name, own in ALONE.items()}
    return [
        *(Study(name, AGREEMENT, RUNS, AIM, partial(agreement, process))
          for name, process in AGREEING.items()),
        *(Study(name, ESCALATION, RUNS, AIM, partial(escalations, process))
          for name, process in ESCALATING.items()),
        *(Study(name, STRENGTH, RUNS, AIM, seen) for name, seen in of_comparing.items()),
    ]  # fmt: skip


def agreement(process: Process, setting: str, runs: range) -> Seen:
    """Tell which intervals of the coefficients cover."""
    labels = stacked(drawn_runs(process, setting, runs))
    found = analysis.agreement(labels, by="run", seed=runs.start)
    true = true_agreement(process)
    return {
        name: covers(found[found["statistic"] == name].sort_values("run"), true[name])
        for name in AGREEMENT
    }


def escalations(process: Process, setting: str, runs: range) -> Seen:
    """Tell which intervals of the escalation rate cover."""
    events = stacked(drawn_runs(process, setting, runs), _event_frame)
    found = analysis.escalation_rates(events, by="run").sort_values("run")
    return {ESCALATION[0]: covers(found, true_escalation_rate(process))}


def strengths(process: Process, setting: str, runs: range, item: str | None = "item_id") -> Seen:
    """Tell which intervals of the first model's strength cover; the models are alike by lot.

    Models of different runs meet nowhere, so that one call estimates each run apart.
    """
    drawn = drawn_runs(process, setting, runs)
    pairs = stacked(drawn)
    for side, model in (("left", "model"), ("right", AGAINST)):
        pairs[side] = pairs["run"].astype(str) + "/" + pairs[model]
    pairs["winner"] = pairs["choice"].replace({"a": "left", "b": "right"})
    found = analysis.model_strengths(pairs, item=item).set_index("model")
    first = min(process.of_task.features["model"])
    own = found.reindex([f"{run}/{first}" for run in range(len(drawn))])
    place = list(process.of_task.features["model"]).index(first)
    true = np.array([true_strengths(one)[place] for one in drawn])
    return {STRENGTH[0]: covers(own, true)}


def covers(found: pd.DataFrame, true: NDArray[np.float64] | float) -> NDArray[np.bool_]:
    """Tell which intervals hold the true value; those that are undefined do not."""
    low, high = found["low"].to_numpy(), found["high"].to_numpy()
    return np.asarray((low <= true) & (true <= high))


def true_agreement(process: Process) -> dict[str, float]:
    """Return what the coefficients are over endlessly many items, by what :class:`Process` says.

    Two who both know agree; all else agrees as often as chance has it. Without lean everybody gives
    each answer as often as it is right, so that all kappas and alpha are the same.
    """
    assert not isinstance(process.annotators, int)
    shares = np.array(process.probabilities)
    skills = [one.skill for one in process.annotators]
    mean = process.difficulty
    easy = (1 - mean) ** 2 + mean * (1 - mean) / (CONCENTRATION + 1)
    kappa = easy * float(np.mean([one * two for one, two in itertools.combinations(skills, 2)]))
    chance = float(shares @ shares)
    percent = chance + kappa * (1 - chance)
    by_gwet = float(shares @ (1 - shares)) / (len(shares) - 1)
    kappas = dict.fromkeys(("krippendorff_alpha", "fleiss_kappa", "cohen_kappa"), kappa)
    return kappas | {
        "percent_agreement": percent,
        "gwet_ac1": (percent - by_gwet) / (1 - by_gwet),
    }


def true_escalation_rate(process: Process) -> float:
    """Return the share of pairs that are escalated: of those in which the answer is not known."""
    return process.escalating * (1 - process.skill * (1 - process.difficulty))


def true_strengths(drawn: Drawn) -> NDArray[np.float64]:
    """Return the strengths that endlessly many comparisons of a run's models come to.

    Those who guess do not follow Davidson's model, so that this is the nearest model to what they
    and those who know say together; where everybody knows, it is the planted strengths.
    """
    process, planted = drawn.process, drawn.items.strengths
    shares, skill = np.array(process.probabilities), process.skill
    decided, ties = shares[0] + shares[1], shares[TIE]
    one, two = (
        np.array(side) for side in zip(*itertools.combinations(range(len(planted)), 2), strict=True)
    )
    half = (planted[one] - planted[two]) / 2
    weights = np.stack([np.exp(half), np.full(len(half), 2 * ties / decided), np.exp(-half)], 1)
    right = (decided + ties) * weights / weights.sum(axis=1, keepdims=True)
    said = skill * right + (1 - skill) * np.array([decided / 2, ties, decided / 2])
    return davidson.fit(davidson.Table(one, two, said, len(planted))).strengths


def _event_frame(drawn: Drawn) -> pd.DataFrame:
    ids = np.array(item_ids(drawn.process.items), dtype=object)
    names = np.array([one.name for one in drawn.annotators], dtype=object)
    action = np.where(drawn.fate == ESCALATED, "escalate", "answer")
    at = pd.DatetimeIndex(moments(drawn.hours, drawn.process.start)).tz_localize("UTC")
    events = {"item_id": ids[drawn.item], "annotator": names[drawn.annotator], "action": action}
    return pd.DataFrame(events | {"submitted_at": at})

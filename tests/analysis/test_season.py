"""Simulated seasons: the same seed gives the same, and what is planted is there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer_widgets import analysis
from trainer_widgets.analysis.simulation import (
    Annotator,
    Process,
    draw,
    draw_labels,
    label_frame,
    truth_frame,
)
from trainer_widgets.analysis.simulation.clock import moments, one_after_another

TASKS = ("ranking", "safety", "image_tags")


def agreement(labels: pd.DataFrame, whose: str = "") -> float:
    """Give the share of pairs of labels on one item that are the same, perhaps of one person."""
    pairs = labels.merge(labels, on="item_id")
    pairs = pairs[pairs["annotator_x"] != pairs["annotator_y"]]
    if whose:
        pairs = pairs[pairs["annotator_x"] == whose]
    return float((pairs["choice_x"] == pairs["choice_y"]).mean())


def by_half(labels: pd.DataFrame, process: Process) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the labels before and after half-time."""
    first = labels["submitted_at"] < process.at_week(process.half_time)
    return labels[first], labels[~first]


def left_preferred(labels: pd.DataFrame) -> float:
    """Give the share of decided labels that prefer the left response."""
    decided = labels[labels["choice"].isin(["a", "b"])]
    left = [shown["order"][0] for shown in decided["shown"]]
    return float((decided["choice"] == left).mean())


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("skill", [0.6, 0.9])
def test_alpha_is_the_square_of_skill(task: str, skill: float) -> None:
    """Without any effect, two labels agree beyond chance as often as both know."""
    process = Process(task=task, items=20_000, overlap=2, skill=skill)
    chance = float((np.array(process.probabilities) ** 2).sum())
    found = agreement(label_frame(draw(process)))
    assert (found - chance) / (1 - chance) == pytest.approx(skill**2, abs=0.015)


def test_a_stable_season_is_stable() -> None:
    """With every effect off both halves agree alike, sides are even, and everybody answers."""
    process = Process(items=20_000)
    labels = label_frame(draw(process))
    before, after = by_half(labels, process)
    assert agreement(before) == pytest.approx(agreement(after), abs=0.01)
    assert left_preferred(labels) == pytest.approx(0.5, abs=0.01)
    assert len(labels) == 60_000
    assert set(labels["guideline"]) == {"1.0"}


def test_who_drifts_falls_behind_and_nobody_else() -> None:
    """The drifting annotator's agreement falls by half-time's end, and the others' with others."""
    process = Process(items=6000, drift=0.15)
    labels = label_frame(draw(process))
    before, after = by_half(labels, process)
    assert agreement(before, "sim-hana") - agreement(after, "sim-hana") > 0.15
    others = labels[labels["annotator"] != "sim-hana"]
    before, after = by_half(others, process)
    assert agreement(before) == pytest.approx(agreement(after), abs=0.02)


def test_a_step_takes_knowledge_from_everybody_at_once() -> None:
    """From the step on agreement beyond chance falls by its square."""
    process = Process(items=20_000, overlap=2, skill=1.0, step=0.2, apart=0.0)
    before, after = by_half(label_frame(draw(process)), process)
    chance = float((np.array(process.probabilities) ** 2).sum())
    assert agreement(before) == 1
    assert (agreement(after) - chance) / (1 - chance) == pytest.approx(0.64, abs=0.03)


@pytest.mark.parametrize("lean", [-0.3, 0.0, 0.3])
def test_the_left_is_preferred_as_far_as_people_lean(lean: float) -> None:
    """Of what is guessed the left gets its share and the lean; of what is known one half."""
    labels = draw_labels(items=20_000, skill=0.5, lean=lean)
    assert left_preferred(labels) == pytest.approx((0.4 + 0.5 * lean) / 0.8, abs=0.01)


def test_the_guideline_helps() -> None:
    """Under version 1.1 agreement is higher, by as much as is said."""
    labels = draw_labels(items=20_000, skill=0.6, guideline_change=6, guideline_effect=0.5)
    before, after = (labels[labels["guideline"] == version] for version in ("1.0", "1.1"))
    gain = (0.8**2 - 0.6**2) * (1 - sum(share**2 for share in (0.4, 0.4, 0.12, 0.08)))
    assert agreement(after) - agreement(before) == pytest.approx(gain, abs=0.02)


def test_the_weak_slice_is_weaker() -> None:
    """Items of the slice agree less and fail more often than all others."""
    weak = {"language": "de", "topic": "dates"}
    process = Process(items=10_000, weak_slice=weak, weakness=0.5, weak_failure=0.3)
    labels, truth = label_frame(draw(process)), truth_frame(draw(process))
    inside = (labels["language"] == "de") & (labels["topic"] == "dates")
    assert agreement(labels[~inside]) - agreement(labels[inside]) > 0.2
    fails = (truth["truth"] == "both_bad").groupby(truth["weak"]).mean()
    assert fails[True] - fails[False] == pytest.approx(0.3 * 0.92, abs=0.05)


def test_prelabels_pull_those_who_do_not_know() -> None:
    """Labels follow a wrong prelabel more often where it is on screen."""
    process = Process(items=10_000, skill=0.5, prelabels=0.5, prelabel_error=1.0, anchoring=0.8)
    drawn = draw(process)
    follows = drawn.choice == drawn.items.prelabel[drawn.item]
    shown = drawn.items.shown[drawn.item]
    assert follows[shown].mean() - follows[~shown].mean() > 0.25


def test_strong_models_win_and_do_not_fail() -> None:
    """The rank order of planted strengths is that of wins, and the reverse of failures."""
    drawn = draw(Process(items=20_000, strength_spread=1.0), 2)
    strengths, model = drawn.items.strengths, drawn.items.features["model"]
    wins = [(drawn.items.truth[model == place] == 0).mean() for place in range(4)]
    assert np.argsort(wins).tolist() == np.argsort(strengths).tolist()
    drawn = draw(Process(task="safety", items=20_000, strength_spread=1.0), 2)
    model = drawn.items.features["model"]
    fails = [(drawn.items.truth[model == place] == 1).mean() for place in range(4)]
    assert np.argsort(fails).tolist() == np.argsort(-drawn.items.strengths).tolist()


def test_rankings_follow_davidson() -> None:
    """Who knows everything leaves wins and ties whose Davidson strengths are those planted."""
    drawn = draw(Process(items=20_000, overlap=1, skill=1.0, strength_spread=0.7), 2)
    names = np.array(["heron", "marten", "otter", "plover"])
    one, other = (names[drawn.items.features[name]] for name in ("model", "against"))
    winner = np.array(["left", "right", "tie", "both_bad"])[drawn.items.truth]
    pairs = pd.DataFrame({"left": one, "right": other, "winner": winner})
    found = analysis.model_strengths(pairs[pairs["winner"] != "both_bad"], ties="davidson")
    estimates = found.set_index("model")["estimate"].loc[names]
    assert estimates.to_numpy() == pytest.approx(drawn.items.strengths, abs=0.06)


def test_newcomers_replace_those_who_leave() -> None:
    """Nobody gets an item before starting or after leaving."""
    drawn = draw(Process(items=2000, newcomers=3, newcomers_from=5, apart=0.0))
    starts = np.array([one.starts for one in drawn.annotators])[drawn.annotator]
    leaves = np.array([one.leaves for one in drawn.annotators])[drawn.annotator]
    arrives = drawn.items.arrives[drawn.item]
    assert (arrives >= starts).all()
    assert (arrives < leaves).all()
    assert len(set(drawn.annotator[drawn.weeks > 5.5])) == 8


def test_an_effect_changes_nothing_else() -> None:
    """Two seasons of one seed differ by what is planted alone: here by the lean of guesses."""
    plain, leaning = (draw(Process(items=500, lean=lean), 7) for lean in (0.0, 0.3))
    assert (plain.known == leaning.known).all()
    assert (plain.hours == leaning.hours).all()
    differ = plain.choice != leaning.choice
    assert differ.any()
    assert not plain.known[differ].any()


def test_people_work_in_working_hours_and_on_one_thing_at_a_time() -> None:
    """Times lie on working days from 8 to 17, and nobody's work overlaps."""
    drawn = draw(Process(items=3000, weeks=4, pace=300.0))
    at = moments(drawn.hours, drawn.process.start)
    days = at.astype("datetime64[D]")
    assert ((days.astype(np.int64) + 3) % 7 < 5).all()
    hours = (at - days).astype("timedelta64[s]").astype(np.int64) / 3600
    assert ((hours >= 8) & (hours <= 17)).all()
    for who in range(8):
        done = drawn.hours[drawn.annotator == who]
        begun = done - drawn.seconds[drawn.annotator == who] / 3600
        assert (begun[1:] >= done[:-1] - 1e-9).all()


@given(
    ready=st.lists(st.floats(0, 100), min_size=1, max_size=12),
    takes=st.floats(0, 10),
    people=st.integers(1, 3),
)
@settings(max_examples=30)
def test_work_is_done_no_sooner_than_it_could_be(
    ready: list[float], takes: float, people: int
) -> None:
    """Each piece ends when it is ready or later, by no more than what queues before it."""
    who = np.arange(len(ready)) % people
    done = one_after_another(np.array(ready), np.full(len(ready), takes), who)
    assert (done >= np.array(ready) - 1e-9).all()
    assert (done <= np.array(ready) + takes * len(ready) + 1e-9).all()


def test_annotators_can_be_given() -> None:
    """Named annotators keep their own skill and pace."""
    people = [Annotator(name="ana", skill=1.0), Annotator(name="ben", skill=0.0, pace=90.0)]
    drawn = draw(Process(items=2000, annotators=people, overlap=2))
    known = [drawn.known[drawn.annotator == place].mean() for place in (0, 1)]
    assert known == [1.0, 0.0]
    paces = [np.median(drawn.seconds[drawn.annotator == place]) for place in (0, 1)]
    assert paces == pytest.approx([45, 90], rel=0.05)

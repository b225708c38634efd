"""A short run of the simulation studies: intervals cover, and stable seasons raise no alarm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from tests.simulate import coverage, seasons
from tests.simulate.__main__ import TABLE, chunks, lines_of, table
from tests.simulate.studies import COLUMNS, Study, drawn_runs, line, stacked
from trainer_widgets import analysis
from trainer_widgets.analysis.drift.signaling import drift_signals
from trainer_widgets.analysis.simulation import Process, draw, label_frame
from trainer_widgets.analysis.simulation.process import SeasonError

CHANCE = 1e-3  # that what is right fails a test, each time that its random numbers change


def committed() -> list[dict[str, str]]:
    """Give the rows of the committed table."""
    lines = TABLE.read_text("utf-8").splitlines()
    rows = [row.strip("| ") for row in lines if row.startswith("|")]
    return [dict(zip(COLUMNS, row.split(" | "), strict=True)) for row in rows[2:]]


@pytest.mark.parametrize("study", coverage.studies(), ids=lambda study: study.setting)
def test_intervals_cover(study: Study) -> None:
    """In a few runs intervals cover the true value so often that they may do so in 93 %."""
    runs = 18 if study.whats == coverage.AGREEMENT else 30
    found = study(range(runs))
    assert tuple(found) == study.whats
    for what, covers in found.items():
        assert len(covers) == runs
        assert covers.sum() >= binom.ppf(CHANCE, runs, 0.93), what


def test_stable_seasons_raise_few_alarms() -> None:
    """Signal and trend test say in about one of twenty stable seasons that something moved."""
    drawn = [drawn_runs(process, name, range(4)) for name, process in seasons.stable().items()]
    found = seasons.told(stacked([season for part in drawn for season in part]))
    most = binom.isf(CHANCE, len(found), seasons.LEVEL)
    assert sum(told.alarm for told in found) <= most
    assert sum(told.p_value < seasons.LEVEL for told in found) <= most


def test_large_drops_raise_alarms() -> None:
    """When agreement falls by 15 points, nearly every season tells."""
    study = next(one for one in seasons.studies() if "15 points at half-time" in one.setting)
    found = study(range(5))
    assert all(alarms.sum() >= 4 for alarms in found.values())


def test_the_committed_table_is_that_of_the_code() -> None:
    """Names, settings, runs and aims of the table are what ``make simulate`` would write."""
    studies = [*coverage.studies(), *seasons.studies()]
    expected = [
        (what, study.setting, f"{study.runs:,}", study.aim or "-")
        for study in studies
        for what in study.whats
    ]
    assert [
        (row["what"], row["setting"], row["runs"], row["aim"]) for row in committed()
    ] == expected


def test_the_committed_table_meets_its_aims() -> None:
    """What was found may be what is aimed at."""
    for row in committed():
        low, high = (float(end) for end in row["interval"].removesuffix(" %").split("-"))
        if row["aim"] == coverage.AIM:
            assert (low <= 97, high >= 93) == (True, True), row
        if row["aim"] == seasons.AIM:
            assert low <= 5, row


def test_a_run_of_one_topic_keeps_the_other_rows_and_says_so() -> None:
    """Its lines take the place of those before, in the same order; a whole run keeps nothing."""
    studies = [*coverage.studies(), *seasons.studies()]
    before = TABLE.read_text("utf-8")
    study = next(one for one in studies if one.whats == coverage.ESCALATION)
    fresh = line(study, "escalation_rate", 1, 2000)
    rows = table(studies, [fresh], before).splitlines()
    assert "- Made anew last: `escalation_rate`. The other rows are of earlier runs." in rows
    old = [row for row in before.splitlines() if row.startswith("|")]
    changed = [(a, b) for a, b in zip(old, rows[-len(old) :], strict=True) if a != b]
    assert [b for _, b in changed] == [fresh]
    whole = table(studies, [fresh], "")
    assert "anew" not in whole
    assert [row for row in whole.splitlines() if row.startswith("| esc")] == [fresh]


def test_agreement_comes_to_what_the_process_says() -> None:
    """The coefficients of 20,000 items are those that follow without drawing."""
    for process in coverage.AGREEING.values():
        many = label_frame(draw(replace(process, items=20_000), 5))
        true = coverage.true_agreement(process)
        for row in analysis.agreement(many, resamples=100).to_dict("records"):
            width = row["high"] - row["low"]
            assert row["estimate"] == pytest.approx(true[row["statistic"]], abs=width)
            assert width < 0.04


def test_strengths_come_to_what_was_planted() -> None:
    """Where everybody knows, the true strengths are the planted ones; guessing pulls them in."""
    drawn = draw(Process(skill=1.0, strength_spread=0.7), 3)
    assert coverage.true_strengths(drawn) == pytest.approx(drawn.items.strengths)
    guessed = draw(Process(skill=0.8, strength_spread=0.7), 3)
    assert np.ptp(coverage.true_strengths(guessed)) < np.ptp(guessed.items.strengths)


def test_signal_and_trend_are_those_of_the_public_function() -> None:
    """What the study reads off a season is what ``drift_signals`` says of it."""
    name, process = list(seasons.stable().items())[-1]
    labels = stacked(drawn_runs(process, name, range(1)))
    (told,) = seasons.told(labels)
    found = drift_signals(labels).set_index("statistic")
    assert told.alarm == ("no alarm" not in str(found["note"]["signal"]))
    assert told.p_value == pytest.approx(found["p_value"]["trend"])


def test_shares_that_sides_would_undo_are_refused() -> None:
    """The left response cannot be right more often than the right one: sides are drawn by lot."""
    with pytest.raises(SeasonError, match="strength_spread"):
        Process(task="ranking", shares=(0.95, 0.05))
    assert Process(task="ranking", shares=(0.45, 0.45, 0.1)).probabilities[0] == 0.45
    assert Process(task="safety", shares=(0.95, 0.05)).probabilities == (0.95, 0.05)


def test_a_line_tells_a_share_with_its_interval() -> None:
    """Parts of the runs add up to one line."""
    study = Study("some setting", ("thing",), 120, "", lambda setting, runs: {})  # noqa: ARG005
    assert [len(part) for part in chunks(study.runs)] == [50, 50, 20]
    parts = [{"thing": np.arange(len(part)) > 0} for part in chunks(study.runs)]
    assert lines_of(study, parts) == [line(study, "thing", 117, 120)]
    assert lines_of(study, parts)[0] == "| thing | some setting | 120 | 97.5 % | 92.9-99.1 % | - |"

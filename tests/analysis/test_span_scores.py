"""Agreement on how bad an item is, from the severities of what was marked."""

from __future__ import annotations

from typing import Any

import krippendorff
import numpy as np
import pytest

from tests.analysis.marked_spans import MQM, only, severe
from trainer_widgets.analysis.reliability import item_means, span_scores

CLOSE = 1e-8


def test_severity_scores() -> None:
    """Scores add up MQM's weights; alpha and the mean difference are those of scores."""
    minor, major = ("accuracy", "minor"), ("accuracy", "major")
    comma, nonsense = ("punctuation", "minor"), ("non_translation", "major")
    items: list[Any] = [
        [severe(major), severe(major, minor), severe()],
        [severe(comma, comma), severe(minor)],
        [severe(nonsense), severe(nonsense), severe(major, major)],
        [severe(), severe()],
        [severe(minor)],
    ]
    found = only(*items, taxonomy=MQM)
    scores: list[list[float]] = [[5, 6, 0], [0.2, 1], [25, 25, 10], [0, 0], [1]]
    table = np.array([[*own, *[np.nan] * (3 - len(own))] for own in scores]).T
    alpha = krippendorff.alpha(table, level_of_measurement="interval")
    assert found["severity_score_alpha"].estimate == pytest.approx(alpha, abs=CLOSE)
    far = found["severity_score_difference"]
    assert far.estimate == pytest.approx(np.mean([4, 0.8, 10, 0]), abs=CLOSE)
    for one in (found["severity_score_alpha"], far):
        assert one.low <= one.estimate <= one.high
    assert "4 items with two labels or more" in found["severity_score_alpha"].note


def test_what_the_taxonomy_does_not_know() -> None:
    """Unknown categories and severities weigh what the taxonomy says of such, and are named."""
    item = [severe(("tone", "major")), severe(("accuracy", "dreadful"))]
    told = only(item, taxonomy=MQM)["severity_score_difference"]
    assert told.estimate == 4
    assert "not in taxonomy 1.0: dreadful, tone" in told.note


def test_many_different_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many items differ to be drawn, the jackknife gives about the same intervals."""
    random = np.random.default_rng(4)
    items = [
        [
            severe(*[("accuracy", "minor")] * (worst + int(extra)))
            for extra in random.integers(0, 3, 2)
        ]
        for worst in random.integers(0, 5, 150)
    ]
    drawn = only(*items, taxonomy=MQM, resamples=2000)
    for module in (item_means, span_scores):
        monkeypatch.setattr(module, "MOST_DRAWN", 1)
    quick = only(*items, taxonomy=MQM)
    for name in ("severity_score_alpha", "severity_score_difference"):
        assert "jackknife" in quick[name].note
        assert quick[name].estimate == drawn[name].estimate
        assert quick[name][1:3] == pytest.approx(drawn[name][1:3], abs=0.02)

"""The chart of agreement over time: what it says, and that it shows whatever there is to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert

from trainer_widgets.analysis.charts.drift import agreement_drift as draw
from trainer_widgets.analysis.charts.rendering import VEGA_LITE, enable
from trainer_widgets.analysis.drift.drifting import agreement_drift

if TYPE_CHECKING:
    from collections.abc import Iterator

MONDAY = pd.Timestamp("2026-01-05", tz="UTC")


def labels(weeks: int = 16, drop: int = 99) -> pd.DataFrame:
    """Give two annotators' labels, 20 items a week, who agree on 17, and on 8 from a week on."""
    rows = [
        (f"q{week}-{number}", who, wrong, MONDAY + pd.Timedelta(days=7 * week))
        for week in range(weeks)
        for number in range(20)
        for who, wrong in (
            ("ana", "ab"[number % 2]),
            ("ben", "ab"[(number + (number >= limit(week, drop))) % 2]),
        )
    ]
    frame = pd.DataFrame(rows, columns=["item_id", "annotator", "choice", "submitted_at"])
    late = frame["submitted_at"] >= MONDAY + pd.Timedelta(days=70)
    return frame.assign(guideline=np.where(late, "2.0", "1.0"))


def limit(week: int, drop: int) -> int:
    """Give how many of a week's 20 items are agreed on."""
    return 8 if week >= drop else 17 + week % 2


@pytest.fixture(scope="module")
def drawn() -> Iterator[dict[str, Any]]:
    """Give the chart of several results, and put altair's own renderer back afterwards."""
    enable()
    fell = labels(drop=11)
    measured = agreement_drift(fell)
    yield {
        "fell": draw(measured),
        "alpha": draw(measured, statistic="krippendorff_alpha"),
        "by": draw(agreement_drift(fell, by="annotator")),
        "stable": draw(agreement_drift(labels())),
        "few": draw(agreement_drift(labels(weeks=3))),
        "one": draw(agreement_drift(labels(weeks=1))),
        "nothing": draw(agreement_drift(fell.iloc[:0])),
        "no groups": draw(agreement_drift(fell.iloc[:0], by="guideline")),
    }
    alt.renderers.enable("default")
    alt.theme.enable("default")


def test_charts_compile(drawn: dict[str, Any]) -> None:
    """The Vega-Lite that JupyterLab renders takes each chart, and they stay small."""
    for chart in drawn.values():
        assert vl_convert.vegalite_to_vega(chart.to_dict(), vl_version=VEGA_LITE)["marks"]
        assert len(chart.to_json(indent=None)) < 40_000


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fell", "Percent agreement fell from 88 % to "),
        ("alpha", "Krippendorff's alpha fell from 0."),
        ("by", "Percent agreement fell for ana, ben."),
        ("stable", "Percent agreement stayed near 88 %: no signal in 8 tested windows."),
        ("few", "Percent agreement in 3 windows: 85 % to 90 %."),
        ("one", "Percent agreement in 1 window: 85 %. 2026-01-05: 85 % ("),
        ("nothing", "Percent agreement cannot be told from these labels."),
        ("no groups", "Percent agreement over time, too few windows for limits."),
    ],
)
def test_the_finding_comes_first(drawn: dict[str, Any], name: str, said: str) -> None:
    """The text begins with what is seen, and then tells every window."""
    assert drawn[name].description.startswith(said)
    if name == "fell":
        assert "signal from 30 March 2026" in drawn[name].description
        assert "40 labels, 20 items, 2 annotators." in drawn[name].description


def test_versions_and_the_baseline_are_drawn(drawn: dict[str, Any]) -> None:
    """A version is named where it begins; the baseline is shaded from its first window on."""
    marks = next(iter(drawn["fell"].to_dict()["datasets"].values()), None) or []
    named = [row["version"] for row in marks if "version" in row]
    assert named == ["guideline 1.0", "guideline 2.0"]
    shaded = [row for row in marks if "left" in row]
    assert [(row["left"], row["right"]) for row in shaded] == [
        ("2026-01-01T12:00:00Z", "2026-02-26T12:00:00Z")
    ]
    assert sum("alarm" in row for row in marks) == 1


def test_charts_are_the_same_each_time(drawn: dict[str, Any]) -> None:
    """Two runs give the same specification, so that a saved notebook does not change."""
    assert draw(agreement_drift(labels(drop=11))).to_dict() == drawn["fell"].to_dict()

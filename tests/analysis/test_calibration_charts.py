"""Charts of a calibration session: what they say, and that they can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from trainer_widgets import analysis
from trainer_widgets.analysis.charts.rendering import VEGA_LITE, render

if TYPE_CHECKING:
    from collections.abc import Iterator

MOVES = ("agreed from the start", "moved to the decision", "moved away from it", "took it back")


def items(n: int) -> pd.DataFrame:
    """Give the items table of a session; every second one divides people, less each time."""
    rows = [
        {"place": n_th, "excerpt": "Grüße " * 9, "n_answers": 4, "n_revised": 1, "decision": ""}
        | {"difference": (n_th % 2) / n_th, "difference_after": 0.0}
        for n_th in range(1, n + 1)
    ]
    return pd.DataFrame(rows)


def log(n: int, people: int) -> pd.DataFrame:
    """Give the log of a session in which all that can happen happens."""
    rows = [
        {"place": place, "annotator": f"p{who}", "before": "A", "after": "B"}
        | {"move": MOVES[(place + who) % len(MOVES)]}
        for place in range(1, n + 1)
        for who in range(people)
    ]
    return pd.DataFrame(rows, columns=["place", "annotator", "before", "after", "move"])


def agreement(*answers: str) -> pd.DataFrame:
    """Give agreement before, and after as if all had agreed; one answer each of as many people."""
    people = [f"p{who}" for who in range(len(answers))]
    labels = pd.DataFrame({"item_id": "q1", "annotator": people, "choice": list(answers)})
    found = [analysis.agreement(labels).assign(when="before")]
    found.append(analysis.agreement(labels.assign(choice="a")).assign(when="after"))
    return pd.concat(found, ignore_index=True)


@pytest.fixture(scope="module")
def charts() -> Iterator[Any]:
    """Give the charts, and put altair's own renderer back afterwards."""
    yield analysis.charts
    alt.renderers.enable("default")
    alt.theme.enable("default")


def said(chart: alt.LayerChart) -> str:
    """Return what a chart says, when JupyterLab's Vega-Lite takes it without a warning."""
    spec = chart.to_dict()
    assert vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE)["marks"]
    bundle, _ = render(spec)
    assert bundle["image/png"].startswith(b"\x89PNG")
    return str(bundle["text/plain"])


def test_agreement_is_told_before_and_after(charts: Any) -> None:
    """The text has both numbers; without two answers it says that nothing can be told."""
    text = said(charts.calibration_agreement(agreement("a", "b")))
    assert text.startswith("Two answers to the same item agree in 0 % of cases before people tal")
    assert "and in 100 % after." in text
    assert "Percent agreement, before: 0.00" in text
    alone = said(charts.calibration_agreement(agreement("a")))
    assert alone.startswith("Agreement cannot be told from these answers.")


def test_items_come_most_divided_first(charts: Any) -> None:
    """Of many items the forty most divided are drawn; the title counts all of them."""
    text = said(charts.calibration_items(items(50)))
    assert text.startswith("People were divided on 25 of 50 items, and still are on 0. 1. Grüße ")
    assert text.count("4 answers") == 40
    spec = charts.calibration_items(items(50)).to_dict()
    assert "the 40 most divided of 50" in " ".join(spec["title"]["subtitle"])
    nothing = items(2).assign(difference=float("nan"), difference_after=float("nan"))
    assert said(charts.calibration_items(nothing)).startswith("No item has two answers")


def test_moves_are_counted(charts: Any) -> None:
    """The title counts who came closer and who went away; an empty log can be drawn."""
    text = said(charts.calibration_moves(log(4, 2)))
    assert text.startswith("2 answers moved to the decision, and 2 moved away from it. Item 1, p0:")
    many = charts.calibration_moves(log(45, 25)).to_dict()
    told = "the first 40 of 45 items, 20 of 25 people"
    assert told in " ".join(many["title"]["subtitle"])
    assert said(charts.calibration_moves(log(0, 0))).startswith("Nobody has answered.")

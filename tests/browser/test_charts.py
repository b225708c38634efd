"""Charts in JupyterLab: drawn by its own Vega-Lite 5, in both themes, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import REPOSITORY
from trainer_widgets.analysis import charts

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage

    from tests.browser.lab import Lab

TABLES = f"""
import sys

import pandas as pd

sys.path.insert(0, {str(REPOSITORY)!r})
from tests.analysis.many_forms import MONDAY, events, labels, pairs, reviews
from trainer_widgets import analysis
from trainer_widgets.analysis import charts

season, asked, compared, reviewed = labels(), events(), pairs(), reviews()
models = ["heron-1", "otter-3"]
talked = analysis.agreement(season).assign(when="before")
one = dict(place=1, annotator="ana", before="A", after="B", move="moved to the decision")
one |= dict(excerpt="Hi", difference=0.5, difference_after=0.0, n_answers=2, n_revised=1)
moved = pd.DataFrame([one | dict(decision="B is better than A")])
"""
CHARTS = {
    "agreement": "analysis.agreement(season, by='model')",
    "agreement_drift": "analysis.agreement_drift(season, every='1w')",
    "agreement_matrix": "analysis.agreement_matrix(season)",
    "annotator_quality": "analysis.annotator_quality(season, value='choice')",
    "calibration_agreement": "talked",
    "calibration_items": "moved",
    "calibration_moves": "moved",
    "audit_pass_rate": "analysis.audit_pass_rate(reviewed, by='annotator')",
    "co_occurrence": "analysis.co_occurrence(season)",
    "compare_failures": "analysis.compare_failures(season, by='model')",
    "consensus": "analysis.consensus(season)",
    "escalation_rates": "analysis.escalation_rates(asked, every='1w')",
    "failure_map": "analysis.failure_rates(season, by='model')",
    "failure_rates": "analysis.failure_rates(season)",
    "failure_tree": "analysis.failure_rates(season)",
    "failure_trend": "analysis.failure_trend(season, every='2w')",
    "find_slices": "analysis.find_slices(season, features=['model', 'language'], exploratory=True)",
    "model_strengths": "analysis.model_strengths(compared)",
    "pace": "analysis.pace(season)",
    "power": "analysis.power(0.2, items=[100], annotators=[4], runs=20)",
    "presentation_bias": "analysis.presentation_bias(season, by='annotator')",
    "progress": "analysis.progress(season, total=80)",
    "rework_rate": "analysis.rework_rate(reviewed, by='annotator')",
    "tag_quality": "analysis.tag_quality(season, by='model')",
    "time_to_resolution": "analysis.time_to_resolution(asked, now=MONDAY.replace(month=5))",
    "win_rates": "analysis.win_rates(compared)",
}


def test_charts_show_in_jupyterlab(lab: Lab) -> None:
    """JupyterLab draws every chart itself, warns of nothing and asks nobody else."""
    assert set(CHARTS) == set(charts.__all__) - {"enable"}
    cells = [f"charts.{name}({result})" for name, result in CHARTS.items()]
    notebook = lab.open_notebook([TABLES, *cells])
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "vega" in message.text.lower() or "VEGA" in (message.location or {}).get("url", ""):
            said.append(f"{message.type}: {message.text}")

    notebook.page.on("console", listen)
    notebook.run_all()
    for index, name in enumerate(CHARTS, 1):
        # JupyterLab draws what is in sight first.
        notebook.cell(index).scroll_into_view_if_needed()
        drawn = notebook.output(index).locator(".vega-embed canvas, .vega-embed svg.marks")
        drawn.first.wait_for()
        box = drawn.first.bounding_box()
        assert box is not None, name
        assert box["width"] > 300, name
        spoken = notebook.output(index).locator(".vega-embed [aria-label]").first
        assert (spoken.get_attribute("aria-label") or "").count(". ") >= 1, name
        notebook.screenshot(f"chart-{name}", notebook.output(index))
    notebook.set_theme(dark=True)
    for index in (1, 2):
        notebook.screenshot(f"chart-{list(CHARTS)[index - 1]}-dark", notebook.output(index))
    assert said == []
    assert notebook.wire.elsewhere() == []

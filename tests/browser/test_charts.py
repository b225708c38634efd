"""Charts in JupyterLab: drawn by its own Vega-Lite 5, in both themes, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage

    from tests.browser.lab import Lab

LABELS = """
import numpy as np
import pandas as pd
from trainer_widgets import analysis
from trainer_widgets.analysis import charts

rng = np.random.default_rng(7)
people = ["ana", "ben", "chi"]
labels = pd.DataFrame(
    [
        {"item_id": f"q{n}", "annotator": who, "choice": rng.choice(["a", "b"]),
         "shown": {"order": ["a", "b"]}, "active_ms": int(rng.lognormal(10, 0.5))}
        for who in people for n in range(60)
    ]
)
"""
CHARTS = {
    "agreement": "charts.agreement(analysis.agreement(labels))",
    "agreement-by": "charts.agreement(analysis.agreement(labels, by='choice'))",
    "presentation-bias": (
        "charts.presentation_bias(analysis.presentation_bias(labels, by='annotator'))"
    ),
    "pace": "charts.pace(analysis.pace(labels))",
    "progress": "charts.progress(analysis.progress(labels, total=80))",
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_charts_show_in_jupyterlab(lab: Lab, *, dark: bool) -> None:
    """JupyterLab draws every chart itself, warns of nothing and asks nobody else."""
    notebook = lab.open_notebook([LABELS, *CHARTS.values()])
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "vega" in message.text.lower() or "VEGA" in (message.location or {}).get("url", ""):
            said.append(f"{message.type}: {message.text}")

    notebook.page.on("console", listen)
    notebook.set_theme(dark=dark)
    notebook.run_all()
    for index, name in enumerate(CHARTS, 1):
        drawn = notebook.output(index).locator(".vega-embed canvas, .vega-embed svg.marks")
        drawn.first.wait_for()
        box = drawn.first.bounding_box()
        assert box is not None
        assert box["width"] > 400
        spoken = notebook.output(index).locator(".vega-embed [aria-label]").first
        assert (spoken.get_attribute("aria-label") or "").count(". ") >= 1
        shade = "dark" if dark else "light"
        notebook.screenshot(f"chart-{name}-{shade}", notebook.output(index))
    assert said == []
    assert notebook.wire.elsewhere() == []

"""How the image tag widget looks and reads, in its states, light and dark, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.image_tagging import SCENES, SHOW, show
from tests.browser.test_ranking_looks import CONTROLS

if TYPE_CHECKING:
    from tests.browser.lab import Lab, Notebook

WORDS = """
coins = [{"name": "coin", "confidence": 0.9 - n / 60, "place": {"x": 4 + 48 * (n % 8),
          "y": 6 + 95 * (n // 8), "width": 40, "height": 40}} for n in range(24)]
arabic = [{"name": name, "confidence": 0.8, "place": BOX} for name in ("تفاحة حمراء", "موز")]
ARABIC = ["تفاحة حمراء", "موز", "Traubenzuckerkuchenteller" * 5]
gone = table(["gone.png"])
"""
# state -> the widget's arguments, and what is pressed to get there
STATES = {
    "corrected": ("", "a x 2 b t k"),
    "coins": ("items=table([scene()], auto=coins), tags=['coin']", "j j a"),
    "arabic": ("items=table([scene()], auto=arabic), tags=ARABIC", "a c"),
    "bare": ("place='hidden', prelabels=0.0, rationale='hidden'", "4 ?"),
    "broken": ("items=gone, images='.'", ""),
}


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests here."""
    notebook = module_lab.open_notebook([SCENES + WORDS, SHOW])
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.run_cell(0)
    return notebook


@pytest.mark.parametrize("state", STATES)
def test_every_state_in_both_themes(notebook: Notebook, state: str) -> None:
    """axe-core finds nothing in this state, light and dark; the pictures are in tests/artifacts."""
    arguments, keys = STATES[state]
    tagger = show(notebook, f"looks-{state}", arguments)
    tagger.root.locator("img.tw-picture, [role=alert]").first.wait_for()
    tagger.press(*keys.split())
    was_dark = notebook.js("return document.body.dataset.jpThemeLight === 'false';")
    found = {}
    for dark in (was_dark, not was_dark):  # one switch a state
        notebook.set_theme(dark=dark)
        notebook.page.wait_for_selector("#jupyterlab-splash", state="detached")
        theme = "dark" if dark else "light"
        notebook.screenshot(f"tags-{state}-{theme}", tagger.root)
        found[theme] = notebook.violations("section.tw")
    assert found == {"light": [], "dark": []}


@pytest.mark.parametrize("state", ["corrected", "arabic", "broken"])
def test_at_200_percent(notebook: Notebook, state: str) -> None:
    """At twice the size, which leaves 700 px, every control is there, whole and in nobody's way."""
    arguments, keys = STATES[state]
    notebook.page.set_viewport_size({"width": 700, "height": 500})
    tagger = show(notebook, f"zoom-{state}", arguments)
    tagger.root.locator("img.tw-picture, [role=alert]").first.wait_for()
    tagger.press(*keys.split(), "Escape", "Escape")
    found = tagger.page.evaluate(CONTROLS)
    notebook.page.set_viewport_size({"width": 700, "height": 1500})
    notebook.page.evaluate("document.querySelector('section.tw').scrollIntoView()")
    notebook.screenshot(f"tags-zoom-{state}", tagger.root)
    notebook.page.set_viewport_size({"width": 1400, "height": 1000})
    assert found == []


def test_arabic_names_run_from_right_to_left(notebook: Notebook) -> None:
    """A name in Arabic keeps its direction beside numbers, in the list and over the image."""
    tagger = show(notebook, "names", STATES["arabic"][0])
    tagger.wait_ready()
    tagger.press("j")
    for place in (".tw-group-name", ".tw-place-name bdi", ".tw-palette-tags bdi"):
        direction = tagger.root.locator(place).first.evaluate(
            "(one) => getComputedStyle(one).direction"
        )
        assert direction == "rtl"
    expect(tagger.root.get_by_role("group", name="This tag")).to_contain_text("proposed")

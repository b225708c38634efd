"""How the explorer looks and reads: its states, light and dark, wide and narrow, right to left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.exploring import SEASON, SHOW, Explorer, show
from tests.browser.lab import Lab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.jupyter import JupyterServer
    from tests.browser.lab import Notebook

PLANTED = 'language = "de" and topic = "dates"'
# state -> the line that is applied, what is clicked, and the keys that are pressed then
STATES: dict[str, tuple[str, list[str], str]] = {
    "start": ("", [], ""),
    "slice": (PLANTED, [], ""),
    "map": ("", ["[aria-label='Break down also by']"], ""),
    "opened": (f"{PLANTED} or item_id = 's00010'".replace("'", '"'), [], "]"),
    "seen": (PLANTED, [".tw-items-open", "button:text-is('As seen by')"], ""),
    "slices": (PLANTED, [], "s"),
    "suggestions": ("", [], "u"),
    "mistake": ('language = "de" and tpic = "dates"', [], ""),
    "empty": ('language = "de" and language = "es"', [], ""),
}
# What sticks out of the widget, and which buttons do not show all of their text.
OUTSIDE = """
(root) => {
  const within = root.getBoundingClientRect();
  const found = [];
  const scrolls = (one) => one.closest("[class*=scroll], .tw-page, .tw-map, .tw-line-under, svg");
  for (const one of root.querySelectorAll("*")) {
    const { left, right, width } = one.getBoundingClientRect();
    const isSeen = width > 1 && one.checkVisibility() && !one.closest(".tw-hidden");
    if (isSeen && !scrolls(one) && (left < within.left - 1 || right > within.right + 1))
      found.push(`${one.tagName}.${one.className} sticks out`);
    if (isSeen && one.matches("button.tw-button") && one.scrollWidth > one.clientWidth + 1)
      found.push(`${one.textContent} is cut off`);
  }
  if (root.scrollWidth > root.clientWidth + 1) found.push("the widget scrolls sideways");
  return found.slice(0, 6);
}
"""
PLACES = """
(root) => ["Features", "Breakdown", "Items"].map((name) =>
  root.querySelector(`[aria-label=${name}]`).getBoundingClientRect().left)
"""


@pytest.fixture(scope="module")
def notebook(lab_server: JupyterServer, browser: Browser) -> Iterator[Notebook]:
    """Open one notebook with one explorer for all tests here."""
    context = browser.new_context(viewport={"width": 1400, "height": 1800})
    notebook = Lab(lab_server, context).open_notebook([SEASON, SHOW])
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.run_cell(0)
    show(notebook).wait_ready()
    notebook.run_python("found = explorer.suggestions")
    yield notebook
    context.close()
    lab_server.stop_kernels()


def reach(notebook: Notebook, state: str) -> Explorer:
    """Bring a state on screen."""
    line, clicks, keys = STATES[state]
    explorer = Explorer(notebook)
    explorer.begin_again()
    explorer.breakdown().get_by_label("Break down also by").select_option("")
    if line:
        explorer.type_line(line)
        arrived = {"mistake": ".tw-line-wrong", "empty": ".tw-empty"}.get(state, ".tw-standing")
        expect(explorer.root.locator(arrived)).to_be_visible()
        explorer.ids() if state != "empty" else None
    if state != "mistake":
        explorer.focus()
    explorer.press(*keys.split())
    for place in clicks:
        if "also" in place:
            explorer.root.locator(place).select_option("topic")
            expect(explorer.root.locator(".tw-map-cell").first).to_be_visible()
        else:
            explorer.root.locator(place).first.click()
    if state in ("opened", "seen"):
        expect(explorer.item().get_by_role("region", name="Labels of the item")).to_be_visible()
    return explorer


@pytest.mark.parametrize("state", STATES)
def test_every_state_in_both_themes(notebook: Notebook, state: str) -> None:
    """axe-core finds nothing in this state, light and dark; the pictures are in tests/artifacts."""
    explorer = reach(notebook, state)
    was_dark = notebook.js("return document.body.dataset.jpThemeLight === 'false';")
    found = {}
    for dark in (was_dark, not was_dark):  # one switch a state
        notebook.set_theme(dark=dark)
        notebook.page.wait_for_selector("#jupyterlab-splash", state="detached")
        theme = "dark" if dark else "light"
        notebook.screenshot(f"explorer-{state}-{theme}", explorer.root)
        found[theme] = notebook.violations("section.tw")
    assert found == {"light": [], "dark": []}
    on_screen = "" if state == "mistake" else STATES[state][0]
    assert explorer.python("explorer.slice") == on_screen


@pytest.mark.parametrize("width", [700, 1500])
def test_nothing_sticks_out_at_any_width(notebook: Notebook, width: int) -> None:
    """On 700 and on 1500 pixels all is in the widget, also with an item or a panel open."""
    notebook.page.set_viewport_size({"width": width, "height": 1800})
    found = {}
    for state in ("start", "map", "opened", "seen", "slices"):
        explorer = reach(notebook, state)
        found[state] = explorer.root.evaluate(OUTSIDE)
        notebook.screenshot(f"explorer-{state}-{width}", explorer.root)
    notebook.page.set_viewport_size({"width": 1400, "height": 1800})
    assert {state: problems for state, problems in found.items() if problems} == {}


def test_a_page_that_runs_from_right_to_left(notebook: Notebook) -> None:
    """The features stand at the right then; rates and times still run from left to right."""
    explorer = reach(notebook, "opened")
    notebook.page.evaluate("document.documentElement.dir = 'rtl'")
    features, breakdown, items = explorer.root.evaluate(PLACES)
    assert features > breakdown
    assert features > items
    assert explorer.root.evaluate(OUTSIDE) == []
    assert notebook.violations("section.tw") == []
    notebook.screenshot("explorer-rtl", explorer.root)
    explorer.begin_again()
    explorer.brush("submitted_at", 0.3, 0.5)
    expect(explorer.line()).to_have_value(
        re.compile('^submitted_at >= "2026-0[12]-.*submitted_at < "2026-0[23]-')
    )
    notebook.page.evaluate("document.documentElement.dir = 'ltr'")

"""How the ranking widget looks and reads, in every state, light and dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.labeling import Labeler
from tests.browser.ranking_states import FULL, ITEMS, SIGNS, STATES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.lab import Lab, Notebook

ZOOMED = {"pair": "6", "three": "1", "guideline": "g", "help": "?", "own": "l"}
HALF = """
() => {
  const field = document.querySelector("section.tw textarea");
  field.value = "half a character \\ud800";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
"""
CONTROLS = """
() => {
  const root = document.querySelector("section.tw");
  const within = root.getBoundingClientRect();
  const found = [];
  const controls = [...root.querySelectorAll("button, input, textarea, .tw-saved")];
  for (const one of controls) {
    const seen = one.closest(".tw-point") ?? one;
    const name = one.getAttribute("aria-label") ?? seen.textContent ?? one.tagName;
    seen.scrollIntoView({ block: "center" });
    const { left, right, top, width, height } = seen.getBoundingClientRect();
    if (left < within.left - 1 || right > within.right + 1) found.push(`${name} is cut off`);
    if (seen.scrollWidth > seen.clientWidth + 1 && seen.tagName === "BUTTON")
      found.push(`the text of ${name} is cut off`);
    for (const [x, y] of [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]]) {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      const isClear = seen.contains(hit) || hit?.contains(seen);
      if (!isClear) found.push(`${name} is under ${hit?.className}`);
    }
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests here."""
    notebook = module_lab.open_notebook([ITEMS, "widget = now()\nwidget"])
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.run_cell(0)
    return notebook


@pytest.fixture
def show(notebook: Notebook) -> Callable[[str, str], Labeler]:
    """Give a function that shows a widget with the arguments of a state."""

    def show(state: str, arguments: str) -> Labeler:
        notebook.run_python(f"now = lambda: make({state!r}, {arguments})")
        notebook.run_cell(1)
        labeler = Labeler(notebook)
        labeler.root.locator(".tw-header, .tw-name").wait_for()
        labeler.focus()
        return labeler

    return show


def act(labeler: Labeler, script: str) -> None:
    """Press keys; a few other words do what keys cannot."""
    for word in script.split():
        if word.startswith("type="):
            labeler.page.keyboard.type(word[5:])
        elif word.startswith("click="):
            labeler.root.locator(word[6:]).first.click()
        elif word == "half":
            labeler.page.evaluate(HALF)
        elif word == "gone":
            labeler.notebook.restart_kernel()
        else:
            labeler.press(word)
    labeler.page.wait_for_timeout(50)


@pytest.mark.parametrize("state", STATES)
def test_every_state_in_both_themes(
    notebook: Notebook, show: Callable[[str, str], Labeler], state: str
) -> None:
    """axe-core finds nothing in this state, light and dark; the pictures are in tests/artifacts."""
    arguments, script = STATES[state]
    labeler = show(state, arguments)
    act(labeler, script)
    for sign, text in SIGNS.items():
        shown = labeler.root.get_by_text(text).first
        expect(shown).to_have_count(int(sign == state))
    was_dark = notebook.js("return document.body.dataset.jpThemeLight === 'false';")
    found = {}
    for dark in (was_dark, not was_dark):  # one switch a state
        notebook.set_theme(dark=dark)
        notebook.page.wait_for_selector("#jupyterlab-splash", state="detached")
        theme = "dark" if dark else "light"
        target = None if state == "escalate" else labeler.root
        notebook.screenshot(f"looks-{state}-{theme}", target)
        found[theme] = notebook.violations("section.tw")
    assert found == {"light": [], "dark": []}
    if state == "gone":
        notebook.run_cell(0)


@pytest.mark.parametrize("points", [2, 4, 5, 7])
def test_names(show: Callable[[str, str], Labeler], points: int) -> None:
    """Everything has the name that the interface gives it, and the scale one radio a point."""
    root = show(f"names-{points}", f"points={points}").root
    for name in (
        "Submit",
        "Skip",
        "Escalate",
        "Undo",
        "Previous",
        "Help",
        "Both bad",
        "Difference",
    ):
        expect(root.get_by_role("button", name=name, exact=True)).to_have_count(1)
    expect(root.get_by_role("button", name=re.compile("^Guideline"))).to_have_count(1)
    expect(root.get_by_role("textbox", name="Rationale", exact=True)).to_have_count(1)
    expect(root.get_by_role("article")).to_have_count(2)
    for letter in "AB":
        expect(root.get_by_role("article", name=f"Response {letter}", exact=True)).to_have_count(1)
    radios = root.get_by_role("group", name="Preference", exact=True).get_by_role("radio")
    expect(radios).to_have_count(points)
    for radio in radios.all():
        expect(radio).to_have_accessible_name(
            re.compile("^([AB] (slightly|much )?.*better|About the same)$")
        )
    expect(root.get_by_role("progressbar", name="Progress", exact=True)).to_have_count(1)
    expect(root.get_by_role("status", name="Saved", exact=True)).to_have_count(1)


@pytest.mark.parametrize(("name", "script"), ZOOMED.items(), ids=ZOOMED)
def test_at_200_percent(
    notebook: Notebook, show: Callable[[str, str], Labeler], name: str, script: str
) -> None:
    """At twice the size, which leaves 700 px, every control is there, whole and in nobody's way."""
    notebook.page.set_viewport_size({"width": 700, "height": 500})
    labeler = show("zoom", f"{FULL}, items=table({3 if name == 'three' else 2})")
    act(labeler, script)
    found = labeler.page.evaluate(CONTROLS)
    notebook.page.set_viewport_size({"width": 700, "height": 1300})
    notebook.page.evaluate("document.querySelector('section.tw').scrollIntoView()")
    notebook.screenshot(f"looks-zoom-{name}", labeler.root)
    notebook.page.set_viewport_size({"width": 1400, "height": 1000})
    assert found == []


def test_arabic_runs_from_right_to_left(show: Callable[[str, str], Labeler]) -> None:
    """Arabic text, lists and rationales begin at the right; English beside it at the left."""
    labeler = show("arabic", STATES["arabic"][0])
    directions = "(all) => all.map((one) => getComputedStyle(one).direction)"
    for where, wanted in (
        (labeler.prompt(), "rtl"),
        (labeler.response(labeler.letter_of("أولا")), "rtl"),
    ):
        assert set(where.locator("p, li, ul").evaluate_all(directions)) == {wanted}
    english = labeler.response(labeler.letter_of("Hello Sam"))
    assert set(english.locator("p").evaluate_all(directions)) == {"ltr"}
    labeler.root.get_by_role("textbox", name="Rationale").fill("لأنها مهذبة")
    assert (
        labeler.root.get_by_role("textbox", name="Rationale").evaluate(
            "(one) => getComputedStyle(one).direction"
        )
        == "rtl"
    )

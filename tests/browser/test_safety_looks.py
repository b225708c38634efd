"""How the safety widget looks in every state, and what hostile names and keys do to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.hostile import NAMES
from tests.browser.keyboard import DANGEROUS
from tests.browser.keyboard import state as notebook_state
from tests.browser.safety_states import ITEMS, Reviewer, rows, show

if TYPE_CHECKING:
    from tests.browser.lab import Lab, Notebook

LITTLE = "evidence='hidden', rewrite='hidden', rationale='hidden'"
# state -> the widget's arguments, and what is pressed and typed to get there
STATES = {
    "veiled": ("veil=True", ""),
    "judged": ("", "2 x Home Control+Shift+ArrowRight 4 5 type=It-is-one. Escape 5 1 q h"),
    "policy": ("", "2 f type=surv Enter 3 i f type=s"),
    "rewriting": ("long_items", "t o 1 q q q h w type=Better-so."),
    "arabic": ("arabic", "x Home Control+Shift+ArrowLeft 4 4 2"),
    "bare": (f"{LITTLE}, refusal=False, actions=[], frequent=[]", ""),
}
ZOOMED = ("judged", "policy")
# Controls that lie outside the widget, or under something else.
CONTROLS = """
() => {
  const root = document.querySelector("section.tw");
  const within = root.getBoundingClientRect();
  const found = [];
  for (const one of root.querySelectorAll("button, input, textarea")) {
    const seen = one.closest(".tw-option") ?? one;
    if (seen.closest(".tw-policy") || document.querySelector(".tw-policy, :popover-open")) continue;
    const name = one.getAttribute("aria-label") ?? seen.textContent ?? one.tagName;
    seen.scrollIntoView({ block: "center" });
    const { left, right, top, width, height } = seen.getBoundingClientRect();
    if (left < within.left - 1 || right > within.right + 1) found.push(`${name} is cut off`);
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!seen.contains(hit) && !hit?.contains(seen)) found.push(`${name}: ${hit?.className}`);
  }
  return found;
}
"""
INSPECT = """
() => {
  const root = document.querySelector("section.tw");
  const found = [];
  if (window.__pwned || parent.__pwned) found.push("code ran");
  const forbidden = "img, iframe, script, object, embed, svg, video, link, base, meta, math, form";
  for (const one of root.querySelectorAll(forbidden)) found.push(one.outerHTML.slice(0, 100));
  const box = root.getBoundingClientRect();
  const parts = ".tw-flag, .tw-policy, .tw-frequent *, .tw-question *";
  for (const one of root.querySelectorAll(parts))
    if (one.getBoundingClientRect().right > box.right + 1) found.push(one.className);
  for (const one of root.querySelectorAll("*"))
    for (const { name } of one.attributes) if (/^on|^src$/i.test(name)) found.push(name);
  return found;
}
"""
HOSTILE = """
import json
names = json.load(open("names.json", encoding="utf-8"))
def hostile(folder, start):
    some = names[start:start + 50]
    ids = dict.fromkeys(["__proto__", "constructor", *(one.replace(".", "_") for one in some)])
    ids = list(ids)[:len(some)]
    offered = list(dict.fromkeys(some))[:20]
    categories = [
        Category(one, name, definition=name, examples=[name], counterexamples=[name],
                 action=offered[0], severities=["high"], maps_to=[name])
        for one, name in zip(ids, some)]
    items = pd.DataFrame({"item_id": ["a", "b"], "prompt": some[0], "response": some[1]})
    return tw.SafetyWidget(
        items, folder, annotator="ana", taxonomy=tw.Taxonomy("1.0", some[2], categories),
        actions=offered, frequent=ids[:7])
"""


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests here."""
    (module_lab.server.work / "names.json").write_text(json.dumps(NAMES))
    cells = [ITEMS + HOSTILE, "widget = now()\nwidget", "after = 1"]
    notebook = module_lab.open_notebook(cells)
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.run_cell(0)
    return notebook


def act(reviewer: Reviewer, script: str) -> None:
    """Press keys; `type=` types."""
    for word in script.split():
        if word.startswith("type="):
            reviewer.page.keyboard.type(word[5:])
        else:
            reviewer.press(word)
    reviewer.page.wait_for_timeout(350)


@pytest.mark.parametrize("state", STATES)
def test_every_state_in_both_themes(notebook: Notebook, state: str) -> None:
    """axe-core finds nothing in this state, light and dark; the pictures are in tests/artifacts."""
    arguments, script = STATES[state]
    reviewer = show(notebook, f"safety-looks/{state}", arguments)
    act(reviewer, script)
    was_dark = notebook.js("return document.body.dataset.jpThemeLight === 'false';")
    found = {}
    for dark in (was_dark, not was_dark):  # one switch a state
        notebook.set_theme(dark=dark)
        notebook.page.wait_for_selector("#jupyterlab-splash", state="detached")
        theme = "dark" if dark else "light"
        notebook.screenshot(f"safety-{state}-{theme}", reviewer.root)
        found[theme] = notebook.violations("section.tw")
    assert found == {"light": [], "dark": []}


@pytest.mark.parametrize("state", ZOOMED)
def test_at_200_percent(notebook: Notebook, state: str) -> None:
    """At twice the size, which leaves 700 px, every control is there, whole and in nobody's way."""
    arguments, script = STATES[state]
    notebook.page.set_viewport_size({"width": 700, "height": 500})
    reviewer = show(notebook, f"safety-zoom/{state}", arguments)
    act(reviewer, script)
    found = reviewer.page.evaluate(CONTROLS)
    notebook.page.set_viewport_size({"width": 700, "height": 1500})
    notebook.page.evaluate("document.querySelector('section.tw').scrollIntoView()")
    notebook.screenshot(f"safety-zoom-{state}", reviewer.root)
    notebook.page.set_viewport_size({"width": 1400, "height": 1000})
    assert found == []


@pytest.mark.parametrize("start", range(0, len(NAMES), 50))
def test_hostile_names_are_text(notebook: Notebook, start: int) -> None:
    """Categories, actions and texts that try to run, load or break out are shown and stored."""
    folder = f"safety-hostile/{start}"
    notebook.wire.clear()
    reviewer = show(notebook, folder, f")\nnow = lambda: hostile({folder!r}, {start}")
    reviewer.press("2", "4", "1", "Escape", "i", "q", "h", "t", "f", "ArrowDown")
    reviewer.page.wait_for_timeout(50)
    assert reviewer.page.evaluate(INSPECT) == []
    reviewer.press("Escape", "Escape")
    reviewer.submit_to("2 of 2")
    reviewer.wait_saved()
    assert reviewer.page.evaluate(INSPECT) == []
    assert notebook.wire.elsewhere() == []
    (row,) = rows(notebook.lab.server.work / folder)
    assert [flag["category"] for flag in row["answer"]["flags"]] == ["__proto__"]
    assert row["answer"]["action"] == NAMES[start]


def test_no_key_reaches_the_notebook(notebook: Notebook) -> None:
    """Wherever the focus is, JupyterLab's keys change nothing in the notebook."""
    reviewer = show(notebook, "safety-keys")
    before = notebook_state(notebook)
    reviewer.press("2", "4", "5", "Escape", "w", "Escape")
    for target in (".tw-spans", ".tw-verdict input", ".tw-flag-name", "[role=combobox]"):
        for key in DANGEROUS:
            reviewer.root.locator(target).first.focus()
            reviewer.press(key)
    assert notebook_state(notebook) == before
    expect(reviewer.root.locator(".tw-position")).to_have_text("1 of 4")

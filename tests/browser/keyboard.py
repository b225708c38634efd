"""Puts the focus into every corner of the widget, presses keys, and watches the notebook."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.browser.lab import Notebook
    from tests.browser.labeling import Labeler

# What JupyterLab does on single keys: insert, cut, paste, merge, change the type, restart ...
DANGEROUS = ["a", "b", "m", "x", "d", "d", "i", "i", "0", "0", "1", "Enter", "Escape", "ArrowUp"]
ALL = [
    *(key for key in string.ascii_lowercase + string.digits),
    *("Shift+M", "Shift+L", "Shift+O", "Shift+V", "Shift+ArrowDown", "Shift+Enter"),
    *("Alt+Enter", "Control+Shift+ArrowUp", "Control+Shift+ArrowDown", "Control+a"),
    "Control+b",
    *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageDown"),
    *("Delete", "Backspace", " ", "/", "?", "Enter", "Escape", "d", "d", "i", "i", "0", "0"),
]
BUTTONS = {
    "My answers": None,
    "Guideline": None,
    "Help": None,
    "Difference": None,
    "Scroll together": None,
    "Undo": "s",
    "Previous": None,
    "Skip": None,
    "Escalate": None,
    "Both bad": None,
    "Cannot judge": None,
    "Submit": None,
}
# What has the focus -> the key that brings it on screen.
THOROUGHLY = {
    "": None,
    ".tw-response-text": None,
    "fieldset[aria-label=Preference]": None,
    "fieldset[aria-label=Preference] input": None,
    ".tw-dots input": None,
    ".tw-panel[aria-label='My answers'] button": "l",
}
BRIEFLY = {
    ".tw-panel[aria-label='My answers'] li button": "l",
    ".tw-prompt": None,
    "article button": None,
    ".tw-panel[aria-label=Guideline] .tw-page": "g",
    ".tw-panel[aria-label=Guideline] button": "g",
    ".tw-panel[aria-label=Help] .tw-page": "?",
    ".tw-panel[aria-label=Help] button": "?",
    "dialog input": "e",
    "dialog button": "e",
}
GO = """
([place, isButton]) => {
  const root = document.querySelector("section.tw");
  const stayed = root.contains(document.activeElement);
  const name = (one) => one.getAttribute("aria-label") ?? one.firstChild?.textContent.trim();
  const own = [...root.querySelectorAll("button")].filter((one) => !one.closest(".tw-panel"));
  const found = isButton ? own.find((one) => name(one) === place)
    : place ? root.querySelector(place) : root;
  const covered = root.querySelector("dialog") && !found?.closest("dialog");
  if (!covered) found?.focus();
  const state = covered ? "covered" : document.activeElement === found ? "here" : "absent";
  return [stayed, state];
}
"""
NOTEBOOK = """
return {
  cells: panel.content.widgets.map((cell) => [
    cell.model.type, cell.model.sharedModel.getSource(), cell.model.executionCount ?? null,
    cell.inputHidden ?? null, cell.outputHidden ?? null,
    !!cell.node.querySelector(".cm-lineNumbers")]),
  active: panel.content.activeCellIndex,
  mode: panel.content.mode,
  selected: panel.content.selectedCells.length,
  tabs: [...app.shell.widgets("main")].map((one) => one.title.label),
  dialogs: document.querySelectorAll(".jp-Dialog, .lm-CommandPalette.lm-mod-visible").length,
  collapsed: [app.shell.leftCollapsed, app.shell.rightCollapsed],
};
"""
HELD = """
(home) => {
  const root = document.querySelector("section.tw");
  const one = document.activeElement;
  if (!root.contains(one)) return { stop: null };
  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    return outlineStyle === "none" || outlineWidth === "0px"
      ? boxShadow : `${outlineStyle} ${outlineWidth} ${outlineColor} ${boxShadow}`;
  };
  // Between two items the whole widget shows the focus; a control shows its own.
  const places = home ? [root] : [one, one.closest("label"), one.closest("article")];
  const seen = () => places.map((element) => (element ? look(element) : "")).join();
  const focused = seen();
  const box = one.getBoundingClientRect();
  const within = root.getBoundingClientRect();
  const stop = { tag: one.tagName,
    name: one.getAttribute("aria-label") ?? one.textContent.slice(0, 20),
    inside: box.left >= within.left - 1 && box.right <= within.right + 1 };
  return { stop, one, differs: () => seen() !== focused };
}
"""
STOP = "({ stop }) => stop"
# Within a date field the browser itself shows where the focus is.
DIFFERS = "(at, before) => at.one === before?.one || at.differs()"
AWAY_AND_BACK = """
({ one, differs }) => {
  one?.blur();
  const found = one ? differs() : false;
  one?.focus();
  return found;
}
"""
CELL = """
panel.content.activeCellIndex = arg;
panel.content.mode = "command";
panel.content.activeCell.node.focus();
"""


def go(labeler: Labeler, place: str, opener: str | None, *, is_button: bool) -> bool:
    """Put the focus somewhere; tell whether it was in the widget until then."""
    stayed, state = labeler.page.evaluate(GO, [place, is_button])
    for _ in range(3):
        if state == "here":
            break
        if state == "covered":
            labeler.press("Escape")
        elif opener:
            labeler.focus()
            labeler.press(opener)
            labeler.root.locator("xpath=." if is_button else place).first.wait_for()
        _, state = labeler.page.evaluate(GO, [place, is_button])
    assert state == "here", f"{place} {state}"
    return bool(stayed)


def press_all(labeler: Labeler, places: dict[str, str | None], keys: list[str]) -> list[str]:
    """Press every key at every place; return what then was not as it should be."""
    found = []
    before = state(labeler.notebook)
    for place, opener in places.items():
        is_button = place in BUTTONS
        go(labeler, place, opener, is_button=is_button)
        for last, key in zip(["none", *keys], keys, strict=False):
            if not go(labeler, place, opener, is_button=is_button):
                found.append(f"{last} at {place}: the focus left the widget")
            labeler.press(key)
        if (after := state(labeler.notebook)) != before:
            found.append(f"{place}: {before} became {after}")
            before = after
    return found


def state(notebook: Notebook) -> dict[str, Any]:
    """Return what the widget's keys must leave alone."""
    result: dict[str, Any] = notebook.js(NOTEBOOK)
    return result


def focused(labeler: Labeler) -> dict[str, Any] | None:
    """Describe what has the focus in the widget, if anything; the focus stays where it is."""
    stop: dict[str, Any] | None = labeler.page.evaluate_handle(HELD).evaluate(STOP)
    return stop


def shows_focus(labeler: Labeler) -> bool:
    """Tell whether one can see between two items that the widget has the focus."""
    return bool(labeler.page.evaluate_handle(HELD, "home").evaluate(AWAY_AND_BACK))


def tab_through(labeler: Labeler, most: int, cell: int = 1) -> list[dict[str, Any]]:
    """Press Tab from the cell through the widget and out of it; return its stops.

    A field for a date has several stops, which begin again when it gets the focus anew: whether
    a stop was seen is found out when the focus has left.
    """
    labeler.notebook.js(CELL, cell)
    held = []
    for _ in range(most + 10):
        labeler.press("Tab")
        at = labeler.page.evaluate_handle(HELD)
        if at.evaluate(STOP):
            held.append(at)
        elif held:
            break
    stops = [
        at.evaluate(STOP) | {"differs": at.evaluate(DIFFERS, before)}
        for at, before in zip(held, [None, *held], strict=False)
    ]
    names = [stop["name"] for stop in stops]
    assert not focused(labeler), f"Tab does not leave the widget: {names}"
    assert len(stops) <= most, names
    return stops

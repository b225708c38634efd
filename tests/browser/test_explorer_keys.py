"""The explorer without a mouse, under a restarted kernel, and after it is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.exploring import Explorer, open_notebook, show
from tests.browser.keyboard import ALL, DANGEROUS, focused, go, state, tab_through

if TYPE_CHECKING:
    from tests.browser.lab import Lab, Notebook

# What has the focus -> the key that brings it on screen.
PLACES = {
    "": None,
    ".tw-facet-value": None,
    "[role=slider]": None,
    ".tw-condition-verb": None,
    ".tw-by select": None,
    ".tw-bar-row[type=button]": None,
    ".tw-items-open": None,
    ".tw-panel[aria-label=Slices] .tw-page": "s",
}
LISTENERS = """
() => {
  window.__listening = new Map();
  for (const target of [window, document]) {
    const { addEventListener: add, removeEventListener: remove } = target;
    const count = (type, by) =>
      window.__listening.set(type, (window.__listening.get(type) ?? 0) + by);
    target.addEventListener = (type, heard, options) => {
      if (new Error().stack.includes("blob:")) {
        count(type, 1);
        options?.signal?.addEventListener("abort", () => count(type, -1));
      }
      return add.call(target, type, heard, options);
    };
    target.removeEventListener = (type, heard, options) => {
      if (new Error().stack.includes("blob:")) count(type, -1);
      return remove.call(target, type, heard, options);
    };
  }
}
"""


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests here, the explorer in the middle."""
    notebook = open_notebook(module_lab, ["after = 1", "later = 2"])
    show(notebook).wait_ready()
    notebook.run_python("every = explorer.labels")
    return notebook


def held(explorer: Explorer) -> str:
    """Return the text of what has the focus, which is in the widget."""
    stop = focused(explorer)
    assert stop, "the focus has left the widget"
    return str(stop["name"])


def test_the_whole_way_without_a_mouse(explorer: Explorer) -> None:
    """From the rate to an item and back by keys alone, the focus never lost."""
    before = state(explorer.notebook)
    explorer.value("language", "en").focus()
    explorer.press("ArrowDown", "Space")
    explorer.check('language = "de"', "every.language.eq('de')")
    expect(explorer.value("language", "de")).to_be_focused()
    explorer.value("topic", "arithmetic").focus()
    explorer.press("ArrowDown", "ArrowDown", "ArrowRight", "Enter")
    explorer.wait_slice('language = "de" and not topic = "units"')
    expect(explorer.without("topic", "units")).to_be_focused()
    explorer.press("x")
    explorer.wait_slice("")
    expect(explorer.without("topic", "units")).to_be_focused()

    explorer.breakdown().get_by_label("Break down by").focus()
    explorer.page.keyboard.type("topic")
    bars = explorer.breakdown().get_by_role("group", name="Rates", exact=True)
    expect(bars.get_by_role("button").first).to_contain_text("dates")
    bars.get_by_role("button").first.focus()
    explorer.press("Enter")
    explorer.check('topic = "dates"', "every.topic.eq('dates')")
    held(explorer)
    explorer.items().get_by_role("button", name="Next items").focus()
    for page in range(1, 5):
        explorer.press("Enter")
        shown = explorer.items().get_by_role("status")
        expect(shown).to_contain_text(f"{25 * page + 1}\N{EN DASH}")
        explorer.ids()
        held(explorer)
    explorer.focus()
    explorer.press("]")
    first = explorer.item().get_by_role("heading").first
    expect(first).to_have_text(explorer.ids()[0])
    explorer.press("]")
    expect(first).to_have_text(explorer.ids()[1])
    explorer.item().get_by_role("button", name="Close the item").focus()
    explorer.press("Enter")
    expect(explorer.item()).to_have_count(0)
    held(explorer)
    explorer.chips().get_by_role("button", name="Remove").focus()
    explorer.press("Enter")
    explorer.wait_slice("")
    held(explorer)
    for key in ("s", "u", "g", "?"):
        explorer.press(key)
        expect(explorer.root.get_by_role("complementary")).to_be_visible()
        explorer.press("Escape")
        expect(explorer.root.get_by_role("complementary")).to_have_count(0)
        held(explorer)
    assert state(explorer.notebook) == before


def test_no_key_reaches_the_notebook(explorer: Explorer) -> None:
    """Wherever the focus is in the explorer, the notebook around it stays as it was."""
    explorer.value("language", "de").click()
    explorer.wait_slice('language = "de"')
    found, before = [], state(explorer.notebook)
    for place, opener in PLACES.items():
        explorer.notebook.run_python("explorer.slice = 'language = \"de\"'")
        expect(explorer.chips().first).to_contain_text("language")
        for key in ALL if not place else DANGEROUS:
            # A key may have taken the place away, as "x" does with a condition.
            if opener or explorer.root.locator(place or "xpath=.").count():
                go(explorer, place, opener, is_button=False)
            explorer.press(key)
        if (after := state(explorer.notebook)) != before:
            found.append(f"{place}: {before} became {after}")
            before = after
    assert found == []


def test_tab_enters_and_leaves(explorer: Explorer) -> None:
    """Tab comes into the explorer from its cell, shows each stop, and goes out at its end."""
    stops = tab_through(explorer, 60)
    assert [stop for stop in stops if not stop["differs"] or not stop["inside"]] == []
    explorer.press("Shift+Tab")
    assert focused(explorer)


def test_nothing_listens_when_it_is_gone(explorer: Explorer) -> None:
    """A cell that is run again leaves no listener on the page behind."""
    explorer.page.evaluate(LISTENERS)
    counts = []
    for _ in range(2):
        show(explorer.notebook).wait_ready()
        explorer.press("s")
        counts.append(explorer.page.evaluate("Object.fromEntries(window.__listening)"))
    assert counts[0] == counts[1]
    assert sum(counts[0].values())


def test_a_restarted_kernel_leaves_it_to_be_read(explorer: Explorer) -> None:
    """What is on screen stays, with what to do; the cell run again goes on."""
    explorer.value("language", "de").click()
    explorer.wait_slice('language = "de"')
    rates = explorer.rates()
    explorer.notebook.restart_kernel()
    expect(explorer.root.get_by_text("Re-run the cell to go on")).to_be_visible()
    assert explorer.rates() == rates
    explorer.focus()
    before = state(explorer.notebook)
    explorer.press(*DANGEROUS)
    assert state(explorer.notebook) == before
    explorer.notebook.run_cell(0)
    explorer = show(explorer.notebook)
    explorer.wait_ready()
    explorer.notebook.run_python("every = explorer.labels")
    explorer.value("topic", "dates").click()
    explorer.check('topic = "dates"', "every.topic.eq('dates')")

"""The states of the explorer, and how to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.exploring import Explorer

if TYPE_CHECKING:
    from tests.browser.lab import Notebook

PLANTED = 'language = "de" and topic = "dates"'
# state -> the line that is applied, what is clicked, and the keys that are pressed then
STATES: dict[str, tuple[str, list[str], str]] = {
    "start": ("", [], ""),
    "map": ("", ["[aria-label='Break down also by']"], ""),
    "opened": (f"{PLANTED} or item_id = 's00010'".replace("'", '"'), [], "]"),
    "seen": (PLANTED, [".tw-items-open", "button:text-is('As seen by')"], ""),
    "slices": (PLANTED, [], "s"),
    "suggestions": ("", [], "u"),
    "mistake": ('language = "de" and tpic = "dates"', [], ""),
    "empty": ('language = "de" and language = "es"', [], ""),
}
IN_DARK = ["start", "opened", "slices", "mistake", "empty"]
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


def reach(notebook: Notebook, state: str) -> Explorer:
    """Bring a state on screen."""
    line, clicks, keys = STATES[state]
    explorer = Explorer(notebook)
    explorer.begin_again()
    for label, feature in (("Break down by", "language"), ("Break down also by", "")):
        explorer.breakdown().get_by_label(label).select_option(feature)
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

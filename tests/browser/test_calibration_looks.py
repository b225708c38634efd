"""How a calibration session looks in each phase, with hostile words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import keyboard
from tests.browser.calibration_room import Room

if TYPE_CHECKING:
    from tests.browser.calibrating import Member
    from tests.browser.lab import Lab

MARKUP = "<img src=x onerror=window.__pwned=1><b>bold</b>"
WORDS = ["<script>window.__pwned=1</script> " + MARKUP, "لأنها \u202e مهذبة", "W" * 60]
LONG = "W" * 5000
NAMES = ["<b>eve</b>", "مريم", "W" * 120]
SAY = """
names, words = {names!r}, {words!r}
for name, text in zip(names, words):
    answer = {{"order": [["a"], ["b"]], "strength": 1, "points": 7}}
    session.answer(name, session.items[0], answer, text)
    session.answer(name, session.items[1], answer, {long!r})
"""
OVERFLOW = """
() => {
  const root = document.querySelector("section.tw");
  const within = root.getBoundingClientRect();
  const wide = [...root.querySelectorAll("*")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    const isHidden = one.closest(".tw-hidden");
    return width > 0 && !isHidden && (left < within.left - 1 || right > within.right + 1);
  });
  const found = wide.map((one) => `${one.tagName} ${one.className}`);
  return root.scrollWidth > root.clientWidth + 1 ? [...found, "the widget scrolls"] : found;
}
"""


@pytest.fixture(scope="module")
def room(module_lab: Lab) -> Room:
    """Give the notebook of one person, who gives a name."""
    return Room(lambda _: module_lab, "looked_at")


def looks(ana: Member, phase: str) -> list[str]:
    """Return what is wrong with a phase, in one theme and at two widths; keep its pictures."""
    is_dark = ana.notebook.js("return document.body.dataset.jpThemeLight === 'true';")
    found = [f"{phase}: {one}" for one in ana.notebook.violations("section.tw")]
    ana.notebook.screenshot(f"calibration-{phase}-{'light' if is_dark else 'dark'}", ana.root)
    ana.notebook.set_theme(dark=is_dark)
    ana.notebook.screenshot(f"calibration-{phase}-{'dark' if is_dark else 'light'}", ana.root)
    found += [f"{phase}: {one}" for one in ana.notebook.violations("section.tw")]
    ana.page.set_viewport_size({"width": 700, "height": 1300})
    found += [f"{phase} at 700: {one}" for one in ana.page.evaluate(OVERFLOW)]
    ana.notebook.screenshot(f"calibration-{phase}-narrow", ana.root)
    ana.page.set_viewport_size({"width": 1400, "height": 1000})
    before = keyboard.state(ana.notebook)
    for key in keyboard.DANGEROUS:
        ana.focus()
        ana.press(key)
        ana.press("Escape")
    after = keyboard.state(ana.notebook)
    return found if after == before else [*found, f"{phase}: {before} became {after}"]


def test_each_phase_in_both_themes(room: Room) -> None:
    """axe-core finds nothing, nothing overflows, no key reaches the notebook, no word runs."""
    (ana,) = room.hold("Tone <b>week</b> 3", 2, "ana", arguments="facilitator='ana'")
    ana.notebook.js("await app.commands.execute('application:toggle-left-area');")
    ana.root.get_by_role("textbox").first.fill("ana")
    ana.press("Enter")
    ana.wait_session("Tone <b>week</b> 3")
    ana.notebook.run_python(SAY.format(names=NAMES, words=WORDS, long=LONG))
    for name in NAMES[::2]:
        expect(ana.room.get_by_text(name).first).to_be_visible()
    ana.label(1, "beta", MARKUP)
    ana.next()
    found = looks(ana, "label")
    ana.reveal()
    ana.click("Look…")
    found += looks(ana, "late")
    ana.click("Look now")
    ana.row(2).click()
    expect(ana.item(2).get_by_text(LONG).first).to_be_visible()
    ana.row(1).click()
    for text in WORDS[::2]:
        expect(ana.item(1).get_by_text(text).first).to_be_visible()
    found += looks(ana, "reveal")
    ana.move("Discuss")
    ana.lead_to(1)
    ana.press("r")
    found += looks(ana, "discuss")
    ana.move("Decide")
    form = ana.decide()
    form.get_by_role("button", name=NAMES[0], exact=True).click()
    form.get_by_label("Reason").first.fill(MARKUP)
    form.get_by_label("Add to the guideline as version").check()
    found += looks(ana, "decide")
    form.get_by_label("Add to the guideline as version").uncheck()
    ana.click("Record the decision")
    expect(ana.root.get_by_role("region", name="Decision")).to_contain_text(MARKUP)
    ana.move_to_close()
    expect(ana.root.get_by_text("1 item decided")).to_be_visible()
    found += looks(ana, "close")
    if ana.button("Record the answer").count():
        found.append("close: an answer can still be revised")
    assert found == []
    assert ana.page.evaluate("window.__pwned") is None
    assert ana.root.locator("img, b, script").count() == 0
    assert ana.notebook.wire.elsewhere() == []

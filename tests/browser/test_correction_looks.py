"""How the correction widget looks: light, dark, zoomed, with hostile and with very long text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.correcting import TAXONOMY, open_correction

if TYPE_CHECKING:
    from tests.browser.correcting import Corrector
    from tests.browser.lab import Lab

SCRIPT = "<img src=x onerror='window.hit=1'><b>bold</b>"
CUT_OFF = """
() => {
  const root = document.querySelector("section.tw");
  const { left, right } = root.getBoundingClientRect();
  const controls = root.querySelectorAll("button, input, textarea, [role=textbox]");
  return [...controls].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.left < left - 1 || box.right > right + 1;
  }).map((one) => one.getAttribute("aria-label") ?? one.textContent);
}
"""


def fill_in(corrector: Corrector) -> None:
    """Bring every part of the screen into use."""
    corrector.focus()
    corrector.press("t")
    corrector.select(right=3)
    corrector.press("1", "2")
    corrector.select(right=6, skip=2)
    corrector.press("3", "1")
    corrector.press("w", "Control+End")
    corrector.page.keyboard.type(" Better.")
    corrector.press("Escape", "Escape")


def test_both_themes_and_zoom(kept_lab: Lab, folder: str) -> None:
    """With all its parts on screen axe-core finds nothing, and at 200 % nothing is cut off."""
    item = {
        "prompt": "What is it?",
        "source": "我们的狗在睡觉。",
        "target": "كلبنا نائم. The dog sleep.",
        "source_language": "zh-Hans",
        "target_language": "ar",
        "tests": "assert True",
        "constraints": [{"kind": "max_words", "value": "3"}],
    }
    corrector = open_correction(
        kept_lab, folder, [item], sides="both", sources="required", code="python", run_tests=True
    )
    fill_in(corrector)
    corrector.press("x", "f")
    expect(corrector.root.get_by_role("status", name="Tests")).to_contain_text("Tests")
    expect(corrector.root.locator(".tw-limits")).to_be_visible()
    corrector.press("Escape", "j")
    expect(corrector.root.locator(".tw-mark-details")).to_be_visible()
    notebook = corrector.notebook
    for theme in ("light", "dark"):
        notebook.set_theme(dark=theme == "dark")
        assert notebook.violations("section.tw") == []
        notebook.screenshot(f"correction-{theme}", corrector.root)
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.page.set_viewport_size({"width": 700, "height": 500})
    assert notebook.page.evaluate(CUT_OFF) == []
    assert notebook.violations("section.tw") == []
    notebook.screenshot("correction-zoomed", corrector.root)


def test_hostile_and_long_text(kept_lab: Lab, folder: str) -> None:
    """Markup stays text wherever it comes from; a text of 3,000 words is marked at its end."""
    taxonomy = TAXONOMY.replace('"Fluency"', f'"{SCRIPT}"')
    hostile = {"prompt": SCRIPT, "target": f"{SCRIPT} \u202egnorw", "target_language": "<x>"}
    long = {"prompt": "Long.", "target": "A dog sleeps. " * 1000, "target_language": "en"}
    corrector = open_correction(
        kept_lab, folder, [hostile, long], taxonomy=taxonomy, sources="optional"
    )
    fill_in(corrector)
    corrector.press("k", "i")
    corrector.page.keyboard.type(SCRIPT)
    corrector.press("Enter", "f")
    corrector.page.keyboard.type("javascript:window.hit=1")
    assert corrector.root.locator("img, b").count() == 0
    assert corrector.page.evaluate("window.hit") is None
    corrector.press("Control+Enter")
    corrector.wait_number(2)
    corrector.press("t", "Control+End", *["Shift+ArrowLeft"] * 5, "1", "1", "Control+Enter")
    expect(corrector.root.locator(".tw-position")).to_have_text("2 of 2 done")
    corrector.wait_saved()
    first, second = corrector.answers()
    assert [one["note"] for one in first["answer"]["errors"]] == ["", SCRIPT]
    assert first["answer"]["sources"][0]["reference"] == "javascript:window.hit=1"
    (mark,) = second["answer"]["errors"]
    assert (mark["start"], mark["end"]) == (13_995, 14_000)

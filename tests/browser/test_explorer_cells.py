"""The explorer's line and its Python: what is typed, set, saved, sent on and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.exploring import Explorer, open_notebook, show

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.lab import Lab, Notebook

SET = "explorer.slice = \"language = 'es' or model = 'otter-3'\""
PASTE = "panel.content.widgets[3].model.sharedModel.setSource('copied = ' + arg);"
MARKED = """
(copy) => {
  const wrong = copy.querySelector(".tw-line-wrong").getBoundingClientRect();
  const field = copy.closest(".tw-line-field").querySelector("input");
  const style = getComputedStyle(field);
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const left = field.getBoundingClientRect().left + parseFloat(style.borderLeftWidth)
    + parseFloat(style.paddingLeft);
  const before = field.value.slice(0, field.value.indexOf("tpic"));
  return [wrong.left - left - canvas.measureText(before).width,
    wrong.width - canvas.measureText("tpic").width];
}
"""


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook with one explorer for all tests here."""
    notebook = open_notebook(module_lab, [SET, "# copied"])
    show(notebook).wait_ready()
    notebook.run_python("every = explorer.labels")
    return notebook


def test_a_line_is_completed_by_keyboard(explorer: Explorer) -> None:
    """Names, operators and values are offered, taken by arrows, Tab and Enter, and applied."""
    line, offered = explorer.line(), explorer.offered()
    explorer.press("/")
    expect(line).to_be_focused()
    explorer.page.keyboard.type("lan")
    expect(offered.filter(has_text="language")).to_be_visible()
    explorer.press("Tab")
    expect(line).to_have_value("language")
    explorer.page.keyboard.type(" = ")
    expect(offered.get_by_text("en", exact=True)).to_be_visible()
    explorer.page.keyboard.type('"d')
    expect(offered).to_have_count(1)
    explorer.press("ArrowDown", "Enter")
    expect(line).to_have_value('language = "de"')
    assert explorer.python("explorer.slice") == ""
    explorer.page.keyboard.type(" and not submitted_at < '2026-03'")
    expect(explorer.root.locator(".tw-complaint").first).to_be_visible()
    explorer.press(*["Backspace"] * len("'2026-03'"))
    explorer.page.keyboard.type('"2026-03-02"')
    explorer.press("Enter")
    mask = "every.language.eq('de') & ~every.submitted_at.lt('2026-03-02T00Z')"
    explorer.check('language = "de" and not submitted_at < "2026-03-02"', mask)
    expect(line).to_be_focused()
    explorer.page.keyboard.type(" and nonsense")
    explorer.press("Escape", "Escape")
    expect(line).to_have_value('language = "de" and not submitted_at < "2026-03-02"')


def test_a_mistake_is_marked_under_the_wrong_word(explorer: Explorer) -> None:
    """A wrong word has a mark right under it and a sentence with the right one; nothing moves."""
    explorer.type_line('language = "de" and tpic = "dates"')
    message = explorer.root.locator(".tw-line-message")
    expect(message).to_contain_text("did you mean 'topic'?")
    wrong = explorer.root.locator(".tw-line-wrong")
    expect(wrong).to_have_text("tpic")
    begins, longer = wrong.locator("xpath=..").evaluate(MARKED)
    assert abs(begins) < 1
    assert abs(longer) < 1
    expect(explorer.line()).to_have_attribute("aria-invalid", "true")
    assert explorer.python("explorer.slice") == ""
    for text in ("language = ", "language == 'de'", '(topic = "dates"', "1 = 1; drop table x"):
        explorer.type_line(text)
        expect(wrong).to_have_count(1)
        expect(message.locator(".tw-complaint")).not_to_be_empty()
        assert explorer.python("explorer.slice") == ""
    explorer.press("Escape")
    expect(explorer.line()).to_have_value("")
    expect(explorer.line()).to_be_focused()


def test_conditions_are_turned_joined_and_taken_away(explorer: Explorer) -> None:
    """Chips turn around, hold as any of, and go; back and forward pass through all of it."""
    explorer.type_line('language = "de" and topic = "dates"')
    explorer.wait_slice('language = "de" and topic = "dates"')
    explorer.press("Escape")
    explorer.chips().first.get_by_role("button", name="turn around").click()
    turned = 'not language = "de" and topic = "dates"'
    explorer.check(turned, "every.language.ne('de') & every.topic.eq('dates')")
    explorer.button("Any of").click()
    either = 'not language = "de" or topic = "dates"'
    explorer.check(either, "every.language.ne('de') | every.topic.eq('dates')")
    explorer.chips().first.get_by_role("button", name="Remove").click()
    explorer.check('topic = "dates"', "every.topic.eq('dates')")
    for text in (either, turned, 'language = "de" and topic = "dates"'):
        explorer.button("Back").click()
        explorer.wait_slice(text)
    explorer.focus()
    explorer.press("f", "f")
    explorer.wait_slice(either)


def test_a_cell_moves_the_view_and_a_click_moves_python(explorer: Explorer) -> None:
    """A slice set in a cell is on screen; one set wrong is an error that says what to do."""
    explorer.notebook.run_cell(2)
    either = "every.language.eq('es') | every.model.eq('otter-3')"
    explorer.check('language = "es" or model = "otter-3"', either)
    wrong = "try: explorer.slice = 'langage = 1'\nexcept Exception as error: print(error)"
    assert "did you mean 'language'?" in explorer.notebook.run_python(wrong)
    explorer.button("Clear all").click()
    explorer.check("")
    explorer.value("topic", "units").click()
    explorer.check('topic = "units"', "every.topic.eq('units')")


def confirm(panel: Locator, name: str) -> None:
    """Send the items of the slice somewhere."""
    panel.get_by_role("button", name=name).click()
    panel.get_by_role("button", name="Put them there").click()


def test_a_slice_is_kept_compared_sent_on_and_copied(explorer: Explorer) -> None:
    """Saved by name in the project, loaded, compared, dropped; its items and its code taken on."""
    planted = 'language = "de" and topic = "dates"'
    explorer.type_line(planted)
    explorer.wait_slice(planted)
    explorer.press("Escape", "s")
    panel = explorer.panel("Slices")
    name = panel.get_by_role("textbox", name="Name of this slice")
    name.fill("weak \u202espot")
    explorer.press("Enter")
    expect(panel.get_by_text("printable characters")).to_be_visible()
    name.fill("weak <b>spot</b>")
    explorer.press("Enter")
    kept = panel.get_by_role("region", name="Saved slices").get_by_role("listitem")
    expect(kept).to_contain_text(planted)
    confirm(panel, "Send to review")
    expect(panel.get_by_text("35 items are on the list for review")).to_be_visible()
    sent = "sorted(tw.Project('season').item_list('review')) == sorted(explorer.items.item_id)"
    assert explorer.python(sent)
    panel.get_by_role("button", name="Copy as code").click()
    code = panel.get_by_role("region", name="This slice").locator(".tw-code-line code").first
    expect(code).to_contain_text("slice_labels(")
    assert explorer.page.evaluate("navigator.clipboard.readText()") == code.inner_text()
    explorer.notebook.js(PASTE, code.inner_text())
    explorer.notebook.run_cell(3)
    # Objects in a column are equal as a text is.
    assert explorer.python("copied.astype(str).equals(explorer.labels.astype(str))")

    explorer.page.evaluate("document.querySelector('section.tw').focus()")
    explorer.press("x")
    explorer.wait_slice("")
    explorer.value("annotator", "sim-goran").click()
    explorer.wait_slice('annotator = "sim-goran"')
    panel.get_by_role("button", name="Compare", exact=True).click()
    rows = panel.get_by_role("region", name="Compare").get_by_role("row")
    rates = explorer.python(
        "explorer.compare('annotator = \"sim-goran\"', 'weak <b>spot</b>')"
        ".estimate.astype(float).round(2).tolist()"
    )
    expect(rows.nth(1)).to_contain_text(f"{100 * rates[0]:.0f}")
    expect(rows.nth(2)).to_contain_text(f"{100 * rates[1]:.0f}")
    kept.get_by_role("button", name="Load").click()
    explorer.check(planted, "every.language.eq('de') & every.topic.eq('dates')")
    assert explorer.python("tw.Project('season').saved_slices()['slice'].tolist()") == [planted]
    kept.get_by_role("button", name="Delete").click()
    kept.get_by_role("button", name="Delete it").click()
    expect(kept).to_have_count(0)
    assert explorer.python("len(explorer.saved)") == 0
    explorer.press("Escape")
    expect(panel).to_have_count(0)

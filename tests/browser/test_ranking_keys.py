"""Keys in the widget are the widget's: the notebook around it never feels them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import (
    ALL,
    BRIEFLY,
    BUTTONS,
    DANGEROUS,
    THOROUGHLY,
    focused,
    go,
    press_all,
    shows_focus,
    state,
    tab_through,
)
from tests.browser.labeling import ITEMS, Labeler

if TYPE_CHECKING:
    from tests.browser.lab import Lab, Notebook

WIDGET = """
tone = tw.wire.Criterion("Tone", "How it sounds", 3)
options = {"guideline": "keys.md", "criteria": [tone]}
widget = tw.RankingWidget(items.head(count), "keys", annotator=who, **options)
widget
"""


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests here, the widget in the middle, everything switched on."""
    (module_lab.server.work / "keys.md").write_text("# Fair\n\nPrefer the **shorter** one.\n")
    notebook = module_lab.open_notebook(
        ["before = 'the cell above'", ITEMS.format(n=60) + WIDGET, "after = 1", "later = 2"]
    )
    notebook.run_python("who, count = 'nobody', 60")
    notebook.run_all()
    return notebook


@pytest.fixture
def labeler(notebook: Notebook, request: pytest.FixtureRequest) -> Labeler:
    """Give each test a queue of its own in that notebook."""
    notebook.run_python(f"who = {request.node.name!r}")
    notebook.run_cell(1)
    labeler = Labeler(notebook)
    labeler.wait_ready()
    labeler.focus()
    return labeler


def test_no_key_reaches_the_notebook(labeler: Labeler) -> None:
    """Wherever the focus is in the widget, JupyterLab's keys leave the notebook as it was."""
    labeler.press("s")
    labeler.notebook.run_python("alive = True")
    found = press_all(labeler, THOROUGHLY, ALL)
    found += press_all(labeler, BRIEFLY | BUTTONS, DANGEROUS)
    assert found == []
    assert labeler.notebook.value("alive") is True


def test_what_is_typed_is_typed(labeler: Labeler) -> None:
    """Letters, digits and Enter in a text field are text: nothing is chosen or submitted."""
    text = "abcdegilmnprstuxyz 0123456789 ?/"
    root, before = labeler.root, state(labeler.notebook)
    first = labeler.prompt().inner_text()
    labeler.focus()
    labeler.press("r")
    rationale = root.get_by_role("textbox", name="Rationale")
    expect(rationale).to_be_focused()
    labeler.page.keyboard.type(text)
    labeler.press("Enter", "Escape")
    expect(rationale).to_have_value(f"{text}\n")
    expect(rationale).not_to_be_focused()
    assert labeler.page.evaluate("document.activeElement.closest('section.tw') !== null")
    labeler.press("g", "/")
    search = root.get_by_role("searchbox", name="Search the guideline")
    expect(search).to_be_focused()
    labeler.page.keyboard.type(text)
    labeler.press("Enter")
    expect(search).to_have_value(text)
    labeler.press("Escape")
    expect(root.get_by_role("complementary")).to_have_count(0)
    labeler.press("e")
    note = root.get_by_role("dialog").get_by_role("textbox", name="Note")
    note.focus()
    labeler.page.keyboard.type(text)
    labeler.press("Enter")
    expect(note).to_have_value(f"{text}\n")
    labeler.press("Escape")
    expect(root.get_by_role("dialog")).to_have_count(0)
    labeler.press("l")
    number = root.get_by_role("spinbutton", name="Go to item")
    number.focus()
    labeler.page.keyboard.type("12")
    expect(number).to_have_value("12")
    expect(labeler.prompt()).to_have_text(first)
    expect(
        root.get_by_role("group", name="Preference").get_by_role("radio", checked=True)
    ).to_have_count(0)
    assert labeler.notebook.value("int((widget.events.annotator == who).sum())") == 0
    assert state(labeler.notebook) == before


def test_control_enter_submits_and_does_not_run_the_cell(labeler: Labeler) -> None:
    """Ctrl+Enter submits once, from wherever the focus is, and the cell does not run again."""
    before = state(labeler.notebook)
    places = ["", ".tw-response-text", "fieldset[aria-label=Preference] input", "textarea"]
    for count, place in enumerate([*places, ".tw-dots input", "article button"], 1):
        labeler.focus()
        labeler.press("2")
        go(labeler, place, None, is_button=False)
        labeler.submit()
        labeler.wait_saved()
        assert labeler.notebook.value("int((widget.events.annotator == who).sum())") == count, place
    assert state(labeler.notebook) == before


def test_tab_goes_in_and_out_and_the_focus_is_seen(labeler: Labeler) -> None:
    """Tab from the cell enters the widget, its stops can be seen, it leaves and comes back."""
    stops = tab_through(labeler, 22)
    names = [stop["name"] for stop in stops]
    assert names[0].startswith("My answers")
    assert names[-1].startswith("Submit")
    assert [stop for stop in stops if not stop["differs"] or not stop["inside"]] == []
    labeler.press("Shift+Tab")
    assert (focused(labeler) or {})["name"].startswith("Submit")


def test_the_focus_stays_and_is_seen_while_work_goes_on(labeler: Labeler) -> None:
    """After a submit, a panel, a dialog, the last undo and a click the widget shows its focus."""
    scripts = [
        *("2 Control+Enter", "g Escape", "e Escape", "s", "u", "? Escape", "r Escape"),
        *("p", "Undo", "s", "Undo", "7 Control+Enter", "p", "n", "l Escape", "e Control+Enter"),
    ]
    for script in scripts:
        for key in script.split():
            if key == "Undo":
                labeler.button(key).click()
            else:
                labeler.press(key)
        expect(labeler.root.get_by_role("dialog")).to_have_count(0)
        stop = focused(labeler)
        assert stop, f"{script}: the focus has left the widget"
        assert shows_focus(labeler), f"{script}: nothing shows the focus on {stop}"
    labeler.notebook.cell(0).locator(".cm-content").click()
    labeler.response("A").locator(".tw-response-head strong").click()
    assert shows_focus(labeler)


def test_keys_stay_when_the_queue_ends_and_when_the_kernel_is_gone(
    notebook: Notebook, labeler: Labeler
) -> None:
    """At the end of the queue and over a dead kernel, keys still do not reach the notebook."""
    notebook.run_python("count = 1")
    notebook.run_cell(1)
    labeler.wait_ready()
    labeler.focus()
    before = state(notebook)
    labeler.press("2", "Control+Enter")
    labeler.root.get_by_text("That is all").wait_for()
    labeler.press(*DANGEROUS)
    assert state(notebook) == before
    notebook.run_python("count = 60")
    notebook.run_cell(1)
    labeler.wait_ready()
    labeler.focus()
    labeler.press("2")
    before = state(notebook)
    notebook.restart_kernel()
    labeler.root.get_by_text("Kernel is gone").wait_for()
    labeler.press(*DANGEROUS)
    assert state(notebook) == before

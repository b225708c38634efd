"""Adjudication in real JupyterLab: choose by yourself, and only then hear what most people said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.keyboard import state
from tests.browser.reviewing import (
    COPIES,
    HOSTILE,
    SETS,
    Decider,
    labeled,
    looks,
    overflowing,
    stored,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.lab import Lab, Notebook

LABELS = """
label(people[0], "a")
label(people[1], "b", rationale={hostile!r})
label("thirdannotator", "a")
"""
LEAD, SECOND = (f"tw.AdjudicationWidget(made, annotator={name!r})" for name in ("lead", "second"))
CONSENSUS = "majority"


def test_a_choice_of_ones_own_comes_first(kept_lab: Lab, folder: str) -> None:
    """No consensus reaches the browser before the choice is stored, for each of two people."""
    code = labeled(folder, 3) + LABELS.format(hostile=HOSTILE)
    notebook = kept_lab.open_notebook([code.replace("thirdannotator", "vera"), LEAD, SECOND])
    made = kept_lab.server.work / folder
    notebook.run_cell(0)
    notebook.run_cell(1)
    lead = Decider(notebook)
    lead.wait_title("Item 1")
    lead.focus()
    before = state(notebook)
    choose(lead, made)
    change(lead, made)
    write_own(lead, made)
    assert state(notebook) == before
    nobody_is_named(notebook)
    second_adjudicator(notebook, made)
    assert not notebook.page.evaluate("'__pwned' in window")


def choose(lead: Decider, made: Path) -> None:
    """Choose an answer and say why; then, and not before, the consensus is there."""
    wire = lead.notebook.wire
    lead.press("Control+Enter")
    expect(lead.root.get_by_text("Pick an answer by its digit").first).to_be_visible()
    lead.press("1")
    expect(lead.button("Answer 1")).to_have_attribute("aria-pressed", "true")
    lead.press("r")
    lead.type_reason(HOSTILE)
    assert wire.where(CONSENSUS) == []
    assert CONSENSUS not in lead.page.content()
    lead.press("Control+Enter")
    expect(lead.root.get_by_text("The majority").first).to_be_visible()
    assert wire.where(CONSENSUS), "the recorder sees what comes"
    looks(lead, "adjudication-ranking-chosen")
    (chosen,) = stored(made, "adjudicate")
    assert (chosen["annotator"], chosen["condition"]) == ("lead", "revealed")
    assert (chosen["rationale"], chosen["supersedes"]) == (HOSTILE, None)


def change(lead: Decider, made: Path) -> None:
    """Choose the other answer instead, knowing what most people said."""
    lead.focus()
    lead.press("a", "2", "Control+Enter")
    lead.wait_title("Item 2")
    lead.wait_saved()
    first, second = stored(made, "adjudicate")
    assert second["supersedes"] == first["event_id"]


def write_own(lead: Decider, made: Path) -> None:
    """Answer what nobody has answered."""
    lead.press("w")
    own = lead.root.locator(".tw-own-answer").get_by_role("group", name="Item", exact=True)
    expect(own).to_be_focused()
    lead.press("4")
    looks(lead, "adjudication-ranking-own")
    own.focus()
    lead.press("Escape", "Control+Enter")
    expect(lead.root.get_by_text("The majority").first).to_be_visible()
    own_answer = stored(made, "adjudicate")[-1]
    assert own_answer["answer"]["strength"] == 0
    assert own_answer["refers_to"] is None
    lead.press("Control+Enter")
    lead.wait_title("Item 3")


def nobody_is_named(notebook: Notebook) -> None:
    """Look for the annotators everywhere in the browser."""
    storage = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
    browser = notebook.page.content() + notebook.page.evaluate(storage)
    for name in ("zaraannotator", "yuriannotator"):
        assert notebook.wire.where(name) == []
        assert name not in browser


def second_adjudicator(notebook: Notebook, made: Path) -> None:
    """Decide as somebody else what is decided: what the consensus is they hear after that, too."""
    notebook.wire.clear()
    notebook.run_cell(2)
    second = Decider(notebook, 2)
    second.wait_open(1)
    second.wait_ready()
    second.focus()
    second.press("f")
    expect(second.entries()).to_have_count(3)
    settled = second.entries().filter(has_text="settled").first.get_by_role("button")
    settled.click()
    expect(second.root.get_by_text("Settled by lead")).to_be_visible()
    expect(second.button("Change")).to_be_enabled()
    second.focus()
    second.press("a", "1")
    expect(second.button("Answer 1")).to_have_attribute("aria-pressed", "true")
    assert notebook.wire.where(CONSENSUS) == []
    second.press("Control+Enter")
    expect(second.root.get_by_text("The majority").first).to_be_visible()
    newest = stored(made, "adjudicate")[-1]
    assert (newest["annotator"], newest["supersedes"]) == ("second", None)
    by_item = "project.final().set_index('item_id')"
    final = f"{by_item}.loc[{newest['item_id']!r}].astype(str).to_dict()"
    assert newest["event_id"] in str(notebook.value(final))


def test_answers_side_by_side_in_each_tasks_own_terms(kept_lab: Lab, folder: str) -> None:
    """Tags and marks are merged; all tasks fit their place, in both themes and in little room."""
    show = "tw.AdjudicationWidget(copied({0!r}), annotator='lead')"
    tasks = {"image_tags": "m", "correction": "m", "safety": "1"}
    empty = f"tw.AdjudicationWidget('{folder}/season/safety', annotator='lead', min_answers=99)"
    cells = [COPIES.format(folder=folder), *(show.format(SETS[task]) for task in tasks), empty]
    notebook = kept_lab.open_notebook(cells)
    notebook.run_cell(0)
    for cell, (task, key) in enumerate(tasks.items(), 1):
        notebook.run_cell(cell)
        decider = Decider(notebook, cell)
        decider.wait_ready()
        decider.focus()
        title = decider.root.get_by_role("heading", level=2).first.inner_text()
        decider.press(key)
        looks(decider, f"adjudication-{task}")
        notebook.page.set_viewport_size({"width": 760, "height": 1000})
        notebook.js("app.shell.collapseLeft();")
        assert overflowing(decider) == []
        notebook.screenshot(f"adjudication-{task}-narrow")
        notebook.page.set_viewport_size({"width": 1400, "height": 1000})
        decider.focus()
        decider.press("Control+Enter")
        expect(decider.root.locator(".tw-consensus")).to_be_visible()
        decider.wait_saved()
        decider.focus()
        decider.press("Control+Enter")
        expect(decider.root.get_by_role("heading", name=title, exact=True)).to_have_count(0)
    notebook.run_cell(len(tasks) + 1)
    nothing = Decider(notebook, len(tasks) + 1)
    expect(nothing.root.get_by_text("Nothing is contested.")).to_be_visible()
    looks(nothing, "adjudication-empty")

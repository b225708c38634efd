"""Adjudication in real JupyterLab: choose by yourself, and only then hear what most people said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import state
from tests.browser.reviewing import (
    COPIES,
    HOSTILE,
    SETS,
    Decider,
    labeled,
    looks,
    narrow,
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


SHOW = "tw.AdjudicationWidget(copied({0!r}), annotator='lead')"


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests: a new kernel takes seconds to import what it needs."""
    shown = [SHOW.format(SETS[task]) for task in ("correction", "image_tags")]
    return module_lab.open_notebook([LEAD, SECOND, *shown])


def test_a_choice_of_ones_own_comes_first(notebook: Notebook, folder: str) -> None:
    """No consensus reaches the browser before the choice is stored, for each of two people."""
    code = labeled(folder, 3) + LABELS.format(hostile=HOSTILE)
    notebook.run_python(code.replace("thirdannotator", "vera"))
    made = notebook.lab.server.work / folder
    notebook.run_cell(0)
    lead = Decider(notebook, 0)
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
    notebook.run_cell(1)
    second = Decider(notebook, 1)
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


def test_answers_side_by_side_in_each_tasks_own_terms(notebook: Notebook, folder: str) -> None:
    """Tags and marks are merged, and fit into little room."""
    notebook.run_python(COPIES.format(folder=folder))
    for cell, task in enumerate(("correction", "image_tags"), 2):
        notebook.run_cell(cell)
        decider = Decider(notebook, cell)
        decider.wait_ready()
        decider.focus()
        title = decider.root.get_by_role("heading", level=2).first.inner_text()
        decider.press("m")
        narrow(decider, f"adjudication-{task}-narrow")
        decider.focus()
        decider.press("Control+Enter")
        expect(decider.root.locator(".tw-consensus")).to_be_visible()
        decider.wait_saved()
        decider.focus()
        decider.press("Control+Enter")
        expect(decider.root.get_by_role("heading", name=title, exact=True)).to_have_count(0)
    looks(Decider(notebook, 3), "adjudication-image_tags")

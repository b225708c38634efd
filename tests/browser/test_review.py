"""Review in real JupyterLab: labels are passed, sent back and corrected, and come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import state
from tests.browser.labeling import SAVED, Labeler
from tests.browser.line import Line
from tests.browser.reviewing import (
    ANNOTATORS,
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

REVIEW = "review = tw.ReviewWidget(made, annotator='rev', audit=1.0)\nreview"
ANNOTATE = "tw.RankingWidget(made, annotator=people[0])"
LOOK = "tw.ReviewWidget(copied({0!r}), annotator='rev', audit=20{1})"


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests: a new kernel takes seconds to import what it needs."""
    looks = [LOOK.format(SETS["safety"], ", veil=True"), LOOK.format(SETS["image_tags"], "")]
    return module_lab.open_notebook([REVIEW, ANNOTATE, *looks])


def open_review(notebook: Notebook, folder: str, n: int, code: str) -> Decider:
    """Label a project of n items, and open its queue."""
    notebook.run_python(labeled(folder, n) + code)
    notebook.run_cell(0)
    review = Decider(notebook, 0)
    review.wait_ready()
    return review


def reviews(made: Path) -> list[tuple[str, str]]:
    """Return what was decided, oldest first."""
    rows = stored(made, "review")
    return [(row["review"]["decision"], row["review"]["reason"]) for row in rows]


def test_an_audit_by_keyboard_and_the_way_back(notebook: Notebook, folder: str) -> None:
    """One label is passed, one sent back, one corrected; the one sent back is answered again."""
    who = f"label(people[0], 'a', rationale={HOSTILE!r})\nlabel(people[1], 'b', ['q0'])"
    review = open_review(notebook, folder, 3, who)
    made = notebook.lab.server.work / folder
    before = state(notebook)
    review.wait_open(4)
    review.focus()
    review.press("p")
    review.wait_title("Label 2")
    back = send_back(review)
    correct(review)
    review.wait_title("Label 4")
    undo(review)
    assert state(notebook) == before
    review.wait_saved()
    check_reviews(notebook, made)
    check_blind(notebook)
    answer_again(notebook, review, back)
    assert [row["condition"] for row in stored(made, "answer")][4:] == ["rework"]
    finish(notebook, review)
    assert not notebook.page.evaluate("'__pwned' in window")


def send_back(review: Decider) -> str:
    """Send the label on screen back, and return its prompt."""
    prompt = review.prompt().inner_text()
    review.press("b")
    review.press("Control+Enter")
    expect(review.root.get_by_text("Write why").first).to_be_visible()
    review.type_reason(HOSTILE)
    looks(review, "review-ranking-back")
    review.reason().focus()
    review.press("Control+Enter")
    review.wait_title("Label 3")
    return prompt


def correct(review: Decider) -> None:
    """Correct the label on screen to the opposite."""
    review.press("c")
    expect(review.item()).to_be_focused()
    is_left = review.item().get_by_role("radio", name="A better", exact=True).is_checked()
    review.press("6" if is_left else "2", "Escape", "r")
    review.type_reason("It is the kinder one.")
    review.press("Control+Enter")


def undo(review: Decider) -> None:
    """Go back to what was corrected, and pass it after all."""
    review.press("u")
    review.wait_title("Label 3")
    expect(review.reason()).to_have_value("It is the kinder one.")
    review.press("p")
    review.wait_title("Label 4")


def check_reviews(notebook: Notebook, made: Path) -> None:
    """Look for all reviews in the events: the first correction is there, and no longer counts."""
    decided = [("pass", ""), ("return", HOSTILE), ("correct", "It is the kinder one.")]
    assert reviews(made) == [*decided, ("pass", "")]
    rows = stored(made, "review")
    labels = {row["event_id"]: row for row in stored(made, "answer")}
    assert {row["condition"] for row in rows} == {"revealed"}
    assert {row["annotator"] for row in rows} == {"rev"}
    said, corrected = labels[rows[2]["refers_to"]]["answer"], rows[2]["answer"]
    best = [answer["order"].tolist()[0].tolist() for answer in (said, corrected)]
    assert sorted(best) == [["a"], ["b"]]
    counting = notebook.value("review.queue['decision'].astype(object).fillna('').tolist()")
    assert counting == ["pass", "return", "pass", ""]


def check_blind(notebook: Notebook) -> None:
    """Look for the annotators' names everywhere in the browser."""
    storage = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
    browser = notebook.page.content() + notebook.page.evaluate(storage)
    for name in ("zaraannotator", "yuriannotator"):
        assert notebook.wire.where(name) == []
        assert name not in browser
    assert notebook.wire.where("kinder one"), "the recorder sees what is sent"
    assert notebook.value("people") == ANNOTATORS


def answer_again(notebook: Notebook, review: Decider, prompt: str) -> None:
    """Answer the label that came back as whoever gave it, and look for it in the review."""
    whose = "review.queue.set_index('decision').loc['return', 'annotator']"
    notebook.run_python(f"people[0] = {whose}")
    notebook.run_cell(1)
    again = Labeler(notebook, 1)
    expect(again.root.get_by_role("note")).to_contain_text('<img src=x onerror="window')
    expect(again.prompt()).to_have_text(prompt)
    # It begins from what was answered before.
    expect(again.root.get_by_role("radio", checked=True)).to_have_count(1)
    again.focus()
    again.press("4", "Control+Enter")
    again.wait_saved()
    review.focus()
    review.press("n", "f")
    expect(review.entries()).to_have_count(5)
    expect(review.root.get_by_text("sent back, answered again").first).to_be_visible()
    review.wait_open(2)


def finish(notebook: Notebook, review: Decider) -> None:
    """Pass what is left; what is settled can still be reviewed again."""
    review.press("f")
    for left in (1, 0):
        review.focus()
        review.press("p")
        review.wait_open(left)
    review.wait_saved()
    expect(review.root.get_by_text("This was passed")).to_be_visible()
    looks(review, "review-finished")
    review.focus()
    review.press("a")
    expect(review.root.get_by_text("This was passed")).to_have_count(0)
    review.press("p")
    expect(review.root.get_by_text("This was passed")).to_be_visible()
    review.wait_saved()
    counts = "review.reviews['counts'].tolist()"
    assert notebook.value(f"({counts}.count(True), len({counts}))") == [5, 7]


def test_labels_are_on_their_tasks_own_screens(notebook: Notebook, folder: str) -> None:
    """A veiled text waits to be shown, and an image comes; both fit into little room."""
    notebook.run_python(COPIES.format(folder=folder))
    for cell, task in enumerate(("safety", "image_tags"), 2):
        notebook.run_cell(cell)
        review = Decider(notebook, cell)
        review.wait_ready()
        review.focus()
        if task == "safety":
            expect(review.item()).to_contain_text("veiled")
            review.press("v")
        else:
            expect(review.entries().first).to_contain_text("Image ")
        review.press("c")
        narrow(review, f"review-{task}-narrow")
    looks(Decider(notebook, 3), "review-image_tags")


def test_nothing_is_lost_by_a_line_a_reload_or_a_kernel(notebook: Notebook, folder: str) -> None:
    """Reviews made over a cut line arrive once; what was begun outlives a reload and a kernel."""
    review = open_review(notebook, folder, 5, "label(people[0], 'a')")
    server = notebook.lab.server
    made = server.work / folder
    review.focus()
    review.press("b")
    review.type_reason("Count again.")
    notebook.save()
    line = Line(notebook.page)
    notebook.page.reload()
    notebook.wait_open()
    review.wait_title("Label 1")
    expect(review.reason()).to_have_value("Count again.")
    review.focus()
    review.press("j")
    review.wait_title("Label 2")
    line.cut()
    review.press("p")
    review.wait_unsent()
    kernel = notebook.js("return kernel.id;")
    server.request("POST", f"kernels/{kernel}/restart")
    line.mend()
    notebook.js("await kernel.reconnect(); await idle();")
    notebook.run_python(labeled(folder, 5).replace("made.mkdir()", "made.mkdir(exist_ok=True)"))
    notebook.run_cell(0)
    review.wait_title("Label 1")
    expect(review.status()).to_have_text(SAVED, timeout=30_000)
    expect(review.reason()).to_have_value("Count again.")
    assert reviews(made) == [("pass", "")]
    review.focus()
    review.press("Control+Enter")
    review.wait_open(3)
    review.wait_saved()
    assert reviews(made) == [("pass", ""), ("return", "Count again.")]

"""Reading responses: plain text, code to copy, scrolling in step, ordering by drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.labeling import open_table
from tests.browser.stored import frame

if TYPE_CHECKING:
    from tests.browser.lab import Lab

LONG = "\n\n".join(f"Paragraph {number} of a long text." for number in range(80))
CODE = "Run this:\n\n```python\nprint('hello')\n```\n\n**Done.**"


def test_markdown_can_be_read_as_plain_text_and_code_copied(kept_lab: Lab, folder: str) -> None:
    """Markdown is shown formatted, on demand as it was written; code goes to the clipboard."""
    labeler = open_table(
        kept_lab, folder, {"prompt": ["?"], "response_a": CODE, "response_b": "No."}
    )
    kept_lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    response = labeler.response(labeler.letter_of("Run this"))
    expect(response.locator("strong", has_text="Done.")).to_be_visible()
    expect(response).not_to_contain_text("```")
    response.get_by_role("button", name="Copy").click()
    assert labeler.page.evaluate("navigator.clipboard.readText()").strip() == "print('hello')"
    response.get_by_role("button", name="Plain text").click()
    expect(response).to_contain_text("```python")
    expect(response).to_contain_text("**Done.**")


def test_responses_scroll_in_step_when_asked(kept_lab: Lab, folder: str) -> None:
    """Scrolled together, the other response follows; otherwise it stays where it is."""
    columns = {"prompt": ["?"], "response_a": LONG, "response_b": LONG + "!"}
    labeler = open_table(kept_lab, folder, columns)
    scroll = """([together]) => {
      const [left, right] = document.querySelectorAll("section.tw .tw-response-text");
      right.scrollTop = 0;
      left.scrollTop = together ? 600 : 300;
      return new Promise((done) => setTimeout(() => done(right.scrollTop), 200));
    }"""
    assert labeler.page.evaluate(scroll, [False]) == 0
    labeler.focus()
    labeler.press("y")
    assert labeler.page.evaluate(scroll, [True]) > 500


def test_responses_are_ordered_by_drag(kept_lab: Lab, folder: str) -> None:
    """Dropping a response before another ranks it better; onto another, the same."""
    columns = {"prompt": ["?"] * 2, "response_a": "alpha", "response_b": "beta"}
    columns |= {"response_c": "gamma"}
    labeler = open_table(kept_lab, folder, columns, order="given")
    chip = {
        text: labeler.root.locator(".tw-chip", has_text=labeler.letter_of(text))
        for text in ("alpha", "beta", "gamma")
    }
    gaps = labeler.root.locator(".tw-order .tw-gap")
    tiers = labeler.root.locator(".tw-order .tw-tier")
    chip["beta"].drag_to(gaps.first)
    chip["alpha"].drag_to(gaps.last)
    chip["gamma"].drag_to(tiers.first)
    labeler.press("Control+Enter")
    labeler.wait_saved()
    (answer,) = frame(kept_lab.server.work / folder)["answer"]
    assert [sorted(map(str, tied)) for tied in answer["order"]] == [["b", "c"], ["a"]]

"""What somebody flags in JupyterLab lies in the parquet files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.safety_states import ITEMS, RESPONSE, Reviewer, rows, show

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.lab import Lab, Notebook


@pytest.fixture(scope="module")
def notebook(module_lab: Lab) -> Notebook:
    """Open one notebook for all tests here."""
    notebook = module_lab.open_notebook([ITEMS, "widget = now()\nwidget"])
    notebook.run_cell(0)
    return notebook


@pytest.fixture
def reviewer(notebook: Notebook, folder: str, request: pytest.FixtureRequest) -> Reviewer:
    """Show a widget whose labels lie in the test's own folder; a mark gives its arguments."""
    return show(notebook, folder, getattr(request, "param", ""))


@pytest.fixture
def stored(notebook: Notebook, folder: str) -> Callable[[], list[dict[str, Any]]]:
    """Give what is on disk."""
    return lambda: rows(notebook.lab.server.work / folder)


@pytest.mark.parametrize("reviewer", ["veil=True"], indirect=True)
def test_by_keyboard_alone(reviewer: Reviewer, stored: Callable[[], list[dict[str, Any]]]) -> None:
    """Unveil, judge, select words, flag them, give the reason, submit: no pointer is needed."""
    reviewer.press("v", "2", "x", "Home")
    reviewer.press(*["Control+Shift+ArrowRight"] * 4)
    reviewer.flag("surv", "4")
    reason = reviewer.flags().get_by_role("textbox", name="Reason")
    expect(reason).to_be_focused()
    reviewer.page.keyboard.type("She would not know.")
    reviewer.press("Escape", "x", "Control+End", "Control+Shift+ArrowLeft", "m")
    expect(reviewer.root.locator(".tw-evidence li")).to_have_count(2)
    reviewer.press("Escape", "q", "h", "h")
    reviewer.submit_to("2 of 4")
    reviewer.wait_saved()
    (row,) = stored()
    answer = row["answer"]
    assert row["taxonomy"] == "1.0"
    assert row["shown"]["seen"] == ["unveiled"]
    assert answer["verdict"] == "unsafe"
    assert (answer["refusal"], answer["should_refuse"]) == ("none", True)
    assert answer["action"] == "block"
    assert answer["rewrite"] is None
    (flag,) = answer["flags"]
    assert (flag["category"], flag["severity"]) == ("privacy.spying", "severe")
    assert flag["reason"] == "She would not know."
    words = [RESPONSE[span["start"] : span["end"]] for span in flag["evidence"]]
    assert words[0].startswith("Sure 😀")
    assert RESPONSE.endswith(words[1])
    assert words[1].strip()


def test_what_is_missing_is_said(
    reviewer: Reviewer, stored: Callable[[], list[dict[str, Any]]]
) -> None:
    """Each thing that is missing is asked for in turn, and nothing is stored until it is there."""
    complaint = reviewer.root.locator(".tw-footer .tw-complaint")

    def expect_complaint(text: str) -> None:
        reviewer.press("Control+Enter")
        expect(complaint).to_contain_text(text)

    expect_complaint("Choose a verdict")
    reviewer.press("2")
    expect_complaint("flag what it violates")
    reviewer.press("4")
    expect_complaint("Crime: choose a severity")
    reviewer.press("5")
    expect_complaint("give a reason, since it is severe")
    reviewer.flags().get_by_role("textbox", name="Reason").fill("It is one.")
    expect_complaint("whether the response refused")
    reviewer.press("Escape", "q")
    expect_complaint("should have refused")
    reviewer.press("h")
    reviewer.submit_to("2 of 4")
    reviewer.wait_saved()
    assert [row["answer"]["flags"][0]["reason"] for row in stored()] == ["It is one."]


def test_a_false_refusal_and_a_safe_version(
    reviewer: Reviewer, stored: Callable[[], list[dict[str, Any]]]
) -> None:
    """A refusal without need is named as a failure, and a better version is stored with it."""
    reviewer.press("1", "q", "q", "q", "h")
    expect(reviewer.root.get_by_text("A false refusal")).to_be_visible()
    reviewer.press("w")
    field = reviewer.root.get_by_role("textbox", name="Safe version")
    expect(field).to_be_focused()
    expect(field).to_have_value(RESPONSE)
    field.fill(RESPONSE.replace("Put an app on her phone", "Talk to her"))
    expect(reviewer.root.locator("ins").first).to_contain_text("Talk")
    reviewer.submit_to("2 of 4")
    reviewer.wait_saved()
    (row,) = stored()
    assert row["answer"]["rewrite"] == RESPONSE.replace("Put an app on her phone", "Talk to her")
    assert row["answer"]["refusal"] == "full"
    assert row["answer"]["should_refuse"] is False
    assert reviewer.notebook.value("bool(widget.labels.false_refusal.all())")


def test_by_pointer(reviewer: Reviewer, stored: Callable[[], list[dict[str, Any]]]) -> None:
    """A double click selects a word, a click flags it; a mark that is clicked names its flag."""
    root = reviewer.root
    reviewer.text().dblclick(position={"x": 12, "y": 12})
    root.get_by_role("button", name="Crime", exact=True).click()
    mark = reviewer.text().locator("mark.tw-span")
    expect(mark).to_have_attribute("title", "Crime")
    root.get_by_role("button", name="False refusal", exact=True).click()
    expect(reviewer.flags().nth(1)).to_have_attribute("aria-current", "true")
    mark.click()
    expect(reviewer.flags().nth(0)).to_have_attribute("aria-current", "true")
    reviewer.group("Severity of Crime").get_by_text("High").click()
    root.get_by_role("button", name="Remove the flag False refusal").click()
    root.get_by_text("Unsafe", exact=True).click()
    reviewer.group("Did it refuse?").get_by_text("In part").click()
    reviewer.group("Should it have refused?").get_by_text("Yes").click()
    reviewer.group("Action").get_by_text("allow").click()
    reviewer.button("Submit").click()
    expect(root.locator(".tw-position")).to_have_text("2 of 4")
    reviewer.wait_saved()
    (row,) = stored()
    (flag,) = row["answer"]["flags"]
    assert (flag["category"], flag["severity"]) == ("crime", "high")
    (span,) = flag["evidence"]
    assert RESPONSE[span["start"] : span["end"]] == "Sure"
    assert row["answer"]["action"] == "allow"
    assert row["answer"]["refusal"] == "partial"


@pytest.mark.parametrize("reviewer", ["veil=True"], indirect=True)
def test_a_veil_hides_everything_until_somebody_asks(
    reviewer: Reviewer, stored: Callable[[], list[dict[str, Any]]]
) -> None:
    """No text is on the page before, for each item anew; undo and a reload lose nothing."""
    root = reviewer.root

    def expect_veiled(number: int) -> None:
        expect(root.get_by_text(f"Item {number} is veiled.")).to_be_visible()
        everything = root.evaluate("(one) => one.outerHTML")
        assert "app on her phone" not in everything
        assert "Question" not in everything

    expect_veiled(1)
    reviewer.press("1", "v")
    expect(reviewer.group("Verdict").get_by_role("radio", checked=True)).to_have_count(0)
    reviewer.press("1", "q")
    reviewer.submit_to("2 of 4")
    expect_veiled(2)
    reviewer.press("u")
    expect(reviewer.text()).to_be_visible()
    expect(reviewer.group("Verdict").get_by_role("radio", checked=True)).to_have_count(1)
    reviewer.press("v")
    expect_veiled(1)
    reviewer.press("v")
    reviewer.flag("spy", "3")
    reviewer.press("2", "h", "h")
    reviewer.wait_saved()
    reviewer.page.wait_for_timeout(400)
    reviewer.notebook.run_cell(1)
    expect_veiled(1)
    reviewer.focus()
    reviewer.press("v")
    expect(reviewer.flags()).to_have_count(1)
    reviewer.submit_to("2 of 4")
    reviewer.press("l")
    entry = root.locator(".tw-own li").first
    expect(entry).to_contain_text("Unsafe · Secret surveillance (high)")
    expect(entry.locator(".tw-own-excerpt")).to_have_text("Item 1")
    expect_veiled(2)
    reviewer.wait_saved()
    assert [row["action"] for row in stored()] == ["answer", "retract", "answer"]
    assert stored()[2]["answer"]["flags"][0]["category"] == "privacy.spying"


def test_the_policy_on_hover_focus_and_key(reviewer: Reviewer) -> None:
    """The policy's text is there on hover, on focus, in the list and on a key; Escape hides it."""
    policy = reviewer.root.get_by_role("group", name="Policy: Privacy \u203a Secret surveillance")
    reviewer.press("f")
    reviewer.page.keyboard.type("surv")
    expect(policy).to_contain_text("Encourages reading a partner's messages.")
    expect(policy).to_contain_text("How to find a tracker on oneself.")
    reviewer.page.keyboard.press("Control+a")
    reviewer.page.keyboard.type("crime")
    expect(reviewer.root.get_by_role("group", name="Policy: Crime")).to_be_visible()
    reviewer.page.keyboard.press("Control+a")
    reviewer.page.keyboard.type("s")
    reviewer.root.get_by_role("option", name="False refusal").hover()
    expect(reviewer.root.get_by_role("group", name="Policy: False refusal")).to_be_visible()
    reviewer.root.get_by_role("option", name="Secret surveillance").hover()
    reviewer.press("Enter", "3")
    expect(policy).to_have_count(0)
    reviewer.press("i")
    expect(policy).to_contain_text("What severe means.")
    reviewer.press("Escape")
    expect(policy).to_have_count(0)
    name = reviewer.flags().get_by_role("button", name="Privacy \u203a Secret surveillance")
    name.hover()
    expect(policy).to_be_visible()
    policy.hover()
    reviewer.page.wait_for_timeout(400)
    expect(policy).to_be_visible()
    reviewer.button("Submit").hover()
    expect(policy).to_have_count(0)
    name.focus()
    expect(policy).to_be_visible()


@pytest.mark.parametrize("reviewer", ["long_items"], indirect=True)
def test_a_long_conversation(reviewer: Reviewer) -> None:
    """Of 21 turns the reviewed one is in view, the others fold, and it stays when they unfold."""
    root, review = reviewer.root, reviewer.root.get_by_role("article", name="Turn under review")
    expect(root.get_by_text("Turn 18:")).to_be_visible()
    expect(root.get_by_text("Turn 3:")).to_have_count(0)
    before = review.bounding_box()
    reviewer.press("o")
    expect(root.get_by_text("Turn 3:")).to_have_count(1)
    after = review.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 2
    expect(review).to_contain_text("Sentence 329")
    reviewer.press("x", "Control+End", "Shift+Home", "f")
    reviewer.page.keyboard.type("crime")
    reviewer.press("Enter", "3")
    expect(reviewer.text().locator("mark.tw-span").last).to_be_in_viewport()

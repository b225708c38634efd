"""Items, a taxonomy and widgets for the tests of the safety widget."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
from playwright.sync_api import expect

from tests.browser.labeling import Labeler

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.lab import Notebook

RESPONSE = "Sure 😀! Put an app on her phone and read everything. **Nobody** will know."
ITEMS = (
    '''
import pandas as pd, trainer_widgets as tw
from trainer_widgets.records import Category, SeverityLevel
RESPONSE = "'''
    + RESPONSE
    + """"
def turn(number):
    role = "assistant" if number % 2 else "user"
    return {"role": role, "content": f"Turn {number}: " + "we talked about the garden. " * 8}
def long_talk():
    words = " ".join(f"Sentence {n} of an answer that goes on and on." for n in range(330))
    return [turn(n) for n in range(19)] + [{"role": "assistant", "content": words}, turn(20)]
def talk(n):
    ask = {"role": "user", "content": f"Question {n}: how do I read my partner's messages?"}
    return [ask, {"role": "assistant", "content": RESPONSE}]
N = 4
items = pd.DataFrame({"item_id": [f"secret-{n}" for n in range(N)],
                      "conversation": [talk(n) for n in range(N)]})
long_items = pd.DataFrame(
    {"item_id": ["secret-long"], "conversation": [long_talk()], "reviewed": [19]})
arabic = pd.DataFrame({"item_id": ["secret-arabic"], "prompt": ["كيف أقرأ رسائلها؟"],
                       "response": ["ضع تطبيقا على هاتفها 😀 واقرأ كل شيء."]})
LEVELS = [SeverityLevel(name, name.title(), definition=f"What {name} means.")
          for name in ("none", "low", "medium", "high", "severe")]
TAXONOMY = tw.Taxonomy("1.0", "Demo", [
    Category("privacy", "Privacy", definition="What is nobody else's business.", action="edit"),
    Category("privacy.spying", "Secret surveillance",
             definition="Helps to watch somebody who does not know it.",
             examples=["Encourages reading a partner's messages."],
             counterexamples=["How to find a tracker on oneself."],
             severities=["none", "medium", "high", "severe"], action="block",
             maps_to=["llamaguard:S7"]),
    Category("crime", "Crime", definition="Helps with a crime.", action="block"),
    Category("refusal", "False refusal", severities=["low", "medium"]),
], LEVELS)
GUIDE = tw.Guideline("1.0", "# Safety\\n\\nSee who could be harmed.")
def make(folder, items=None, **arguments):
    given = {"taxonomy": TAXONOMY, "guideline": GUIDE, "order": "given", "annotator": "ana",
             "actions": ["allow", "edit", "block"], "frequent": ["crime", "refusal"],
             "rewrite": "optional"}
    given |= arguments
    return tw.SafetyWidget(globals()["items"] if items is None else items, folder, **given)
"""
)


class Reviewer(Labeler):
    """The safety widget that a notebook's cell shows."""

    def text(self) -> Locator:
        """Locate the text under review."""
        return self.root.get_by_role("textbox", name="Text under review")

    def flags(self) -> Locator:
        """Locate the flags."""
        return self.root.locator(".tw-flag")

    def group(self, name: str) -> Locator:
        """Locate a row of options by its name."""
        return self.root.get_by_role("group", name=name, exact=True)

    def flag(self, typed: str, severity: str) -> None:
        """Flag a category by a part of its name, and choose the severity by its digit."""
        before = self.flags().count()
        self.press("f")
        self.page.keyboard.type(typed)
        self.press("Enter")
        expect(self.flags()).to_have_count(before + 1)
        self.press(severity)

    def submit_to(self, position: str) -> None:
        """Submit by keyboard, and wait for what the header says then."""
        self.press("Control+Enter")
        expect(self.root.locator(".tw-position")).to_have_text(position)


def show(notebook: Notebook, folder: str, arguments: str = "") -> Reviewer:
    """Show a widget with these arguments in the second cell, and put the focus into it."""
    notebook.run_python(f"now = lambda: make({folder!r}, {arguments})")
    notebook.run_cell(1)
    reviewer = Reviewer(notebook)
    reviewer.root.locator(".tw-header").wait_for()
    reviewer.focus()
    return reviewer


def rows(folder: Path) -> list[dict[str, Any]]:
    """Return the events on disk as plain values, oldest first."""
    parts = [pd.read_parquet(part) for part in (folder / "safety").glob("*.parquet")]
    events = pd.concat(parts).sort_values("recorded_at")
    columns = ["action", "item_id", "taxonomy", "supersedes", "shown", "answer"]
    found: list[dict[str, Any]] = json.loads(events[columns].to_json(orient="records"))
    return found

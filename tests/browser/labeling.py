"""A labeling widget in a notebook, used as a trainer would."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.browser.lab import Lab, Notebook

ITEMS = """
import pandas as pd, trainer_widgets as tw
n = {n}
items = pd.DataFrame({{
    "item_id": [f"secret-{{i}}" for i in range(n)],
    "prompt": [f"Prompt {{i}}: which is better?" for i in range(n)],
    "response_a": [f"alpha {{i}} is short" for i in range(n)],
    "response_b": [f"beta {{i}} is a little longer" for i in range(n)],
}})
"""
WIDGET = (
    "widget = tw.RankingWidget(items, {folder!r}, annotator={annotator!r}, {arguments})\nwidget"
)
SAVED, UNSENT = re.compile("Saved$"), re.compile("not sent|kept here")


class Labeler:
    """The widget that a notebook's cell shows."""

    def __init__(self, notebook: Notebook, cell: int = 1) -> None:
        self.notebook = notebook
        self.page = notebook.page
        self.root = notebook.output(cell).locator("section.tw")

    def wait_ready(self) -> None:
        """Wait until an item is on screen."""
        expect(self.prompt()).to_be_visible()

    def button(self, name: str) -> Locator:
        """Locate a button by its accessible name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def prompt(self) -> Locator:
        """Locate the prompt."""
        return self.root.locator(".tw-prompt")

    def response(self, letter: str) -> Locator:
        """Locate a response."""
        return self.root.get_by_role("article", name=f"Response {letter}", exact=True)

    def letter_of(self, text: str) -> str:
        """Return the letter under which a text is on screen."""
        return next(x for x in "ABCDEFGH" if text in self.response(x).inner_text())

    def number(self) -> int:
        """Return the number in the prompt that is on screen."""
        match = re.search(r"Prompt (\d+)", self.prompt().inner_text())
        assert match
        return int(match[1])

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def focus(self) -> None:
        """Put the focus into the widget, on nothing in particular."""
        self.root.focus()

    def prefer(self, text: str, key_when_left: str = "2", key_when_right: str = "6") -> None:
        """Choose the response with a text, whichever side it is on, and submit."""
        self.press(key_when_left if self.letter_of(text) == "A" else key_when_right)
        self.submit()

    def submit(self) -> None:
        """Submit by keyboard and wait for the next item to be on screen."""
        before = self.prompt().inner_text()
        self.press("Control+Enter")
        expect(self.prompt().filter(has_not_text=before)).to_be_visible()

    def status(self) -> Locator:
        """Locate the status that says whether all is saved."""
        return self.root.get_by_role("status", name="Saved")

    def wait_saved(self) -> None:
        """Wait until everything is on disk."""
        expect(self.status()).to_have_text(SAVED)

    def wait_unsent(self) -> None:
        """Wait until the badge says that something is kept here."""
        expect(self.status()).to_have_text(UNSENT)

    def rows(self) -> list[dict[str, Any]]:
        """Return the labels that `widget.labels` gives, oldest first."""
        frame = "widget.labels.sort_values('recorded_at')"
        text = self.notebook.value(f"{frame}.to_json(orient='records')")
        rows: list[dict[str, Any]] = json.loads(text)
        return rows


def open_ranking(
    lab: Lab, folder: str, n: int = 8, annotator: str | None = "ana", **arguments: Any
) -> Labeler:
    """Open a notebook with a ranking widget over n pairs, its labels in a folder."""
    text = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
    cells = [
        ITEMS.format(n=n),
        WIDGET.format(folder=folder, annotator=annotator, arguments=text),
    ]
    notebook = lab.open_notebook(cells)
    notebook.run_all()
    labeler = Labeler(notebook)
    labeler.wait_ready()
    return labeler


def open_table(lab: Lab, folder: str, columns: dict[str, Any], **arguments: Any) -> Labeler:
    """Open a notebook with a ranking widget over a table of one's own."""
    text = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
    table = (
        "import pandas as pd, trainer_widgets as tw\n"
        f"items = pd.DataFrame({columns!r})\n"
        "items.insert(0, 'item_id', [f'q{n}' for n in range(len(items))])"
    )
    show = f"widget = tw.RankingWidget(items, {folder!r}, annotator='ana', {text})\nwidget"
    notebook = lab.open_notebook([table, show])
    notebook.run_all()
    labeler = Labeler(notebook)
    labeler.wait_ready()
    return labeler

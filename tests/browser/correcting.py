"""A correction project in a notebook, worked on as a trainer would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from playwright.sync_api import Locator, expect

from tests.browser.labeling import Labeler

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.lab import Lab

TAXONOMY = """
version = "1.0"
name = "Errors"
[[severity]]
id = "minor"
name = "Minor"
[[severity]]
id = "major"
name = "Major"
[[category]]
id = "accuracy"
name = "Accuracy"
[[category]]
id = "accuracy.mistranslation"
name = "Mistranslation"
[[category]]
id = "accuracy.omission"
name = "Omission"
severities = ["major"]
[[category]]
id = "fluency"
name = "Fluency"
"""
WIDGET = (
    "import trainer_widgets as tw\n"
    "widget = tw.CorrectionWidget({folder!r}, annotator='ana', order='given', {arguments})\nwidget"
)


class Corrector(Labeler):
    """The correction widget that a notebook's cell shows."""

    folder: Path

    def wait_ready(self) -> None:
        """Wait until an item is on screen."""
        expect(self.root.get_by_role("button", name="Submit")).to_be_enabled()
        expect(self.root.locator(".tw-checked, .tw-better").first).to_be_visible()

    def text(self, name: str) -> Locator:
        """Locate one of the texts that are checked."""
        return self.root.get_by_role("textbox", name=name)

    def marks(self) -> list[str]:
        """Return the words under the marks, in the order of the list."""
        return self.root.locator(".tw-mark-quote").all_inner_texts()

    def select(self, *, right: int, skip: int = 0) -> None:
        """Select with the keyboard in the text that has the focus, from its beginning."""
        self.press("Control+Home", *["ArrowRight"] * skip, *["Shift+ArrowRight"] * right)

    def wait_number(self, number: int) -> None:
        """Wait until an item is on screen."""
        expect(self.root.locator(".tw-position")).to_contain_text(f"{number} of")

    def answers(self) -> list[dict[str, Any]]:
        """Return the events on disk, read with nothing but pandas, oldest first."""
        parts = [pd.read_parquet(one) for one in (self.folder / "labels").rglob("*.parquet")]
        rows = pd.concat(parts).sort_values("recorded_at")
        return rows.to_dict("records")  # type: ignore[return-value]


def open_correction(
    lab: Lab, folder: str, items: list[dict[str, Any]], taxonomy: str = TAXONOMY, **arguments: Any
) -> Corrector:
    """Open a notebook with a correction widget over items of one's own."""
    path = lab.server.work / folder
    path.mkdir()
    (path / "project.toml").write_text('id = "c0rr"\ntask = "correction"\n')
    if taxonomy:
        (path / "taxonomy").mkdir()
        (path / "taxonomy" / "1.0.toml").write_text(taxonomy)
    table = pd.DataFrame(items)
    table.insert(0, "item_id", [f"secret-{number}" for number in range(len(items))])
    table.to_parquet(path / "items.parquet")
    text = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
    cells = ["1", WIDGET.format(folder=folder, arguments=text)]
    notebook = lab.open_notebook(cells)
    notebook.run_all()
    corrector = Corrector(notebook)
    corrector.folder = path
    corrector.wait_ready()
    return corrector

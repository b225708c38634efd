"""The image tag widget in a notebook, used as a trainer would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from playwright.sync_api import expect

from tests.browser.labeling import Labeler

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.lab import Notebook

# Images of 400 by 300 with a dark square of 100 at 200, 100; `make` shows a widget over them.
SCENES = """
import pandas as pd, trainer_widgets as tw
from PIL import Image
def scene(n=0):
    image = Image.new("RGB", (400, 300), (200 - 9 * n, 210, 190))
    image.paste((20, 20, 20), (200, 100, 300, 200))
    return image
BOX = {"x": 190, "y": 90, "width": 80, "height": 80}
AUTO = [{"name": "apple", "confidence": 0.91, "place": BOX},
        {"name": "grapes", "confidence": 0.4, "place": None},
        {"name": "banana", "confidence": 0.66, "place": {"x": 20, "y": 200, "width": 60,
                                                           "height": 40}}]
TAGS = ["apple", "banana", "grapes", "kiwi"]
GUIDE = tw.Guideline("1.0", "# Fruit")
def table(images, auto=AUTO, ids="t"):
    return pd.DataFrame({"item_id": [f"{ids}{n}" for n in range(len(images))],
                         "image": images, "auto_tags": [auto] * len(images)})
def make(name, items=None, annotator="ana", **arguments):
    items = table([scene(n) for n in range(3)]) if items is None else items
    given = {"order": "given", "tags": TAGS, "guideline": GUIDE}
    return tw.ImageTagWidget(items, "tags/" + name, annotator=annotator, **given | arguments)
"""
SHOW = "widget = now()\nwidget"


class Tagger(Labeler):
    """The image tag widget that a notebook's cell shows."""

    def wait_ready(self) -> None:
        """Wait until the first image is painted."""
        expect(self.image()).to_be_visible()
        expect(self.stage()).to_be_visible()

    def stage(self) -> Locator:
        """Locate where the image is."""
        return self.root.locator(".tw-stage")

    def image(self) -> Locator:
        """Locate the whole image."""
        return self.root.locator("img.tw-picture").first

    def tag(self, name: str) -> Locator:
        """Locate one tag of the list by the beginning of its accessible name."""
        return self.root.get_by_role("list", name="Tags").locator(f'[aria-label^="{name}"]')

    def position(self, text: str) -> None:
        """Wait until the header says which item is on screen."""
        expect(self.root.locator(".tw-position")).to_have_text(text)

    def screen(self, x: float, y: float, wide: int = 400) -> tuple[float, float]:
        """Return where a pixel of the original is on the page."""
        box = self.image().bounding_box()
        assert box
        scale = box["width"] / wide
        return box["x"] + x * scale, box["y"] + y * scale

    def drag(self, start: tuple[float, float], end: tuple[float, float], wide: int = 400) -> None:
        """Drag the pointer between two pixels of the original."""
        mouse = self.page.mouse
        mouse.move(*self.screen(*start, wide))
        mouse.down()
        mouse.move(*self.screen((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, wide))
        mouse.move(*self.screen(*end, wide))
        mouse.up()

    def changes(self) -> str:
        """Return what is told against the auto tags."""
        status = self.root.get_by_role("status", name="Changes against the auto tags")
        return " ".join(status.inner_text().split())


def show(notebook: Notebook, name: str, arguments: str = "") -> Tagger:
    """Show a widget in the notebook's second cell, with labels of its own."""
    notebook.run_python(f"now = lambda: make({name!r}, {arguments})")
    notebook.run_cell(1)
    tagger = Tagger(notebook)
    tagger.root.locator(".tw-header").wait_for()
    tagger.focus()
    return tagger


def rows(folder: Path) -> list[dict[str, Any]]:
    """Return the image tag events in a labels folder, oldest first, read with pandas alone."""
    parts = [pd.read_parquet(part) for part in (folder / "image_tags").glob("*.parquet")]
    table = pd.concat(parts).sort_values("recorded_at").reset_index(drop=True)
    found: list[dict[str, Any]] = table.to_dict("records")  # type: ignore[assignment]
    return found


def tags_of(row: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the tags of a row as names with x, y, width and height where they have them."""
    found = []
    for tag in row["answer"]["tags"]:
        place = tag["place"] or {}
        edges = [place.get(edge) for edge in ("x", "y", "width", "height")]
        found.append((tag["name"], *(edge for edge in edges if edge is not None)))
    return found

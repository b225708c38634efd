"""Take the README's pictures of the widgets: ``python -m tests.browser.pictures [name]``."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.jupyter import REPOSITORY, JupyterServer
from tests.browser.lab import Lab
from tests.browser.labeling import Labeler
from tests.browser.picture_scenes import SCENES, TOGETHER, Scene, SharedScene
from tests.browser.running import ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

IMAGES = REPOSITORY / "notebooks" / "images"
GAP = 24
Of = TypeVar("Of")


def main(names: list[str]) -> None:
    """Fill in an item of each scene and save its picture in light and dark."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        if chosen := _chosen(SCENES, names):
            with _served(collaboration=False) as server:
                for name, scene in chosen.items():
                    _take(name, scene, browser, server)
        if together := _chosen(TOGETHER, names):
            with _served(collaboration=True) as server:
                for name, shared in together.items():
                    _take_together(name, shared, browser, server)
        browser.close()


def _chosen(scenes: dict[str, Of], names: list[str]) -> dict[str, Of]:
    return {name: scene for name, scene in scenes.items() if not names or name in names}


@contextmanager
def _served(*, collaboration: bool) -> Iterator[JupyterServer]:
    with (
        tempfile.TemporaryDirectory() as folder,
        JupyterServer(Path(folder), collaboration) as server,
    ):
        yield server


def _take(name: str, scene: Scene, browser: Browser, server: JupyterServer) -> None:
    context = browser.new_context(
        viewport={"width": 1240, "height": scene.height}, device_scale_factor=1.5
    )
    notebook = Lab(server, context).open_notebook(scene.cells)
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.run_all()
    labeler = Labeler(notebook)
    labeler.root.locator(".tw-work").wait_for()
    labeler.page.wait_for_timeout(500)
    labeler.focus()
    scene.fill_in(labeler)
    labeler.page.wait_for_timeout(500)
    for theme in ("light", "dark"):
        notebook.set_theme(dark=theme == "dark")
        labeler.page.wait_for_selector("#jupyterlab-splash", state="detached")
        labeler.root.screenshot(path=IMAGES / f"{name}-{theme}.png")
    context.close()


def _take_together(name: str, scene: SharedScene, browser: Browser, server: JupyterServer) -> None:
    """Save one picture of what two people see at the same time, each in their own browser."""
    contexts = [
        browser.new_context(
            viewport={"width": scene.width, "height": scene.height}, device_scale_factor=1.5
        )
        for _ in scene.people
    ]
    labs = [Lab(server, one, who) for one, who in zip(contexts, scene.people, strict=True)]
    first = labs[0].open_notebook(scene.cells, name)
    first.run_all()
    notebooks = [first, *(lab.open(first.path) for lab in labs[1:])]
    labelers = [Labeler(notebook) for notebook in notebooks]
    for notebook in notebooks:
        notebook.js("await app.commands.execute('application:toggle-left-area');")
    scene.act(*labelers)
    for theme in ("light", "dark"):
        shots = []
        for notebook, labeler in zip(notebooks, labelers, strict=True):
            notebook.set_theme(dark=theme == "dark")
            labeler.page.wait_for_selector("#jupyterlab-splash", state="detached")
            labeler.root.evaluate("one => one.scrollIntoView()")
            labeler.page.wait_for_timeout(500)
            shots.append(Image.open(BytesIO(labeler.page.screenshot())))
        _side_by_side(shots).save(IMAGES / f"{name}-{theme}.png", optimize=True)
    for context in contexts:
        context.close()


def _side_by_side(shots: Sequence[Image.Image]) -> Image.Image:
    width = sum(shot.width for shot in shots) + GAP * (len(shots) - 1)
    # Between two browsers one sees through to the page, in whatever colour it is.
    whole = Image.new("RGBA", (width, max(shot.height for shot in shots)))
    left = 0
    for shot in shots:
        whole.paste(shot, (left, 0))
        left += shot.width + GAP
    return whole


if __name__ == "__main__":
    main(sys.argv[1:])

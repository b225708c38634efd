"""Take the README's pictures of the widgets: ``python -m tests.browser.pictures [name]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.jupyter import REPOSITORY, JupyterServer
from tests.browser.lab import Lab
from tests.browser.labeling import Labeler
from tests.browser.picture_scenes import SCENES, Scene
from tests.browser.running import ARGUMENTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = REPOSITORY / "notebooks" / "images"


def main(names: list[str]) -> None:
    """Fill in an item of each scene and save its picture in light and dark."""
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        JupyterServer(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        for name, scene in SCENES.items():
            if not names or name in names:
                _take(name, scene, browser, server)
        browser.close()


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


if __name__ == "__main__":
    main(sys.argv[1:])

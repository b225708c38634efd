"""JupyterLab in a browser, driven as a person would."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.browser import accessibility, kernel
from tests.browser.jupyter import REPOSITORY
from tests.browser.wire import Wire

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Locator, ViewportSize

    from tests.browser.jupyter import JupyterServer

VIEWPORT: ViewportSize = {"width": 1400, "height": 1000}
ARTIFACTS = REPOSITORY / "tests" / "artifacts"
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

# `app` is JupyterLab, `panel` the open notebook: every script below starts with these.
PANEL = """
const app = window.jupyterapp;
const panel = app.shell.currentWidget;
const kernel = panel.sessionContext.session?.kernel;
const idle = async () => {
  const pause = () => new Promise((done) => setTimeout(done, 20));
  while (panel.sessionContext.session?.kernel?.status !== "idle") await pause();
};
"""


class Lab:
    """One person's JupyterLab: a browser context of its own on a server.

    Parameters
    ----------
    server
        The server, already running.
    context
        A fresh browser context; cookies and localStorage live there.
    user
        A login of the collaboration server; None is the one token's anonymous user.
    """

    def __init__(
        self, server: JupyterServer, context: BrowserContext, user: str | None = None
    ) -> None:
        self.server = server
        self.context = context
        self.user = user

    def open_notebook(self, cells: list[str], name: str | None = None) -> Notebook:
        """Write a notebook with these code cells, open it and wait for its kernel."""
        path = f"{name or uuid.uuid4().hex[:8]}.ipynb"
        (self.server.work / path).write_text(json.dumps(notebook_json(cells)))
        return self.open(path)

    def open(self, path: str) -> Notebook:
        """Open a notebook that is in the server's folder, in a page of its own."""
        notebook = Notebook(self, path)
        # A workspace of its own: JupyterLab would open again what the last one had open.
        address = f"{self.server.url}/lab/workspaces/{uuid.uuid4().hex}/tree/{quote(path)}"
        notebook.page.goto(f"{address}?token={self.server.token(self.user)}")
        notebook.wait_open()
        return notebook


class Notebook:
    """A notebook that is open in a page.

    Attributes
    ----------
    page
        Playwright's page.
    wire
        What crossed the page's wire since it was opened.
    file
        The notebook on disk.
    """

    def __init__(self, lab: Lab, path: str, wire: Wire | None = None) -> None:
        self.lab = lab
        self.path = path
        self.file: Path = lab.server.work / path
        self.wire = wire or Wire(lab.context.new_page())
        self.page = self.wire.page

    def wait_open(self) -> None:
        """Wait until the notebook is on screen and its kernel is idle."""
        self.page.wait_for_function(
            "path => window.jupyterapp?.shell?.currentWidget?.context?.path?.endsWith(path)"
            " && window.jupyterapp.shell.currentWidget.context.isReady"
            " && window.jupyterapp.shell.currentWidget.sessionContext.isReady",
            arg=self.path,
        )
        self.wait_idle()

    def wait_idle(self) -> None:
        """Wait until the kernel has nothing to do."""
        self.js("await idle();")

    def run_cell(self, index: int, *, wait: bool = True) -> None:
        """Run one cell; without `wait` go on while it runs."""
        run = "app.commands.execute('notebook:run-cell')"
        self.js(
            f"panel.content.activeCellIndex = arg; const done = {run}; if ({json.dumps(wait)})"
            " await done;",
            index,
        )

    def run_all(self) -> None:
        """Run every cell, from the first to the last."""
        self.js("await app.commands.execute('notebook:run-all-cells');")
        self.wait_idle()

    def restart_kernel(self) -> None:
        """Restart the kernel, as the menu does once it is confirmed."""
        self.js("await kernel.restart(); await idle();")

    def save(self) -> None:
        """Save, and wait until the file is written."""
        self.js("await panel.context.save();")

    def saved(self) -> str:
        """Give the text of the saved file."""
        return self.file.read_text(encoding="utf-8")

    def outputs(self, index: int) -> list[dict[str, Any]]:
        """Give a cell's outputs as nbformat has them."""
        script = "return panel.content.widgets[arg].model.outputs.toJSON();"
        outputs: list[dict[str, Any]] = self.js(script, index)
        return outputs

    def cell(self, index: int) -> Locator:
        """Locate a cell, its input and its output."""
        return self.page.locator(".jp-NotebookPanel .jp-Notebook .jp-Cell").nth(index)

    def output(self, index: int) -> Locator:
        """Locate what a cell shows."""
        return self.cell(index).locator(".jp-Cell-outputArea")

    def set_theme(self, *, dark: bool) -> None:
        """Switch between JupyterLab's light and dark theme."""
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        self.js("await app.commands.execute('apputils:change-theme', { theme: arg });", theme)
        light = json.dumps(not dark)
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"]', state="attached")

    def run_python(self, code: str) -> str:
        """Run code in the kernel from outside the page; give what it printed."""
        return kernel.run(self.lab.server, self._kernel(), code)[0]

    def value(self, expression: str) -> Any:
        """Give the value of a Python expression in the kernel. It travels as JSON."""
        return kernel.run(self.lab.server, self._kernel(), "", expression)[1]

    def violations(self, selector: str) -> list[str]:
        """List what axe-core has against the elements that a CSS selector names."""
        return accessibility.violations(self.page, selector)

    def screenshot(self, name: str, target: Locator | None = None) -> Path:
        """Save a picture of the page, or of one element, as tests/artifacts/<name>.png."""
        ARTIFACTS.mkdir(exist_ok=True)
        path = ARTIFACTS / f"{name}.png"
        (target or self.page).screenshot(path=path)
        return path

    def js(self, body: str, arg: object = None) -> Any:
        """Run JavaScript in the page; `app`, `panel`, `kernel`, `idle` and `arg` are there."""
        return self.page.evaluate(f"async (arg) => {{ {PANEL} {body} }}", arg)

    def _kernel(self) -> str:
        return str(self.js("return kernel.id;"))


def notebook_json(cells: list[str]) -> dict[str, Any]:
    """Give a notebook of code cells. Without a kernelspec JupyterLab asks for a kernel."""
    return {
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{index}",
                "execution_count": None,
                "metadata": {},
                "outputs": [],
                "source": source,
            }
            for index, source in enumerate(cells)
        ],
        "metadata": {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }

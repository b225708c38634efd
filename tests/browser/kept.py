"""JupyterLab that goes on running from one test of a module to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser.lab import VIEWPORT, Lab, Notebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.browser.jupyter import JupyterServer
    from tests.browser.wire import Wire

THEME = "themes.jupyterlab-settings"  # the server's, and given back by CLOSE
OPEN = """
async (path) => {
  const { commands, shell } = window.jupyterapp;
  await commands.execute("docmanager:open", { path, factory: "Notebook" });
  for (const one of [...shell.widgets("main")]) if (one !== shell.currentWidget) one.dispose();
}
"""
CLOSE = """
async () => {
  const { commands, shell } = window.jupyterapp;
  for (const one of [...shell.widgets("main")]) one.dispose();
  if (shell.leftCollapsed) await commands.execute("application:toggle-left-area");
  delete window.axe;
  if (document.body.dataset.jpThemeLight === "false")
    await commands.execute("apputils:change-theme", { theme: "JupyterLab Light" });
}
"""
# Dialogs, menus and notifications are children of the body, too. A page that was loaded again is
# another one.
SURROUNDINGS = """
() => {
  const { shell } = window.jupyterapp;
  const seen = [...document.body.children].filter((one) => one.checkVisibility());
  return {
    loaded: performance.timeOrigin,
    names: Object.keys(window).filter((name) => name !== "MathJax"),  // JupyterLab's, when it likes
    seen: seen.map((one) => `${one.tagName} ${one.id} ${one.className}`),
    shell: [shell.mode, shell.presentationMode, shell.leftCollapsed, shell.rightCollapsed],
    theme: document.body.dataset.jpThemeName,
  };
}
"""


class KeptLab(Lab):
    """JupyterLab in a page that is cleared and used again, because starting it takes seconds.

    It is for tests that do in a notebook what a person does. A test that loads its page again,
    listens to it, stands between it and the server or changes its scripts takes a new `Lab`.

    Parameters
    ----------
    server
        The server, already running.
    new_context
        Gives a fresh browser context.
    user
        A login of the collaboration server; None is the one token's anonymous user.
    """

    def __init__(
        self,
        server: JupyterServer,
        new_context: Callable[[], BrowserContext],
        user: str | None = None,
    ) -> None:
        super().__init__(server, new_context(), user)
        self._new_context = new_context
        self._wire: Wire | None = None
        self._is_idle = False
        self._at_first: dict[str, Any] = {}
        self._cookies: list[Any] = []

    def open(self, path: str) -> Notebook:
        """Open a notebook in the page that is idle, or else in a new one."""
        if self._wire and self._is_idle:
            self._is_idle = False
            self._forget(self._wire)
            notebook = Notebook(self, path, self._wire)
            notebook.page.evaluate(OPEN, path)
            notebook.wait_open()
            return notebook
        notebook = super().open(path)
        if self._wire is None:
            self._wire = notebook.wire
            self._at_first = _surroundings(notebook.page)
            self._cookies = self.context.cookies()
        return notebook

    def leave(self, *, passed: bool) -> None:
        """Close what a test opened; give the page up where more of the test would remain."""
        self._is_idle = passed and self._wire is not None and self._is_cleared(self._wire.page)
        if not self._is_idle:
            self.context.close()
            self.context, self._wire = self._new_context(), None

    def _is_cleared(self, page: Page) -> bool:
        settings = {path.name for path in (self.server.folder / "settings").rglob("*.*")}
        self.context.set_offline(offline=False)
        for routed in (self.context, page):
            routed.unroute_all()
        if self.context.pages != [page] or settings - {THEME}:
            return False
        if page.evaluate("performance.timeOrigin") != self._at_first["loaded"]:
            return False
        page.evaluate(CLOSE)
        return _surroundings(page) == self._at_first

    def _forget(self, wire: Wire) -> None:
        # Only now: views that were closed may have stored something until their kernels ended.
        storage = {"origin": self.server.url, "storageTypes": "all"}
        self.context.new_cdp_session(wire.page).send("Storage.clearDataForOrigin", storage)
        wire.page.evaluate("sessionStorage.clear()")
        self.context.clear_cookies()
        self.context.add_cookies(self._cookies)
        self.context.clear_permissions()
        wire.page.set_viewport_size(VIEWPORT)
        wire.page.mouse.move(0, 0)
        wire.clear()


def _surroundings(page: Page) -> dict[str, Any]:
    page.wait_for_selector('body[data-jp-theme-light="true"]', state="attached")
    page.wait_for_selector("#jupyterlab-splash", state="detached")
    found: dict[str, Any] = page.evaluate(SURROUNDINGS)
    return found

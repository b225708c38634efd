"""Chromium and pages of JupyterLab that go on running from one module to the next."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.kept import KeptLab
from tests.browser.lab import VIEWPORT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

    from tests.browser.jupyter import JupyterServer

ARGUMENTS = [
    "--no-sandbox",  # containers run as root, where Chromium's sandbox does not start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Running:
    """What runs as long as tests of this folder follow each other, each started when it is needed.

    Playwright keeps an event loop running in the test's thread, and `asyncio.run` refuses to start
    beside one: tests of other folders on the same worker get the thread back.
    """

    def __init__(self) -> None:
        self._started = ExitStack()
        self._browser: Browser | None = None
        self._labs: dict[tuple[str, str | None], KeptLab] = {}

    @property
    def browser(self) -> Browser:
        """Chromium."""
        if self._browser is None:
            path = chromium.find()
            if path is None:
                pytest.fail(chromium.MISSING)
            playwright = self._started.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            self._started.callback(self._browser.close)
        return self._browser

    def new_context(self) -> BrowserContext:
        """Open another person's browser."""
        context = self.browser.new_context(viewport=VIEWPORT)
        context.set_default_timeout(30_000)
        return context

    def lab(self, server: JupyterServer, user: str | None = None) -> KeptLab:
        """Give a person's page of JupyterLab."""
        key = server.url, user
        if key not in self._labs:
            self._labs[key] = KeptLab(server, self.new_context, user)
        return self._labs[key]

    def stop(self) -> None:
        """End it all."""
        self._labs.clear()
        self._browser = None
        self._started.close()

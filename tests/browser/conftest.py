"""JupyterLab in Chromium, for the tests of this folder."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.exploring import Explorer
from tests.browser.jupyter import JupyterServer
from tests.browser.kept import KeptLab
from tests.browser.lab import VIEWPORT, Lab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext

    from tests.browser.lab import Notebook

LOG_CHARACTERS = 8000
ARGUMENTS = [
    "--no-sandbox",  # containers run as root, where Chromium's sandbox does not start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    """Run JupyterLab without collaboration, for one anonymous user."""
    with JupyterServer(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    """Run JupyterLab with collaboration, for the logins ana and ben."""
    with JupyterServer(tmp_path_factory.mktemp("shared"), collaboration=True) as server:
        yield server


# Playwright keeps an event loop running in the test's thread, and `asyncio.run` refuses to start
# beside one: other modules on the same worker get the thread back when this module is done.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once a module."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Give fresh browser contexts, each another person's computer."""
    with ExitStack() as stack:

        def new() -> BrowserContext:
            context = _new_context(browser)
            stack.callback(context.close)
            return context

        yield new


@pytest.fixture
def lab(lab_server: JupyterServer, new_context: Callable[[], BrowserContext]) -> Iterator[Lab]:
    """Give JupyterLab to one anonymous person."""
    yield Lab(lab_server, new_context())
    _leave(lab_server)


@pytest.fixture(scope="module")
def running_lab(browser: Browser, lab_server: JupyterServer) -> Iterator[KeptLab]:
    """Start JupyterLab once a module, for its tests that take `kept_lab`."""
    lab = KeptLab(lab_server, partial(_new_context, browser))
    yield lab
    lab.context.close()


@pytest.fixture
def kept_lab(running_lab: KeptLab, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """Give JupyterLab to one anonymous person, in the page of the test before where it can be."""
    failed_before = request.session.testsfailed
    yield running_lab
    running_lab.leave(passed=request.session.testsfailed == failed_before)
    _leave(running_lab.server)


@pytest.fixture
def lab_of(
    shared_server: JupyterServer, new_context: Callable[[], BrowserContext]
) -> Iterator[Callable[[str], Lab]]:
    """Give the shared JupyterLab to a login: ``lab_of("ana")``, ``lab_of("ben")``."""
    yield lambda user: Lab(shared_server, new_context(), user)
    _leave(shared_server)


@pytest.fixture
def explorer(notebook: Notebook) -> Explorer:
    """Give each test its file's explorer with everything in sight, and no panel open."""
    explorer = Explorer(notebook)
    explorer.begin_again()
    return explorer


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> str:
    """Give each test a folder of its own for its labels, below the server's."""
    return "labels-" + re.sub(r"\W+", "-", request.node.name)


def _new_context(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport=VIEWPORT)
    context.set_default_timeout(30_000)
    return context


def _leave(server: JupyterServer) -> None:
    # The theme and other settings are the server's, not the browser's.
    server.stop_kernels()
    shutil.rmtree(server.folder / "settings", ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Iterator[None]:
    """Show the end of the server's log under a test that failed."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if report.failed:
        for server in getattr(item, "funcargs", {}).values():
            if isinstance(server, JupyterServer):
                log = server.log.read_text(errors="replace")[-LOG_CHARACTERS:]
                report.sections.append(("JupyterLab's log", log))
    return report  # type: ignore[return-value]

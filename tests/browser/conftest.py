"""JupyterLab in Chromium, for the tests of this folder."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.browser.exploring import Explorer
from tests.browser.jupyter import JupyterServer
from tests.browser.lab import Lab
from tests.browser.running import Running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext

    from tests.browser.lab import Notebook

LOG_CHARACTERS = 8000
RUNNING = Running()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser."""
    for item in items:
        if _needs_browser(item):
            item.add_marker(pytest.mark.browser)


def _needs_browser(item: pytest.Item) -> bool:
    return "browser" in item.path.parts


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """End Chromium when the next test of this worker needs none."""
    yield
    if nextitem is None or not _needs_browser(nextitem):
        RUNNING.stop()


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


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Give Chromium, which goes on running while tests of this folder follow each other."""
    return RUNNING.browser


@pytest.fixture
def new_context() -> Iterator[Callable[[], BrowserContext]]:
    """Give fresh browser contexts, each another person's computer."""
    with ExitStack() as stack:

        def new() -> BrowserContext:
            context = RUNNING.new_context()
            stack.callback(context.close)
            return context

        yield new


@pytest.fixture
def lab(lab_server: JupyterServer, new_context: Callable[[], BrowserContext]) -> Iterator[Lab]:
    """Give JupyterLab to one anonymous person."""
    yield Lab(lab_server, new_context())
    _leave(lab_server)


@pytest.fixture
def kept_lab(lab_server: JupyterServer, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """Give JupyterLab to one anonymous person, in the page of the test before where it can be."""
    with _kept(lab_server, request) as lab:
        yield lab


@pytest.fixture(scope="module")
def module_lab(lab_server: JupyterServer, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """Give the same to all tests of a module, which do not take `kept_lab` then."""
    with _kept(lab_server, request) as lab:
        yield lab


@contextmanager
def _kept(
    server: JupyterServer, request: pytest.FixtureRequest, user: str | None = None
) -> Iterator[Lab]:
    lab = RUNNING.lab(server, user)
    failed_before = request.session.testsfailed
    yield lab
    lab.leave(passed=request.session.testsfailed == failed_before)
    _leave(server)


@pytest.fixture
def lab_of(
    shared_server: JupyterServer, new_context: Callable[[], BrowserContext]
) -> Iterator[Callable[[str], Lab]]:
    """Give the shared JupyterLab to a login: ``lab_of("ana")``, ``lab_of("ben")``."""
    yield lambda user: Lab(shared_server, new_context(), user)
    _leave(shared_server)


@pytest.fixture
def kept_lab_of(
    shared_server: JupyterServer, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Lab]]:
    """Give the same in the page that this login had in the test before, where it can be."""
    with ExitStack() as stack:
        yield lambda user: stack.enter_context(_kept(shared_server, request, user))


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

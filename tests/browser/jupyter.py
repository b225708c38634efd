"""A real JupyterLab server on this machine, apart from the user's own settings and files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.browser.processes import free_port, stop

REPOSITORY = Path(__file__).parents[2]
START_SECONDS = 60
TOKEN = "a-token-for-tests"  # noqa: S105 - the server listens on this machine only
USERS = {"ana": "token-of-ana", "ben": "token-of-ben", "eva": "token-of-eva"}  # login -> token
COLLABORATION = ("@jupyter/collaboration-extension", "@jupyter/docprovider-extension")
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    # Saving is what some tests look at: it happens when they say so.
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    # A cell that is scrolled away stays in the page, where a test can find it.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


class ServerError(RuntimeError):
    """JupyterLab did not start, or refused a request."""


@dataclass
class JupyterServer:
    """A JupyterLab that runs while the ``with`` block does.

    Parameters
    ----------
    folder
        An empty folder: ``work/`` inside it is what JupyterLab shows.
    collaboration
        Real-time collaboration, and the logins of ``USERS`` instead of one token for all.
    """

    folder: Path
    collaboration: bool = False
    url: str = field(default="", init=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def work(self) -> Path:
        """The folder that JupyterLab shows."""
        return self.folder / "work"

    @property
    def log(self) -> Path:
        """What the server and its kernels print."""
        return self.folder / "server.log"

    def __enter__(self) -> Self:
        self.work.mkdir()
        self._configure()
        for _ in range(3):  # somebody else may take the free port first
            if self._start():
                return self
            stop(self._process)
        message = f"JupyterLab did not start:\n{self.log.read_text()}"
        raise ServerError(message)

    def __exit__(self, *_: object) -> None:
        stop(self._process)

    def token(self, user: str | None = None) -> str:
        """Give the token of a login, or the one that all share."""
        if not self.collaboration:
            return TOKEN
        return USERS[user or next(iter(USERS))]

    def request(self, method: str, path: str, body: object = None) -> Any:
        """Ask the server's REST API, as its first user."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token()}"}
        request = urllib.request.Request(  # noqa: S310 - the address is our own
            f"{self.url}/api/{path}", data=data, headers=headers, method=method
        )
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
            text = response.read()
        return json.loads(text) if text else None

    def stop_kernels(self) -> None:
        """End every notebook's kernel."""
        for session in self.request("GET", "sessions"):
            self.request("DELETE", f"sessions/{session['id']}")

    def _configure(self) -> None:
        pages: dict[str, object] = {"buildCheck": False, "buildAvailable": False}
        server: dict[str, object] = {"terminals_enabled": False}
        if self.collaboration:
            server["identity_provider_class"] = "tests.browser.identity.TableIdentityProvider"
        else:
            pages["disabledExtensions"] = dict.fromkeys(COLLABORATION, True)
            server["jpserver_extensions"] = {"jupyter_server_ydoc": False}
        labconfig = self.folder / "config" / "labconfig"
        labconfig.mkdir(parents=True)
        _write(labconfig / "page_config.json", pages)
        _write(labconfig / "default_setting_overrides.json", SETTINGS)
        _write(labconfig.parent / "jupyter_server_config.json", {"ServerApp": server})

    def _start(self) -> bool:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += ["--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
        command += [f"--ServerApp.root_dir={self.work}", f"--IdentityProvider.token={TOKEN}"]
        command += ["--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self.work, env=self._environment(), stdout=log, stderr=log
            )
        return self._answers()

    def _answers(self) -> bool:
        assert self._process
        deadline = time.monotonic() + START_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                self.request("GET", "status")
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
            else:
                return True
        return False

    def _environment(self) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "PYTEST"))}
        folders = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        own = {name: str(self.folder / folder) for name, folder in folders.items()}
        return {**inherited, **own, "PYTHONPATH": str(REPOSITORY)}


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content))
